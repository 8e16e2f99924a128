"""The standing of one signed paper: valid, replaced or revoked, by whom and why; the head of the office decides."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.core.problems import Problem, Refusal
from loket.core.proof.standing import Standing
from loket.signing import queries, services
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, page, problems_of, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def standing(request: HttpRequest, desk: Desk, paper: uuid.UUID) -> HttpResponse:
    """Show what was decided about a signed paper; revoke it or make it valid again."""
    if request.method != "POST":
        return _shown(request, desk, paper)
    reason = request.POST.get("reason", "")
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
    context = {
        "record": record,
        "decisions": decisions,
        "is_revoked": record.standing is Standing.REVOKED,
        "may_decide": services.is_head(desk.officer),
        "fields": marked((field,), problems),
        "problems": problems,
    }
    return page(request, "desk/signing/standing.html", context, status)
