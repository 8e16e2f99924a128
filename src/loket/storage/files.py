"""Files that no row may point to in vain: they are on the disk before the row is written. Knows no table."""

import os
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def keep(name: str, content: bytes) -> None:
    """The bytes under their name, on the disk when this returns; what a crash left half written gives way."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            return
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
    # A store that is no folder of this machine answers only for what it has kept.
    if isinstance(default_storage, FileSystemStorage):
        _flush(default_storage.path(name))


def _flush(path: str) -> None:
    for name in (Path(path), Path(path).parent):
        descriptor = os.open(name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def kept(name: str) -> bytes | None:
    """What stands under a name; None when there is nothing."""
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content
