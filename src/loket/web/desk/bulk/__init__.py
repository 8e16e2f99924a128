"""Many files handled at once."""
