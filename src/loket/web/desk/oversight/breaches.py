"""The breach register at the desk: open one with its clock, see whom it reaches, print the letters, note what was done, close it."""

import datetime
from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries as casework
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem, Refusal
from loket.documents.services import head_of_office
from loket.documents.statements import statement_pdf
from loket.offices import queries as offices
from loket.register import queries as register
from loket.register import services
from loket.register.breaches import BreachRecord, Extent, Found, StepKind, may_keep_breaches
from loket.register.exchange.leaving import Outgoing
from loket.web.accounts.stepping_up import require_fresh
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake.papers import pdf
from loket.web.desk.oversight import letters
from loket.web.desk.oversight.taking_out import take_out
from loket.web.desk.pages import Desk, desk_view, one_line, page, problems_of
from loket.web.desk.register.words import Words, masked_number
from loket.web.desk.wording import said

MOST_SHOWN: Final = 200
A_FILE: Final = 50
"""Letters in one PDF, so that none takes long to make."""
MOST_OF_A_NUMBER: Final = 60
YEARS: Final = range(1900, 3000)
"""Outside of them a moment may have no place in the database's calendar."""
_PERIOD: Final = {"since", "until"}
STEPS: Final[dict[StepKind, Words]] = {
    StepKind.NOTE: gettext_lazy("Catatan"),
    StepKind.PEOPLE: gettext_lazy("Orang yang terkena sudah diberi tahu"),
    StepKind.AGENCY: gettext_lazy("Lembaga sudah diberi tahu"),
    StepKind.CLOSED: gettext_lazy("Ditutup"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def breaches(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All breaches of the office; open a new one."""
    _require_keeper(desk)
    if request.method != "POST":
        return _listed(request, desk)
    posted = Typed(request.POST.dict())
    found, extent = _found(posted, desk), _extent(posted, desk)
    # What could not be read at all is told by that, not by what is thought of it instead.
    unread = {problem.field for problem in posted.problems}
    unread |= _PERIOD if unread & _PERIOD else set()
    judged = (one for one in register.breach_problems(found, extent, desk.now) if one.field not in unread)
    if problems := (*posted.problems, *(said(one) for one in judged)):
        return _listed(request, desk, problems)
    number = services.open_breach(desk.officer, found, extent, desk.now)
    messages.success(request, _("Kebocoran dicatat. Beri tahu orang yang terkena dan lembaga sebelum batas waktunya."))
    return redirect("desk:breach", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def breach(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One breach: its clock, whom it reaches, what was done; note what is done now."""
    one = _own(desk, number)
    if request.method != "POST":
        return _shown(request, desk, one)
    kind, text = request.POST.get("kind", ""), one_line(request.POST.dict(), "text", 1000)
    if kind not in set(StepKind):
        return _shown(request, desk, one, (Problem("step-kind", _("Pilih apa yang dicatat."), field="kind"),))
    try:
        services.add_breach_step(desk.officer, one, StepKind(kind), text)
    except BadTerm as bad:
        return _shown(request, desk, one, (said(bad.problem),))
    except Refusal as refusal:
        return _shown(request, desk, one, problems_of(refusal))
    messages.success(request, _("Dicatat."))
    return redirect(request.path)


@require_safe
@desk_view
@require_fresh
def people_letters(request: HttpRequest, desk: Desk, number: int, part: int) -> HttpResponse:
    """The letters to those affected, fifty a file."""
    one = _own(desk, number)
    people = casework.affected_by(one)[(part - 1) * A_FILE : part * A_FILE] if part else ()
    if not people:
        raise Http404(_("Tidak ada surat pada bagian ini."))
    made = letters.to_people(desk, one, people, _number(request))
    return pdf(statement_pdf(*made), f"kebocoran-{number}-orang-{part}.pdf")


@require_safe
@desk_view
def agency_letter(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The letter to the agency."""
    one = _own(desk, number)
    letter = letters.to_agency(desk, one, len(casework.affected_by(one)), _number(request))
    return pdf(statement_pdf(letter), f"kebocoran-{number}-lembaga.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def affected_out(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Those affected as a file."""
    one = _own(desk, number)
    title = _("Orang yang terkena kebocoran nomor %(number)s") % {"number": number}
    return take_out(request, desk, title, reverse("desk:breach", args=[number]), lambda: _outgoing(one))


def _number(request: HttpRequest) -> str:
    """The number that the office gives its letter; empty leaves room for ink."""
    return one_line(request.GET.dict(), "nomor", MOST_OF_A_NUMBER)


def _outgoing(one: BreachRecord) -> Outgoing:
    people = casework.affected_by(one)
    columns = (_("nama"), "nik", _("lahir"))
    rows = [
        dict(zip(columns, (p.full_name, masked_number(p.nik), f"{p.birth_date:%d-%m-%Y}"), strict=True)) for p in people
    ]
    return Outgoing(f"kebocoran-{one.id}", columns, rows, [p.id for p in people])


def _require_keeper(desk: Desk) -> None:
    if not may_keep_breaches(desk.officer):
        raise NotAllowed


def _own(desk: Desk, number: int) -> BreachRecord:
    one = register.breach(number, desk.officer.office_id)
    if one is None:
        raise Http404(_("Catatan kebocoran ini tidak ada di kantor Anda."))
    _require_keeper(desk)
    return one


class Typed:
    """What was typed for a breach, with everything in it that cannot be read."""

    def __init__(self, posted: Mapping[str, str]) -> None:
        self.posted = posted
        self.problems: list[Problem] = []

    def day(self, name: str) -> datetime.datetime | None:
        """The first moment of the day; None for an empty field, and for what is no day, which is then a problem."""
        text = self.posted.get(name, "").strip()
        found = _moment(text, "00:00")
        if text and found is None:
            self.problems.append(Problem("breach-day", _("Isi tanggalnya, misalnya 2026-11-23."), field=name))
        return found


def _found(typed: Typed, desk: Desk) -> Found:
    posted = dict(typed.posted)
    found_at = _moment(posted.get("found_date", ""), posted.get("found_time", ""))
    if found_at is None:
        sentence = _("Isi tanggal dan jam ditemukannya.")
        typed.problems.append(Problem("breach-found-at", sentence, field="found_date"))
    what, data = (one_line(posted, name, 400) for name in ("what", "data"))
    return Found(what, data, one_line(posted, "how", 1000), found_at or desk.now)


def _extent(typed: Typed, desk: Desk) -> Extent:
    """Whole days, the last included; an officer and a file of this office, or none."""
    posted = typed.posted
    since, until = typed.day("since"), typed.day("until")
    people = {one.person for one in offices.persons(desk.officer.office_key)}
    runs = {one.id for one in register.exports_of(desk.officer.office_id)}
    return Extent(
        since,
        until + datetime.timedelta(days=1) if until else None,
        next((one for one in people if str(one) == posted.get("about")), None),
        next((one for one in runs if str(one) == posted.get("run")), None),
        is_unknown="unknown" in posted,
    )


def _moment(date: str, time: str) -> datetime.datetime | None:
    try:
        # With a point, as people write it: read as it stands, 14.30 would be three tenths of a second past two.
        day, clock = datetime.date.fromisoformat(date), datetime.time.fromisoformat(time.strip().replace(".", ":"))
    except ValueError:
        return None
    if day.year not in YEARS:
        return None
    return timezone.make_aware(datetime.datetime.combine(day, clock.replace(tzinfo=None)))


def _listed(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    lines = [(one, one.clock(desk.now)) for one in register.breaches_of(desk.officer.office_id)]
    now = timezone.localtime(desk.now)
    typed = request.POST.dict() if problems else {"found_date": f"{now:%Y-%m-%d}", "found_time": f"{now:%H:%M}"}
    fields = marked((field.filled(typed) for field in _fields(desk)), problems)
    context: dict[str, Any] = {"lines": lines, "fields": fields, "problems": problems}
    return page(request, "desk/oversight/breaches.html", context, 422 if problems else 200)


def _fields(desk: Desk) -> tuple[FormField, ...]:
    people = tuple((str(one.person), one.full_name) for one in offices.persons(desk.officer.office_key))
    runs = tuple(
        (str(one.id), f"{one.name}, {timezone.localtime(one.at):%d-%m-%Y %H:%M}")
        for one in register.exports_of(desk.officer.office_id)
    )
    return (
        FormField("what", _("Apa yang terjadi"), hint=_("Ditulis juga pada surat.")),
        FormField("data", _("Data apa yang terungkap"), hint=_("Misalnya: nama, NIK, alamat.")),
        FormField("how", _("Bagaimana terjadinya, dan apa penanganannya"), "long_text"),
        FormField("found_date", _("Ditemukan tanggal"), "date"),
        FormField("found_time", _("Pukul"), hint=_("Seperti 14:30. Batas 3 × 24 jam dihitung dari sini.")),
        FormField("since", _("Terjadi sejak"), "date", required=False),
        FormField("until", _("Sampai dengan"), "date", required=False),
        FormField("unknown", _("Belum diketahui kapan terjadi"), "tick", required=False),
        FormField("about", _("Lewat akun petugas"), "choice", required=False, choices=people),
        *((FormField("run", _("Lewat berkas yang keluar"), "choice", required=False, choices=runs),) if runs else ()),
    )


def _shown(request: HttpRequest, desk: Desk, one: BreachRecord, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    people = casework.affected_by(one)
    kinds = tuple((kind.value, str(words)) for kind, words in STEPS.items())
    fields = (
        FormField("kind", _("Apa yang dicatat"), "choice", choices=kinds),
        FormField("text", _("Keterangan"), "long_text"),
    )
    typed = request.POST.dict() if problems else {}
    names = {p.person: p.full_name for p in offices.persons(desk.officer.office_key)}
    context: dict[str, Any] = {
        "one": one,
        "clock": one.clock(desk.now),
        "about": names.get(one.extent.about, "") if one.extent.about is not None else "",
        "people": people[:MOST_SHOWN],
        "count": len(people),
        "most": MOST_SHOWN,
        "parts": range(1, -(-len(people) // A_FILE) + 1),
        "steps": [(step, STEPS[step.kind]) for step in one.steps],
        "fields": marked((field.filled(typed) for field in fields), problems),
        "number": _number(request),
        "head": head_of_office(offices.office(desk.officer.office_key), desk.today),
        "problems": problems,
    }
    return page(request, "desk/oversight/breach.html", context, 422 if problems else 200)
