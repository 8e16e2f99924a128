"""
Folders and files of the installation, made for their owner only. Knows no setting.

A program that only looks, such as `loket check`, says so first; then nothing is made.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_OTHERS: Final = 0o077
_BESIDE: Final = ("", "-wal", "-shm", "-journal")
_looking: list[bool] = [False]


def only_look() -> None:
    """From now on this process makes neither folder nor file of the installation."""
    _looking[0] = True


def only_looks() -> bool:
    """Whether this process makes nothing."""
    return _looking[0]


def own_folder(path: Path) -> Path:
    """The folder, made with mode 0700 where there is none; one that is there keeps what it lets others."""
    if not only_looks():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def own_database_file(path: Path) -> None:
    """
    Make the file of an SQLite database before SQLite does, which would let everybody read it; close one that is open.

    What stands beside it gets from SQLite the mode of the file. Where the folder is missing, nothing is made.
    """
    if only_looks() or not path.parent.is_dir():
        return
    with suppress(FileExistsError, PermissionError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    for beside in _BESIDE:
        # Whoever does not own it serves all the same; `loket check` tells of the folder.
        with suppress(FileNotFoundError, PermissionError):
            file = Path(f"{path}{beside}")
            mode = file.stat().st_mode
            if mode & _OTHERS:
                file.chmod(mode & 0o7700)
