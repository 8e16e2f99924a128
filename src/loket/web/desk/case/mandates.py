"""Mandates at the counter: the letter (F-1.07) is seen, written down and, where there is a scanner, kept."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loket.casework import queries, services
from loket.casework.papers import OTHER, may_add_paper
from loket.collection.records import MandateRecord, Scope
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.documents.services import accept_scan_now
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import (
    UNKNOWN,
    Desk,
    desk_view,
    explained,
    fresh_key,
    hinted,
    key_of,
    one_line,
    page,
    problems_of,
    status_of,
)
from loket.web.mandate_form import LATER, RELATIONS, SCOPES, faults_of_mandate, mandate_fields, mandate_in


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def mandates(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """Who may act for the applicant, and the form for one more."""
    view = queries.case_view(resi, desk.officer, desk.now)
    if not may_add_paper(desk.officer, view.procedure):
        raise NotAllowed
    fields = (*mandate_fields(desk.today, scopes=_scopes(view)), _seen())
    if request.method != "POST":
        return _shown(request, desk, view, fields, fresh_key())
    typed = request.POST.dict()
    fields = tuple(field.filled(typed) for field in fields)
    if problems := (*faults_of_mandate(typed, scopes=True), *_unseen(typed)):
        return _shown(request, desk, view, fields, str(key_of(request)), problems, 422)
    try:
        wish = mandate_in(typed, scopes=True)
        services.require_mandate(resi, wish, by=desk.officer)
        wish = replace(wish, paper=_scanned(request, desk, view))
        services.give_mandate(resi, wish, by=desk.officer, key=key_of(request))
    except UNKNOWN:
        raise
    except Refusal as refusal:
        status = 422 if refusal.data.get("fields") else status_of(refusal)
        return _shown(request, desk, view, fields, str(key_of(request)), problems_of(refusal), status)
    messages.success(request, _("Kuasa dicatat. Pemohon dan penerima kuasa diberi tahu bila ada nomornya."))
    if view.state.step and "hand_over" in view.procedure.by_id[view.state.step].acts and wish.scope >= {Scope.COLLECT}:
        response = redirect("desk:handover", resi=view.case.resi)
        response["Location"] += "?collector_relation=proxy"
        return response
    return redirect("desk:mandates", resi=view.case.resi)


@require_POST
@desk_view
def end(request: HttpRequest, desk: Desk, resi: str, mandate: UUID) -> HttpResponse:
    """Take a mandate back, because the applicant says so."""
    try:
        services.end_mandate(resi, mandate, one_line(request.POST, "reason", 200), by=desk.officer)
    except (*UNKNOWN, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, f"{explained(refusal)} {hinted(refusal)}".strip())
    else:
        messages.success(request, _("Kuasa dicabut; sejak sekarang tidak berlaku."))
    return redirect("desk:mandates", resi=resi)


def _scopes(view: queries.CaseView) -> tuple[Scope, ...]:
    """What may be ticked: to apply only where somebody else sent the application from home, whose mandate may be renewed."""
    return LATER if queries.sent_by_another(view.case) is None else (*LATER, Scope.APPLY)


def _seen() -> FormField:
    return FormField("seen", _("Surat kuasa F-1.07 asli dan KTP-el penerima kuasa sudah dilihat"), "tick")


def _unseen(typed: dict[str, str]) -> tuple[Problem, ...]:
    if typed.get("seen"):
        return ()
    return (Problem("mandate-unseen", _("Lihat surat kuasa dan KTP-el penerimanya, lalu centang."), field="seen"),)


def _scanned(request: HttpRequest, desk: Desk, view: queries.CaseView) -> str:
    """The hash of the scanned letter, kept with the papers of the case; empty where none was uploaded."""
    file = request.FILES.get("file")
    if file is None:
        return ""
    scan = accept_scan_now(str(file.name), file.read())
    return services.add_paper(view.case.resi, OTHER, scan, officer=desk.officer).sha256


def told(one: MandateRecord, today: Any) -> dict[str, Any]:
    """A mandate in the words of the screen."""
    return {
        "record": one,
        "relation": RELATIONS[one.relation],
        "scope": [SCOPES[scope] for scope in SCOPES if scope in one.scope],
        "stands": one.ended_at is None and today <= one.valid_until,
    }


def _shown(
    request: HttpRequest,
    desk: Desk,
    view: queries.CaseView,
    fields: tuple[FormField, ...],
    key: str,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "view": view,
        "mandates": [told(one, desk.today) for one in queries.mandates(view.case.resi, desk.officer)],
        "in_person": queries.in_person_step(view.procedure) is not None,
        "fields": marked(fields, problems),
        "problems": problems,
        "key": key,
    }
    return page(request, "desk/case/mandates.html", context, status)
