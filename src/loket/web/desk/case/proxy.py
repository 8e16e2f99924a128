"""Somebody else applied for the applicant: who, by which letter, and whether that was accepted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loket.casework import queries, services
from loket.casework.papers import may_add_paper
from loket.casework.queries import CaseView
from loket.collection.records import MandateRecord, Scope
from loket.core.engine.evidence import corrects
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.web.desk.case.mandates import told
from loket.web.desk.pages import UNKNOWN, Desk, desk_view, explained, hinted


def proxy_context(desk: Desk, view: CaseView) -> dict[str, Any]:
    """Who applied for the applicant, and where a correction is brought, who may bring it."""
    found = queries.mandates(view.case.resi, desk.officer)
    applied = queries.applied_among(view.case, found)
    context: dict[str, Any] = {"correctors": None}
    if corrects(view.procedure, view.state):
        context["correctors"] = [told(one, desk.today) for one in found if one.holds(Scope.CORRECT, desk.today)]
    if applied is None:
        return context
    waits = queries.letter_to_check(view.case) is not None
    may_accept = waits and view.state.is_open and not view.is_own_family and applied.ended_at is None
    return context | {
        "proxy": told(applied, desk.today),
        "letter": _letter_of(view, applied),
        "letter_waits": waits,
        "must_come": waits and applied.ended_at is not None,
        "may_accept_letter": may_accept and may_add_paper(desk.officer, view.procedure),
    }


def _letter_of(view: CaseView, applied: MandateRecord) -> int | None:
    """The paper of the case that is the letter."""
    of_it = (paper.id for paper in view.papers if paper.sha256 == applied.paper and paper.destroyed_at is None)
    return next(of_it, None)


@require_POST
@desk_view
def accept(request: HttpRequest, desk: Desk, resi: str, mandate: UUID) -> HttpResponse:
    """Accept the letter of a mandate, after a look at it."""
    try:
        services.accept_letter(resi, mandate, by=desk.officer)
    except (*UNKNOWN, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, f"{explained(refusal)} {hinted(refusal)}".strip())
    else:
        messages.success(request, _("Surat kuasa diterima."))
    return redirect("desk:case", resi=resi)
