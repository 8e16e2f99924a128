"""Secrets of the installation: given by the environment, or made once and kept beside the data for the owner only."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_key(home: Path) -> str:
    """Return LOKET_SECRET_KEY, or the key kept in `home`, made at the first call."""
    return _kept(home, "LOKET_SECRET_KEY", "secret-key")


def signing_passphrase(home: Path) -> str:
    """
    What opens the keys of the office itself: LOKET_SIGNING_PASSPHRASE, or what is kept in `home`, made at the first call.

    A signer's own key has the signer's passphrase, which is kept nowhere.
    """
    return _kept(home, "LOKET_SIGNING_PASSPHRASE", "signing-passphrase")


def _kept(home: Path, variable: str, name: str) -> str:
    given = os.environ.get(variable, "")
    if given:
        return given
    file = home / name
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
