"""The standing of one signed paper: valid, replaced or revoked, by whom and why; the head of the office decides."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from loket.core.problems import Problem, Refusal
from loket.core.proof.standing import Standing
from loket.signing import queries, services
from loket.signing.refusals import RevokedByOthers
from loket.web.accounts.stepping_up import password_field, password_problems, require_fresh_code
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, page, problems_of, status_of


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: HttpRequest, paper: uuid.UUID) -> HttpResponseBase:
    """Show what was decided about a signed paper; revoke it or make it valid again, which asks once more who that is."""
    view = _decided if request.method == "POST" else _looked_at
    return view(request, paper)


@desk_view
def _looked_at(request: HttpRequest, desk: Desk, paper: uuid.UUID) -> HttpResponse:
    return _shown(request, desk, paper)


@require_fresh_code
@desk_view
def _decided(request: HttpRequest, desk: Desk, paper: uuid.UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    # Whoever decides nothing here is not asked for a password either.
    if not services.is_head(desk.officer):
        return _shown(request, desk, paper, reason, problems_of(RevokedByOthers()), 403)
    if problems := password_problems(request, request.POST.get("password", "")):
        return _shown(request, desk, paper, reason, problems, 422)
    is_revoking = request.POST.get("act") == "revoke"
    act = services.revoke if is_revoking else services.reinstate
    try:
        act(paper, desk.officer, reason, at=desk.now)
    except Refusal as refusal:
        return _shown(request, desk, paper, reason, problems_of(refusal), status_of(refusal))
    messages.success(request, _("Surat dicabut.") if is_revoking else _("Surat berlaku lagi."))
    return redirect("desk:standing", paper=paper)


def _shown(
    request: HttpRequest,
    desk: Desk,
    paper: uuid.UUID,
    reason: str = "",
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    record, decisions = queries.decisions_on(paper, desk.officer)
    hint = _("Dibaca siapa pun di kantor ini yang membuka surat ini; tidak tampil pada halaman umum.")
    field = FormField("reason", _("Alasan dan dasarnya"), "long_text", reason[:400], hint=hint)
    is_revoked = record.standing is Standing.REVOKED
    context = {
        "record": record,
        "is_taken_back": is_revoked and (not decisions or decisions[-1].standing is Standing.VALID),
        "decisions": decisions,
        "is_revoked": is_revoked,
        "may_decide": services.is_head(desk.officer),
        "fields": marked((field, password_field()), problems),
        "problems": problems,
    }
    return page(request, "desk/signing/standing.html", context, status)
