"""The page of a resident: who this is as of a day, the papers held, the place in a KK, and all that was before."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.casework import queries as casework
from loket.core.oversight.purposes import Purpose
from loket.core.register import Biodata, Membership
from loket.core.register.ages import age_on
from loket.core.register.codes import Citizenship
from loket.documents import queries as documents
from loket.register import queries as register
from loket.register import services
from loket.register.keeping import FamilyName, PersonName
from loket.register.readings import RESIDENT, may_open
from loket.register.records import History, LifeEventRecord, ResidentRecord
from loket.web.desk.blanks.offering import substitutes_of
from loket.web.desk.blanks.prints import print_lines
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.accepted import AcceptedWarning, accepted_as_seen
from loket.web.desk.register.changes import versions
from loket.web.desk.register.day import AsOf, asked_day
from loket.web.desk.register.looking import purpose_of
from loket.web.desk.register.numbers import may_type_numbers, nik_form
from loket.web.desk.register.words import (
    DOCUMENTS,
    ELEMENTS,
    READ,
    Words,
    element,
    event_words,
    station_tag,
    status_tag,
)
from loket.web.desk.withheld import withheld
from loket.web.desk.work import service_name

TOLD_ELSEWHERE = frozenset({"full_name", "title_before", "title_after", "permit", "death_date", "divorce_date"})


@dataclass(frozen=True, slots=True)
class Relative:
    """A parent, spouse or child: by a link where the office keeps them, otherwise by name alone."""

    relation: Words
    name: str
    person: PersonName | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A time in a KK."""

    membership: Membership
    family: FamilyName | None
    began: Words
    ended: Words


@dataclass(frozen=True, slots=True)
class Happening:
    """A life event of a resident; `case` is its resi where the office may open it."""

    event: LifeEventRecord
    words: Words
    case: str
    accepted: tuple[AcceptedWarning, ...] = ()


@require_safe
@desk_view
def resident(request: HttpRequest, desk: Desk, resident_id: UUID) -> HttpResponse:
    """Show a resident of the office as of a day; whoever another office keeps is not here."""
    return shown(request, desk, resident_id)


def require_opened(request: HttpRequest, desk: Desk, resident_id: UUID, what: str) -> Purpose:
    """
    Note the look at a resident, and give for what it is. Raises Http404 for one whom the office of this desk does not keep.

    Raises Detour, to the page that asks for what, where no application is in hand and the officer has not said.
    """
    if not may_open(resident_id, desk.officer):
        raise Http404(_("Penduduk ini tidak tercatat di kantor Anda."))
    purpose = purpose_of(request, desk, resident=resident_id)
    services.leave_trace(desk.officer, what, purpose=purpose, resident=resident_id)
    return purpose


def shown(
    request: HttpRequest, desk: Desk, resident_id: UUID, more: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what a refused form on it says; the look at it is noted first."""
    purpose = require_opened(request, desk, resident_id, RESIDENT)
    as_of = asked_day(request, desk)
    history = register.history_of(resident_id)
    if history is None:
        raise Http404(_("Penduduk ini tidak tercatat di kantor Anda."))
    found = register.resident(resident_id, as_of.day)
    context = _context(desk, as_of, history, found)
    return page(request, "desk/register/resident.html", {**context, "purpose": purpose, **(more or {})}, status)


def _context(desk: Desk, as_of: AsOf, history: History, found: ResidentRecord | None) -> dict[str, Any]:
    hidden = casework.withheld_from(desk.officer, desk.today)
    occupations = occupations_on(as_of)
    office_id = desk.officer.office_id
    related = register.people(_related_ids(history))
    families = register.families_named(one.family_id for one in history.memberships)
    waits = history.nik is None and may_type_numbers(desk)
    return {
        "as_of": as_of,
        "history": history,
        "found": found,
        "name": found.name if found else history.versions[-1].biodata.full_name,
        "is_draft": history.nik is not None and register.is_draft(history.nik),
        "status": status_tag((found.record if found else history.versions[-1]).status),
        "age": age_on(found.record.biodata.birth_date, as_of.day) if found else None,
        "biodata": _elements(found.record.biodata, occupations, hidden) if found else (),
        "papers": _papers(found, occupations) if found else (),
        "station": station_tag(found.documents.ktp_el) if found else None,
        "place": _place_words(found),
        "relatives": _relatives(found.record.biodata, related, office_id) if found else (),
        "versions": versions(history.versions, occupations, hidden),
        "places": tuple(_place(one, families, office_id) for one in reversed(history.memberships)),
        "events": _happenings(history.events, office_id),
        "cases": _cases(desk, history),
        "takes_in": desk.can("intake") and found is not None and not as_of.is_past,
        "nik_form": nik_form() if waits else None,
        "substitutes": substitutes_of(desk, found) if not as_of.is_past else (),
        "prints": print_lines(documents.prints_of_resident(history.id), office_id),
        "readings": _readings(desk, history.id),
    }


def occupations_on(as_of: AsOf) -> dict[int, str]:
    """The words of the office's list of occupations as of a day."""
    return {line.code: line.name for line in register.codes("pekerjaan", as_of.day)}


def _elements(biodata: Biodata, occupations: Mapping[int, str], hidden: Set[str]) -> tuple[tuple[Words, str], ...]:
    """
    What F-1.01 asks, in its order; what only some have is shown for them alone.

    A `hidden` element stands there for everybody alike, so that nobody can tell by its line who has it.
    """
    lines: list[tuple[Words, str]] = []
    for name, label in ELEMENTS.items():
        value = getattr(biodata, name)
        if name in hidden:
            lines.append((label, withheld()))
            continue
        if name == "nationality" and biodata.citizenship is not Citizenship.WNA:
            continue
        if name in ("title_before", "title_after", "belief_organisation", "disability") and not value:
            continue
        if name in ("permit", "death_date", "divorce_date", "marriage_date") and value is None:
            continue
        lines.append((label, element(name, value, occupations)))
    return tuple(lines)


def _papers(found: ResidentRecord, occupations: Mapping[int, str]) -> tuple[tuple[Words, str], ...]:
    held = found.documents
    lines = ((name, label, getattr(held, name)) for name, label in DOCUMENTS.items() if name != "ktp_el")
    return tuple((label, element(name, value, occupations)) for name, label, value in lines if value is not None)


def _place_words(found: ResidentRecord | None) -> str:
    if found is None or found.address is None:
        return ""
    return register.places([found.address.region])[found.address.region].short


def _related_ids(history: History) -> set[object]:
    biodata = history.versions[-1].biodata
    return {*biodata.parent_ids, *biodata.spouse_ids}


def _relatives(biodata: Biodata, related: Mapping[UUID, PersonName], office_id: int) -> tuple[Relative, ...]:
    """Parents and spouses, each with a link when the office keeps them."""
    parents = ((_("Ibu"), biodata.mother_id, biodata.mother_name), (_("Ayah"), biodata.father_id, biodata.father_name))
    found = [_relative(relation, one, name, related, office_id) for relation, one, name in parents if one or name]
    found += [_relative(_("Suami atau istri"), one, "", related, office_id) for one in biodata.spouse_ids]
    return tuple(found)


def _relative(relation: Words, one: object, name: str, related: Mapping[UUID, PersonName], office_id: int) -> Relative:
    person = related.get(one) if isinstance(one, UUID) else None
    if person is not None and person.office_id == office_id:
        return Relative(relation, person.full_name, person)
    return Relative(relation, name or _("tercatat di kantor lain"))


def _place(one: Membership, families: Mapping[UUID, FamilyName], office_id: int) -> Place:
    family = families.get(one.family_id) if isinstance(one.family_id, UUID) else None
    own = family if family is not None and family.office_id == office_id else None
    return Place(one, own, event_words(one.why), event_words(one.ended_why) if one.ended_why else "")


def _happenings(events: Sequence[LifeEventRecord], office_id: int) -> tuple[Happening, ...]:
    """The latest first; only a case of the office itself can be opened, and no warning names anybody of another."""
    accepted = accepted_as_seen(events, office_id)
    return tuple(
        Happening(
            event,
            event_words(event.kind),
            event.case if event.office_id == office_id else "",
            accepted.get(event.id, ()),
        )
        for event in reversed(events)
    )


def _cases(desk: Desk, history: History) -> tuple[tuple[casework.CaseLine, str], ...]:
    """The applications of this person at this office, newest first."""
    if history.nik is None:
        return ()
    lines = casework.cases_of(desk.officer.office_key, history.nik.digits)
    return tuple((line, service_name(line)) for line in lines)


def _readings(desk: Desk, resident_id: UUID) -> tuple[tuple[register.ReadingRecord, Words], ...]:
    """Who looked at this page before; for those who supervise or audit."""
    if not desk.officer.powers & {"audit", "supervise"}:
        return ()
    return tuple((one, READ.get(one.what, one.what)) for one in register.readings_of(resident=resident_id))
