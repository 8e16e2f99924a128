"""What other layers know of collection: frozen records."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Scope(StrEnum):
    """What somebody else may do for the applicant. Basis: form F-1.07, Permendagri 109/2019."""

    APPLY = "ajukan"
    CORRECT = "perbaiki"
    COLLECT = "ambil"


class Relation(StrEnum):
    """What the taker of a mandate is to the applicant, in the words of the counter."""

    SPOUSE = "suami-istri"
    CHILD = "anak"
    PARENT = "orang-tua"
    SIBLING = "saudara"
    OTHER = "lain"


class ShelfKind(StrEnum):
    """A place at the counter, or the archive from which it must be fetched first."""

    SHELF = "rak"
    ARCHIVE = "arsip"


@dataclass(frozen=True, slots=True)
class Taker:
    """Who is given a mandate, as it is typed."""

    name: str = field(repr=False)
    nik: str = field(repr=False)
    relation: Relation
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MandateWish:
    """A mandate to be: for whom, for what, until which day (inclusive), and the hash of its letter."""

    taker: Taker
    scope: frozenset[Scope]
    valid_until: datetime.date
    paper: str = ""


@dataclass(frozen=True, slots=True)
class MandateRecord:
    """
    A mandate with what became of it. `taker` is None where the key of its application was given up.

    `valid_until` is its last day; `ended_at` is when the applicant took it back; `checked_at` is when an officer accepted its
    letter.
    """

    uuid: UUID
    resi: str
    taker: Taker | None
    relation: Relation
    scope: frozenset[Scope]
    valid_until: datetime.date
    paper: str
    channel: str
    acted_as: str
    at: datetime.datetime
    ended_at: datetime.datetime | None = None
    end_reason: str = ""
    ended_as: str = ""
    checked_at: datetime.datetime | None = None
    checked_as: str = ""

    def holds(self, scope: Scope, today: datetime.date) -> bool:
        """Whether it covers this on that day."""
        return scope in self.scope and self.ended_at is None and today <= self.valid_until


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """A duplicate slip: the number-th, since when, upon which statement, made by whom."""

    resi: str
    number: int
    statement: str
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ShelfRecord:
    """Where the papers of an application were put, and by whom."""

    resi: str
    kind: ShelfKind
    place: str
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """A download by the applicant."""

    resi: str
    code: str
    sha256: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class PickupRule:
    """Days after which an applicant is reminded, one after the other, and after which papers go back into the archive; None: never."""

    remind_after: tuple[int, ...] = (7, 30)
    archive_after: int | None = 90

    def stage(self, days: int) -> int | None:
        """The latest stage that is due after so many days; None before the first."""
        return max((one for one in self.remind_after if one <= days), default=None)
