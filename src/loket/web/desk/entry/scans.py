"""The scans of a case as they lie beside its form: one picture a page, each with the requirement it is for."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.casework import queries
from loket.casework.queries import CaseView
from loket.documents.scan_pages import draw_page
from loket.web.desk.pages import Desk, desk_view


@dataclass(frozen=True, slots=True)
class Scan:
    """One page of one scan."""

    paper: int
    requirement: str
    title: str
    page: int
    pages: int
    picture: str
    original: str


def scans_of(view: CaseView) -> tuple[Scan, ...]:
    """Every page of every scan that is still there, in the order the scans came."""
    resi, found = view.case.resi, []
    for paper in (one for one in view.papers if one.destroyed_at is None):
        asked = view.procedure.requirements.get(paper.requirement)
        title = asked.text if asked else _("Berkas lain")
        original = reverse("desk:paper", args=[resi, paper.id])
        for page in range(1, max(paper.pages, 1) + 1):
            picture = reverse("desk:paper-page", args=[resi, paper.id, page]) if paper.kind == "pdf" else original
            found.append(Scan(paper.id, paper.requirement, title, page, paper.pages, picture, original))
    return tuple(found)


@require_safe
@desk_view
def show_page(request: HttpRequest, desk: Desk, resi: str, paper: int, number: int) -> HttpResponseBase:
    """One page of a scan as a picture, for the place beside the form; the paper itself opens in a tab of its own."""
    found, content = queries.read_paper(resi, paper, officer=desk.officer)
    if found.kind != "pdf" or not 1 <= number <= found.pages:
        raise Http404
    try:
        picture = draw_page(content, number)
    except ValueError as undrawable:
        # The scan itself still opens in a tab of its own.
        raise Http404(str(undrawable)) from undrawable
    response = HttpResponse(picture, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=600"
    return response
