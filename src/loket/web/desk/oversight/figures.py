"""Who looks much more often than others in the same position, in a period; behind each figure the looks themselves."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries as casework
from loket.core.problems import Problem
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
_LONGEST_DAY: Final = 20
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


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """The two dates as they were typed, and what is wrong with them; then `period` is the usual one."""

    period: Period
    since: str
    until: str
    problems: tuple[Problem, ...] = ()

    @property
    def since_error(self) -> str:
        """What is wrong with the first."""
        return next((one.sentence for one in self.problems if one.field == "sejak"), "")

    @property
    def until_error(self) -> str:
        """What is wrong with the last."""
        return next((one.sentence for one in self.problems if one.field == "sampai"), "")


def asked_period(request: HttpRequest, desk: Desk, otherwise: Period | None = None) -> PeriodForm:
    """The period in the address; `otherwise`, or the last thirty days, for none."""
    usual = otherwise or Period(desk.today - datetime.timedelta(days=DAYS - 1), desk.today)
    since, until = (request.GET.get(name, "").strip()[:_LONGEST_DAY] for name in ("sejak", "sampai"))
    if not since and not until:
        return PeriodForm(usual, f"{usual.first}", f"{usual.last}")
    problems: list[Problem] = []
    first, last = _day("sejak", since, desk, problems), _day("sampai", until, desk, problems)
    if first and last and last < first:
        problems.append(Problem("period-reversed", _("Tanggal akhir ini sebelum tanggal awalnya."), field="sampai"))
    elif first and last and (last - first).days >= LONGEST:
        problems.append(Problem("period-long", _("Pilih paling lama 366 hari."), field="sampai"))
    if problems or not (first and last):
        return PeriodForm(usual, since, until, tuple(problems))
    return PeriodForm(Period(first, last), since, until)


def _day(name: str, text: str, desk: Desk, problems: list[Problem]) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        problems.append(Problem("period-day", _("Isi tanggalnya, misalnya 2026-11-23."), field=name))
        return None
    if day > desk.today:
        problems.append(Problem("period-future", _("Tanggal ini belum tiba."), field=name))
        return None
    if day < EARLIEST:
        problems.append(Problem("period-early", _("Isi tanggal sesudah tahun 1900."), field=name))
        return None
    return day


@require_safe
@desk_view
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every officer who looked, by position, those who stand out first."""
    require_overseer(desk)
    asked = asked_period(request, desk)
    lines = () if asked.problems else _figures(desk, asked.period)
    context = {"asked": asked, "period": asked.period, "problems": asked.problems, "lines": lines}
    return page(request, "desk/oversight/figures.html", context, 422 if asked.problems else 200)


@require_safe
@desk_view
def looks(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """The looks of one officer of the office in the period, newest first."""
    officer = next((one for one in offices.persons(desk.officer.office_key) if one.person == person), None)
    if officer is None:
        raise Http404(_("Petugas ini tidak ada di kantor Anda."))
    require_overseer(desk)
    asked = asked_period(request, desk)
    period = asked.period
    found = register.looks_of(desk.officer.office_id, person, period.since, period.until)
    rows = [] if asked.problems else list(found[: MOST + 1])
    context: dict[str, Any] = {
        "officer": officer,
        "asked": asked,
        "period": period,
        "problems": asked.problems,
        "lines": _lines(desk, rows[:MOST]),
        "more": len(rows) > MOST,
        "most": MOST,
    }
    return page(request, "desk/oversight/looks.html", context, 422 if asked.problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def figures_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The figures as a file; it holds no resident."""
    require_overseer(desk)
    asked = asked_period(request, desk)
    if asked.problems:
        return redirect(f"{reverse('desk:figures')}?{urlencode({'sejak': asked.since, 'sampai': asked.until})}")
    period = asked.period
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
