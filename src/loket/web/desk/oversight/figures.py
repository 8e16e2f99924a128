"""Who looks much more often than others in the same position, in a period; behind each figure the looks themselves."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries as casework
from loket.offices import queries as offices
from loket.register import queries as register
from loket.register.exchange.leaving import Outgoing
from loket.register.keeping import FamilyName, PersonName
from loket.web.accounts.stepping_up import require_fresh
from loket.web.desk.oversight.rights import require_overseer
from loket.web.desk.oversight.taking_out import take_out
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.register.words import READ, Words

DAYS: Final = 30
LONGEST: Final = 366
EARLIEST: Final = datetime.date(1900, 1, 1)
MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def since(self) -> datetime.datetime:
        """The first moment."""
        return timezone.make_aware(datetime.datetime.combine(self.first, datetime.time()))

    @property
    def until(self) -> datetime.datetime:
        """The moment after the last."""
        return timezone.make_aware(datetime.datetime.combine(self.last + datetime.timedelta(days=1), datetime.time()))

    @property
    def query(self) -> str:
        """The period as it stands in addresses."""
        return urlencode({"sejak": self.first.isoformat(), "sampai": self.last.isoformat()})


def asked_period(request: HttpRequest, desk: Desk, otherwise: Period | None = None) -> Period:
    """
    The period in the address; `otherwise`, or the last thirty days, for none, and for one that no calendar has, that ends
    first, or is too long.
    """
    found = []
    for name in ("sejak", "sampai"):
        try:
            found.append(datetime.date.fromisoformat(request.GET.get(name, "")))
        except ValueError:
            break
    if len(found) == 2 and EARLIEST <= found[0] <= found[1] <= desk.today and (found[1] - found[0]).days < LONGEST:
        return Period(*found)
    return otherwise or Period(desk.today - datetime.timedelta(days=DAYS - 1), desk.today)


@require_safe
@desk_view
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every officer who looked, by position, those who stand out first."""
    require_overseer(desk)
    period = asked_period(request, desk)
    return page(request, "desk/oversight/figures.html", {"period": period, "lines": _figures(desk, period)})


@require_safe
@desk_view
def looks(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """The looks of one officer of the office in the period, newest first."""
    officer = next((one for one in offices.persons(desk.officer.office_key) if one.person == person), None)
    if officer is None:
        raise Http404(_("Petugas ini tidak ada di kantor Anda."))
    require_overseer(desk)
    period = asked_period(request, desk)
    rows = list(register.looks_of(desk.officer.office_id, person, period.since, period.until)[: MOST + 1])
    context: dict[str, Any] = {
        "officer": officer,
        "period": period,
        "lines": _lines(desk, rows[:MOST]),
        "more": len(rows) > MOST,
        "most": MOST,
    }
    return page(request, "desk/oversight/looks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def figures_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The figures as a file; it holds no resident."""
    require_overseer(desk)
    period = asked_period(request, desk)
    title = _("Angka pembukaan data %(first)s sampai %(last)s") % {
        "first": f"{period.first:%d-%m-%Y}",
        "last": f"{period.last:%d-%m-%Y}",
    }
    back = f"{reverse('desk:figures')}?{period.query}"
    return take_out(request, desk, title, back, lambda: _outgoing(desk, period))


def _figures(desk: Desk, period: Period) -> tuple[casework.LookFigures, ...]:
    niks = {one.person: one.nik.digits for one in offices.persons(desk.officer.office_key) if one.nik}
    calendar = offices.work_calendar(desk.officer.office_key)
    return casework.look_figures(desk.officer.office_id, niks, calendar, period.since, period.until)


def _outgoing(desk: Desk, period: Period) -> Outgoing:
    columns = (
        *(_("petugas"), _("jabatan"), _("dibuka"), _("nilai tengah jabatan"), _("skor"), _("tanpa permohonan")),
        *(_("skor tanpa permohonan"), _("keluarga sendiri"), _("di luar jam"), _("menonjol")),
    )
    rows = []
    for one in _figures(desk, period):
        cells = (
            *(one.name, one.position, one.looks, f"{one.standing.middle:g}", one.standing.score, one.without_case),
            *(one.without_standing.score, one.own_family, one.out_of_hours, _("ya") if one.stands_out else ""),
        )
        rows.append(dict(zip(columns, map(str, cells), strict=True)))
    return Outgoing(f"angka-pembukaan-{period.first}-{period.last}", columns, rows)


def _lines(desk: Desk, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Each look with whom it was at, by name; of whom another office keeps now, that alone."""
    people = register.people({row[5] for row in rows if row[5]})
    kks = register.families_named({row[6] for row in rows if row[6]})
    return [
        (at, READ.get(what, what), purpose, reason, resi, _whom(desk, people.get(resident), kks.get(family)))
        for at, what, purpose, reason, resi, resident, family, _acted_as in rows
    ]


def _whom(desk: Desk, person: PersonName | None, kk: FamilyName | None) -> Words:
    if person is not None and person.office_id == desk.officer.office_id:
        return person.full_name
    if kk is not None and kk.office_id == desk.officer.office_id:
        return _("KK %(name)s") % {"name": kk.head_name}
    return _("penduduk kantor lain")
