"""Hand-over at the counter."""
