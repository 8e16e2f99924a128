"""The page of a KK: the card as of a day, where it stood, who was in it, and every life event with before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.casework.queries import withheld_from
from loket.core.oversight.purposes import Purpose
from loket.core.register import Address, Kk, KkRow, Stay
from loket.core.register.values import holds
from loket.documents import queries as documents
from loket.register import queries as register
from loket.register import services
from loket.register.keeping import FamilyMember, FamilyName, FamilyRecord
from loket.register.readings import ADDRESS, FAMILY
from loket.register.records import ResidentRecord
from loket.web.desk.blanks.prints import print_lines
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.changes import family_events
from loket.web.desk.register.day import AsOf, asked_day
from loket.web.desk.register.looking import purpose_of
from loket.web.desk.register.numbers import kk_form, may_type_numbers
from loket.web.desk.register.resident import occupations_on
from loket.web.desk.register.words import READ, Words, element, event_words


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of the card in the order of its columns; `kept` tells whether the resident can be opened here."""

    row: KkRow
    kept: bool
    is_draft: bool
    education: str
    occupation: str
    permit: str
    married: str

    @property
    def is_head(self) -> bool:
        """Whether this is the head, who stands first."""
        return self.row.shdk == 1


@dataclass(frozen=True, slots=True)
class FormerMember:
    """Someone who was in the KK and is no longer."""

    member: FamilyMember
    kept: bool
    ended: Words


@dataclass(frozen=True, slots=True)
class Household:
    """The residents of one KK who live at an address."""

    family: FamilyName | None
    members: tuple[ResidentRecord, ...]


@require_safe
@desk_view
def family(request: HttpRequest, desk: Desk, family_id: UUID) -> HttpResponse:
    """Show a KK of the office as of a day."""
    return shown(request, desk, family_id)


def opened_family(request: HttpRequest, desk: Desk, family_id: UUID, what: str) -> tuple[FamilyRecord, Purpose]:
    """The KK, if the office of this desk keeps it, with the look at it noted, and for what that is. Raises Http404, and Detour as `purpose_of`."""
    kept = register.families_named([family_id]).get(family_id)
    if kept is None or kept.office_id != desk.officer.office_id:
        raise Http404(_("KK ini tidak tercatat di kantor Anda."))
    purpose = purpose_of(request, desk, family=family_id)
    found = services.open_family(family_id, desk.officer, what, purpose=purpose)
    if found is None:
        raise Http404(_("KK ini tidak tercatat di kantor Anda."))
    return found, purpose


def shown(
    request: HttpRequest, desk: Desk, family_id: UUID, more: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what a refused form on it says; the look at it is noted first."""
    record, purpose = opened_family(request, desk, family_id, FAMILY)
    as_of = asked_day(request, desk)
    context = _context(desk, as_of, record)
    return page(request, "desk/register/family.html", {**context, "purpose": purpose, **(more or {})}, status)


def _context(desk: Desk, as_of: AsOf, record: FamilyRecord) -> dict[str, Any]:
    card = register.family(record.id, as_of.day)
    hidden = withheld_from(desk.officer, desk.today)
    occupations = occupations_on(as_of)
    office_id = desk.officer.office_id
    own = {one.person.id for one in record.members if one.person.office_id == office_id}
    waits = record.kk_number is None and record.closed_date is None and may_type_numbers(desk)
    regions = register.places(stay.address.region for stay in record.stays)
    return {
        "as_of": as_of,
        "record": record,
        "card": card,
        "rows": _rows(card, own, occupations),
        "is_draft": record.kk_number is not None and register.is_draft(record.kk_number),
        "stays": tuple((stay, regions[stay.address.region]) for stay in reversed(record.stays)),
        "place": regions[card.address.region] if card else None,
        "former": _former(record, as_of, own),
        "before": _linked(record.follows, office_id),
        "after": tuple(_linked(one, office_id) for one in record.followed_by),
        "events": family_events(
            register.events_of_family(record.id), record.id, occupations, regions, office_id, hidden
        ),
        "kk_form": kk_form() if waits else None,
        "prints": print_lines(documents.prints_of_family(record.id), office_id),
        "readings": _readings(desk, record.id),
    }


def _rows(card: Kk | None, own: set[UUID], occupations: Mapping[int, str]) -> tuple[CardRow, ...]:
    return tuple(_card_row(row, own, occupations) for row in card.rows) if card else ()


def _card_row(row: KkRow, own: set[UUID], occupations: Mapping[int, str]) -> CardRow:
    b = row.biodata
    return CardRow(
        row,
        kept=row.resident_id in own,
        is_draft=row.nik is not None and register.is_draft(row.nik),
        education=b.education.label,
        occupation=element("occupation", b.occupation, occupations),
        permit=element("permit", b.permit, occupations),
        married=element("marriage_date", b.marriage_date, occupations),
    )


def _former(record: FamilyRecord, as_of: AsOf, own: set[UUID]) -> tuple[FormerMember, ...]:
    there = {one.person.id for one in record.members if holds(as_of.day, one.from_date, one.until_date)}
    left = (one for one in record.members if one.until_date is not None and one.person.id not in there)
    return tuple(FormerMember(one, one.person.id in own, event_words(one.ended_why)) for one in left)


def _linked(family_name: FamilyName | None, office_id: int) -> tuple[FamilyName, bool] | None:
    return (family_name, family_name.office_id == office_id) if family_name else None


def _readings(desk: Desk, family_id: UUID) -> tuple[tuple[register.ReadingRecord, Words], ...]:
    if not desk.officer.powers & {"audit", "supervise"}:
        return ()
    return tuple((one, READ.get(one.what, one.what)) for one in register.readings_of(family=family_id))


@require_safe
@desk_view
def address(request: HttpRequest, desk: Desk, family_id: UUID) -> HttpResponse:
    """Who lives, or lived on a day, where this KK stood that day (or last stood before it)."""
    record, _purpose = opened_family(request, desk, family_id, ADDRESS)
    as_of = asked_day(request, desk)
    where = _stood(record.stays, as_of).address
    context = {
        "as_of": as_of,
        "record": record,
        "address": where,
        "place": register.places([where.region])[where.region],
        "households": _households(desk, where, as_of),
    }
    return page(request, "desk/register/address.html", context)


def _stood(stays: tuple[Stay, ...], as_of: AsOf) -> Stay:
    return next((stay for stay in reversed(stays) if stay.from_date <= as_of.day), stays[0])


def _households(desk: Desk, where: Address, as_of: AsOf) -> tuple[Household, ...]:
    """Those whom the office keeps, by KK; of others only that there are some."""
    found = register.who_lived_at(where, as_of.day)
    names = register.families_named(one.family_id for one in found)
    by_family: dict[UUID | None, list[ResidentRecord]] = {}
    for one in found:
        by_family.setdefault(one.family_id, []).append(one)
    households = []
    for family_id, members in by_family.items():
        name = names.get(family_id) if family_id else None
        if name is not None and name.office_id == desk.officer.office_id:
            households.append(Household(name, tuple(members)))
        else:
            households.append(Household(None, ()))
    return tuple(sorted(households, key=lambda one: one.family is None))
