"""Pages of the books on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loket.casework import queries
from loket.core.terms import Resi
from loket.documents import services as documents
from loket.documents.records import PickupPageRecord, RegisterLine, RegisterPageRecord
from loket.offices import queries as offices
from loket.web.desk.books.pages import asked_span, printed_lines
from loket.web.desk.intake.papers import pdf
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk, desk_view

ROWS_OF_A_PAGE = 12
HEAD_POWERS = frozenset({"supervise", "audit"})


@require_safe
@desk_view
def register_pdf(request: HttpRequest, desk: Desk, book: str, year: int, number: int) -> HttpResponse:
    """One page of a register book, with the head of the office under it."""
    found = queries.register_book(desk.officer.office_key, book, year, number)
    if not found.lines:
        raise Http404
    title, name, nip = _head(desk)
    record = RegisterPageRecord(
        letterhead=letterhead(desk.officer.office_key),
        book=found.title,
        year=year,
        page=found.page,
        pages=found.pages,
        lines=tuple(
            RegisterLine(line.number, line.entered_at, Resi(line.resi), line.applicant_name, line.service, line.outcome)
            for line in found.lines
        ),
        printed_at=desk.now,
        signer_title=title,
        signer_name=name,
        signer_nip=nip,
    )
    return pdf(documents.register_page_pdf(record), f"{book}-{year}-{found.page}.pdf")


def _head(desk: Desk) -> tuple[str, str, str]:
    """Who signs the page today, as the appointment says; empty lines for ink where the office has no head."""
    for position in offices.positions(desk.officer.office_key, desk.today):
        if position.powers >= HEAD_POWERS and position.holders:
            holder = position.holders[0]
            seat = next(seat for seat in holder.seats if seat.position == position.key)
            return seat.printed_title, holder.full_name, holder.nip
    return "", "", ""


@require_safe
@desk_view
def pickup_pdf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The pick-up book of some days; empty rows are left on a page that is not full."""
    span = asked_span(request, desk)
    lines = printed_lines(queries.pickup_book(desk.officer.office_key, *span.moments))
    record = PickupPageRecord(
        letterhead=letterhead(desk.officer.office_key),
        valid_from=span.first,
        valid_until=span.latest,
        page=1,
        lines=lines,
        printed_at=desk.now,
        code=f"{desk.officer.office_key}-{span.first:%Y%m%d}-{span.latest:%Y%m%d}",
        blank_rows=-len(lines) % ROWS_OF_A_PAGE or (0 if lines else ROWS_OF_A_PAGE),
    )
    return pdf(documents.pickup_page_pdf(record), f"pengambilan-{span.first}-{span.latest}.pdf")
