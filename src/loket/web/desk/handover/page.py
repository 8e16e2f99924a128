"""Hand-over at the counter: scan the resi, know the collector, let the book be signed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loket.casework import queries, services
from loket.core.engine import Complete, Note
from loket.core.engine.evidence import fields_of
from loket.core.engine.guards import title_of
from loket.core.engine.refusals import NoProxy
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.procedure.model import Step
from loket.core.terms import Resi
from loket.web.desk.case.words import staff_title
from loket.web.desk.evidence import StepForm, read_step, step_form
from loket.web.desk.fields import marked
from loket.web.desk.handover.choosing import (
    MANDATE,
    PROXY,
    SELF,
    forward_outcome,
    hand_over_of,
    mandate_problems,
    shaped,
)
from loket.web.desk.handover.printed import REASON, reason_fields, reason_problems, remark, unprinted, ways_out
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of, version_of
from loket.web.desk.wording import said


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A document that waits for its owner: where it lies and for how many days."""

    line: queries.CaseLine
    place: str
    days: int


@require_safe
@desk_view
def pickups(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where a resi is scanned, and which documents wait for their owner."""
    context: dict[str, Any] = {"ready": _ready(desk)}
    text = request.GET.get("resi", "").strip()
    if not text:
        return page(request, "desk/handover/pickups.html", context)
    try:
        return redirect("desk:handover", resi=Resi.parse(text).code)
    except BadTerm as bad:
        context |= {"problems": [said(bad.problem)], "typed": text}
        return page(request, "desk/handover/pickups.html", context, 422)


def _ready(desk: Desk) -> tuple[ReadyRow, ...]:
    lines = queries.ready_for_pickup(desk.officer.office_key, desk.now)
    places = {a.resi: a.place for a in queries.archive_places(desk.officer.office_key, "", limit=len(lines) + 500)}
    return tuple(
        ReadyRow(line, places.get(line.resi, ""), (desk.today - timezone.localtime(line.opened_at).date()).days)
        for line in lines
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def hand_over(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The collector form of one case; without a ready document, where it stands."""
    view = queries.case_view(resi, desk.officer, desk.now)
    if request.method != "POST":
        return _shown(request, desk, view, {}, fresh_key())
    try:
        _hand_over(request, desk, view)
    except Refusal as refusal:
        # Read anew: where the first of two steps was done, only the signature is still asked for.
        view = queries.case_view(resi, desk.officer, desk.now)
        return _shown(request, desk, view, request.POST.dict(), str(key_of(request)), refusal)
    except _Faults as faults:
        return _shown(request, desk, view, request.POST.dict(), str(key_of(request)), faults)
    sentence = _("Dokumen %(resi)s sudah diserahkan dan tercatat di buku pengambilan.")
    messages.success(request, sentence % {"resi": Resi(view.case.resi)})
    return redirect("desk:pickups")


class _Faults(Exception):
    """What was typed does not suffice; all of it at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__()


def _hand_over(request: HttpRequest, desk: Desk, view: queries.CaseView) -> None:
    typed, key, version = request.POST.dict(), key_of(request), version_of(request)
    handing = hand_over_of(view.procedure, _step_of_form(view, typed))
    if handing is None:
        raise _Faults(())
    forms = [read_step(view.procedure, step, view.state.answers, typed) for step in handing.steps]
    problems = [p for step, form in zip(handing.steps, forms, strict=True) for p in _problems(step, form)]
    problems += mandate_problems(typed)
    lacking = unprinted(desk, view) if handing.takes_collector else ()
    problems += reason_problems(lacking, typed)
    if problems:
        raise _Faults(tuple(problems))
    if handing.in_person and typed.get("collector_relation") != SELF:
        raise NoProxy(step=title_of(view.procedure, handing.steps[0].id), fields=("collector_relation",))
    resi, officer = view.case.resi, desk.officer
    done = [
        Complete(forward_outcome(step)[0], form.evidence or {}) for step, form in zip(handing.steps, forms, strict=True)
    ]
    # What is refused leaves no word in the file that it was done.
    services.require_doable(resi, done, officer=officer, version=version)
    if handing.takes_collector and typed.get("collector_relation") == PROXY:
        note = Note(_("Surat kuasa: %(mandate)s") % {"mandate": typed[MANDATE].strip()[:200]})
        version = services.act(resi, note, officer=officer, version=version, key=_part(key, MANDATE)).version
    if lacking:
        told = Note(remark(lacking, typed))
        version = services.act(resi, told, officer=officer, version=version, key=_part(key, REASON)).version
    for step, command in zip(handing.steps, done, strict=True):
        version = services.act(resi, command, officer=officer, version=version, key=_part(key, step.id)).version


def _step_of_form(view: queries.CaseView, typed: Mapping[str, str]) -> str | None:
    """The step the form was made for: a form sent twice must meet the same step, though the case has moved on."""
    step = typed.get("step", "")
    return step if step in view.procedure.by_id else view.state.step


def _problems(step: Step, form: StepForm) -> list[Problem]:
    """What does not read, and what is missing: all of it is said before the first of the steps is done."""
    if form.problems:
        return list(form.problems)
    given = form.evidence or {}
    missing = (field for field in fields_of(step) if field.required and field.name not in given)
    return [
        Problem("evidence-missing", _("Belum diisi: {label}.").format(label=field.label), field=field.name)
        for field in missing
    ]


def _part(key: uuid.UUID, part: str) -> uuid.UUID:
    """One sending makes several events; each has a key that a second sending makes again."""
    return uuid.uuid5(key, part)


def _shown(
    request: HttpRequest,
    desk: Desk,
    view: queries.CaseView,
    typed: Mapping[str, str],
    key: str,
    fault: Refusal | _Faults | None = None,
) -> HttpResponse:
    problems = () if fault is None else fault.problems if isinstance(fault, _Faults) else problems_of(fault)
    handing = hand_over_of(view.procedure, view.state.step)
    if handing is None:
        step = view.state.step
        context = {"view": view, "step": staff_title(view.procedure.by_id[step]) if step else "", "problems": problems}
        return page(request, "desk/handover/not_ready.html", context, 409 if typed else 200)
    forms = [step_form(view.procedure, step, view.state.answers, typed) for step in handing.steps]
    known = {"collector_name": view.case.applicant_name, "collector_nik": view.case.applicant_nik}
    lacking = unprinted(desk, view) if handing.takes_collector else ()
    fields = (*shaped(handing, _fields(forms), typed, known), *(reason_fields(typed) if lacking else ()))
    context = {
        "view": view,
        "handing": handing,
        "step": view.state.step,
        "unprinted": lacking,
        "ways_out": ways_out(lacking, view),
        "fields": marked(fields, problems),
        "problems": problems,
        "key": key,
        "version": view.case.version,
    }
    status = 200 if fault is None else status_of(fault) if isinstance(fault, Refusal) else 422
    return page(request, "desk/handover/form.html", context, status)


def _fields(forms: list[StepForm]) -> tuple[Any, ...]:
    return tuple(field for form in forms for field in form.fields)
