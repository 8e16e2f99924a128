"""What the process that runs Apprise tells the one that began it."""

from enum import StrEnum
from typing import Final

OPENING: Final = b"+"
UNOPENED: Final = b"-"


class Word(StrEnum):
    """How it ended. No word at all: it was ended, or broke."""

    YES = "yes"
    NO = "no"
    READABLE = "readable"
    UNREADABLE = "unreadable"
