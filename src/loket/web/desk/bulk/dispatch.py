"""The dispatch list of a mass submission: on the screen, and on paper for the office that receives the files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import queries
from loket.casework.records import BatchRecord
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.documents import queries as documents
from loket.documents import services
from loket.documents.services import OfficePaper, PaperRequest, PrintJob
from loket.web.desk.blanks.prints import OUTCOMES, own_or, print_lines
from loket.web.desk.bulk.choosing import may_dispatch
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake.papers import pdf
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, one_line, page, problems_of, status_of

LONGEST = 100
_TYPED = ("to_unit", "carrier", "reason")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def sent(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """Show the list; print it, to be signed line by line by the office that receives it."""
    office_key = desk.officer.office_key
    found = queries.batch_of(office_key, batch_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, desk, found, {"carrier": queries.carrier_of(office_key, batch_id)})
    if not may_dispatch(desk):
        raise NotAllowed
    typed = {name: one_line(request.POST.dict(), name, LONGEST) for name in _TYPED}
    if problems := _lacking(typed):
        return _shown(request, desk, found, typed, problems, 422)
    details = {"batch": str(found.id), "to_unit": typed["to_unit"], "carrier": typed["carrier"]}
    asked = PaperRequest(paper=OfficePaper.EKSPEDISI, office_key=office_key, on=desk.today, details=details)
    try:
        job = PrintJob(reason=typed["reason"])
        made = services.print_paper(asked, job, officer=desk.officer, key=key_of(request), at=desk.now)
    except Refusal as refusal:
        return _shown(request, desk, found, typed, problems_of(refusal), status_of(refusal))
    return pdf(made.pdf, f"daftar-ekspedisi-{found.id}-{made.copy_number}.pdf")


def _lacking(typed: dict[str, str]) -> tuple[Problem, ...]:
    asked = (("to_unit", _("Isi kantor atau unit yang menerima berkas.")), ("carrier", _("Isi nama pembawa berkas.")))
    return tuple(Problem("dispatch-incomplete", sentence, field=name) for name, sentence in asked if not typed[name])


def _shown(
    request: HttpRequest,
    desk: Desk,
    found: BatchRecord,
    typed: dict[str, str],
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    office_id, dispatches = desk.officer.office_id, may_dispatch(desk)
    printed = documents.prints_of_office_paper(office_id, OfficePaper.EKSPEDISI, found.label)
    context: dict[str, Any] = {
        "batch": found,
        "rows": queries.lines_of(desk.officer.office_key, found.resis),
        "fields": marked((field.filled(typed) for field in _fields()), problems) if dispatches else (),
        "prints": print_lines(printed, office_id, own_or(desk, dispatches)),
        "outcomes": [(one.value, tag.words) for one, tag in OUTCOMES.items()],
        "problems": problems,
        "key": fresh_key(),
    }
    return page(request, "desk/bulk/sent.html", context, status)


def _fields() -> tuple[FormField, ...]:
    again = _("Isi bila daftar ini sudah pernah dicetak, misalnya hilang di jalan.")
    return (
        FormField("to_unit", _("Kantor atau unit penerima"), hint=_("Seperti ditulis pada sampul berkas.")),
        FormField("carrier", _("Pembawa berkas")),
        FormField("reason", _("Alasan cetak ulang"), required=False, hint=again),
    )
