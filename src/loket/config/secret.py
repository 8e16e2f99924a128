"""The secret key: given by the environment, or made once and kept beside the data, readable by the owner only."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_key(home: Path) -> str:
    """Return LOKET_SECRET_KEY, or the key kept in `home`, made at the first call."""
    given = os.environ.get("LOKET_SECRET_KEY", "")
    if given:
        return given
    file = home / "secret-key"
    if not file.exists():
        _make(file)
    return file.read_text(encoding="ascii")


def _make(file: Path) -> None:
    with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="ascii") as fresh:  # mode 0600
        fresh.write(secrets.token_urlsafe(48))
        fresh.flush()
        # A link appears whole or not at all: of two processes that start together, one key wins for both.
        with suppress(FileExistsError):
            os.link(fresh.name, file)
