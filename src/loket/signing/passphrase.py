"""
What a person types to open a key: kept as short as a request, never shown, stored, or sent to another process.

Only a token and a provider elsewhere, whose word it is, are told it.

It refuses to say what it is, even to a traceback.
"""

import unicodedata
from typing import Final, NoReturn

from loket.signing.refusals import PassphraseTooShort

LEAST: Final = 12


class Passphrase:
    """The passphrase of one key, as typed."""

    __slots__ = ("_typed",)

    def __init__(self, typed: str) -> None:
        self._typed = typed

    def encoded(self) -> bytes:
        """The bytes that open the key: the same whichever keyboard composed the letters."""
        return unicodedata.normalize("NFC", self._typed).encode("utf-8", "surrogatepass")

    def for_new_key(self) -> bytes:
        """The bytes that will open a key not yet made. Raises PassphraseTooShort below twelve letters."""
        if len(self._typed) < LEAST:
            raise PassphraseTooShort(least=LEAST, count=len(self._typed))
        return self.encoded()

    def __repr__(self) -> str:
        return "Passphrase(•••)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A passphrase is not written anywhere.")
