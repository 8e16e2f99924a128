"""The names of all kept files. Knows no table."""

from django.conf import settings
from django.core.files.storage import default_storage

from loket.storage import s3


def all_names() -> list[str]:
    """Every name in the store, a folder or a bucket, sorted. Raises StoreAway."""
    if settings.STORE:
        return sorted(s3.names())
    found: list[str] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            inside, files = default_storage.listdir(folder)
        except FileNotFoundError:
            continue
        folders.extend(f"{folder}{name}/" for name in inside)
        found.extend(f"{folder}{name}" for name in files)
    return sorted(found)
