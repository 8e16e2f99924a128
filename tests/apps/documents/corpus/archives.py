"""
The test files in the source archives of Pillow and pikepdf, of the versions installed here: nothing of them is in this repository.

They are fetched once into a folder of the user's cache, by pip, from wherever pip gets its packages.
"""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

PROJECTS: Final = ("pillow", "pikepdf")
_CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "loket" / "upload-corpus"
_PATIENCE_SECONDS: Final = 240


class Unavailable(Exception):
    """The archive cannot be had here; the message says what pip said."""


def archive_of(project: str) -> Path:
    """The source archive of the installed version, fetched if it is not here yet. Raises Unavailable."""
    _CACHE.mkdir(parents=True, exist_ok=True)
    wanted = f"{project}-{version(project)}.tar.gz"
    if not (_CACHE / wanted).exists():
        _fetch(project)
    if not (_CACHE / wanted).exists():
        raise Unavailable(f"pip brought no {wanted}")
    return _CACHE / wanted


def _fetch(project: str) -> None:
    fetch = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    wanted = ["--no-binary", project, "--dest", str(_CACHE), f"{project}=={version(project)}"]
    try:
        done = subprocess.run([*fetch, *wanted], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired as late:
        raise Unavailable(f"pip was not done in {_PATIENCE_SECONDS} s") from late
    if done.returncode:
        raise Unavailable(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip failed")


def files_of(project: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the archive with its place in it, sources too: whoever uploads may choose any. Raises Unavailable."""
    with tarfile.open(archive_of(project)) as packed:
        for member in packed:
            file = packed.extractfile(member) if member.isfile() else None
            if file is not None:
                yield member.name, file.read()
