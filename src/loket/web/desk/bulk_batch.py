"""Mass submission: documents another office makes valid are collected under one number, with a dispatch list."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries, services
from loket.core.problems import Problem, Refusal
from loket.core.procedure.model import Procedure, Step
from loket.web.desk.bulk_entry import chosen_items
from loket.web.desk.evidence import StepForm, read_step, step_form
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of

# The number of the batch is given by its book, and every file goes with its resi.
_GIVEN = frozenset({"batch_reference", "resi_shown"})


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One file that waits for the mass submission."""

    resi: str
    version: int
    applicant_name: str
    product: str
    opened_at: Any
    chosen: bool = True


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def batch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The files that may be submitted together; submit the chosen ones."""
    lines = _lines(desk)
    if request.method != "POST":
        return _shown(request, desk, lines, None, fresh_key())
    items = chosen_items(request.POST.getlist("item"))
    form = _read(lines, request.POST.dict())
    if form is not None and form.problems:
        return _shown(request, desk, lines, form, str(key_of(request)), form.problems)
    try:
        sent_batch = services.submit_batch(
            desk.officer.office_key,
            request.POST.get("step", ""),
            items,
            officer=desk.officer,
            key=key_of(request),
            evidence=dict(form.evidence or {}) if form else {},
        )
    except Refusal as refusal:
        shown = form.with_problems(problems_of(refusal)) if form else None
        return _shown(request, desk, lines, shown, str(key_of(request)), problems_of(refusal), status_of(refusal))
    return redirect("desk:batch-sent", batch_id=sent_batch.id)
