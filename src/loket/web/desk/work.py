"""Meja saya: what is on my desk, what I may take, what waits on others; and the search."""
