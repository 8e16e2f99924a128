"""The names of all kept files. Knows no table."""

from django.core.files.storage import default_storage


def all_names() -> list[str]:
    """Every name in the store, sorted."""
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
