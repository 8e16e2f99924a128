"""
The satisfaction survey of the public: asked for on the page of a file that was handed over, filled in without an account.

Whoever follows the file gets its link; the page behind it knows the service and no case. What is sent is taken once.
"""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.casework import queries as casework
from loket.core.problems import Problem
from loket.lobby import queries as lobby
from loket.lobby import services
from loket.lobby.refusals import InvitationGone, NotAForm, NotHandedOver
from loket.offices import queries as offices
from loket.web.addresses import client_address
from loket.web.desk.pages import explained
from loket.web.desk.wording import service_title
from loket.web.errors import too_often
from loket.web.portal.tracking import count_miss, may_ask, private, typed_in
from loket.web.survey_form import element_fields, form_in, profile_fields
from loket.web.throttling import WINDOW_SECONDS, Throttle

ASKING: Final = Throttle("survei", of_one=30, of_all=3600)


@login_not_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """From the page of a file to its survey; whoever does not know the file's second thing is led back to ask for it."""
    typed = typed_in(request)
    if not may_ask(request, typed["resi"]):
        return too_often(request, WINDOW_SECONDS)
    file = casework.track(typed["resi"], typed["second"])
    if file is None:
        count_miss(typed["resi"])
        return redirect("portal:track")
    try:
        return private(redirect("portal:survey", token=services.invite(file, timezone.now())))
    except NotHandedOver:
        return _closed(request)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, token: str) -> HttpResponse:
    """The questionnaire on one page; sent, it is taken, and the link is used up."""
    if not ASKING.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    asked = lobby.invited(token)
    if asked is None:
        return _closed(request)
    if request.method != "POST":
        return _asked(request, asked)
    try:
        services.answer(token, form_in(request.POST.dict()), timezone.now())
    except NotAForm as refusal:
        return _asked(request, asked, (Problem(refusal.id, explained(refusal), field="persyaratan"),))
    except InvitationGone:
        return _closed(request)
    return private(redirect("portal:survey-thanks"))


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """That the answer was taken; it says nothing of what it was."""
    return private(render(request, "portal/survey_thanks.html"))


def _asked(request: HttpRequest, asked: lobby.Invited, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    typed = request.POST.dict() if problems else {}
    context = {
        "office": offices.office(asked.office_key),
        "title": service_title(asked.service),
        "elements": [field.filled(typed) for field in element_fields()],
        "about": [field.filled(typed) for field in profile_fields()],
        "problems": problems,
    }
    return private(render(request, "portal/survey.html", context, status=422 if problems else 200))


def _closed(request: HttpRequest) -> HttpResponse:
    return private(render(request, "portal/survey_closed.html", status=404))
