"""The papers of a destruction: the list that is proposed, and the minutes when it is done; and the list as a file of rows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.documents.statements import statement_pdf
from loket.keeping import queries
from loket.keeping.queries import State
from loket.register.exchange.leaving import Outgoing
from loket.web.accounts.stepping_up import require_fresh
from loket.web.desk.archive import papers
from loket.web.desk.archive.words import own
from loket.web.desk.intake.papers import pdf
from loket.web.desk.oversight.taking_out import take_out
from loket.web.desk.pages import Desk, desk_view


@require_safe
@desk_view
def list_pdf(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The list as it was proposed, for the letter that asks for approval."""
    one = own(desk, number)
    return pdf(statement_pdf(papers.proposed_list(desk, one, queries.items_of(number))), f"usul-musnah-{number}.pdf")


@require_safe
@desk_view
def minutes_pdf(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The minutes of what was done; there are none before it is."""
    one = own(desk, number)
    if one.state is not State.FINISHED:
        raise Http404(_("Berita acara ada sesudah pemusnahan selesai dilaksanakan."))
    return pdf(statement_pdf(papers.minutes(desk, one, queries.items_of(number))), f"berita-acara-{number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
@require_fresh
def taken_out(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The list as CSV or XLSX, noted like all that leaves."""
    own(desk, number)
    title = _("Daftar usulan pemusnahan nomor %(number)s") % {"number": number}
    back = reverse("desk:destruction", args=[number])
    return take_out(request, desk, title, back, lambda: _outgoing(number))


def _outgoing(number: int) -> Outgoing:
    rows = [
        dict(zip(papers.COLUMNS, (*cells, item.sha256), strict=True))
        for item in queries.items_of(number)
        for cells in [papers.cells(item)]
    ]
    return Outgoing(f"usul-musnah-{number}", papers.COLUMNS, rows)
