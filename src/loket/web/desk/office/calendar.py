"""The office's calendar: hours, holidays, closures declared late, outages; every change leaves an audit note."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from loket.casework import services as casework
from loket.core.problems import Problem
from loket.core.worktime import Closure, HolidayKind, WorkCalendar
from loket.core.worktime.hours import DAYS_OF_THE_WEEK
from loket.offices import queries, services
from loket.offices.services import Decision
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.office.hours import day_names, week_rows
from loket.web.desk.office.preview import preview_of
from loket.web.desk.office.rights import keeps_office, require_keeper, require_reader, require_supervisor
from loket.web.desk.office.week import coming_weeks, read_week, set_week, week_form
from loket.web.desk.pages import Desk, desk_view, page

_OF_SUPERVISORS = frozenset({"incident", "resolve"})
Handler = Callable[[Desk, Posted], str | None]
_KIND_LABELS = {
    HolidayKind.NATIONAL: gettext_lazy("Libur nasional"),
    HolidayKind.COLLECTIVE_LEAVE: gettext_lazy("Cuti bersama"),
    HolidayKind.REGIONAL: gettext_lazy("Libur daerah"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the calendar; take one of its forms."""
    require_reader(desk)
    if request.method != "POST":
        return _shown(request, desk, _forms(desk))
    name = request.POST.get("form", "")
    _require_right(desk, name)
    if name in _PREVIEWS and request.POST.get("action") != "tetapkan":
        return _previewed(request, desk, name)
    posted = Posted(request.POST, name)
    act = _HANDLERS.get(name)
    sentence = posted.taken(partial(act, desk) if act else None)
    if sentence is None:
        return _again(request, desk, posted)
    messages.success(request, sentence)
    return redirect("desk:office-calendar")


def _require_right(desk: Desk, form: str) -> None:
    """An outage is recorded by whoever supervises the counter when it happens; the rest is for the head."""
    if form in _OF_SUPERVISORS:
        require_supervisor(desk)
    else:
        require_keeper(desk)


def _again(request: HttpRequest, desk: Desk, posted: Posted) -> HttpResponse:
    return _shown(request, desk, posted.among(_forms(desk)), {"problems": posted.problems}, posted.status)


def _shown(
    request: HttpRequest,
    desk: Desk,
    forms: tuple[OfficeForm, ...],
    more: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    office_key = desk.officer.office_key
    work_calendar = queries.work_calendar(office_key)
    entries = queries.calendar_entries(office_key)
    until = desk.today + datetime.timedelta(days=365)
    ahead = [(day, holiday) for day, holiday in sorted(work_calendar.holidays.items()) if desk.today <= day < until]
    holidays = [(day, holiday, _KIND_LABELS[holiday.kind]) for day, holiday in ahead]
    context: dict[str, object] = {
        "forms": forms,
        "hours": week_rows(queries.weekly_hours(office_key, desk.today)),
        "coming_hours": [
            (day, week_rows(queries.weekly_hours(office_key, day))) for day in coming_weeks(office_key, desk.today)
        ],
        "hours_today": work_calendar.hours_on(desk.today)[1],
        "entries": entries,
        "open_incident": next((e for e in entries if e.kind == "incident" and e.end is None), None),
        "holidays": holidays,
        "decrees": list(dict.fromkeys(holiday.decree for _day, holiday in ahead)),
        "notes": queries.audit_notes(office_key, 20),
    }
    return page(request, "desk/office/calendar.html", {**context, **(more or {})}, status)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change as it would be: its question, its button, what it is, and the calendar with it."""

    heading: str
    confirm: str
    facts: tuple[tuple[str, str], ...]
    calendar: WorkCalendar


def _previewed(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Say how many due times would move before the calendar is changed."""
    posted = Posted(request.POST, name)
    change = _PREVIEWS[name](desk, posted)
    if change is None:
        return _again(request, desk, posted)
    form = next(form for form in _forms(desk) if form.name == name).filled(request.POST)
    moved = preview_of(desk.officer.office_key, change.calendar)
    context = {"form": form, "moved": moved, "facts": change.facts}
    context |= {"heading": change.heading, "confirm": change.confirm}
    return page(request, "desk/office/preview.html", context)


def _closure_change(desk: Desk, posted: Posted) -> _Change | None:
    span = _closure_span(desk, posted)
    if span is None:
        return None
    start_at, end_at, reason = span
    try:
        closure = Closure(start_at, end_at, reason, desk.now)
    except ValueError as fault:
        posted.problems.append(Problem("calendar-conflict", str(fault), field="closure-until"))
        return None
    calendar = queries.work_calendar(desk.officer.office_key).with_closure(closure)
    facts = (
        (_("Tutup"), " – ".join(date_format(at, "D j M Y, H.i") for at in (start_at, end_at))),
        (_("Sebab"), reason),
    )
    return _Change(_("Nyatakan kantor tutup?"), _("Tetapkan penutupan"), facts, calendar)


def _week_change(desk: Desk, posted: Posted) -> _Change | None:
    week = read_week(posted)
    if week is None:
        return None
    calendar = queries.calendar_with_week(desk.officer.office_key, week.valid_from, week.hours)
    return _Change(_("Ubah jam layanan?"), _("Tetapkan jam layanan"), week.facts, calendar)


def _closure_span(desk: Desk, posted: Posted) -> tuple[datetime.datetime, datetime.datetime, str] | None:
    zone = _zone(desk)
    start_at = posted.moment(zone, "from", "from-hour")
    end_at = posted.moment(zone, "until", "until-hour")
    reason = posted.text("reason", _("Tulis mengapa kantor tutup; kalimat ini dibaca warga pada penjelasan janji."))
    posted.text("why", _("Tulis alasan atau dasar perubahan."))
    if start_at is None or end_at is None or posted.problems:
        return None
    return start_at, end_at, reason


def _zone(desk: Desk) -> ZoneInfo:
    return queries.work_calendar(desk.officer.office_key).zone


def _decision(desk: Desk, posted: Posted) -> Decision:
    return Decision(desk.officer, desk.now, posted.text("why", _("Tulis alasan atau dasar perubahan.")))


def _declare_closure(desk: Desk, posted: Posted) -> str | None:
    span = _closure_span(desk, posted)
    if span is None:
        return None
    start_at, end_at, reason = span
    office_key = desk.officer.office_key
    known = ((e.start, e.end, e.title) for e in queries.calendar_entries(office_key) if e.kind == "closure")
    if (start_at, end_at, reason) in known:
        return _("Penutupan itu sudah tercatat.")
    services.declare_closure(
        office_key, start_at=start_at, end_at=end_at, reason=reason, decision=_decision(desk, posted)
    )
    moved = casework.recompute_due(office_key)
    return _("Penutupan dicatat; %(count)s jatuh tempo disesuaikan.") % {"count": moved}


def _set_holiday(desk: Desk, posted: Posted) -> str | None:
    date = posted.day("date")
    name = posted.text("name", _("Isi nama hari liburnya."))
    decree = posted.text("decree", _("Isi keputusan yang menetapkannya."))
    kind = posted.posted.get("holiday-kind", "")
    decision = _decision(desk, posted)
    if kind not in set(HolidayKind):
        posted.problems.append(Problem("office-entry", _("Pilih jenis liburnya."), field="holiday-kind"))
    if date is None or posted.problems:
        return None
    office_key = desk.officer.office_key
    services.set_holiday(office_key, date=date, name=name, kind=HolidayKind(kind), decree=decree, decision=decision)
    moved = casework.recompute_due(office_key)
    return _("Hari libur dicatat; %(count)s jatuh tempo disesuaikan.") % {"count": moved}


def _remove_holiday(desk: Desk, posted: Posted) -> str | None:
    date = posted.day("date")
    decision = _decision(desk, posted)
    if date is None or posted.problems:
        return None
    services.remove_holiday(desk.officer.office_key, date=date, decision=decision)
    moved = casework.recompute_due(desk.officer.office_key)
    return _("Hari libur dihapus; %(count)s jatuh tempo disesuaikan.") % {"count": moved}


def _set_hours(desk: Desk, posted: Posted) -> str | None:
    valid_from, valid_until = posted.day("from"), posted.day("until")
    label = posted.text("label", _("Beri nama masanya, misalnya Ramadan 1448 H."), most=100)
    hours = posted.week()
    decision = _decision(desk, posted)
    if valid_from is None or valid_until is None or hours is None or posted.problems:
        return None
    office_key = desk.officer.office_key
    services.set_hours_period(
        office_key, valid_from=valid_from, valid_until=valid_until, hours=hours, label=label, decision=decision
    )
    moved = casework.recompute_due(office_key)
    return _("Jam layanan dicatat; %(count)s jatuh tempo disesuaikan.") % {"count": moved}


def _open_incident(desk: Desk, posted: Posted) -> str | None:
    start_at = posted.moment(_zone(desk), "from", "from-hour")
    reason = posted.text("reason", _("Tulis gangguannya, misalnya SIAK tidak dapat dibuka."))
    decision = _decision(desk, posted)
    if start_at is None or posted.problems:
        return None
    services.open_incident(desk.officer.office_key, start_at=start_at, reason=reason, decision=decision)
    casework.recompute_due(desk.officer.office_key)
    return _("Gangguan dicatat; waktu layanan berhenti dihitung sampai gangguan ditutup.")


def _close_incident(desk: Desk, posted: Posted) -> str | None:
    incident = posted.number("id", _("Pilih gangguannya."))
    end_at = posted.moment(_zone(desk), "until", "until-hour")
    decision = _decision(desk, posted)
    if end_at is None or posted.problems:
        return None
    services.close_incident(desk.officer.office_key, incident=incident, end_at=end_at, decision=decision)
    moved = casework.recompute_due(desk.officer.office_key)
    return _("Gangguan ditutup; %(count)s jatuh tempo disesuaikan.") % {"count": moved}


_HANDLERS: Mapping[str, Handler] = {
    "closure": _declare_closure,
    "week": set_week,
    "holiday": _set_holiday,
    "remove": _remove_holiday,
    "hours": _set_hours,
    "incident": _open_incident,
    "resolve": _close_incident,
}


_PREVIEWS: Mapping[str, Callable[[Desk, Posted], _Change | None]] = {"closure": _closure_change, "week": _week_change}


def _forms(desk: Desk) -> tuple[OfficeForm, ...]:
    entries = queries.calendar_entries(desk.officer.office_key)
    running = tuple((str(e.id), e.title) for e in entries if e.kind == "incident" and e.end is None)
    forms: list[OfficeForm] = []
    if desk.can("supervise"):
        forms.append(_resolve_form(running) if running else _incident_form(desk))
    if keeps_office(desk):
        forms += [_closure_form(), _holiday_form(), week_form(desk), _hours_form()]
        own = tuple((str(e.start), f"{e.start} {e.title}") for e in entries if e.kind == "holiday")
        forms += [_remove_form(own)] if own else []
    return tuple(forms)


def _remove_form(own: tuple[tuple[str, str], ...]) -> OfficeForm:
    fields = (field("remove", "date", _("Hari libur kantor ini"), kind="choice", choices=own), why("remove"))
    return OfficeForm("remove", _("Hapus hari libur"), _("Hapus"), fields)


def _closure_form() -> OfficeForm:
    fields = (
        field("closure", "from", _("Tutup mulai tanggal"), kind="date"),
        field("closure", "from-hour", _("Pukul"), hint=_("Misalnya 08.00")),
        field("closure", "until", _("Sampai tanggal"), kind="date"),
        field("closure", "until-hour", _("Pukul"), hint=_("Misalnya 16.00")),
        field("closure", "reason", _("Sebab, seperti dibaca warga"), hint=_("Misalnya banjir di sekitar kantor")),
        why("closure"),
    )
    hint = _("Boleh untuk waktu yang sudah lewat. Sebelum disimpan, Anda melihat berapa jatuh tempo yang bergeser.")
    return OfficeForm("closure", _("Nyatakan kantor tutup"), _("Lihat akibatnya"), fields, hint=hint)


def _holiday_form() -> OfficeForm:
    kinds = tuple((kind.value, str(label)) for kind, label in _KIND_LABELS.items())
    fields = (
        field("holiday", "date", _("Tanggal"), kind="date"),
        field("holiday", "name", _("Nama hari libur")),
        field("holiday", "kind", _("Jenis"), kind="choice", choices=kinds),
        field("holiday", "decree", _("Keputusan"), hint=_("Nomor dan tanggal keputusan yang menetapkannya")),
        why("holiday"),
    )
    return OfficeForm("holiday", _("Tambah hari libur"), _("Simpan hari libur"), fields)


def _hours_form() -> OfficeForm:
    names = zip(DAYS_OF_THE_WEEK, day_names(), strict=True)
    days = tuple(field("hours", day.lower(), name, required=False) for day, name in names)
    fields = (
        field("hours", "label", _("Nama masa"), hint=_("Misalnya Ramadan 1448 H")),
        field("hours", "from", _("Berlaku mulai"), kind="date"),
        field("hours", "until", _("Sampai sebelum"), kind="date", hint=_("Hari pertama yang kembali ke jam biasa")),
        *days,
        why("hours"),
    )
    hint = _("Tulis jam tiap hari seperti 08.00-12.00, 13.00-16.00. Kosongkan bila tutup.")
    return OfficeForm("hours", _("Atur jam layanan untuk suatu masa"), _("Simpan jam layanan"), fields, hint=hint)


def _incident_form(desk: Desk) -> OfficeForm:
    local = desk.now.astimezone(_zone(desk))
    fields = (
        field("incident", "from", _("Mulai tanggal"), kind="date", value=local.date().isoformat()),
        field("incident", "from-hour", _("Pukul"), value=f"{local:%H.%M}"),
        field("incident", "reason", _("Gangguan"), hint=_("Misalnya SIAK tidak dapat dibuka, listrik padam")),
        why("incident"),
    )
    return OfficeForm("incident", _("Catat gangguan"), _("Mulai gangguan"), fields)


def _resolve_form(running: tuple[tuple[str, str], ...]) -> OfficeForm:
    fields = (
        field("resolve", "id", _("Gangguan"), kind="choice", choices=running, value=running[0][0]),
        field("resolve", "until", _("Selesai tanggal"), kind="date"),
        field("resolve", "until-hour", _("Pukul")),
        why("resolve"),
    )
    return OfficeForm("resolve", _("Tutup gangguan"), _("Gangguan selesai"), fields)
