"""
Who can open a backup: public keys of people, in a text file with one age key a line; and their private keys, elsewhere.

It refuses a private key among the public ones: the server must be unable to read what it has written.
"""

from pathlib import Path

import pyrage
from pyrage.x25519 import Identity, Recipient

from loket.keeping.refusals import (
    FileUnreadable,
    IdentityUnreadable,
    NoRecipients,
    PrivateKeyOnServer,
    RecipientUnreadable,
    SameRecipient,
)

SECRET = "AGE-SECRET-KEY-"  # noqa: S105 (how every private key begins)


def read_recipients(file: Path | None, *, what: str, option: str, variable: str) -> tuple[str, ...]:
    """
    The public keys in a file, each once and in order.

    Raises NoRecipients where no file is named or it names nobody, FileUnreadable, PrivateKeyOnServer and
    RecipientUnreadable.
    """
    found: dict[str, None] = {}
    for number, line in enumerate(_lines(file) if file else [], 1):
        if line.upper().startswith(SECRET):
            raise PrivateKeyOnServer(file=file)
        try:
            found[str(Recipient.from_str(line))] = None
        except pyrage.RecipientError:
            raise RecipientUnreadable(file=file, line=number) from None
    if not found:
        raise NoRecipients(what=what, option=option, variable=variable)
    return tuple(found)


def require_apart(data: tuple[str, ...], keys: tuple[str, ...]) -> None:
    """Nobody opens both the data and the keys. Raises SameRecipient."""
    for recipient in keys:
        if recipient in data:
            raise SameRecipient(recipient=recipient)


def read_identities(file: Path) -> list[Identity]:
    """The private keys in a file. Raises FileUnreadable and IdentityUnreadable."""
    try:
        found = [Identity.from_str(line) for line in _lines(file)]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise IdentityUnreadable(file=file)
    return found


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise FileUnreadable(file=file) from None
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
