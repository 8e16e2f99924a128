"""Who the applicant at the counter is in the register: shown while the NIK or the name is typed, and never in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from loket.casework import queries as casework
from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.problems import BadTerm
from loket.core.register.codes import ResidentStatus
from loket.core.terms import Nik, RegionCode
from loket.entries import queries as entries
from loket.register import queries as register
from loket.register import services
from loket.register.finding.people import PersonHit
from loket.register.finding.widening import look_for
from loket.register.looking_up import TooManyLookups
from loket.register.places import PlaceNames
from loket.register.readings import COUNTER, leave_traces
from loket.register.records import ResidentRecord
from loket.web.desk.pages import Desk, explained, hinted
from loket.web.desk.register.search import read_line
from loket.web.desk.register.words import Tag, status_tag
from loket.web.desk.work import service_name

SHORTEST_NAME: Final = 4
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Guess:
    """Someone of the office who may be meant by the name."""

    hit: PersonHit
    place: PlaceNames | None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An application of the same person that is still open, whatever its service."""

    line: casework.CaseLine
    service: str


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """
    What the register says of the applicant: the resident, or that another office keeps the NIK, or that nobody has it.

    `stopped` says why nobody was looked for: too many numbers were asked for. `guesses` are only made from a name without a NIK that fits. `chosen` tells that the officer pointed at the resident.
    """

    resident: ResidentRecord | None = None
    place: PlaceNames | None = None
    status: Tag | None = None
    elsewhere: bool = False
    unknown: bool = False
    chosen: bool = False
    guesses: tuple[Guess, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    stopped: str = ""


def acquaint(desk: Desk, posted: Mapping[str, str]) -> Acquaintance:
    """What the register knows, from the NIK if it is whole, else from the name. Whom it shows leaves a trace."""
    chosen = _chosen(desk, posted.get("pakai", ""))
    if chosen is not None:
        return chosen
    try:
        nik = Nik.parse(posted.get("nik", ""))
    except BadTerm:
        return Acquaintance(guesses=_guesses(desk, posted.get("full_name", "")))
    try:
        services.look_up(desk.officer, [nik])
    except TooManyLookups as stop:
        return Acquaintance(stopped=f"{explained(stop)} {hinted(stop)}")
    kept = register.keeper_of(nik)
    cases = _open_cases(desk, nik)
    if kept is None:
        # An office without a register would read at each NIK that it is not there.
        in_use = entries.uses_register(desk.officer.office_id)
        return Acquaintance(unknown=in_use, guesses=_guesses(desk, posted.get("full_name", "")), cases=cases)
    if kept[1] != desk.officer.office_id:
        return Acquaintance(elsewhere=True, cases=cases)
    return _known(desk, kept[0], cases)


def _chosen(desk: Desk, text: str) -> Acquaintance | None:
    """The resident whom the officer chose among the guesses; None for anything else, also for one of another office."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    kept = register.keeper_of(wanted)
    if kept is None or kept[1] != desk.officer.office_id:
        return None
    found = _known(desk, wanted, ())
    nik = found.resident.nik if found.resident else None
    cases = _open_cases(desk, nik) if nik else ()
    return Acquaintance(found.resident, found.place, found.status, chosen=True, cases=cases)


def _known(desk: Desk, resident_id: UUID, cases: tuple[OpenCase, ...]) -> Acquaintance:
    leave_traces(desk.officer, COUNTER, purpose=Purpose(PurposeKind.COUNTER), residents=[resident_id])
    found = register.resident(resident_id, desk.today)
    if found is None:
        return Acquaintance(cases=cases)
    place = register.places([found.address.region])[found.address.region] if found.address else None
    active = found.record.status is ResidentStatus.ACTIVE
    return Acquaintance(found, place, None if active else status_tag(found.record.status), cases=cases)


def _open_cases(desk: Desk, nik: Nik) -> tuple[OpenCase, ...]:
    lines = casework.cases_of(desk.officer.office_key, nik.digits)
    return tuple(OpenCase(line, service_name(line)) for line in lines if line.closed_at is None)


def _guesses(desk: Desk, name: str) -> tuple[Guess, ...]:
    text = " ".join(name.split())[:120]
    if len(text) < SHORTEST_NAME:
        return ()
    looked = look_for(read_line(text, desk), desk.officer.office_id, limit=MOST, everywhere=False)
    hits = (*looked.other_years, *looked.hits)[:MOST]
    names: dict[RegionCode, PlaceNames] = register.places(h.resident.region for h in hits if h.resident.region)
    return tuple(Guess(hit, names.get(hit.resident.region) if hit.resident.region else None) for hit in hits)
