"""The room of the archive: terms of keeping, and destruction of scans by two persons."""
