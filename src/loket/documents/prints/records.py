"""What others may know of prints: frozen records, never rows."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

CARD: Final = "kartu"
"""The act of a print that the centre's own system made."""


class Outcome(StrEnum):
    """How a print came out, as the officer is asked before going on."""

    GOOD = "baik"
    SPOILED = "rusak"
    UNKNOWN = "tidak diketahui"


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that was just printed. `replayed`: the same key was used before, and this is that print again."""

    print_id: int
    pdf: bytes
    copy_number: int
    draft: bool
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """
    One print. `outcome` is None until someone says it; `replaced_by` is the print that took its place. `life_event` is the
    one it follows from, as far as the request named it.

    `template` and `sha256` are blank for a card that the centre's own system made.
    """

    id: int
    office_id: int
    resi: str
    paper: str
    act: str
    subject: str
    number: str
    life_event: UUID | None
    draft: bool
    copy_number: int
    replaces: int | None
    replaced_by: int | None
    reason: str
    printer: str
    blank_kind: str
    serial: str
    template: str
    sha256: str
    person: int
    acted_as: str
    at: datetime.datetime
    outcome: Outcome | None
    outcome_reason: str


@dataclass(frozen=True, slots=True)
class CardPrint:
    """A card that the centre's own system printed here: of whom, on which blank."""

    resident_id: UUID
    serial: str
    resi: str = ""
    printer: str = ""
    reason: str = ""
