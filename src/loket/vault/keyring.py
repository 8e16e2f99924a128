"""
The key-encryption keys of the installation: files in a folder of their own, readable by the owner alone, newest last.

It knows no table. One more file is the key of the blind index, which is never rotated: every index entry hangs on it.
"""

import base64
import secrets
from pathlib import Path
from typing import Final

from django.conf import settings

from loket.storage.whole import write_once
from loket.vault.refusals import KeyMissing

KEY_BYTES: Final = 32
_SUFFIX: Final = ".kek"
_INDEX: Final = "indeks-buta"


def names() -> tuple[str, ...]:
    """The names of all keys in the folder, oldest first; the last one wraps what is new."""
    return tuple(sorted(path.stem for path in _folder().glob(f"*{_SUFFIX}")))


def current() -> str:
    """The name of the newest key. Raises KeyMissing when there is none."""
    found = names()
    if not found:
        raise KeyMissing(kek="semua")
    return found[-1]


def kek(name: str) -> bytes:
    """The key of that name. Raises KeyMissing."""
    try:
        return base64.b64decode((_folder() / f"{name}{_SUFFIX}").read_bytes())
    except FileNotFoundError as missing:
        raise KeyMissing(kek=name) from missing


def add() -> str:
    """Make a newer key and return its name. Of two processes that make the first one together, one wins for both."""
    found = names()
    number = int(found[-1].partition("-")[0]) + 1 if found else 1
    fingerprint = secrets.token_hex(3)
    name = f"{number:04d}-{fingerprint}" if found else "0001-awal"
    _write(f"{name}{_SUFFIX}")
    return name


def index_key() -> bytes:
    """The key of the blind index. Raises KeyMissing."""
    try:
        return base64.b64decode((_folder() / _INDEX).read_bytes())
    except FileNotFoundError as missing:
        raise KeyMissing(kek=_INDEX) from missing


def add_index_key() -> None:
    """Make the key of the blind index, unless it is there."""
    if not (_folder() / _INDEX).exists():
        _write(_INDEX)


def _folder() -> Path:
    root = Path(settings.DATA_KEYS_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def _write(name: str) -> None:
    write_once(_folder() / name, base64.b64encode(secrets.token_bytes(KEY_BYTES)))
