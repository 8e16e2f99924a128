"""How a finished paper reaches its owner: who may collect it, where it lies, which slip is good, what was fetched from home."""
