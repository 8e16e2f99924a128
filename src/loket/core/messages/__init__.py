"""Messages to citizens: what may be told, in which words, how long that is, and what became of each. No sending."""
