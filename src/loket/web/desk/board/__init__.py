"""The head's board."""
