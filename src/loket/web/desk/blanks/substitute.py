"""The substitute letter of a resident: offered while blanks are short, printed with its number, every copy on record."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from loket.casework import queries as casework
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.documents import queries, services
from loket.documents.queries import BlankKind, StockLine
from loket.documents.services import OfficePaper, PrintJob
from loket.entries import queries as entries
from loket.register import queries as register
from loket.register.readings import RESIDENT
from loket.register.records import ResidentRecord
from loket.web.desk.blanks.offering import may_hand_out, substitutes_of
from loket.web.desk.blanks.prints import OUTCOMES, print_lines
from loket.web.desk.fields import FormField, marked
from loket.web.desk.intake.papers import pdf
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, one_line, page, problems_of, status_of
from loket.web.desk.register.resident import require_opened
from loket.web.desk.register.words import Words

LONGEST: Final = 100
_TYPED: Final = ("paper", "number", "cause", "reason")
_CAUSES: Final[Mapping[queries.Cause, Words]] = {
    queries.Cause.LOST: gettext_lazy("hilang"),
    queries.Cause.DAMAGED: gettext_lazy("rusak"),
    queries.Cause.CHANGED: gettext_lazy("perubahan data"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def substitute(request: HttpRequest, desk: Desk, resident_id: UUID) -> HttpResponse:
    """Show what may be handed out to this resident, and why; print it."""
    if not may_hand_out(desk):
        raise NotAllowed
    require_opened(request, desk, resident_id, RESIDENT)
    found = register.resident(resident_id, desk.today)
    if found is None:
        raise Http404(_("Penduduk ini tidak tercatat di kantor Anda."))
    resi = _application(request, desk, resident_id)
    if request.method != "POST":
        return _shown(request, desk, found, resi, {"number": casework.book_number(resi) if resi else ""})
    typed = {name: one_line(request.POST.dict(), name, LONGEST) for name in _TYPED}
    if typed["paper"] not in set(BlankKind):
        problem = Problem("substitute-paper-missing", _("Pilih kartu yang digantikan."), field="paper")
        return _shown(request, desk, found, resi, typed, (problem,), 422)
    try:
        made = services.print_substitute(
            BlankKind(typed["paper"]),
            resident_id,
            PrintJob(resi=resi, reason=typed["reason"]),
            number=typed["number"],
            cause=queries.Cause(typed["cause"]) if typed["cause"] in set(queries.Cause) else None,
            officer=desk.officer,
            key=key_of(request),
            at=desk.now,
        )
    except Refusal as refusal:
        return _shown(request, desk, found, resi, typed, problems_of(refusal), status_of(refusal))
    return pdf(made.pdf, f"surat-keterangan-pengganti-{made.print_id}.pdf")


def _application(request: HttpRequest, desk: Desk, resident_id: UUID) -> str:
    """The application the letter bridges, if one is named: of this office, and with a paper of this resident."""
    asked = request.POST if request.method == "POST" else request.GET
    text = asked.get("permohonan", "")
    if not text:
        return ""
    resi: str = casework.case_view(text, desk.officer, desk.now).case.resi
    if not any(resident_id in product.resident_ids for product in entries.products_of(resi)):
        raise Http404(_("Permohonan itu tidak menghasilkan dokumen untuk penduduk ini."))
    return resi


def _shown(
    request: HttpRequest,
    desk: Desk,
    found: ResidentRecord,
    resi: str,
    typed: Mapping[str, str],
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    offered = substitutes_of(desk, found)
    only = {"paper": offered[0].kind.value} if len(offered) == 1 else {}
    records = (one for one in queries.prints_of_resident(found.id) if one.paper == OfficePaper.SUKET)
    context: dict[str, Any] = {
        "found": found,
        "name": found.record.biodata.full_name,
        "resi": resi,
        "offered": offered,
        "until": services.valid_until(desk.today),
        "fields": marked((field.filled({**only, **typed}) for field in _fields(desk, found, offered)), problems),
        "prints": print_lines(records, desk.officer.office_id),
        "outcomes": [(one.value, tag.words) for one, tag in OUTCOMES.items()],
        "problems": problems,
        "key": fresh_key(),
    }
    return page(request, "desk/blanks/substitute.html", context, status)


def _fields(desk: Desk, found: ResidentRecord, offered: tuple[StockLine, ...]) -> tuple[FormField, ...]:
    kinds = tuple((line.kind.value, line.kind.value) for line in offered)
    draft, again = _("Tanpa nomor, kertasnya ditandai KONSEP."), _("Isi bila surat bernomor sama sudah pernah dicetak.")
    return (
        FormField("paper", _("Kartu yang digantikan"), "choice", choices=kinds),
        *_cause_fields([line.kind for line in offered if queries.needs_cause(line.kind, found.record, desk.today)]),
        FormField("number", _("Nomor surat"), required=False, hint=draft),
        FormField("reason", _("Alasan cetak ulang"), required=False, hint=again),
    )


def _cause_fields(held: list[BlankKind]) -> tuple[FormField, ...]:
    """What became of a card that was handed over already; nothing is asked of whoever holds none."""
    if not held:
        return ()
    hint = _("Menurut register sudah diserahkan: %(cards)s. Alasannya tercetak pada surat.") % {
        "cards": ", ".join(held)
    }
    choices = tuple((cause.value, str(words)) for cause, words in _CAUSES.items())
    return (FormField("cause", _("Mengapa kartunya perlu diganti"), "choice", hint=hint, choices=choices),)
