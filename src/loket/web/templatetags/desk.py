"""Words for values: dates, numbers and titles as the screens show them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import mark_safe

from loket.core.problems import BadTerm
from loket.core.problems import one_stop as ended_once
from loket.core.procedure.model import Procedure
from loket.core.terms import Nik, Resi
from loket.offices import queries as offices
from loket.offices.records import EmergencyRecord, Officer
from loket.web.desk import clocks
from loket.web.desk.case.words import staff_title
from loket.web.desk.counter_urls import NAVIGATION
from loket.web.desk.navigation import OWN
from loket.web.desk.pages import Desk
from loket.web.desk.wording import book_title
from loket.web.flow.shapes import Ending, Row
from loket.web.flow.standing import DressedRow

register = template.Library()
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True, slots=True)
class NavLink:
    """One link of the top row as the frame draws it."""

    url: str
    label: str | Promise
    key: str
    current: bool


@register.filter
def navigation(request: HttpRequest) -> Iterator[NavLink]:
    """The links this officer may follow; the one that leads to this page is current."""
    desk = getattr(request, "desk", None)
    if desk is None:
        return
    for item in (*OWN, *NAVIGATION):
        if not item.is_for(desk):
            continue
        try:
            url = reverse(item.name)
        except NoReverseMatch:
            continue
        here = request.path == url or (url != "/" and request.path.startswith(url))
        yield NavLink(url, item.label, item.key, here)


@register.filter
def resi(code: object) -> str:
    """A reference in three groups of four; anything else as it is."""
    try:
        return str(Resi.parse(str(code)))
    except BadTerm:
        return str(code)


@register.filter
def one_stop(text: object) -> str:
    """A sentence that ends in a name with a title, with one full stop."""
    return mark_safe(ended_once(str(text)))  # noqa: S308 (takes a full stop away from what is escaped already)


@register.filter
def masked(nik: object) -> str:
    """A NIK as lists may show it."""
    try:
        return Nik.parse(str(nik)).masked
    except BadTerm:
        return ""


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """`23 November 2026`."""
    return date_format(_local(value), "j F Y") if value else ""


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """`Sen 23 Nov 2026, 10.15`, on the clock of the office."""
    return date_format(_local(value), "D j M Y, H.i") if value else ""


@register.filter
def long_day(value: datetime.datetime) -> str:
    """`Senin, 23 November 2026`."""
    return date_format(_local(value), "l, j F Y")


@register.filter
def clock(value: datetime.datetime | None) -> str:
    """`10.15`, on the clock of the office."""
    return date_format(_local(value), "H.i") if value else ""


@register.filter
def zone_name(value: datetime.datetime) -> str:
    """`WIB`, `WITA` or `WIT`."""
    offset = timezone.localtime(value).utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return _ZONES.get(hours, f"UTC{hours:+d}")


@register.filter
def reopening(desk: Desk) -> str:
    """When the office next opens, while it is closed; empty while it is open."""
    return clocks.reopening(offices.work_calendar(desk.officer.office_key), desk.now)


@register.filter
def office_name(officer: Officer) -> str:
    """The office an officer works at, as printed."""
    return offices.office(officer.office_key).name


@register.filter
def seat_line(officer: Officer) -> str:
    """All positions of an officer today: "Kasi Identitas, Plh. Kabid Pelayanan"."""
    return ", ".join(seat.printed_title for seat in officer.seats)


@register.filter
def staff_step(step: str | None, procedure: Procedure) -> str:
    """A step as officers call it; empty for none."""
    found = procedure.by_id.get(step or "")
    return staff_title(found) if found else ""


@register.filter
def book_name(title: str) -> str:
    """The title of a book as printed, with a gloss in another language."""
    return book_title(title)


@register.filter
def coordinate(value: float, shift: float = 0) -> str:
    """A number as SVG reads it, whatever the language; optionally moved by some units."""
    return f"{value + float(shift):g}"


@register.filter
def half(value: float) -> str:
    """Half of a length, for round corners."""
    return f"{value / 2:g}"


@register.filter
def text_top(row: Row) -> str:
    """The base line of the first line of a row's text, so that all its lines stand in the middle."""
    return f"{row.middle - (len(row.lines) - 1) * 9 + 5:g}"


@register.filter
def note_top(line: DressedRow) -> str:
    """The base line of the first note beside a row."""
    count = len(line.mark.who_lines) + bool(line.mark.when) + len(line.mark.clock_lines)
    return f"{line.row.middle - (count - 1) * 8.5 + 4.5:g}"


@register.filter
def ending_left(ending: Ending) -> str:
    """The left edge of a small terminator."""
    return f"{ending.x - ending.width / 2:g}"


def _local(value: datetime.date | datetime.datetime) -> datetime.date | datetime.datetime:
    aware = isinstance(value, datetime.datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware and isinstance(value, datetime.datetime) else value


@register.filter
def emergencies(desk: Desk) -> list[EmergencyRecord]:
    """What is open in an emergency, for who keeps the office or supervises, and for whom it is open."""
    sees = desk.officer.keeps_office or desk.can("supervise") or desk.officer.emergency is not None
    known = offices.known_emergencies(desk.officer.office_key) if sees else ()
    return [one for one in known if one.lasts(desk.now)]
