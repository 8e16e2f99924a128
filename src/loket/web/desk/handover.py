"""Hand-over at the counter: scan the resi, know the collector, let the book be signed."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries, services
from loket.core.engine import Complete, Note
from loket.core.engine.guards import title_of
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.terms import Resi
from loket.web.desk.handover_entry import (
    HandOver,
    collector_fields,
    evidence_for,
    evidence_of,
    extra_fields,
    forward_outcome,
    hand_over_of,
    problems_of,
)
from loket.web.desk.fields import marked
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, status_of, version_of
from loket.web.desk.pages import problems_of as refusal_problems


@require_safe
@desk_view
def pickups(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where a resi is scanned, and which documents wait for their owner."""
    context: dict[str, Any] = {"ready": queries.ready_for_pickup(desk.officer.office_key, desk.now)}
    text = request.GET.get("resi", "").strip()
    if not text:
        return page(request, "desk/handover/pickups.html", context)
    try:
        return redirect("desk:handover", resi=Resi.parse(text).code)
    except BadTerm as bad:
        context |= {"problems": [bad.problem], "typed": text}
        return page(request, "desk/handover/pickups.html", context, 422)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def hand_over(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The collector form of one case; without a ready document, why there is none."""
    view = queries.case_view(resi, desk.officer, desk.now)
    handing = hand_over_of(view.procedure, view.state.step)
    if handing is None:
        step = view.state.step
        context = {"view": view, "step": title_of(view.procedure, step) if step else ""}
        return page(request, "desk/handover/not_ready.html", context, 409 if request.method == "POST" else 200)
    if request.method != "POST":
        return page(request, "desk/handover/form.html", _context(view, handing, {}, fresh_key()))
    typed = request.POST.dict()
    problems = problems_of(handing, typed)
    if not problems:
        try:
            return _handed(request, desk, resi, handing, typed)
        except Refusal as refusal:
            return _again(request, desk, resi, list(refusal_problems(refusal)), status_of(refusal))
    return _again(request, desk, resi, problems, 422)


def _again(request: HttpRequest, desk: Desk, resi: str, problems: list[Problem], status: int) -> HttpResponse:
    # Read anew: where the first of two steps was done, only the signature is still asked for.
    view = queries.case_view(resi, desk.officer, desk.now)
    handing = hand_over_of(view.procedure, view.state.step)
    if handing is None:
        step = view.state.step
        context = {"view": view, "step": title_of(view.procedure, step) if step else "", "problems": problems}
        return page(request, "desk/handover/not_ready.html", context, 409)
    context = _context(view, handing, request.POST.dict(), str(key_of(request)), problems)
    return page(request, "desk/handover/form.html", {**context, "problems": problems}, status)


def _handed(request: HttpRequest, desk: Desk, resi: str, handing: HandOver, typed: Mapping[str, str]) -> HttpResponse:
    key, version = key_of(request), version_of(request)
    values = evidence_of(handing, typed)
    if typed.get("collector_relation") == "proxy":
        note = Note(_("Surat kuasa: %(mandate)s") % {"mandate": typed["mandate"].strip()[:200]})
        noted = services.act(resi, note, officer=desk.officer, version=version, key=_part(key, "mandate"))
        version = noted.version
    for step in handing.steps:
        command = Complete(forward_outcome(step)[0], evidence_for(step, values))
        done = services.act(resi, command, officer=desk.officer, version=version, key=_part(key, step.id))
        version = done.version
    sentence = _("Dokumen %(resi)s sudah diserahkan dan tercatat di buku pengambilan.") % {"resi": Resi(resi)}
    messages.success(request, sentence)
    return redirect("desk:pickups")


def _part(key: uuid.UUID, part: str) -> uuid.UUID:
    """One sending makes several events; each has a key that a second sending makes again."""
    return uuid.uuid5(key, part)


def _context(
    view: queries.CaseView,
    handing: HandOver,
    typed: Mapping[str, str],
    key: str,
    problems: list[Problem] | None = None,
) -> dict[str, Any]:
    faults = problems or []
    collector = marked(collector_fields(handing, typed), faults) if handing.takes_collector else ()
    return {
        "view": view,
        "handing": handing,
        "fields": {field.name: field for field in collector},
        "extra": marked(extra_fields(handing, typed), faults),
        "signature_error": next((p.sentence for p in faults if p.field == "signature"), ""),
        "signed_on": typed.get("signed_on", ""),
        "key": key,
        "version": view.case.version,
    }
