"""Mass submission: documents another office makes valid are collected under one number."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from loket.casework import procedures, queries, services
from loket.casework.records import BatchRecord, ItemResult
from loket.casework.refusals import NothingChosen
from loket.core.engine.evidence import require as require_evidence
from loket.core.problems import Refusal
from loket.core.procedure.model import Procedure, Step
from loket.core.terms import Resi
from loket.web.desk.bulk.choosing import chosen_items
from loket.web.desk.bulk.printed import LackingFile, Submission, lacking_files, note_reasons
from loket.web.desk.evidence import StepForm, read_step, step_form
from loket.web.desk.fields import FormField, marked
from loket.web.desk.handover.printed import reason_fields, reason_problems
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of

# Its book gives the batch its number.
_GIVEN = "batch_reference"
_OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One file that waits for the mass submission."""

    line: queries.CaseLine
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def batch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The files that may be submitted together; submit the chosen ones."""
    lines = _lines(desk)
    if request.method != "POST":
        form = _form(lines[0].procedure, lines[0].step or "", {}) if lines else StepForm()
        return _shown(request, desk, lines, form, fresh_key())
    step, procedure = _asked(desk, request.POST.get("step", ""))
    typed = {**request.POST.dict(), _GIVEN: "-"}
    form = read_step(procedure, step, {}, typed)
    resis = [resi for resi, _version in chosen_items(request.POST.getlist("item"))]
    # A sending repeated after its files went on meets none of them here, and the service answers it as before.
    workable = queries.workable(desk.officer)
    chosen = tuple(line for line in workable if line.resi in resis and line.step == step.id)
    lacking = lacking_files(desk, chosen) if len(chosen) == len(resis) else ()
    if form.problems:
        return _shown(request, desk, lines, form, str(key_of(request)), 422, lacking)
    evidence = {name: value for name, value in (form.evidence or {}).items() if name != _GIVEN}
    try:
        # A number once taken stays taken, so what the step asks for is judged before its book is opened.
        require_evidence(step, {**evidence, _GIVEN: "-"})
        problems = reason_problems(tuple(paper for one in lacking for paper in one.papers), typed)
        if not problems:
            sending = Submission(chosen, {**evidence, _GIVEN: "-"}, key_of(request))
            problems = note_reasons(desk, sending, lacking, typed)
        if problems:
            return _shown(request, desk, lines, form.with_problems(problems), str(key_of(request)), 422, lacking)
        sent_batch, results = services.submit_batch(
            desk.officer.office_key, step.id, resis, officer=desk.officer, evidence=evidence, key=key_of(request)
        )
    except Refusal as refusal:
        form = form.with_problems(problems_of(refusal))
        status = 422 if isinstance(refusal, NothingChosen) else status_of(refusal)
        return _shown(request, desk, lines, form, str(key_of(request)), status, lacking)
    return _sent(request, sent_batch, results)


def _sent(request: HttpRequest, sent_batch: BatchRecord, results: Iterable[ItemResult]) -> HttpResponse:
    """To the list of what was submitted, with a word on each file that stayed behind."""
    for result in results:
        if not result.ok:
            messages.warning(request, f"{Resi(result.resi)}: {result.sentence}")
    return redirect("desk:batch-sent", batch_id=sent_batch.id)


def _lines(desk: Desk) -> tuple[queries.CaseLine, ...]:
    """What this officer may submit now, of one step: that of the case that waits longest."""
    waiting = [line for line in queries.workable(desk.officer) if "batch" in _step_of(line).acts]
    waiting.sort(key=lambda line: line.opened_at)
    return tuple(
        line for line in waiting if (line.step, line.procedure_id) == (waiting[0].step, waiting[0].procedure_id)
    )


def _step_of(line: queries.CaseLine) -> Step:
    return line.procedure.by_id[line.step or ""]


def _asked(desk: Desk, name: str) -> tuple[Step, Procedure]:
    """The batch step the form was made for, in a procedure of this office; 404 without one."""
    for published in procedures.services_of(desk.officer.office_key, desk.today):
        step = published.procedure.by_id.get(name)
        if step is not None and "batch" in step.acts:
            return step, published.procedure
    raise Http404


def _form(procedure: Procedure, step: str, typed: dict[str, str]) -> StepForm:
    form = step_form(procedure, procedure.by_id[step], {}, typed)
    return replace(form, fields=tuple(_courier(field) for field in form.fields))


def _courier(field: FormField) -> FormField:
    """The one who takes the files to the other office is an officer, unless said otherwise."""
    return replace(field, value=_OFFICER) if field.name == "collector_relation" and not field.value else field


def _shown(
    request: HttpRequest,
    desk: Desk,
    lines: tuple[queries.CaseLine, ...],
    form: StepForm,
    key: str,
    status: int = 200,
    lacking: tuple[LackingFile, ...] = (),
) -> HttpResponse:
    chosen = {resi for resi, _version in chosen_items(request.POST.getlist("item"))}
    context = {
        "rows": [BatchRow(line, request.method != "POST" or line.resi in chosen) for line in lines],
        "fields": [field for field in form.fields if field.name != _GIVEN],
        "lacking": lacking,
        "ways_out": dict.fromkeys(way for one in lacking for way in one.ways_out),
        "reasons": marked(reason_fields(request.POST.dict()), form.problems) if lacking else (),
        "step": lines[0].step if lines else "",
        "batches": queries.batches(desk.officer.office_key),
        "problems": form.problems,
        "key": key,
    }
    return page(request, "desk/bulk/batch.html", context, status)
