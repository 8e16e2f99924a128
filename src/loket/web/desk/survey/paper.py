"""Forms of paper, typed in one after the other: service and day stay, the answers are chosen anew."""

import dataclasses
import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import procedures
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.procedure.model import Procedure
from loket.lobby import queries as lobby
from loket.lobby import services
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, one_line, page, problems_of
from loket.web.desk.wording import said, service_title
from loket.web.survey_form import element_fields, form_in, profile_fields


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def paper(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The empty form with service and day of the one before; sent, it is counted and the next one comes."""
    if not desk.can("intake"):
        raise NotAllowed
    if request.method != "POST":
        return _shown(request, desk)
    try:
        typed = _typed(request, desk)
        services.type_in(typed, desk.officer, desk.now)
    except BadTerm as bad:
        return _shown(request, desk, (said(bad.problem),))
    except NotAllowed:
        raise
    except Refusal as refusal:
        found = (dataclasses.replace(problem, field="persyaratan") for problem in problems_of(refusal))
        return _shown(request, desk, tuple(found))
    messages.success(request, _("Lembar dicatat. Silakan lembar berikutnya."))
    query = urlencode({"service": typed.service, "date": typed.answered_date.isoformat()})
    return redirect(f"{reverse('desk:survey-paper')}?{query}")


def _services(desk: Desk) -> dict[str, Procedure]:
    return {one.service: one.procedure for one in procedures.services_of(desk.officer.office_key, desk.today)}


def _typed(request: HttpRequest, desk: Desk) -> services.Paper:
    """Raises BadTerm for a service that the office does not offer, and for what is no day."""
    posted, offered = request.POST.dict(), _services(desk)
    service = posted.get("service", "")
    if service not in offered:
        raise BadTerm(Problem("survey-service", _("Pilih layanannya."), field="service"))
    try:
        day = datetime.date.fromisoformat(posted.get("date", ""))
    except ValueError:
        raise BadTerm(Problem("survey-day", _("Isi tanggal pada lembar."), field="date")) from None
    form = dataclasses.replace(form_in(posted), remark=one_line(posted, "remark", 2000))
    return services.Paper(service, offered[service].identity.unit or "", day, form, key_of(request))


def _shown(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    names = ((key, service_title(key, one.identity.name)) for key, one in _services(desk).items())
    head = (
        FormField("service", _("Layanan"), "choice", choices=tuple(sorted(names, key=lambda one: one[1]))),
        FormField("date", _("Tanggal pada lembar"), "date", value=desk.today.isoformat()),
    )
    kept = request.POST if problems else request.GET
    typed = {"date": desk.today.isoformat(), **kept.dict()}
    answers = typed if problems else {}
    context = {
        "key": typed.get("key", "") if problems else fresh_key(),
        "head": marked((field.filled(typed) for field in head), problems),
        "elements": marked((field.filled(answers) for field in element_fields()), problems),
        "about": [field.filled(answers) for field in profile_fields()],
        "today": lobby.typed_in(desk.officer.office_id, desk.today, desk.today).get(desk.officer.full_name, 0),
        "problems": problems,
    }
    return page(request, "desk/survey/paper.html", context, 422 if problems else 200)
