"""What left the register as a file: when, by whom, for what, how much, and its hash."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loket.register import queries as register
from loket.web.desk.oversight.rights import require_overseer
from loket.web.desk.pages import Desk, desk_view, page


@require_safe
@desk_view
def exports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The latest files, newest first."""
    require_overseer(desk)
    return page(request, "desk/oversight/exports.html", {"exports": register.exports_of(desk.officer.office_id)})
