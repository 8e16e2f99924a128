"""Proof that the stored history is whole, and the rebuilding of what is only its fold."""
