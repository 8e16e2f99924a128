"""
Where a file from outside lies until it is checked: a folder that only the server reads, and that no page serves.

What a crash or a kill has left there is removed after an hour, and said in the log. It opens no file that it keeps.
"""

import contextlib
import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from django.conf import settings

_log = logging.getLogger(__name__)
LEFT_OVER_SECONDS: Final = 3600
_SUFFIX: Final = ".periksa"


def folder() -> Path:
    """The quarantine of this installation, there when this returns and readable by its owner alone."""
    root = Path(settings.QUARANTINE_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


@contextlib.contextmanager
def quarantined(content: bytes) -> Iterator[IO[bytes]]:
    """The bytes as a file in quarantine, open to be read from its start; gone when the block ends, however it ends."""
    path = folder() / f"{uuid.uuid4().hex}{_SUFFIX}"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            file.write(content)
            file.flush()
            file.seek(0)
            yield file
    finally:
        path.unlink(missing_ok=True)


def held_folder() -> Path:
    """Where in it files wait, sealed, for a scanner that is away; each has a note beside it."""
    place = folder() / "tertahan"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def sweep_quarantine(*, now: float | None = None) -> int:
    """
    Remove what lies in quarantine for more than an hour, log each piece, and return how many there were.

    What waits for the scanner with its note stays.
    """
    latest = (time.time() if now is None else now) - LEFT_OVER_SECONDS
    left = [path for path in folder().iterdir() if path != held_folder()]
    left += held_folder().glob("*.baru")
    left += (path for path in held_folder().glob("*.lkt") if not path.with_suffix(".json").exists())
    return sum(_removed(path, latest) for path in left)


def _removed(path: Path, latest: float) -> bool:
    try:
        since = path.stat()
        if since.st_mtime >= latest:
            return False
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except FileNotFoundError:
        return False
    _log.warning("Removed from quarantine: %s, %d bytes, left there by what never ended.", path.name, since.st_size)
    return True
