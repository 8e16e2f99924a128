"""Secrets of the installation: given by the environment, or made once and kept beside the data for the owner only; a program that only looks gets one that is kept nowhere."""

import os
import secrets
from pathlib import Path

from loket.storage.own_folders import only_looks
from loket.storage.whole import write_once


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
        if only_looks():
            return secrets.token_urlsafe(48)
        write_once(file, secrets.token_urlsafe(48).encode())
    return file.read_text(encoding="ascii")
