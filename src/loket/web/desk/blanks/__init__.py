"""Blanks and prints on the desk."""
