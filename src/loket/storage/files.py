"""
Files that no row may point to in vain: they are in the store before the row is written. Knows no table.

The store is a folder of this machine, or where `LOKET_STORE` says so a bucket that speaks S3; both keep the same promise.
"""

import contextlib
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from loket.storage import s3
from loket.storage.whole import write_once


def keep(name: str, content: bytes) -> None:
    """The bytes under their name, in the store when this returns; what a crash left half written in a folder gives way."""
    if settings.STORE:
        s3.keep(name, content)
        return
    path = Path(default_storage.path(name))
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size != len(content):
            path.unlink()
    write_once(path, content)


def kept(name: str) -> bytes | None:
    """What stands under a name; None when there is nothing. Whoever reads holds it against a hash of its own."""
    if settings.STORE:
        return s3.kept(name)
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content


def remove(name: str) -> None:
    """Take away what stands under a name, if anything does; only for what stands safely under another."""
    if settings.STORE:
        s3.remove(name)
        return
    default_storage.delete(name)
