"""Reads of offices. What a step needs is remembered for some seconds; lists are read anew."""

import datetime
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Nik
from loket.core.worktime import Closure, Holiday, HolidayKind, HoursPeriod, Incident, WorkCalendar, national_holidays
from loket.core.worktime.hours import WeeklyHours
from loket.offices import models
from loket.offices.emergencies import EMERGENCY_OF_PERSON
from loket.offices.emergencies import known_emergencies as known_emergencies
from loket.offices.emergencies import standing_emergency as standing_emergency
from loket.offices.first_passwords import expired_first_passwords as expired_first_passwords
from loket.offices.first_passwords import first_password_expired as first_password_expired
from loket.offices.first_passwords import must_change_password as must_change_password
from loket.offices.hours import earlier_weeks, week_from_json
from loket.offices.memory import Grounds, OfficeMemory
from loket.offices.proposal_list import open_proposals as open_proposals
from loket.offices.records import (
    AppointmentRecord,
    AuditNoteRecord,
    CalendarEntry,
    Officer,
    OfficeRecord,
    PasskeyRecord,
    PersonRecord,
    PositionRecord,
    Seat,
    SecondFactorRecord,
    positions_for,
)
from loket.offices.sessions import open_sessions as open_sessions
from loket.offices.terms import AppointmentKind


class NoSuchOffice(LookupError):
    """No office has this key; a fault of the caller, since keys come from data."""


def _read_offices() -> tuple[OfficeRecord, ...]:
    fields = ("id", "key", "code", "name", "short_name", "kind", "address", "zone", "labels", "revision")
    return tuple(OfficeRecord(*row) for row in models.Office.objects.values_list(*fields))


def _office_key(key: Hashable, _value: object) -> str:
    return str(key[0] if isinstance(key, tuple) else key)


_grounds = Grounds(_read_offices)
_officers: OfficeMemory[Officer | None] = OfficeMemory(_grounds, lambda _key, found: found.office_id if found else None)
_holders: OfficeMemory[tuple[Officer, ...]] = OfficeMemory(_grounds, _office_key)
_calendars: OfficeMemory[WorkCalendar] = OfficeMemory(_grounds, _office_key)
_incidents: OfficeMemory[tuple[Incident, ...]] = OfficeMemory(_grounds, _office_key)


def confirm(office_id: int, revision: int) -> bool:
    """
    Use the office's revision as just read from the database: is what this process remembers of it still right?

    When it is, all that is remembered of this office, and of no other, counts as fresh again, at no query. Otherwise
    every memory is forgotten and the answer is False: what was taken from memory before must be read anew. An
    office of which nothing is remembered is answered False.
    """
    return _grounds.confirm(office_id, revision)


def offices() -> tuple[OfficeRecord, ...]:
    """All offices, by key."""
    return _grounds.all()


def find_office(key: str) -> OfficeRecord | None:
    """The office of that key; None if there is none."""
    return _grounds.find(key)


def office(key: str) -> OfficeRecord:
    """The office of that key. Raises NoSuchOffice."""
    found = _grounds.find(key)
    if found is None:
        raise NoSuchOffice(key)
    return found


def office_by_id(office_id: int) -> OfficeRecord:
    """The office of that number. Raises NoSuchOffice."""
    found = _grounds.find(office_id)
    if found is None:
        raise NoSuchOffice(office_id)
    return found


def today(office_key: str, now: datetime.datetime) -> datetime.date:
    """The date on the office's own clock."""
    return now.astimezone(ZoneInfo(office(office_key).zone)).date()


def officer_of(user_id: int, on: datetime.date) -> Officer | None:
    """The officer behind a sign-in, with the seats of that day; None for accounts that are nobody or signed off."""
    return _officers.get(("user", user_id, on), lambda: _one(models.Person.objects.filter(user_id=user_id), on))


def officer_by_id(person_id: int, on: datetime.date) -> Officer | None:
    """The officer with the seats of that day; None for someone unknown or signed off."""
    return _officers.get(("person", person_id, on), lambda: _one(models.Person.objects.filter(pk=person_id), on))


def second_factor_of(person: int) -> int | None:
    """The number of the person's second factor as the database has it now; None without one."""
    return models.SecondFactor.objects.filter(person=person).values_list("pk", flat=True).first()


def second_factors(office_key: str, person: int | None = None) -> tuple[SecondFactorRecord, ...]:
    """Who of the office has a second factor, by name; of one person alone where `person` is given."""
    rows = models.SecondFactor.objects.filter(person__office__key=office_key, person__user__is_active=True)
    if person is not None:
        rows = rows.filter(person=person)
    unused = Count("recovery_codes", filter=Q(recovery_codes__used_at=None))
    left = rows.annotate(has_telephone=Q(sealed__isnull=False), left=unused)
    fields = ("pk", "person", "person__full_name", "enrolled_at", "has_telephone", "left")
    return tuple(SecondFactorRecord(*row) for row in left.order_by("person__full_name", "pk").values_list(*fields))


def passkeys_of(person: int) -> tuple[PasskeyRecord, ...]:
    """The passkeys of a person, oldest first."""
    rows = models.Passkey.objects.filter(person=person).order_by("added_at", "pk")
    return tuple(PasskeyRecord(*row) for row in rows.values_list("pk", "name", "host", "added_at", "used_at"))


def holders_of(office_key: str, position: str, on: datetime.date) -> tuple[Officer, ...]:
    """Who fills a position that day, in own right first; absent and signed-off persons do not."""
    return _holders.get((office_key, position, on), lambda: _read_holders(office_key, {position}, on))


def officers_for(procedure: Procedure, step: Step, office_key: str, on: datetime.date) -> tuple[Officer, ...]:
    """Who may record a step that day as far as the seat goes; empty means the step has nobody."""
    positions = positions_for(procedure, step)
    return _holders.get((office_key, positions, on), lambda: _read_holders(office_key, positions, on))


def supervisors_of(office_key: str, on: datetime.date) -> tuple[Officer, ...]:
    """Who may reassign, take back and reopen."""
    keys = {key for key, powers in _position_powers(office_key) if "supervise" in powers}
    return _read_holders(office_key, keys, on)


class Confirmable(Protocol):
    """What waits for a second person."""

    def confirmable_by(self, officer: Officer) -> bool:
        """Whether this officer may be that person."""


def confirmers_of(office_key: str, proposal: Confirmable, on: datetime.date) -> tuple[Officer, ...]:
    """Who may be the second person of a proposal that day; empty means that only the server's command line can."""
    keys = {key for key, powers in _position_powers(office_key) if {"author", "supervise"} & set(powers)}
    return tuple(officer for officer in _read_holders(office_key, keys, on) if proposal.confirmable_by(officer))


def _position_powers(office_key: str) -> Iterable[tuple[str, list[str]]]:
    return models.Position.objects.filter(office__key=office_key).values_list("key", "powers")


def in_force(on: datetime.date) -> Q:
    """What holds on a day, of rows with `valid_from` and `valid_until`, which is the first day without."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def _one(persons: QuerySet[models.Person], on: datetime.date) -> Officer | None:
    found = _officers_from(persons, on)
    return found[0] if found else None


def _read_holders(office_key: str, positions: Iterable[str], on: datetime.date) -> tuple[Officer, ...]:
    wanted = frozenset(positions)
    appointed = models.Appointment.objects.filter(
        in_force(on), position__office__key=office_key, position__key__in=wanted
    )
    persons = models.Person.objects.filter(pk__in=appointed.values("person")).order_by("full_name", "pk")
    # A Plh whose holder is at work is appointed to the position and yet does not fill it.
    officers = [o for o in _officers_from(persons, on) if any(seat.position in wanted for seat in o.seats)]

    def own_right_first(officer: Officer) -> bool:
        return not any(s.position in wanted and s.kind is AppointmentKind.DEFINITIF for s in officer.seats)

    return tuple(sorted(officers, key=own_right_first))


def _officers_from(persons: QuerySet[models.Person], on: datetime.date) -> list[Officer]:
    active = persons.filter(user__is_active=True).annotate(emergency=EMERGENCY_OF_PERSON)
    found = list(active.select_related("office", "second_factor"))
    numbers = [person.pk for person in found]
    appointments = models.Appointment.objects.filter(in_force(on), person__in=numbers).select_related("position__unit")
    absences = models.Absence.objects.filter(in_force(on), person__in=numbers).values_list("person", "reason")
    absent = dict(absences)
    held_by_others = {a.position_id for a in appointments if a.kind in (AppointmentKind.PLH, AppointmentKind.PLT)}
    holders = _holders_in_own_right(held_by_others, on) if held_by_others else {}
    held: dict[int, list[Seat]] = {}
    for appointment in appointments:
        # Whoever is on leave fills no seat that day: a Plh does, and two would sign for one position.
        if appointment.person_id not in absent:
            held.setdefault(appointment.person_id, []).extend(_seat(appointment, holders))
    return [_officer(person, held.get(person.pk, []), absent.get(person.pk)) for person in found]


class _Holder(NamedTuple):
    name: str
    is_away: bool


def _holders_in_own_right(position_ids: Iterable[int], on: datetime.date) -> dict[int, list[_Holder]]:
    """Who holds these positions in own right that day, at work or away; whoever signed off holds nothing."""
    away = models.Absence.objects.filter(in_force(on), person=OuterRef("person"))
    rows = models.Appointment.objects.filter(
        in_force(on), position_id__in=position_ids, kind=AppointmentKind.DEFINITIF, person__user__is_active=True
    ).order_by("person__full_name")
    holders: dict[int, list[_Holder]] = {}
    for position, name, is_away in rows.values_list("position_id", "person__full_name", Exists(away)):
        holders.setdefault(position, []).append(_Holder(name, is_away))
    return holders


def _officer(person: models.Person, held: list[Seat], absence: str | None) -> Officer:
    seats = tuple(sorted(held, key=_own_right_first))
    powers = frozenset(power for seat in seats for power in seat.powers)
    # Read with the person, before appointments and absences: these may be newer than the revision, never older.
    revision = person.office.revision
    return Officer(
        person.pk,
        person.full_name,
        person.nip,
        person.office.key,
        person.office_id,
        seats,
        powers,
        absence,
        revision,
        person.must_change_password,
        # Django's error for a row that is not there is an AttributeError as well.
        getattr(getattr(person, "second_factor", None), "pk", None),
        person.nik,
        getattr(person, "emergency", None),
    )


def _own_right_first(seat: Seat) -> tuple[bool, str]:
    return seat.kind is not AppointmentKind.DEFINITIF, seat.position


def _seat(appointment: models.Appointment, holders: dict[int, list[_Holder]]) -> Iterator[Seat]:
    """The seat, or nothing where the holder in own right leaves no room for it. Basis: UU 30/2014, ps. 14."""
    position = appointment.position
    kind = AppointmentKind(appointment.kind)
    holders_here = holders.get(position.pk, [])
    away = next((holder.name for holder in holders_here if holder.is_away), None)
    if kind is AppointmentKind.PLT and holders_here:
        return
    if kind is AppointmentKind.PLH and holders_here and away is None:
        return
    unit = position.unit.name if position.unit else ""
    substitutes = away if kind is AppointmentKind.PLH else None
    yield Seat(position.key, position.title, unit, kind, appointment.decree, frozenset(position.powers), substitutes)


def work_calendar(office_key: str) -> WorkCalendar:
    """The opening times of an office with its holidays and closures. Raises NoSuchOffice."""
    return _calendars.get(office_key, lambda: _read_calendar(office_key))


def _read_calendar(office_key: str, also: tuple[datetime.date, WeeklyHours] | None = None) -> WorkCalendar:
    record = office(office_key)
    row = models.Office.objects.get(pk=record.id)
    holidays = dict(national_holidays())
    # Its own entries come last, so that an office may correct what the shipped table says of a date.
    entries = models.Holiday.objects.filter(Q(office=None) | Q(office=row))
    for entry in entries.order_by(F("office").asc(nulls_first=True)):
        holidays[entry.date] = Holiday(entry.name, HolidayKind(entry.kind), entry.decree)
    periods = tuple(
        HoursPeriod(period.valid_from, period.valid_until, week_from_json(period.hours), period.label)
        for period in row.hours_periods.all()
    )
    closures = tuple(
        Closure(closure.start_at, closure.end_at, closure.reason, closure.declared_at)
        for closure in row.closures.order_by("start_at", "pk")
    )
    weeks = _weeks(row, also)
    periods = (*periods, *earlier_weeks(weeks, periods))
    return WorkCalendar(ZoneInfo(record.zone), weeks[-1][1], periods, holidays, closures)


def _weeks(
    row: models.Office, also: tuple[datetime.date, WeeklyHours] | None
) -> list[tuple[datetime.date, WeeklyHours]]:
    changes = {change.valid_from: week_from_json(change.hours) for change in row.hours_changes.all()}
    changes |= dict([also] if also else [])
    return [(datetime.date.min, week_from_json(row.hours)), *sorted(changes.items())]


def calendar_with_week(office_key: str, valid_from: datetime.date, hours: WeeklyHours) -> WorkCalendar:
    """The calendar as it would be with another ordinary week from that date on. Raises NoSuchOffice."""
    return _read_calendar(office_key, (valid_from, hours))


def weekly_hours(office_key: str, on: datetime.date) -> WeeklyHours:
    """The ordinary week of that day, whatever other hours hold for a while. Raises NoSuchOffice."""
    weeks = _weeks(models.Office.objects.get(pk=office(office_key).id), None)
    return next(hours for since, hours in reversed(weeks) if since <= on)


def incidents(office_key: str) -> tuple[Incident, ...]:
    """The outages of an office, oldest first; the latest may still last."""
    return _incidents.get(office_key, lambda: _read_incidents(office_key))


def _read_incidents(office_key: str) -> tuple[Incident, ...]:
    rows = models.Incident.objects.filter(office__key=office_key).order_by("start_at", "pk")
    return tuple(Incident(*row) for row in rows.values_list("start_at", "end_at", "reason"))


def positions(office_key: str, on: datetime.date) -> tuple[PositionRecord, ...]:
    """All positions of an office with who fills them that day."""
    rows = list(models.Position.objects.filter(office__key=office_key).select_related("unit").order_by("pk"))
    holders = _read_holders(office_key, [row.key for row in rows], on)
    return tuple(
        PositionRecord(
            row.key,
            row.title,
            row.unit.name if row.unit else "",
            frozenset(row.powers),
            tuple(o for o in holders if any(seat.position == row.key for seat in o.seats)),
        )
        for row in rows
    )


def persons(office_key: str) -> tuple[PersonRecord, ...]:
    """All persons of an office, signed off or not, by name."""
    rows = models.Person.objects.filter(office__key=office_key).order_by("full_name", "pk")
    found = rows.values_list("pk", "full_name", "nip", "user__username", "user__is_active", "nik")
    return tuple(
        PersonRecord(pk, name, nip, username, active, Nik(nik) if nik else None)
        for pk, name, nip, username, active, nik in found
    )


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The names of persons by number, in one query."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    return dict(models.Person.objects.filter(pk__in=wanted).values_list("pk", "full_name"))


def appointments(office_key: str, position: str | None = None) -> tuple[AppointmentRecord, ...]:
    """The appointments of an office, newest first: answers who could sign on a given day."""
    rows = models.Appointment.objects.filter(position__office__key=office_key).order_by("-valid_from", "-pk")
    if position is not None:
        rows = rows.filter(position__key=position)
    return tuple(
        AppointmentRecord(
            row.pk,
            row.person_id,
            row.person.full_name,
            row.person.nip,
            row.position.key,
            row.position.title,
            AppointmentKind(row.kind),
            row.decree,
            row.valid_from,
            row.valid_until,
        )
        for row in rows.select_related("person", "position")
    )


def calendar_entries(office_key: str) -> tuple[CalendarEntry, ...]:
    """Holidays of the office, new weeks, periods of other hours, closures and incidents, newest first."""
    row = models.Office.objects.get(key=office_key)
    entries = [CalendarEntry(h.pk, "holiday", h.name, h.date, None, h.decree) for h in row.holidays.all()]
    entries += [CalendarEntry(w.pk, "week", w.decree, w.valid_from, None) for w in row.hours_changes.all()]
    entries += [CalendarEntry(p.pk, "hours", p.label, p.valid_from, p.valid_until) for p in row.hours_periods.all()]
    entries += [CalendarEntry(c.pk, "closure", c.reason, c.start_at, c.end_at) for c in row.closures.all()]
    entries += [CalendarEntry(i.pk, "incident", i.reason, i.start_at, i.end_at) for i in row.incidents.all()]
    return tuple(sorted(entries, key=lambda entry: str(entry.start), reverse=True))


def audit_notes(office_key: str, limit: int = 200) -> tuple[AuditNoteRecord, ...]:
    """What was changed in the organisation, newest first."""
    rows = models.AuditNote.objects.filter(office__key=office_key).values_list("at", "person__full_name", "what", "why")
    return tuple(AuditNoteRecord(at, who or "", what, why) for at, who, what, why in rows[:limit])
