"""Keeps specific data unreadable at rest: a key for each person or case, wrapped by a key that is no part of the database."""
