"""How a decided act becomes rows: the door, its two databases, the hash chain, and reading back what was written."""
