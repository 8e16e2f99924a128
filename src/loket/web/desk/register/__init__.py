"""The population register on the desk."""
