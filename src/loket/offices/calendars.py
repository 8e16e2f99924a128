"""Writes about when an office is open: closures, outages, holidays, hours. For other apps they are in `services`."""

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

from loket.core import worktime
from loket.core.worktime.holidays import HolidayKind
from loket.core.worktime.hours import WeeklyHours, check_hours
from loket.offices import models, queries
from loket.offices.changes import Decision, change, found, keeps_office, note, supervises
from loket.offices.hours import week_to_json
from loket.offices.records import OfficeRecord
from loket.offices.refusals import CalendarConflict, NotOfThisOffice


@change(keeps_office)
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
    note(office.id, decision, f"Kantor tutup {_span(office, start_at, end_at)}: {reason}")
    return row.pk


@change(supervises)
def open_incident(office_key: str, *, start_at: datetime.datetime, reason: str, decision: Decision) -> int:
    """Record that an outage began; until it is closed no clock of the office runs. Raises CalendarConflict."""
    office = queries.office(office_key)
    if models.Incident.objects.filter(office_id=office.id, end_at=None).exists():
        raise CalendarConflict(fault="Masih ada gangguan yang belum ditutup.")
    _checked(lambda: worktime.Incident(start_at, None, reason))
    row = models.Incident.objects.create(office_id=office.id, start_at=start_at, reason=reason)
    note(office.id, decision, f"Gangguan mulai {_span(office, start_at, None)}: {reason}")
    return row.pk


@change(supervises)
def close_incident(office_key: str, *, incident: int, end_at: datetime.datetime, decision: Decision) -> None:
    """Record that an outage ended; its interval stays out of every clock, visibly. Raises CalendarConflict."""
    row = found(models.Incident.objects.filter(office__key=office_key, pk=incident).first(), "Gangguan")
    if row.end_at is not None or end_at <= row.start_at:
        raise CalendarConflict(fault="Gangguan ini sudah ditutup, atau waktu akhirnya sebelum mulainya.")
    row.end_at = end_at
    row.save(update_fields=["end_at"])
    note(row.office_id, decision, f"Gangguan “{row.reason}” selesai {_span(queries.office(office_key), end_at, None)}")


@change(keeps_office)
def set_holiday(
    office_key: str, *, date: datetime.date, name: str, kind: HolidayKind, decree: str, decision: Decision
) -> None:
    """Close one date for this office, with the decree that says so; a second entry replaces the first."""
    office = queries.office(office_key)
    models.Holiday.objects.update_or_create(
        office_id=office.id, date=date, defaults={"name": name, "kind": kind, "decree": decree}
    )
    note(office.id, decision, f"Hari libur {worktime.plain_date(date)}: {name} ({decree})")


@change(keeps_office)
def remove_holiday(office_key: str, *, date: datetime.date, decision: Decision) -> None:
    """Take back an entry of this office; the shipped national table is not touched. Raises NotOfThisOffice."""
    office = queries.office(office_key)
    removed, _ = models.Holiday.objects.filter(office_id=office.id, date=date).delete()
    if not removed:
        raise NotOfThisOffice(what="Hari libur itu")
    note(office.id, decision, f"Hari libur {worktime.plain_date(date)} dihapus")


@change(keeps_office)
def set_weekly_hours(
    office_key: str, *, valid_from: datetime.date, hours: WeeklyHours, decree: str, decision: Decision
) -> None:
    """
    Let another ordinary week hold from a date on; a second entry for that date replaces the first.

    Periods such as Ramadan keep their own hours. Due times already shown move only when the caller runs
    `casework.services.recompute_due`. Raises CalendarConflict, also for a week in which the office never opens.
    """
    office = queries.office(office_key)
    if not any(hours):
        raise CalendarConflict(fault="Kantor harus buka sekurang-kurangnya satu hari seminggu.")
    _checked(lambda: check_hours(hours))
    models.HoursChange.objects.update_or_create(
        office_id=office.id, valid_from=valid_from, defaults={"hours": week_to_json(hours), "decree": decree}
    )
    since, week = worktime.plain_date(valid_from), worktime.printed_week(hours)
    note(office.id, decision, f"Jam layanan mingguan berubah sejak {since} ({decree}): {week}")


@change(keeps_office)
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
    _checked(lambda: queries.work_calendar(office_key))
    since, until = worktime.plain_date(valid_from), worktime.plain_date(valid_until)
    week = worktime.printed_week(hours)
    note(office.id, decision, f"Jam layanan {label} mulai {since} sampai sebelum {until}: {week}")
    return row.pk


def _checked(build: Callable[[], object]) -> None:
    try:
        build()
    except ValueError as fault:
        raise CalendarConflict(fault=str(fault)) from fault


def _span(office: OfficeRecord, start_at: datetime.datetime, end_at: datetime.datetime | None) -> str:
    zone = ZoneInfo(office.zone)
    start = worktime.printed_moment(start_at.astimezone(zone))
    return start if end_at is None else f"{start} – {worktime.printed_moment(end_at.astimezone(zone))}"
