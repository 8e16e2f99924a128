"""A KK in the layout used up to 2019: a picture of the past that is looked at, marked as such, and never handed out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loket.core.register.change import Paper
from loket.documents import services
from loket.documents.services import PaperRequest
from loket.register.readings import FAMILY
from loket.web.desk.intake.papers import pdf
from loket.web.desk.pages import Desk, desk_view
from loket.web.desk.register.day import asked_day
from loket.web.desk.register.family import opened_family


@require_safe
@desk_view
def old_card(request: HttpRequest, desk: Desk, family_id: UUID) -> HttpResponse:
    """The PDF as of a day; the look at the KK is noted first, and nothing counts as printed."""
    opened_family(request, desk, family_id, FAMILY)
    as_of = asked_day(request, desk)
    asked = PaperRequest(paper=Paper.KK, office_key=desk.officer.office_key, on=as_of.day, family_id=family_id)
    record = services.old_kk(asked, printed_at=desk.now)
    return pdf(services.paper_pdf(record), f"kk-tata-letak-lama-{as_of.day}.pdf")
