"""What other apps may know of offices: frozen records, never rows."""

import datetime
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from loket.core.engine import Actor
from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Nik
from loket.offices.terms import PRINTED_PREFIX, AccountAct, AppointmentKind

EMERGENCY_LONGEST: Final = datetime.timedelta(hours=4)
APPLICANT: Final = 0
"""The number under which applicants act from home; no account has it."""
CLOCKWORK: Final = -1
"""The number under which the calendar acts."""
EMERGENCY_IDLE: Final = datetime.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """One office. `revision` grows with every change of its organisation or calendar."""

    id: int
    key: str
    code: str
    name: str
    short_name: str
    kind: str
    address: str
    zone: str
    labels: dict[str, str]
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Seat:
    """A position as one person fills it today. `substitutes` names the absent holder whom a Plh stands in for."""

    position: str
    title: str
    unit: str
    kind: AppointmentKind
    decree: str
    powers: frozenset[str] = frozenset()
    substitutes: str | None = None

    @property
    def printed_title(self) -> str:
        """The title as paper shows it: "Plh. Kepala Bidang …". Basis: UU 30/2014, ps. 14."""
        return f"{PRINTED_PREFIX[self.kind]}{self.title}"


def keeps_office(powers: frozenset[str]) -> bool:
    """Whether these are the powers of a head, who both supervises and audits, or of an administrator."""
    return "author" in powers or {"supervise", "audit"} <= powers


@dataclass(frozen=True, slots=True)
class Officer:
    """
    A person with the seats of one day. Without seats (on leave, no appointment) nothing may be done.

    `seats` are sorted: those in own right first. `revision` is that of the office before this was read.
    `must_change_password`: someone else made the password; see `queries.must_change_password`. `second_factor` is the
    number of the telephone whose codes are asked for; see `queries.second_factor_of`. `nik` says whose family it is,
    empty where nobody has recorded it; it is never shown whole. `emergency` is the number of an access in an emergency
    that nobody has closed; see `keeping`.
    """

    person: int
    full_name: str
    nip: str
    office_key: str
    office_id: int
    seats: tuple[Seat, ...]
    powers: frozenset[str]
    absent: str | None = None
    revision: int = 0
    must_change_password: bool = False
    second_factor: int | None = None
    nik: str = field(default="", repr=False)
    emergency: int | None = None

    @property
    def keeps_office(self) -> bool:
        """Whether this is the head of the office, who both supervises and audits, or its administrator."""
        return keeps_office(self.powers)

    def keeping(self) -> "Officer":
        """The same officer while an access in an emergency lasts: with the administrator's power beside the own ones."""
        return replace(self, powers=self.powers | {"author"})

    @property
    def only_audits(self) -> bool:
        """Whether this is an auditor and nothing else, who looks at everything and changes nothing."""
        return self.powers == {"audit"}

    def actor(self, procedure: Procedure) -> Actor:
        """This officer as the engine sees one: the lanes of the procedure that the seats fill."""
        own = {seat.position for seat in self.seats if seat.kind is AppointmentKind.DEFINITIF}
        lanes = _lanes_of(procedure, {seat.position for seat in self.seats})
        return Actor(self.person, lanes, _lanes_of(procedure, own) if own else frozenset(), self.powers)

    def signature(self, seat: Seat | None, applicant: str = "") -> str:
        """
        Name, position, NIP and unit as of today, and on whose behalf: "Budi · Plh. Kepala Seksi · NIP … · Seksi · a.n. …".

        A Plh acts for the absent holder; whoever records what an applicant does at the counter acts for the applicant.
        Later appointments never change what was written so. Basis: UU 30/2014, ps. 14.
        """
        parts = [self.full_name]
        if seat is not None:
            parts.append(seat.printed_title)
        if self.nip:
            parts.append(f"NIP {self.nip}")
        if seat is not None and seat.unit:
            parts.append(seat.unit)
        if applicant:
            parts.append(f"a.n. {applicant} (pemohon)")
        elif seat is not None and seat.substitutes and seat.substitutes != self.full_name:
            parts.append(f"a.n. {seat.substitutes}")
        return " · ".join(parts)

    def seat_for(self, procedure: Procedure, step: Step | None) -> Seat | None:
        """The seat that acts at a step, own right first; without a fitting one, the first; None without seats."""
        positions = positions_for(procedure, step) if step else frozenset[str]()
        fitting = (seat for seat in self.seats if seat.position in positions)
        return next(fitting, self.seats[0] if self.seats else None)


_APPLICANTS_SEAT: Final = Seat("", "Pemohon", "", AppointmentKind.DEFINITIF, "")
_FROM_HOME: Final = "dari rumah"


@dataclass(frozen=True, slots=True)
class WithoutAccount(Officer):
    """Who acts in a case without being an officer: nobody's appointment makes or ends it."""


@dataclass(frozen=True, slots=True)
class AtHome(WithoutAccount):
    """
    The applicant of one case, who does the own steps of it without coming: no account, no position, nothing else.

    `full_name` is the name of whoever acts for the applicant (kuasa); empty for the applicant in person.
    """

    def actor(self, procedure: Procedure) -> Actor:
        """The applicant as the engine sees one: the lanes that the procedure keeps for applicants."""
        lanes = frozenset(lane for lane, actor in procedure.actors.items() if actor.kind == "applicant")
        return Actor(self.person, lanes, lanes, self.powers)

    def signature(self, _seat: Seat | None, applicant: str = "") -> str:
        """Who acted, from home: "Budi Wijaya (pemohon) · dari rumah"; where no name belongs, who that was."""
        if not self.full_name:
            return f"{applicant} (pemohon) · {_FROM_HOME}" if applicant else f"Pemohon · {_FROM_HOME}"
        if not applicant:
            return f"Kuasa pemohon · {_FROM_HOME}"
        return f"{self.full_name} (kuasa) · {_FROM_HOME} · a.n. {applicant} (pemohon)"


@dataclass(frozen=True, slots=True)
class Clockwork(WithoutAccount):
    """The calendar of an office, which closes what nobody answered in time; it fills no lane."""

    def actor(self, _procedure: Procedure) -> Actor:
        """The clock as the engine sees it."""
        return Actor(self.person, frozenset(), frozenset(), self.powers)

    def signature(self, _seat: Seat | None, _applicant: str = "") -> str:
        """Nobody's name."""
        return "Loket · menurut batas waktu SOP"


def clockwork(office: OfficeRecord) -> Clockwork:
    """The calendar of an office, as it acts in the cases of that office."""
    seat = Seat("", "Loket", "", AppointmentKind.DEFINITIF, "")
    return Clockwork(CLOCKWORK, "", "", office.key, office.id, (seat,), frozenset({"lapse"}), revision=office.revision)


def at_home(office: OfficeRecord, proxy: str = "") -> AtHome:
    """The applicant of a case of this office, or the one who acts for the applicant."""
    seats, powers = (_APPLICANTS_SEAT,), frozenset({"withdraw"})
    return AtHome(APPLICANT, proxy, "", office.key, office.id, seats, powers, revision=office.revision)


def _lanes_of(procedure: Procedure, positions: set[str]) -> frozenset[str]:
    return frozenset(lane for lane, actor in procedure.actors.items() if not positions.isdisjoint(actor.positions))


def positions_for(procedure: Procedure, step: Step) -> frozenset[str]:
    """The positions whose holders may record a step."""
    return procedure.positions_by_step[step.id]


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """One appointment, past, present or to come."""

    id: int
    person: int
    full_name: str
    nip: str
    position: str
    title: str
    kind: AppointmentKind
    decree: str
    valid_from: datetime.date
    valid_until: datetime.date | None

    @property
    def printed_title(self) -> str:
        """The title as paper shows it."""
        return f"{PRINTED_PREFIX[self.kind]}{self.title}"


@dataclass(frozen=True, slots=True)
class EmergencyRecord:
    """An access in an emergency that nobody has closed: for whom, why, from when, and until when at the latest."""

    id: int
    person: int
    full_name: str
    why: str
    opened_at: datetime.datetime
    until: datetime.datetime
    used_at: datetime.datetime | None

    def lasts(self, at: datetime.datetime) -> bool:
        """Whether it still gives anything: before its end, and used within the last half hour."""
        return at < self.until and at < (self.used_at or self.opened_at) + EMERGENCY_IDLE


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A grant that waits for a second person. `person` is None for a new account."""

    id: int
    person: int | None
    full_name: str
    username: str
    title: str
    kind: AppointmentKind
    decree: str
    valid_from: datetime.date
    valid_until: datetime.date | None
    why: str
    proposed_by: int
    proposer: str
    proposed_at: datetime.datetime

    @property
    def printed_title(self) -> str:
        """The title as paper shows it."""
        return f"{PRINTED_PREFIX[self.kind]}{self.title}"

    def confirmable_by(self, officer: Officer) -> bool:
        """
        Whether this officer may be the second person: the head or the administrator; for a Plh, who is wanted while the
        head is away, also whoever supervises. Never who proposed it, and never who gets it.
        """
        if officer.person in (self.proposed_by, self.person):
            return False
        return officer.keeps_office or (self.kind is AppointmentKind.PLH and "supervise" in officer.powers)


@dataclass(frozen=True, slots=True)
class PositionRecord:
    """A position and who fills it today; without holders it is a red item for the head."""

    key: str
    title: str
    unit: str
    powers: frozenset[str]
    holders: tuple[Officer, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person of an office, signed off or not."""

    person: int
    full_name: str
    nip: str
    username: str
    active: bool
    nik: Nik | None = None


@dataclass(frozen=True, slots=True)
class SecondFactorRecord:
    """The second factor of a person: since when, with a telephone or passkeys alone, and how many recovery codes are left."""

    id: int
    person: int
    full_name: str
    enrolled_at: datetime.datetime
    has_telephone: bool
    codes_left: int


@dataclass(frozen=True, slots=True)
class PasskeyRecord:
    """A passkey as its owner knows it: its name, for which host, since when, and last used when."""

    id: int
    name: str
    host: str
    added_at: datetime.datetime
    used_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class KeptAct:
    """What a keeper did to an account, as its owner is told: what, when, who (empty: the server's command line), and why."""

    kind: AccountAct
    at: datetime.datetime
    keeper: str
    why: str


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session that lasts: whose, at what browser and machine, from which address, since when, and last used when."""

    id: int
    person: int
    full_name: str
    browser: str
    machine: str
    address: str
    began_at: datetime.datetime
    last_seen_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A holiday, new ordinary week, period, closure or incident, as lists show it."""

    id: int
    kind: Literal["holiday", "week", "hours", "closure", "incident"]
    title: str
    start: datetime.date | datetime.datetime
    end: datetime.date | datetime.datetime | None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class AuditNoteRecord:
    """Who changed what in the organisation, when and why."""

    at: datetime.datetime
    who: str
    what: str
    why: str
