"""
Writes of offices. Each is one transaction, leaves an audit note, and makes this process forget what it knew.

`by` is the officer who decides; None only for the installation itself.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from loket.core import worktime
from loket.core.procedure.office import OfficeFile
from loket.core.worktime.holidays import HolidayKind
from loket.core.worktime.hours import WeeklyHours
from loket.offices import models, queries
from loket.offices.hours import week_to_json
from loket.offices.memory import forget_all
from loket.offices.records import Officer, OfficeRecord
from loket.offices.refusals import (
    AlreadyEnds,
    CalendarConflict,
    NameTaken,
    NotOfThisOffice,
    SeatTaken,
    WhyMissing,
    WrongPeriod,
)
from loket.offices.terms import AppointmentKind

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)


def _change(service: Callable[P, R]) -> Callable[P, R]:
    """One transaction, after which nothing remembered from before is used."""

    @wraps(service)
    def changed(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            result = service(*args, **kwargs)
            transaction.on_commit(forget_all)
        forget_all()
        return result

    return changed


@dataclass(frozen=True, slots=True)
class Decision:
    """
    Who decided a change, when, and on what ground.

    A change without a ground is refused, and one that an officer of another office decides. Which powers it takes is
    for the caller to ask.
    """

    by: Officer | None
    at: datetime.datetime
    why: str


def _note(office_id: int, decision: Decision, what: str) -> None:
    if not decision.why.strip():
        raise WhyMissing(fields=("why",))
    if decision.by is not None and decision.by.office_id != office_id:
        raise NotOfThisOffice(what="Pejabat yang memutuskan")
    person = decision.by.person if decision.by else None
    models.AuditNote.objects.create(
        office_id=office_id, person_id=person, at=decision.at, what=what, why=decision.why.strip()
    )


@_change
def install_office(file: OfficeFile, decision: Decision, parent: str | None = None) -> OfficeRecord:
    """
    Create an office from its file, or bring an existing one up to it: name, hours, units and positions.

    Positions that the file no longer names stay, since events and appointments refer to them. Officers are not
    touched: see `add_person` and `appoint`.
    """
    above = models.Office.objects.get(key=parent) if parent else None
    row, _ = models.Office.objects.update_or_create(
        key=file.key,
        defaults={
            "code": file.code,
            "name": file.name,
            "short_name": file.short_name,
            "kind": file.kind,
            "address": file.address or "",
            "zone": file.zone,
            "hours": week_to_json(file.hours.week()),
            "labels": dict(file.labels),
            "parent": above,
        },
    )
    units = {}
    for key, unit in file.units.items():
        units[key], _ = models.Unit.objects.update_or_create(office=row, key=key, defaults={"name": unit.title})
    for key, unit in file.units.items():
        if unit.parent is not None:
            models.Unit.objects.filter(pk=units[key].pk).update(parent=units[unit.parent])
    for key, position in file.positions.items():
        models.Position.objects.update_or_create(
            office=row,
            key=key,
            defaults={"title": position.title, "unit": units[position.unit], "powers": list(position.powers)},
        )
    _note(row.pk, decision, f"Kantor {file.name} dipasang dari berkasnya")
    forget_all()
    return queries.office(file.key)


@_change
def add_person(
    office_key: str, *, username: str, full_name: str, nip: str, password_hash: str, decision: Decision
) -> int:
    """
    Create an officer with an account and return the person's number.

    `password_hash` comes from `django.contrib.auth.hashers.make_password`: hashing is slow on purpose, and many
    demo accounts may share one. Raises NameTaken.
    """
    if User.objects.filter(username=username).exists():
        raise NameTaken(username=username)
    office = queries.office(office_key)
    user = User.objects.create(username=username, password=password_hash)
    person = models.Person.objects.create(user=user, office_id=office.id, full_name=full_name, nip=nip)
    _note(office.id, decision, f"Petugas {full_name} ({username}) ditambahkan")
    return person.pk


@_change
def appoint(
    office_key: str,
    *,
    person: int,
    position: str,
    kind: AppointmentKind,
    decree: str,
    valid_from: datetime.date,
    decision: Decision,
    valid_until: datetime.date | None = None,
) -> int:
    """
    Appoint a person to a position from `valid_from` up to, not including, `valid_until`; return the number.

    A position has at most one holder in own right at a time where the title is a head's (a Plt, Plh or Pj stands
    beside). Positions of staff may have many. Raises WrongPeriod, SeatTaken, NotOfThisOffice.
    Basis: UU 30/2014, ps. 14 (Plh for absence, Plt for vacancy).
    """
    if valid_until is not None and valid_until <= valid_from:
        raise WrongPeriod
    # Locked, so that of two who appoint a head at the same time the second sees the first one's.
    seat = models.Position.objects.select_for_update().filter(office__key=office_key, key=position).first()
    holder = models.Person.objects.filter(office__key=office_key, pk=person).first()
    if seat is None or holder is None:
        raise NotOfThisOffice(what="Jabatan" if seat is None else "Petugas")
    if kind is AppointmentKind.DEFINITIF and "supervise" in seat.powers:
        _refuse_second_head(seat, valid_from, valid_until)
    row = models.Appointment.objects.create(
        person=holder, position=seat, kind=kind, decree=decree, valid_from=valid_from, valid_until=valid_until
    )
    _note(seat.office_id, decision, f"{holder.full_name} ditunjuk {kind} {seat.title} sejak {valid_from} ({decree})")
    return row.pk


def _refuse_second_head(seat: models.Position, valid_from: datetime.date, valid_until: datetime.date | None) -> None:
    others = models.Appointment.objects.filter(position=seat, kind=AppointmentKind.DEFINITIF).exclude(
        valid_until__lte=valid_from
    )
    if valid_until is not None:
        others = others.filter(valid_from__lt=valid_until)
    other = others.select_related("person").first()
    if other is not None:
        raise SeatTaken(title=seat.title, holder=other.person.full_name)


@_change
def end_appointment(office_key: str, *, appointment: int, valid_until: datetime.date, decision: Decision) -> None:
    """
    End an appointment, or end it earlier: `valid_until` is the first day it no longer holds.

    Raises NotOfThisOffice, WrongPeriod, AlreadyEnds.
    """
    row = _found(
        models.Appointment.objects.filter(position__office__key=office_key, pk=appointment).first(), "Penunjukan"
    )
    if valid_until < row.valid_from:
        raise WrongPeriod
    if row.valid_until is not None and valid_until > row.valid_until:
        raise AlreadyEnds(until=worktime.printed_date(row.valid_until))
    row.valid_until = valid_until
    row.save(update_fields=["valid_until"])
    what = f"Penunjukan {row.person.full_name} sebagai {row.position.title} berakhir {valid_until}"
    _note(row.position.office_id, decision, what)


@_change
def record_absence(
    office_key: str,
    *,
    person: int,
    valid_from: datetime.date,
    valid_until: datetime.date,
    reason: str,
    decision: Decision,
) -> int:
    """
    Record leave, illness or duty travel; on those days the person fills no seat, so that a Plh can.

    `valid_until` is the first day back. Raises WrongPeriod, NotOfThisOffice.
    """
    if valid_until <= valid_from:
        raise WrongPeriod
    row = _found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    absence = models.Absence.objects.create(person=row, valid_from=valid_from, valid_until=valid_until, reason=reason)
    _note(row.office_id, decision, f"{row.full_name} tidak masuk {valid_from} – {valid_until}: {reason}")
    return absence.pk


@_change
def end_absence(office_key: str, *, person: int, on: datetime.date, decision: Decision) -> int:
    """
    The person is back: absences that cover `on` end before it. Returns how many ended; none is no fault.

    Raises NotOfThisOffice.
    """
    row = _found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    running = models.Absence.objects.filter(person=row, valid_from__lte=on, valid_until__gt=on)
    # One that began today never was; the note about it stays.
    unbegun, _ = running.filter(valid_from=on).delete()
    ended = unbegun + running.update(valid_until=on)
    if ended:
        _note(row.office_id, decision, f"{row.full_name} masuk kembali {on}")
    return ended


@_change
def deactivate_person(office_key: str, *, person: int, on: datetime.date, decision: Decision) -> None:
    """
    Sign a leaver off: the account is closed and every appointment ends on `on`.

    Files the person held show as without a holder; `casework.services.release_held_by` puts them into the pool.
    Raises NotOfThisOffice.
    """
    row = _found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    User.objects.filter(pk=row.user_id).update(is_active=False)
    running = models.Appointment.objects.filter(person=row).exclude(valid_until__lte=on)
    running.filter(valid_from__lt=on).update(valid_until=on)
    for future in running.filter(valid_from__gte=on):
        future.valid_until = future.valid_from
        future.save(update_fields=["valid_until"])
    _note(row.office_id, decision, f"{row.full_name} dinonaktifkan")


@_change
def declare_closure(
    office_key: str, *, start_at: datetime.datetime, end_at: datetime.datetime, reason: str, decision: Decision
) -> int:
    """
    Close the office for a time, also after the fact (flood, ceremony); times must be aware.

    Due times already shown move only when the caller runs `casework.services.recompute_due`. Raises CalendarConflict.
    """
    office = queries.office(office_key)
    _checked(lambda: worktime.Closure(start_at, end_at, reason, decision.at))
    person = decision.by.person if decision.by else None
    row = models.Closure.objects.create(
        office_id=office.id,
        start_at=start_at,
        end_at=end_at,
        reason=reason,
        declared_at=decision.at,
        declared_by_id=person,
    )
    _note(office.id, decision, f"Kantor tutup {_span(office, start_at, end_at)}: {reason}")
    return row.pk


@_change
def open_incident(office_key: str, *, start_at: datetime.datetime, reason: str, decision: Decision) -> int:
    """Record that an outage began; until it is closed no clock of the office runs. Raises CalendarConflict."""
    office = queries.office(office_key)
    if models.Incident.objects.filter(office_id=office.id, end_at=None).exists():
        raise CalendarConflict(fault="Masih ada gangguan yang belum ditutup.")
    _checked(lambda: worktime.Incident(start_at, None, reason))
    row = models.Incident.objects.create(office_id=office.id, start_at=start_at, reason=reason)
    _note(office.id, decision, f"Gangguan mulai {_span(office, start_at, None)}: {reason}")
    return row.pk


@_change
def close_incident(office_key: str, *, incident: int, end_at: datetime.datetime, decision: Decision) -> None:
    """Record that an outage ended; its interval stays out of every clock, visibly. Raises CalendarConflict."""
    row = _found(models.Incident.objects.filter(office__key=office_key, pk=incident).first(), "Gangguan")
    if row.end_at is not None or end_at <= row.start_at:
        raise CalendarConflict(fault="Gangguan ini sudah ditutup, atau waktu akhirnya sebelum mulainya.")
    row.end_at = end_at
    row.save(update_fields=["end_at"])
    _note(row.office_id, decision, f"Gangguan “{row.reason}” selesai {_span(queries.office(office_key), end_at, None)}")


@_change
def set_holiday(
    office_key: str, *, date: datetime.date, name: str, kind: HolidayKind, decree: str, decision: Decision
) -> None:
    """Close one date for this office, with the decree that says so; a second entry replaces the first."""
    office = queries.office(office_key)
    models.Holiday.objects.update_or_create(
        office_id=office.id, date=date, defaults={"name": name, "kind": kind, "decree": decree}
    )
    _note(office.id, decision, f"Hari libur {date}: {name} ({decree})")


@_change
def remove_holiday(office_key: str, *, date: datetime.date, decision: Decision) -> None:
    """Take back an entry of this office; the shipped national table is not touched. Raises NotOfThisOffice."""
    office = queries.office(office_key)
    removed, _ = models.Holiday.objects.filter(office_id=office.id, date=date).delete()
    if not removed:
        raise NotOfThisOffice(what="Hari libur itu")
    _note(office.id, decision, f"Hari libur {date} dihapus")


@_change
def set_hours_period(
    office_key: str,
    *,
    valid_from: datetime.date,
    valid_until: datetime.date,
    hours: WeeklyHours,
    label: str,
    decision: Decision,
) -> int:
    """Set other opening hours for a period, such as Ramadan. Raises CalendarConflict when periods overlap."""
    office = queries.office(office_key)
    _checked(lambda: worktime.HoursPeriod(valid_from, valid_until, hours, label))
    row = models.HoursPeriod.objects.create(
        office_id=office.id, valid_from=valid_from, valid_until=valid_until, hours=week_to_json(hours), label=label
    )
    forget_all()
    _checked(lambda: queries.work_calendar(office_key))
    _note(office.id, decision, f"Jam layanan {label} {valid_from} – {valid_until}")
    return row.pk


def _checked(build: Callable[[], object]) -> None:
    try:
        build()
    except ValueError as fault:
        raise CalendarConflict(fault=str(fault)) from fault


def _found(row: M | None, what: str) -> M:
    if row is None:
        raise NotOfThisOffice(what=what)
    return row


def _span(office: OfficeRecord, start_at: datetime.datetime, end_at: datetime.datetime | None) -> str:
    zone = ZoneInfo(office.zone)
    start = worktime.printed_moment(start_at.astimezone(zone))
    return start if end_at is None else f"{start} – {worktime.printed_moment(end_at.astimezone(zone))}"
