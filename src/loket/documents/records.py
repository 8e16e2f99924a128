"""What a paper needs to be printed: frozen records that callers fill from their own queries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from loket.core.terms import Nik, Resi
from loket.documents.signature import Signature


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of every paper; `zone` is the office's time zone, `complaints` where a citizen may complain."""

    government: str
    office: str
    address: str = ""
    contact: str = ""
    complaints: str = ""
    zone: str = "Asia/Jakarta"


class PaperState(StrEnum):
    """In which form the office took a paper."""

    COPY = "copy"
    COPY_ORIGINAL_SEEN = "copy-original-seen"
    ORIGINAL_KEPT = "original-kept"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """One paper taken in; `count` sheets or copies, at least one."""

    name: str
    state: PaperState = PaperState.COPY
    count: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResiRecord:
    """
    The slip for the applicant.

    `register_number` is None while no number was taken; `promise` is the promise in words ("3 hari kerja").
    `bring` lists what to bring when collecting; `in_person_only` says that nobody may collect for the applicant.
    `duplicate` is the number of a slip made after the one before it was lost, and `mark` what stands on it alone; 0 and empty on
    the first.
    `is_from_home`: the applicant has sent it, and no officer has seen it yet. `proxy` names whoever applied for the applicant by a
    mandate.
    While the clock stands `stopped` says so in place of the promise, and `awaited` names the papers waited for.
    """

    letterhead: Letterhead
    resi: Resi
    register_number: str | None
    service: str
    applicant_name: str
    applicant_nik: Nik | None
    received_at: datetime
    received_by: str
    promise_due_at: datetime | None
    promise: str = ""
    subject: str = ""
    papers: tuple[HandedPaper, ...] = ()
    bring: tuple[str, ...] = ()
    in_person_only: bool = False
    tracking_address: str = ""
    print_number: int = 1
    duplicate: int = 0
    mark: str = ""
    stopped: str = ""
    awaited: tuple[str, ...] = ()
    is_from_home: bool = False
    proxy: str = ""

    @property
    def originals_kept(self) -> tuple[HandedPaper, ...]:
        """The originals that the office keeps; which of them go back, no procedure says."""
        return tuple(p for p in self.papers if p.state is PaperState.ORIGINAL_KEPT)


@dataclass(frozen=True, slots=True)
class FileStep:
    """One step on the file slip; `mark` is what the step leaves on paper; `done` by whom and when."""

    number: str
    name: str
    position: str
    mark: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class FileSlipRecord:
    """The slip that travels with the folder; `priority` is printed as it is ("Penduduk rentan")."""

    letterhead: Letterhead
    resi: Resi
    register_number: str | None
    service: str
    applicant_name: str
    received_at: datetime
    promise_due_at: datetime | None
    steps: tuple[FileStep, ...]
    subject: str = ""
    priority: str = ""
    papers_count: int = 0
    originals_count: int = 0
    print_number: int = 1
    proxy: str = ""


class LackKind(StrEnum):
    """Why a requirement is not met."""

    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class LackingPaper:
    """One requirement that is missing or wrong, the reason in words and what to do about it."""

    name: str
    kind: LackKind
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class RefusalRecord:
    """
    The slip for an applicant who is sent back for papers: no register number was used.

    `reference` names the logged attempt; `complete` lists the papers that were in order. With `registered` it is of an
    application that was taken in already and waits: `reference` is its resi.
    """

    letterhead: Letterhead
    reference: str
    service: str
    applicant_name: str
    applicant_nik: Nik | None
    refused_at: datetime
    refused_by: str
    lacking: tuple[LackingPaper, ...]
    complete: tuple[str, ...] = ()
    opening_hours: str = ""
    print_number: int = 1
    registered: bool = False


@dataclass(frozen=True, slots=True)
class PickupLine:
    """One document handed over; without `signature` the cell has a line to sign on with a pen."""

    number: int
    register_number: str
    resi: Resi
    applicant_name: str
    document: str
    collector: str
    relation: str
    collected_at: datetime
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class PickupPageRecord:
    """A page of the pick-up book; `code` names the page when it is scanned back; `blank_rows` are left to write in."""

    letterhead: Letterhead
    valid_from: date
    valid_until: date
    page: int
    lines: tuple[PickupLine, ...]
    printed_at: datetime
    code: str = ""
    blank_rows: int = 0


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One entry of a register book; a void entry keeps its number and says why."""

    number: str
    entered_at: datetime
    resi: Resi
    applicant_name: str
    service: str
    outcome: str
    void_reason: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterPageRecord:
    """A page of a register book; `signer` is the title and name under the page, empty lines leave room for ink."""

    letterhead: Letterhead
    book: str
    year: int
    page: int
    pages: int
    lines: tuple[RegisterLine, ...]
    printed_at: datetime
    signer_title: str = ""
    signer_name: str = ""
    signer_nip: str = ""
    notes: tuple[str, ...] = field(default=())
