"""Hand-over at the counter: scan the slip, know the collector, hand over all or a part, let the book be signed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import queries, services
from loket.collection.queries import fetches_of, latest_slip, moves_of
from loket.collection.records import Scope
from loket.core.engine import Collect, Command, Complete, Note
from loket.core.engine.evidence import fields_of
from loket.core.engine.guards import title_of
from loket.core.engine.refusals import NoProxy, PapersNotChosen
from loket.core.problems import Problem, Refusal
from loket.core.procedure.acts import ACTS
from loket.core.procedure.model import Step
from loket.core.terms import Resi
from loket.web.desk.case.words import staff_title
from loket.web.desk.entry.part import products_of
from loket.web.desk.evidence import StepForm, read_step, step_form
from loket.web.desk.fields import marked
from loket.web.desk.handover.choosing import SELF, HandOver, forward_outcome, hand_over_of, shaped
from loket.web.desk.handover.printed import (
    REASON,
    Unprinted,
    reason_fields,
    reason_problems,
    remark,
    unprinted,
    ways_out,
)
from loket.web.desk.handover.shelf import shelf_fields
from loket.web.desk.messages.pages import told_of_case
from loket.web.desk.pages import Desk, desk_view, fresh_key, key_of, page, problems_of, status_of, version_of

_OF_A_PART = frozenset(field.name for act in ("hand_over", "acknowledge") for field in ACTS[act].fields)


@dataclass(frozen=True, slots=True)
class Line:
    """A paper to collect, with the name of whom it is for, and whether it is among those handed over now."""

    paper: queries.PaperLine
    whose: str
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def hand_over(request: HttpRequest, desk: Desk, resi: str) -> HttpResponse:
    """The collector form of one case; without a ready document, where it stands."""
    view = queries.case_view(resi, desk.officer, desk.now)
    if request.method != "POST":
        return _shown(request, desk, view, {}, fresh_key())
    try:
        left = _hand_over(request, desk, view)
    except Refusal as refusal:
        # Read anew: where the first of two steps was done, only the signature is still asked for.
        view = queries.case_view(resi, desk.officer, desk.now)
        return _shown(request, desk, view, request.POST.dict(), str(key_of(request)), refusal)
    except _Faults as faults:
        return _shown(request, desk, view, request.POST.dict(), str(key_of(request)), faults)
    named = {"resi": Resi(view.case.resi), "left": ", ".join(left)}
    if left:
        messages.success(request, _("Sebagian dokumen %(resi)s diserahkan. Masih di loket: %(left)s.") % named)
    else:
        messages.success(request, _("Dokumen %(resi)s sudah diserahkan dan tercatat di buku pengambilan.") % named)
    return redirect("desk:pickups")


class _Faults(Exception):
    """What was typed does not suffice; all of it at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__()


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which papers the form offered, and which of them go now."""

    offered: tuple[str, ...]
    chosen: tuple[str, ...]

    @property
    def is_part(self) -> bool:
        """Whether something stays behind."""
        return set(self.chosen) < set(self.offered)

    @property
    def left(self) -> tuple[str, ...]:
        """The names of what stays behind."""
        return tuple(one.partition(" ")[2] for one in self.offered if one not in self.chosen)

    def holds(self, lacking: Unprinted) -> bool:
        """Whether a paper of the register goes now."""
        return not self.is_part or any(one.partition(" ")[0] == str(lacking.product_id) for one in self.chosen)


def _choice(request: HttpRequest) -> _Choice:
    return _Choice(tuple(request.POST.getlist("offered")), tuple(request.POST.getlist("papers")))


def _hand_over(request: HttpRequest, desk: Desk, view: queries.CaseView) -> tuple[str, ...]:
    """Hand over what was chosen; the names of what is left."""
    typed, key, choice = request.POST.dict(), key_of(request), _choice(request)
    handing = hand_over_of(view.procedure, _step_of_form(view, typed))
    if handing is None:
        raise _Faults(())
    if choice.offered and not choice.chosen:
        raise PapersNotChosen(fields=("papers",))
    forms = [read_step(view.procedure, step, view.state.answers, typed) for step in handing.steps]
    problems = [p for step, form in zip(handing.steps, forms, strict=True) for p in _problems(step, form)]
    lacking = tuple(filter(choice.holds, unprinted(desk, view))) if handing.takes_collector else ()
    problems += reason_problems(lacking, typed)
    if problems:
        raise _Faults(tuple(problems))
    if handing.in_person and typed.get("collector_relation") != SELF:
        raise NoProxy(step=title_of(view.procedure, handing.steps[0].id), fields=("collector_relation",))
    done = _commands(handing, forms, choice)
    _do(request, desk, view, done, Note(remark(lacking, typed)) if lacking else None, key)
    return choice.left if choice.is_part else ()


def _commands(handing: HandOver, forms: list[StepForm], choice: _Choice) -> list[tuple[str, Command]]:
    """What is asked of the engine, each under its own name: the steps, or the part in one act with the signature beside it."""
    if handing.takes_collector and choice.is_part:
        given = {name: value for form in forms for name, value in (form.evidence or {}).items()}
        part = Collect(choice.chosen, {name: value for name, value in given.items() if name in _OF_A_PART})
        return [("sebagian", part)]
    return [
        (step.id, Complete(forward_outcome(step)[0], form.evidence or {}))
        for step, form in zip(handing.steps, forms, strict=True)
    ]


def _do(
    request: HttpRequest,
    desk: Desk,
    view: queries.CaseView,
    done: list[tuple[str, Command]],
    note: Note | None,
    key: uuid.UUID,
) -> None:
    resi, officer, version = view.case.resi, desk.officer, version_of(request)
    # What is refused leaves no word in the file that it was done.
    services.require_doable(resi, [command for _name, command in done], officer=officer, version=version)
    if note is not None:
        version = services.act(resi, note, officer=officer, version=version, key=_part(key, REASON)).version
    for name, command in done:
        version = services.act(resi, command, officer=officer, version=version, key=_part(key, name)).version


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
    known |= {name: request.GET[name][:200] for name in ("collector_relation", "slip_mark") if name in request.GET}
    lacking = unprinted(desk, view) if handing.takes_collector else ()
    slip = latest_slip(view.case.resi) if handing.takes_collector else None
    fields = shaped(handing, _fields(forms), typed, known, duplicate=slip.number if slip else 0)
    context = {
        "view": view,
        "handing": handing,
        "step": view.state.step,
        "unprinted": lacking,
        "ways_out": ways_out(lacking, view),
        "fields": marked((*fields, *(reason_fields(typed) if lacking else ())), problems),
        "problems": problems,
        "key": key,
        "version": view.case.version,
        "slip": slip,
        **(_of_collecting(request, desk, view) if handing.takes_collector else {}),
    }
    status = 200 if fault is None else status_of(fault) if isinstance(fault, Refusal) else 422
    return page(request, "desk/handover/form.html", context, status)


def _of_collecting(request: HttpRequest, desk: Desk, view: queries.CaseView) -> dict[str, Any]:
    """What the officer sees beside the form: the papers, who may come, where they lie, what was fetched and reminded."""
    resi = view.case.resi
    lines = _lines(request, desk, view)
    moves = moves_of(resi)
    return {
        "left": [line for line in lines if line.paper.collected_at is None],
        "gone": [line for line in lines if line.paper.collected_at is not None],
        "mandates": [one for one in queries.mandates(resi, desk.officer) if one.holds(Scope.COLLECT, desk.today)],
        "moves": moves,
        "place": moves[-1] if moves and moves[-1].at >= view.state.opened_at else None,
        "shelf": shelf_fields(),
        "fetches": fetches_of(resi),
        "reminders": [one for one in told_of_case(desk, resi) if one.line.kind == "pengingat"],
    }


def _lines(request: HttpRequest, desk: Desk, view: queries.CaseView) -> list[Line]:
    whose = {one.record.id: one.whose for one in products_of(desk, view)}
    posted = request.POST.getlist("papers") if request.method == "POST" else None
    return [
        Line(one, whose.get(one.product or 0, ""), posted is None or one.id in posted)
        for one in queries.lines_to_collect(view.case.resi, desk.officer)
    ]


def _fields(forms: list[StepForm]) -> tuple[Any, ...]:
    return tuple(field for form in forms for field in form.fields)
