"""What casework takes and answers: frozen records for the services, never rows."""

import datetime
from dataclasses import dataclass
from typing import Final, Literal

from loket.core.engine import Status

MANDATE: Final = "surat-kuasa"
"""How a letter of mandate is named among the papers of an application. Basis: form F-1.07, Permendagri 109/2019."""
LineState = Literal["present", "wrong", "missing", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """
    Who applies. `subject` says for whom or what, when that is not the applicant: "KK keluarga Sari".

    `language` is the one that messages about the application are wanted in.
    """

    name: str
    nik: str = ""
    phone: str = ""
    subject: str = ""
    language: str = "id"

    @property
    def phone_reads(self) -> bool:
        """Whether the telephone, where one is given, is digits, blanks, + and - with at least one digit."""
        phone = self.phone.strip()
        return not phone or (set(phone) <= set("0123456789 +-") and any(sign.isdigit() for sign in phone))


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """
    The verdict on one requirement at the counter; the note is read by the applicant.

    `original` says what became of the original, `copies` how many copies were handed in; None: as the procedure asks.
    """

    requirement: str
    state: LineState
    note: str = ""
    original: Literal["none", "shown", "kept"] | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """An accepted application. `replayed`: the same form had already been accepted, and this is that answer."""

    resi: str
    version: int
    register_number: str
    promise_due_at: datetime.datetime | None
    step: str | None
    status: Status
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """An application that lacks papers, in a procedure that refuses those: no case, no number, a slip with the lines."""

    slip_id: int
    lines: tuple[ChecklistLine, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Acted:
    """A committed act. `number` is the printed register number when this act took one."""

    resi: str
    version: int
    status: Status
    step: str | None
    number: str | None
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one case in a bulk act; `sentence` is for the officer."""

    resi: str
    ok: bool
    sentence: str
    version: int | None = None
    problem_id: str = ""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One mass submission with its number and its cases."""

    id: int
    label: str
    step: str
    at: datetime.datetime
    acted_as: str
    resis: tuple[str, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One scanned paper of a case; of a destroyed one the bytes are gone, and `destroyed_under` names the minutes."""

    id: int
    requirement: str
    file: str
    sha256: str
    kind: str
    size: int
    pages: int
    uploaded_by: int
    at: datetime.datetime
    destroyed_at: datetime.datetime | None = None
    destroyed_under: str | None = None
