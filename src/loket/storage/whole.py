"""Files that appear whole or not at all, also when the power goes. Knows no table and no setting."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_once(path: Path, content: bytes) -> None:
    """
    Write `content` to `path` unless something stands there: of several that start together one wins.

    It is on the disk when this returns, readable by its owner only. The folder must exist.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent) as fresh:  # mode 0600
        fresh.write(content)
        fresh.flush()
        os.fsync(fresh.fileno())
        with suppress(FileExistsError):
            os.link(fresh.name, path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Have the disk hold what a file, or the list of names of a folder, says now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
