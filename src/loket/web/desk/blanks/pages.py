"""The blanks of the office: the stock of each kind, the ledger, the spoiled ones and the berita acara of their end."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.engine.refusals import NotAllowed
from loket.core.procedure.model import Step
from loket.documents import queries, services
from loket.documents.blanks.ledger import BlankAct
from loket.documents.blanks.stock import PAGE as LEDGER_PAGE
from loket.documents.queries import BlankKind
from loket.documents.services import OfficePaper, PaperRequest, PrintJob
from loket.web.desk.blanks.forms import Sent, forms, holders, perform
from loket.web.desk.intake.papers import pdf
from loket.web.desk.navigation import does_step
from loket.web.desk.office.entry import OfficeForm, Posted
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page
from loket.web.desk.register.words import Words

SLUGS: Final = {"ktp-el": BlankKind.KTP_EL, "kia": BlankKind.KIA, "kertas-sekuriti": BlankKind.SECURITY}
MOST_WITNESSES: Final = 6
ACTS: Final[dict[BlankAct, Words]] = {
    BlankAct.RECEIVE: gettext_lazy("diterima"),
    BlankAct.ISSUE: gettext_lazy("diserahkan kepada petugas"),
    BlankAct.GIVE_BACK: gettext_lazy("dikembalikan ke gudang"),
    BlankAct.USE: gettext_lazy("dipakai"),
    BlankAct.SPOIL: gettext_lazy("rusak"),
    BlankAct.LEND: gettext_lazy("dipinjamkan"),
    BlankAct.RETURN: gettext_lazy("pinjaman kembali"),
    BlankAct.COUNT: gettext_lazy("dihitung"),
    BlankAct.DESTROY: gettext_lazy("dimusnahkan"),
}


def prints(step: Step) -> bool:
    """Whether papers are printed at a step: whoever does it handles blanks."""
    return "print" in step.acts


def may_move(desk: Desk) -> bool:
    """Every officer may read the ledger; those who print, supervise or keep the office move blanks."""
    return desk.can("supervise") or desk.officer.keeps_office or does_step(desk, prints)


def _require_keeper(desk: Desk) -> None:
    if not may_move(desk):
        raise NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def blanks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the stock and what is spoiled; take one of the forms."""
    if request.method != "POST":
        return _shown(request, desk, _forms(desk))
    _require_keeper(desk)
    sent = Sent(desk, Posted(request.POST, request.POST.get("form", "")), key_of(request))
    sentence = perform(sent)
    if not sent.posted.problems:
        messages.success(request, sentence)
        return redirect("desk:blanks")
    more = {"problems": sent.posted.problems, "key": str(sent.key)}
    return _shown(request, desk, sent.posted.among(_forms(desk)), more, sent.posted.status)


def _forms(desk: Desk) -> tuple[OfficeForm, ...]:
    return forms(desk) if may_move(desk) else ()


def _shown(
    request: HttpRequest,
    desk: Desk,
    shown: tuple[OfficeForm, ...],
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    slugs = {kind: slug for slug, kind in SLUGS.items()}
    context: dict[str, Any] = {
        "stock": [(line, slugs[line.kind]) for line in queries.blank_stock(desk.officer.office_key, desk.now)],
        "spoiled": queries.spoiled_blanks(desk.officer.office_key),
        "forms": shown,
        "key": fresh_key(),
        "act_key": fresh_key(),
    }
    return page(request, "desk/blanks/index.html", {**context, **(more or {})}, status)


@require_safe
@desk_view
def ledger(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """The ledger of one kind, newest first."""
    if kind not in SLUGS:
        raise Http404(_("Jenis blangko itu tidak ada."))
    text = request.GET.get("sebelum", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
    found = queries.blank_ledger(desk.officer.office_key, SLUGS[kind], before=before)
    names = {person: officer.full_name for person, officer in holders(desk).items()}
    context = {
        "kind": SLUGS[kind],
        "lines": [(line, ACTS[line.act], names.get(line.holder or 0, "")) for line in found],
        "next": found[-1].id if len(found) == LEDGER_PAGE else None,
    }
    return page(request, "desk/blanks/ledger.html", context)


@require_POST
@desk_view
def destruction(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The berita acara of what is spoiled now, to be signed by those who see it destroyed."""
    _require_keeper(desk)
    lines = (" ".join(line.split())[:100] for line in request.POST.get("witnesses", "").splitlines())
    witnesses = "; ".join([line.replace(";", ",") for line in lines if any(map(str.isalnum, line))][:MOST_WITNESSES])
    asked = PaperRequest(
        paper=OfficePaper.PEMUSNAHAN,
        office_key=desk.officer.office_key,
        on=desk.today,
        number=_typed(request, "number"),
        details={"way": _typed(request, "way"), "witnesses": witnesses},
    )
    job = PrintJob(reason=_typed(request, "reason"))
    printed = services.print_paper(asked, job, officer=desk.officer, key=key_of(request), at=desk.now)
    return pdf(printed.pdf, "berita-acara-pemusnahan.pdf")


def _typed(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").split())[:100]
