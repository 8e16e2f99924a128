"""Procedures as data: read, check, compare. The engine runs what this package describes."""
