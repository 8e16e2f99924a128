"""What other layers know of complaints: frozen records, never rows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from loket.casework.queries import ComplaintLine, Stage
from loket.core.terms import ComplaintCode

LONGEST_TEXT: Final = 4000
LONGEST_LINE: Final = 200


class Channel(StrEnum):
    """By which way a complaint came in."""

    PAGE = "laman"
    BOX = "kotak"
    SMS = "sms"
    CALL = "telepon"
    LETTER = "surat"
    PERSON = "tatap-muka"
    LAPOR = "lapor"


class Secrecy(StrEnum):
    """
    Who may know who complained: whoever handles it, only whoever tells the answer, or nobody.

    Basis: Permenpan-RB 62/2018; UU 25/2009.
    """

    NAMED = "bernama"
    CONFIDENTIAL = "rahasia"
    ANONYMOUS = "anonim"


@dataclass(frozen=True, slots=True)
class Said:
    """
    What is complained about. `whom` names or describes a person, `position` is one of the office's; either may be empty.

    `name` and `contact` are those of whoever complains, and are dropped for one without a name. `about_resi` names an application,
    `about_service` a service of the office; either may be empty.
    """

    text: str
    whom: str = ""
    position: str = ""
    secrecy: Secrecy = Secrecy.ANONYMOUS
    name: str = ""
    contact: str = ""
    about_resi: str = ""
    about_service: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """How a complaint came to an officer who enters it: the channel, the true time, the box it lay in, its number at LAPOR."""

    channel: Channel
    at: datetime.datetime
    box: UUID | None = None
    lapor_number: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A complaint that was taken: its code, its number in the book, and until when it is replied to first and answered."""

    code: ComplaintCode
    resi: str
    number: str
    reply_due_at: datetime.datetime | None
    answer_due_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class BoxRecord:
    """One opening of a suggestion box; `entered` counts the complaints of it that were entered."""

    id: UUID
    place: str
    opened_at: datetime.datetime
    letters: int
    witnesses: tuple[str, ...]
    acted_as: str
    entered: int


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of the register of complaints: the case, and what stands beside it. Not a word of what was said.

    `service` is that of the application it names, else what was chosen; empty where neither is known.
    """

    line: ComplaintLine
    channel: Channel
    secrecy: Secrecy
    lapor_number: str
    about_resi: str
    service: str
    mark: int | None

    @property
    def resi(self) -> str:
        """The resi of its case."""
        return self.line.case.resi


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """What is answered, by whom, when."""

    text: str
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A complaint as somebody reads it who has to do with it.

    `reporter_shown` says whether name and contact may be asked for; `may_answer`, whether the officer may write the answer now.
    `kept_from` are the persons for whom it does not exist, with their names.
    """

    entry: Entry
    text: str
    whom: str
    position: str
    has_reporter: bool
    may_see_reporter: bool
    may_answer: bool
    may_withhold: bool
    needs_letter: bool
    answer: AnswerRecord | None
    objections: tuple[str, ...]
    kept_from: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who complained."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Followed:
    """
    A complaint as whoever has its code sees it.

    `answer` is there once it was told. `is_heard`: it waits for what the complainant says of it, an objection until
    `objection_until`. `awaits_mark`: it was closed because nobody said anything, and may still be marked.
    """

    line: ComplaintLine
    office_key: str
    stages: tuple[Stage, ...]
    answer: str
    is_heard: bool
    objection_until: datetime.datetime | None
    mark: int | None
    has_objected: bool
    awaits_mark: bool
