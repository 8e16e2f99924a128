"""
The offices, their services, and what one service asks, takes and costs: all of it from the procedure that the desk works by.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from loket.casework import procedures
from loket.casework.queries import usual
from loket.lobby.queue.queries import rules_of
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.web.desk.wording import service_title
from loket.web.office_words import words_in
from loket.web.portal.hours import today_in, week_of
from loket.web.portal.offer import offer_of, texts_of


@login_not_required
@require_safe
@gzip_page
def offices_page(request: HttpRequest) -> HttpResponse:
    """All offices of this installation; where there is one, its page."""
    found = offices.offices()
    if len(found) == 1:
        return redirect("portal:office", office_key=found[0].key)
    return render(request, "portal/offices.html", {"offices": found})


@login_not_required
@require_safe
@gzip_page
def office_page(request: HttpRequest, office_key: str) -> HttpResponse:
    """One office: whether it is open, where it is, and its services in force today."""
    office = office_or_404(office_key)
    now = timezone.now()
    today = offices.today(office_key, now)
    found = procedures.services_of(office_key, today)
    context = {
        "office": office,
        "open": today_in(offices.work_calendar(office_key), now),
        "week": week_of(offices.work_calendar(office_key), today),
        "has_queue": rules_of(office.id) is not None,
        "complains": procedures.takes_complaints(office_key, today),
        "services": sorted((service_title(one.service, one.procedure.identity.name), one.service) for one in found),
    }
    return render(request, "portal/office.html", context)


@login_not_required
@require_safe
@gzip_page
def service_page(request: HttpRequest, office_key: str, service: str) -> HttpResponse:
    """One service. The answers to its guide questions stand in the address, so that the list can be kept and passed on."""
    office = office_or_404(office_key)
    now = timezone.now()
    found = {one.service: one for one in procedures.services_of(office_key, offices.today(office_key, now))}
    if service not in found:
        raise Http404(_("Layanan ini tidak ada di kantor itu."))
    offer = offer_of(found[service].procedure, request.GET.dict())
    context = {
        "office": office,
        "title": service_title(service, found[service].procedure.identity.name),
        "service": service,
        "complains": procedures.takes_complaints(office_key, offices.today(office_key, now)),
        "from_home": found[service].procedure.from_home,
        "given": request.GET.urlencode(),
        "offer": offer,
        "words": words_in(texts_of(offer)),
        "usual": usual(office_key, service, now),
        "open": today_in(offices.work_calendar(office_key), now),
    }
    return render(request, "portal/service.html", context)


def office_or_404(office_key: str) -> OfficeRecord:
    """The office of an address. Raises Http404."""
    office = offices.find_office(office_key)
    if office is None:
        raise Http404(_("Kantor ini tidak ada."))
    return office
