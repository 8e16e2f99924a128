"""The books of the office on the desk."""
