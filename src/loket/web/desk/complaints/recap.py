"""The recap of complaints in a period, on the screen and as a file."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from loket.complaints import queries, services
from loket.complaints.records import Channel
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem, Refusal
from loket.register.exchange.leaving import Outgoing
from loket.web.accounts.stepping_up import require_fresh
from loket.web.desk.complaints.words import CHANNELS, ENDINGS, service_named
from loket.web.desk.fields import FormField, marked
from loket.web.desk.oversight.figures import Period, asked_period
from loket.web.desk.oversight.taking_out import take_out
from loket.web.desk.pages import Desk, desk_view, explained, hinted, page
from loket.web.desk.wording import said
from loket.web.portal.complaining import MARKS

COLUMNS: Final = (
    "menurut",
    "kelompok",
    "jumlah",
    "tanggapan_tepat",
    "tanggapan_lewat",
    "tanggapan_belum",
    "tanggapan_persen",
    "jawaban_tepat",
    "jawaban_lewat",
    "jawaban_belum",
    "jawaban_persen",
)


@require_safe
@desk_view
def recap(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The figures of the period in the address; the last thirty days for none, and nothing for what is no period."""
    asked = asked_period(request, desk)
    period = asked.period
    found = queries.recap(desk.officer, period.since, period.until, desk.now)
    context = {
        "asked": asked,
        "problems": asked.problems,
        "period": period,
        "first_reply": queries.first_reply_of(desk.officer.office_key),
        "whole": found.whole,
        "channels": [(CHANNELS[Channel(one.label)], one) for one in found.channels],
        "categories": [(one.label or _("belum ditetapkan"), one) for one in found.categories],
        "services": [(service_named(one.label), one) for one in found.services],
        "endings": [(ENDINGS[ending], count) for ending, count in found.endings.items()],
        "marks": [(MARKS[mark], count) for mark, count in found.marks.items()],
    }
    return page(request, "desk/complaints/recap.html", context, 422 if asked.problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def recap_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same as a file."""
    asked = asked_period(request, desk)
    if asked.problems:
        # The page says what is wrong with the period, and keeps what was typed.
        typed = urlencode({"sejak": asked.since, "sampai": asked.until})
        return redirect(f"{reverse('desk:complaint-recap')}?{typed}")
    period = asked.period
    found = queries.recap(desk.officer, period.since, period.until, desk.now)
    title = _("Rekap pengaduan %(first)s sampai %(last)s") % {"first": period.first, "last": period.last}
    back = f"{reverse('desk:complaint-recap')}?{period.query}"
    return take_out(request, desk, title, back, lambda: _outgoing(found, period))


def _outgoing(found: queries.Recap, period: Period) -> Outgoing:
    with override("id"):
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(found)]
    return Outgoing(f"rekap-pengaduan-{period.first}-{period.last}", COLUMNS, rows)


def _rows(found: queries.Recap) -> Iterator[tuple[str, ...]]:
    yield _row("semua", "", found.whole)
    for one in found.channels:
        yield _row("saluran", str(CHANNELS[Channel(one.label)]), one)
    for one in found.categories:
        yield _row("kategori", one.label or "belum ditetapkan", one)
    for one in found.services:
        yield _row("layanan", service_named(one.label), one)
    blank = ("",) * (len(COLUMNS) - 3)
    for ending, count in found.endings.items():
        yield ("berakhir", str(ENDINGS[ending]), str(count), *blank)


def _row(by: str, label: str, one: queries.Group) -> tuple[str, ...]:
    return (by, label, str(one.count), *_cells(one.replied), *_cells(one.answered))


def _cells(kept: queries.Kept) -> tuple[str, ...]:
    share = "" if kept.share is None else str(kept.share)
    return str(kept.in_time), str(kept.late), str(kept.open), share


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def lapor(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Bring in a file of LAPOR; each line with what became of it."""
    if not queries.may_keep(desk.officer):
        raise NotAllowed
    if request.method != "POST":
        return _lapor_shown(request, {})
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise BadTerm(Problem("lapor-file", _("Pilih berkasnya."), field="file"))
        lines = services.bring_in(desk.officer, sent.read(queries.MOST_BYTES + 1))
    except BadTerm as bad:
        return _lapor_shown(request, {}, (said(bad.problem),))
    shown = [(line, _why_not(line.problem)) for line in lines]
    return _lapor_shown(request, {"lines": shown, "new": sum(1 for line in lines if line.is_new)})


def _why_not(problem: Problem | Refusal | None) -> str:
    """Why a line was not taken, in the language of the screen; empty for one that was."""
    if problem is None:
        return ""
    if isinstance(problem, Refusal):
        return " ".join(filter(None, (explained(problem), hinted(problem))))
    worded = said(problem)
    return " ".join(filter(None, (worded.sentence, worded.hint)))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def lapor_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is to be typed into LAPOR, with the answers that were told."""
    rows = [dict(zip(queries.GIVEN, row, strict=True)) for row in queries.to_give_back(desk.officer)]
    title = _("Pengaduan SP4N-LAPOR! dengan keadaan dan jawabannya")
    back = reverse("desk:complaint-lapor")
    return take_out(request, desk, title, back, lambda: Outgoing("lapor-keluar", queries.GIVEN, rows))


def _lapor_shown(request: HttpRequest, more: Mapping[str, object], problems: tuple[Problem, ...] = ()) -> HttpResponse:
    fields = marked([FormField("file", _("Berkas CSV dari SP4N-LAPOR!"))], problems)
    context = {"columns": queries.COLUMNS, "field": fields[0], "problems": problems, **more}
    return page(request, "desk/complaints/lapor.html", context, 422 if problems else 200)
