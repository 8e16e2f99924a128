"""Beginning an application, and coming back to one: on this device, or by its code on any other."""

from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loket.core.problems import BadTerm, Problem
from loket.core.terms import HomeCode
from loket.home import queries, services
from loket.home.refusals import NoSuchDraft
from loket.web.addresses import client_address
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import explained, hinted
from loket.web.desk.wording import service_title
from loket.web.errors import too_often
from loket.web.portal.home.device import codes_on, forget, remember
from loket.web.portal.home.opening import in_force
from loket.web.portal.services import office_or_404
from loket.web.portal.tracking import private
from loket.web.throttling import WINDOW_SECONDS, Throttle

BEGINNING: Final = Throttle("permohonan baru", of_one=20, of_all=600)
CODES: Final = Throttle("kode permohonan", of_one=20, of_all=600)
"""A code has 80 bits: nobody guesses one; this keeps who tries from costing anything."""
_LONGEST: Final = 40


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The applications on this device, and a field for the code of another."""
    if request.method != "POST":
        return _shown(request, "", ())
    typed = request.POST.get("code", "")[:_LONGEST]
    if not CODES.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    try:
        code = HomeCode.parse(typed)
        draft = queries.opened(code)
    except BadTerm as bad:
        return _shown(request, typed, (bad.problem,))
    except NoSuchDraft as none:
        return _shown(request, typed, (Problem(none.id, explained(none), hinted(none), field="code"),))
    response = private(redirect("portal:home-state", draft=draft.id))
    remember(response, request, draft.id, code)
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, office_key: str, service: str) -> HttpResponse:
    """What applying from home asks, and its beginning; the answers of the service's page come along."""
    office = office_or_404(office_key)
    published = in_force(office_key, service)
    if published is None:
        raise Http404(_("Layanan ini diajukan di loket."))
    given = request.POST if request.method == "POST" else request.GET
    typed = {f"a-{name}": given[f"a-{name}"] for name in published.procedure.questions if f"a-{name}" in given}
    if request.method != "POST":
        context = {
            "office": office,
            "title": service_title(service, published.procedure.identity.name),
            "typed": typed.items(),
            "days": queries.KEPT.days,
        }
        return private(render(request, "portal/home/begin.html", context))
    if not BEGINNING.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    services.take_up_unsent()
    draft, code = services.begin(office_key, service, typed)
    where = "portal:home-questions" if published.procedure.questions else "portal:home-applicant"
    response = private(redirect(where, draft=draft.id))
    remember(response, request, draft.id, code)
    return response


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take all applications off this device; what was typed stays, for whoever has the code."""
    response = private(redirect("portal:home"))
    forget(response, request)
    return response


def _shown(request: HttpRequest, typed: str, problems: tuple[Problem, ...]) -> HttpResponse:
    hint = _("16 huruf dan angka, misalnya 7K2M-94QX-B3TD-5HWN.")
    field = FormField("code", _("Kode permohonan"), value=typed, hint=hint)
    context = {"mine": _mine(request), "field": marked([field], problems)[0], "problems": problems}
    return private(render(request, "portal/home/home.html", context, status=422 if problems else 200))


def _mine(request: HttpRequest) -> list[tuple[UUID, str, queries.DraftRecord]]:
    found = []
    for draft, code in codes_on(request).items():
        try:
            record = queries.opened(code)
        except NoSuchDraft:
            continue
        found.append((draft, service_title(record.service), record))
    return found
