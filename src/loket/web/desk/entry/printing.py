"""A paper of an application: looked at as a picture, and printed with its copy number, blank and reason on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loket.casework.queries import CaseView, case_view
from loket.core.problems import Refusal
from loket.core.register.change import Paper
from loket.documents import services
from loket.documents.queries import BlankKind, keeps_ledger, prints_of
from loket.documents.services import CardPrint, PaperRequest, PrintJob
from loket.entries.records import ProductRecord
from loket.web.desk.blanks.offering import short_of
from loket.web.desk.entry.part import Product, products_of
from loket.web.desk.entry.printers import may_print, who_prints
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, one_line, page, problems_of, status_of

LONGEST: Final = 400
ON_BLANK: Final = {Paper.KTP_EL.value: BlankKind.KTP_EL, Paper.KIA.value: BlankKind.KIA}
_TYPED: Final = ("serial", "reason", "printer")


@dataclass(frozen=True, slots=True)
class Lying:
    """A paper that lies ready: the case it belongs to, for whom it is, and how it is asked for."""

    view: CaseView
    product: Product
    request: PaperRequest
    may_print: bool

    @property
    def record(self) -> ProductRecord:
        """The paper as the application yields it."""
        return self.product.record


@require_safe
@desk_view
def product(request: HttpRequest, desk: Desk, resi: str, number: int) -> HttpResponseBase:
    """The paper as it would be printed now, or what is missing for it."""
    return _shown(request, desk, _lying(desk, resi, number))


@require_safe
@desk_view
def picture(request: HttpRequest, desk: Desk, resi: str, number: int, sheet: int) -> HttpResponseBase:
    """One page of it as a picture, on which nothing is taken and nothing recorded."""
    lying = _lying(desk, resi, number)
    pictures = services.paper_pictures(services.gather(lying.request, printed_at=desk.now))
    if not 1 <= sheet <= len(pictures):
        raise Http404
    return HttpResponse(pictures[sheet - 1], content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_POST
@desk_view
def print_product(request: HttpRequest, desk: Desk, resi: str, number: int) -> HttpResponseBase:
    """The PDF of a print that is on record by then; a card of the centre's system is only recorded."""
    lying = _lying(desk, resi, number)
    typed = {name: one_line(request.POST.dict(), name, LONGEST) for name in _TYPED}
    if not lying.may_print:
        return _shown(request, desk, lying, status=403)
    try:
        if lying.record.paper == Paper.KTP_EL:
            return _card(request, desk, lying, typed)
        job = PrintJob(resi=lying.view.case.resi, **typed)
        made = services.print_paper(lying.request, job, officer=desk.officer, key=key_of(request), at=desk.now)
    except Refusal as refusal:
        return _shown(request, desk, lying, refusal=refusal, typed=typed)
    name = f"{lying.record.paper}-{lying.view.case.resi}-{made.copy_number}.pdf".replace(" ", "-")
    response = HttpResponse(made.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _card(request: HttpRequest, desk: Desk, lying: Lying, typed: Mapping[str, str]) -> HttpResponse:
    card = CardPrint(resident_id=lying.record.resident_ids[0], resi=lying.view.case.resi, **typed)
    services.record_card(Paper.KTP_EL, card, officer=desk.officer, key=key_of(request), at=desk.now)
    messages.success(request, _("Cetakan kartu dicatat. Periksa hasilnya, lalu catat baik atau rusak."))
    return redirect("desk:case-prints", resi=lying.view.case.resi)


def _lying(desk: Desk, resi: str, number: int) -> Lying:
    view = case_view(resi, desk.officer, desk.now)
    found = next((one for one in products_of(desk, view) if one.record.id == number and one.is_here), None)
    if found is None:
        raise Http404
    asked = services.request_for(found.record, desk.officer.office_key)
    return Lying(view, found, asked, may_print(desk, view))


def _shown(
    request: HttpRequest,
    desk: Desk,
    lying: Lying,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    problems = problems_of(refusal) if refusal else ()
    sheets, draft = 0, False
    try:
        record = services.gather(lying.request, printed_at=desk.now)
        draft = bool(record.issue.draft)
        sheets = len(services.paper_pictures(record, ppi=20))
    except Refusal as missing:
        problems = problems or problems_of(missing)
        status = status if status != 200 else status_of(missing)
    earlier = [one for one in prints_of(lying.view.case.resi) if _is_of(one.paper, one.number, lying.record)]
    context: dict[str, Any] = {
        "case": lying.view.case,
        "one": lying.product,
        "fields": marked(_fields(desk, lying, typed or {}, again=bool(earlier), draft=draft), problems),
        "sheets": range(1, sheets + 1),
        "may_print": lying.may_print and bool(sheets),
        "who_prints": "" if lying.may_print else who_prints(lying.view),
        "prints": earlier,
        "problems": problems,
        "key": fresh_key(),
        "short_of": short_of(desk, lying.record.paper, lying.record.resident_ids),
        "is_card": lying.record.paper == Paper.KTP_EL,
    }
    return page(request, "desk/entry/product.html", context, status_of(refusal) if refusal else status)


def _is_of(paper: str, number: str, record: ProductRecord) -> bool:
    return paper == record.paper and (not record.number or number == record.number)


def _fields(desk: Desk, lying: Lying, typed: Mapping[str, str], *, again: bool, draft: bool) -> tuple[FormField, ...]:
    fields = []
    kind = ON_BLANK.get(lying.record.paper)
    # A draft uses no blank. Of a KTP-el only the card is printed, which the centre's own system makes.
    if kind is not None and (not draft or lying.record.paper == Paper.KTP_EL):
        hint = _("Pindai atau ketik nomor seri blangko yang dimasukkan ke printer.")
        required = keeps_ledger(desk.officer.office_id, kind)
        fields.append(FormField("serial", _("Nomor seri blangko"), required=required, hint=hint))
    if again:
        fields.append(FormField("reason", _("Alasan cetak ulang"), hint=_("Misalnya rusak di printer atau hilang.")))
    fields.append(FormField("printer", _("Printer"), required=False))
    return tuple(field.filled(typed) for field in fields)
