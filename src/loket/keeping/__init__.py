"""Keeping what the office has: backups, and the proof that they can be restored."""
