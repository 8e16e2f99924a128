"""Complaints: what was said, by whom, through which channel; who must not see it; the answer and what was said of it."""
