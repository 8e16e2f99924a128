"""The page of one case."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from loket.casework.queries import case_view
from loket.web.desk.case.page import case_context
from loket.web.desk.pages import Desk, desk_view, page


@require_safe
@desk_view
def show(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """Where the case stands in the flow, what this officer may do with it, and what has happened so far."""
    return page(request, "desk/case/page.html", case_context(desk, case_view(resi, desk.officer, desk.now)))
