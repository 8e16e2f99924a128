"""The books on the screen: register, pick-up, refusals, archive; each page is a query over what happened."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.casework import queries
from loket.core.problems import Refusal
from loket.core.procedure.acts import ACTS
from loket.core.terms import Resi
from loket.documents.records import PickupLine
from loket.documents.signature import Signature
from loket.web.desk.handover.choosing import ON_PAPER
from loket.web.desk.pages import Desk, desk_view, page

LONGEST_SPAN = datetime.timedelta(days=366)
_RELATIONS = dict(next(f.choices for f in ACTS["hand_over"].fields if f.name == "collector_relation"))


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of the office, both ends included."""

    first: datetime.date
    latest: datetime.date

    @property
    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """The span as two instants, the end exclusive."""
        zone = timezone.get_current_timezone()
        after = self.latest + datetime.timedelta(days=1)
        return tuple(datetime.datetime.combine(day, datetime.time(), zone) for day in (self.first, after))  # type: ignore[return-value]


def asked_span(request: HttpRequest, desk: Desk) -> Span:
    """The days asked for, today without an answer; ends are put in order, and a span is at most a year."""
    first, latest = (_day(request.GET.get(name, ""), desk.today) for name in ("dari", "sampai"))
    first, latest = min(first, latest), max(first, latest)
    return Span(max(first, latest - LONGEST_SPAN), latest)


def _day(text: str, otherwise: datetime.date) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return otherwise


@require_safe
@desk_view
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All books of the office."""
    return page(request, "desk/books/index.html", {"books": queries.register_books(desk.officer.office_key)})


@require_safe
@desk_view
def register(request: HttpRequest, desk: Desk, book: str, year: int) -> HttpResponse:
    """One page of a register book."""
    text = request.GET.get("halaman", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    found = queries.register_book(desk.officer.office_key, book, year, number)
    return page(request, "desk/books/register.html", {"book": found, "number": found.page, "pages": found.pages})


@require_safe
@desk_view
def pickup_book(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The hand-overs of some days."""
    span = asked_span(request, desk)
    found = queries.pickup_book(desk.officer.office_key, *span.moments)
    rows = [(shown, _signed(line)) for shown, line in zip(printed_lines(found), found, strict=True)]
    context: dict[str, Any] = {"first": span.first, "latest": span.latest, "rows": rows}
    return page(request, "desk/books/pickup.html", context)


def _signed(line: queries.PickupLine) -> str:
    """Where the collector signed, in words; a document may be handed over before the book is signed."""
    if not line.signature:
        return _("belum ditandatangani")
    return _("pada lembar tercetak") if line.signature == ON_PAPER else _("di layar")


def printed_lines(lines: Sequence[queries.PickupLine]) -> tuple[PickupLine, ...]:
    """Hand-overs as the book prints them, numbered from one."""
    return tuple(
        PickupLine(
            number,
            line.register_number,
            Resi(line.resi),
            line.applicant_name,
            line.product,
            line.collector_name,
            _RELATIONS.get(line.collector_relation, line.collector_relation),
            line.collected_at,
            signature_of(line.signature),
        )
        for number, line in enumerate(lines, 1)
    )


def signature_of(text: str) -> Signature | None:
    """The drawing, if the collector signed on the screen; otherwise the page has a line to sign on."""
    try:
        return Signature.parse(text)
    except Refusal:
        return None


@require_safe
@desk_view
def refusals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who was turned away at the counter on some days, and for lack of what."""
    span = asked_span(request, desk)
    found = queries.intake_refusals(desk.officer.office_key, *span.moments)
    rows = [(row, row.acted_as.partition(" · ")[0]) for row in found]
    return page(request, "desk/books/refusals.html", {"first": span.first, "latest": span.latest, "rows": rows})


@require_safe
@desk_view
def archive(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where papers lie."""
    text = request.GET.get("tempat", "").strip()[:80]
    rows = queries.archive_places(desk.officer.office_key, text)
    return page(request, "desk/books/archive.html", {"asked": text, "rows": rows})
