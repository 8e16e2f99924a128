"""What was printed: for an application, of a resident or of a KK, and how each print came out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from loket.casework import queries as casework
from loket.casework.queries import CaseView
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.core.terms import KkNumber
from loket.documents import queries, services
from loket.documents.queries import Outcome, PrintRecord
from loket.web.desk.blanks.offering import may_hand_out
from loket.web.desk.blanks.pages import may_move
from loket.web.desk.bulk.choosing import may_dispatch
from loket.web.desk.entry.printers import may_print
from loket.web.desk.pages import Desk, desk_view, page, problems_of, status_of
from loket.web.desk.register.words import Tag, masked_number

OUTCOMES: Final = {
    Outcome.GOOD: Tag(gettext_lazy("baik"), "done"),
    Outcome.SPOILED: Tag(gettext_lazy("rusak"), "late"),
    Outcome.UNKNOWN: Tag(gettext_lazy("tidak diketahui"), "soon"),
}
UNSAID: Final = Tag(gettext_lazy("belum ditanyakan"), "soon")


@dataclass(frozen=True, slots=True)
class PrintLine:
    """
    One print as a list shows it, a KK number masked; `asks` while this officer may still say how it came out.

    A draft and a print that was replaced are asked about as well: their paper, and its blank, went somewhere.
    """

    record: PrintRecord
    number: str
    outcome: Tag
    asks: bool


def print_lines(
    records: Iterable[PrintRecord], office_id: int, may_say: Callable[[PrintRecord], bool] | None = None
) -> tuple[PrintLine, ...]:
    """The prints of this office, the latest first; those of another office are not told. Without `may_say` all ask."""
    own = (record for record in records if record.office_id == office_id)
    return tuple(_line(record, may_say is None or may_say(record)) for record in reversed(tuple(own)))


def _line(record: PrintRecord, may_say: bool) -> PrintLine:
    said = record.outcome
    asks = may_say and said in (None, Outcome.UNKNOWN)
    return PrintLine(record, _masked(record.number), OUTCOMES[said] if said else UNSAID, asks)


def _sayer(desk: Desk, view: CaseView) -> Callable[[PrintRecord], bool]:
    """By whom it may be said: whoever printed it, and whoever prints such papers."""
    makes, hands_out = may_print(desk, view) or may_move(desk), may_hand_out(desk)

    def may_say(record: PrintRecord) -> bool:
        is_letter = record.paper == services.OfficePaper.SUKET
        return makes or (is_letter and hands_out) or record.person == desk.officer.person

    return may_say


def own_or(desk: Desk, allowed: bool) -> Callable[[PrintRecord], bool]:
    """By whom it may be said of a print that no application asked for: whoever printed it, and those allowed to."""
    return lambda record: allowed or record.person == desk.officer.person


def _masked(number: str) -> str:
    """The number of a KK as lists may show it; that of a letter or certificate as it is."""
    return masked_number(KkNumber(number)) if len(number) == 16 and number.isdigit() else number


@require_safe
@desk_view
def case_prints(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Everything printed for an application."""
    return _shown(request, desk, resi)


@require_POST
@desk_view
def outcome(request: HttpRequest, desk: Desk, print_id: int) -> HttpResponse:
    """Take how a print came out; a spoiled one needs its cause."""
    record = queries.print_by_id(print_id, desk.officer.office_id)
    place = _place_of(desk, record) if record else None
    if record is None or place is None:
        raise Http404(_("Cetakan ini tidak ada di kantor Anda."))
    if not place.may_say(record):
        raise NotAllowed
    text = request.POST.get("outcome", "")
    if text not in set(Outcome):
        problem = Problem("outcome-missing", _("Pilih hasil cetaknya: baik, rusak, atau tidak diketahui."))
        return _faulty(request, desk, record, place, (problem,), 422)
    reason = request.POST.get("reason", "").strip()[:400]
    try:
        services.say_outcome(print_id, Outcome(text), officer=desk.officer, reason=reason, at=desk.now)
    except Refusal as refusal:
        found = tuple(Problem(x.id, x.sentence, x.hint, field=f"reason-{print_id}") for x in problems_of(refusal))
        return _faulty(request, desk, record, place, found, max(status_of(refusal), 409))
    messages.success(request, _("Hasil cetak dicatat."))
    return redirect(place.address)


@dataclass(frozen=True, slots=True)
class _Place:
    """The page that lists a print, and who may say there how it came out."""

    address: str
    may_say: Callable[[PrintRecord], bool]


def _place_of(desk: Desk, record: PrintRecord) -> _Place | None:
    """Where a print is listed; None for one that nobody is asked about."""
    if record.resi:
        view = casework.case_view(record.resi, desk.officer, desk.now)
        return _Place(reverse("desk:case-prints", kwargs={"resi": record.resi}), _sayer(desk, view))
    kind, _sign, resident_id = record.subject.partition(":")
    if record.paper == services.OfficePaper.SUKET and kind == "penduduk":
        address = reverse("desk:substitute", kwargs={"resident_id": resident_id})
        return _Place(address, own_or(desk, may_hand_out(desk)))
    asked = queries.request_of(record.id, desk.officer) if record.paper == services.OfficePaper.EKSPEDISI else None
    if asked is None:
        return None
    address = reverse("desk:batch-sent", kwargs={"batch_id": int(asked.details["batch"])})
    return _Place(address, own_or(desk, may_dispatch(desk)))


def _faulty(
    request: HttpRequest,
    desk: Desk,
    record: PrintRecord,
    place: _Place,
    problems: tuple[Problem, ...],
    status: int,
) -> HttpResponse:
    """The list again with what is wrong; a page that lists more than prints says it above the list."""
    if record.resi:
        return _shown(request, desk, record.resi, problems, status, record.id)
    for problem in problems:
        messages.error(request, f"{problem.sentence} {problem.hint}".strip())
    return redirect(place.address)


def _shown(
    request: HttpRequest,
    desk: Desk,
    resi: str,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    asked: int = 0,
) -> HttpResponse:
    view = casework.case_view(resi, desk.officer, desk.now)
    context: dict[str, Any] = {
        "resi": view.case.resi,
        "applicant": view.case.applicant_name,
        "prints": print_lines(queries.prints_of(view.case.resi), desk.officer.office_id, _sayer(desk, view)),
        "outcomes": [(one.value, tag.words) for one, tag in OUTCOMES.items()],
        "problems": problems,
        "asked": asked,
        "reason": request.POST.get("reason", ""),
    }
    return page(request, "desk/blanks/case_prints.html", context, status)
