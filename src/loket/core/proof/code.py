"""
The code that finds a signed paper: printed on it, in its QR and inside its signature.

It checks the shape of a text and nothing else: whether a paper has this code is a question to the register of papers.
"""

import secrets
from dataclasses import dataclass
from typing import Self

from loket.core.problems import BadTerm, Problem
from loket.core.proof.letters import CROCKFORD

_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LENGTH = 12


@dataclass(frozen=True, slots=True)
class VerificationCode:
    """Twelve letters without look-alikes, 60 bits: never guessable, one for each signed paper."""

    letters: str

    @classmethod
    def new(cls) -> Self:
        """A fresh random code."""
        return cls("".join(secrets.choice(CROCKFORD) for _ in range(_LENGTH)))

    @classmethod
    def parse(cls, text: str, *, field: str = "code") -> Self:
        """Read a code as typed or spoken; O is 0, I and L are 1, U is V. Raises BadTerm."""
        letters = "".join(c for c in text.upper() if c.isalnum()).translate(_CONFUSED)
        if not is_code(letters):
            sentence = "Kode verifikasi terdiri dari 12 huruf dan angka, misalnya 7K2M-94QX-B3TD."
            raise BadTerm(
                Problem("verification-code-shape", sentence, "Pindai QR pada surat, atau ketik ulang.", field=field)
            )
        return cls(letters)

    def __str__(self) -> str:
        return f"{self.letters[:4]}-{self.letters[4:8]}-{self.letters[8:]}"


def is_code(letters: str) -> bool:
    """Whether these are the letters of a code in their one spelling, without hyphens."""
    return len(letters) == _LENGTH and set(letters) <= set(CROCKFORD)
