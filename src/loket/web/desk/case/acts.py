"""Every act on one case: read the form, ask the service, and on a refusal show the form again as it was filled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loket.casework import services
from loket.casework.queries import CaseView, case_view, letter_to_check
from loket.casework.records import Acted
from loket.casework.refusals import StaleVersion
from loket.core.engine import Command, Complete, Return
from loket.core.engine.evidence import corrects
from loket.core.problems import Problem, Refusal
from loket.core.procedure.model import Step
from loket.web.desk.case.actions import ACTIONS, REASSIGN, Action, reassign_fields
from loket.web.desk.case.page import Stale, case_context, colleagues, frame_context, stale_since
from loket.web.desk.case.returning import ReturnForm, return_form
from loket.web.desk.case.words import staff_title
from loket.web.desk.entry.part import doubted_lines, step_problems
from loket.web.desk.entry.unmatched import CONFIRM, unconfirmed
from loket.web.desk.evidence import StepForm, read_step
from loket.web.desk.fields import FormField, marked
from loket.web.desk.handover.choosing import forward_outcome
from loket.web.desk.handover.printed import only_at_the_counter, unprinted
from loket.web.desk.pages import Desk, desk_view, key_of, page, problems_of, status_of, version_of

_GUARD = frozenset({"csrfmiddlewaretoken", "key", "version", "prepare", "outcome", "step", CONFIRM})
_RETURN_FIELDS = ("l-", "lr-", "ln-")


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """A return as typed: from which step, by which outcome, with what is wrong and what has changed meanwhile."""

    step: Step
    outcome: str
    form: ReturnForm
    problems: tuple[Problem, ...] = ()
    stale: Stale | None = None


@dataclass(frozen=True, slots=True)
class ActDraft:
    """Another act as typed."""

    action: Action
    fields: tuple[FormField, ...]
    problems: tuple[Problem, ...] = ()
    stale: Stale | None = None

    def with_problems(self, problems: tuple[Problem, ...]) -> Self:
        """The same with each problem beside its field."""
        return replace(self, fields=marked(self.fields, problems), problems=problems)


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What was posted, each field once."""
    return {name: str(value) for name, value in request.POST.items()}


def _done(request: HttpRequest, view: CaseView, acted: Acted, words: str) -> HttpResponse:
    """Say what was done and show the case as it now stands; a repeated form gets the same answer."""
    if acted.number:
        words = f"{words} {_('Nomor: {number}.').format(number=acted.number)}"
    messages.success(request, words)
    return redirect("desk:case", resi=view.case.resi)


@require_POST
@desk_view
def complete(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """Finish the open step with its evidence."""
    view = case_view(resi, desk.officer, desk.now)
    typed = typed_in(request)
    step = _posted_step(view, typed)
    is_open = step.id == view.state.step
    again = is_open and corrects(view.procedure, view.state)
    form = read_step(view.procedure, step, view.state.answers, typed, corrects=again)
    if is_open and form.problems:
        return page(request, "desk/case/page.html", case_context(desk, view, form=form), status=422)
    if is_open and (silent := unconfirmed(view, step, typed)):
        context = case_context(desk, view, form=form.with_problems(silent))
        return page(request, "desk/case/page.html", context, status=422)
    if is_open and (lacking := _unprinted(desk, view, step, typed)):
        context = case_context(desk, view, form=form.with_problems(lacking))
        return page(request, "desk/case/page.html", context, status=409)
    # A form whose step has passed goes on to the service: it may be a repeated one, which is answered as before.
    command = Complete(typed.get("outcome", ""), form.evidence or {})
    try:
        acted = _service(desk, request, resi, command)
    except StaleVersion:
        return _stale_step(request, desk, resi, step, form)
    except Refusal as refusal:
        faulty = form.with_problems(step_problems(refusal))
        context = case_context(desk, view, form=faulty if is_open else None)
        return page(request, "desk/case/page.html", context, status=status_of(refusal))
    return _done(request, view, acted, _("Langkah selesai: {name}.").format(name=view.case.applicant_name))


def _unprinted(desk: Desk, view: CaseView, step: Step, typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """Why papers without a good print are not handed over from the page of the case."""
    if "hand_over" not in step.acts or typed.get("outcome", "") != forward_outcome(step)[0]:
        return ()
    return only_at_the_counter(unprinted(desk, view))


def _posted_step(view: CaseView, typed: dict[str, str]) -> Step:
    """The step the form was made for. Raises Http404 for one that this procedure does not have."""
    step = view.procedure.by_id.get(typed.get("step") or view.state.step or "")
    if step is None:
        raise Http404
    return step


def _stale_step(request: HttpRequest, desk: Desk, resi: str, step: Step, form: StepForm) -> HttpResponse:
    view = case_view(resi, desk.officer, desk.now)
    possible = step.id == view.state.step and any(offer.command == "complete" for offer in view.offers)
    shown = () if possible else tuple((field.label, field.value) for field in form.fields if field.value)
    stale = Stale(stale_since(desk, view, version_of(request)), possible, shown)
    context = case_context(desk, view, form=form if possible else None, stale=stale)
    return page(request, "desk/case/page.html", context, status=409)


@require_http_methods(["GET", "POST"])
@desk_view
def send_back(request: HttpRequest, desk: Desk, resi: str, outcome: str) -> HttpResponseBase:
    """Send the case back with the lines that say what is wrong; the checklist typed before comes along."""
    view = case_view(resi, desk.officer, desk.now)
    typed = typed_in(request)
    step = _posted_step(view, typed)
    chosen = step.outcomes.get(outcome)
    if chosen is None or chosen.return_ is None:
        raise Http404
    has_letter = letter_to_check(view.case) is not None
    if request.method == "GET" or "prepare" in typed:
        doubted = {**doubted_lines(view), **typed}
        suggested = return_form(view.procedure, view.state.answers, doubted, has_letter=has_letter)
        return _return_page(request, desk, view, ReturnDraft(step, outcome, suggested))
    form = return_form(view.procedure, view.state.answers, typed, has_letter=has_letter)
    draft = ReturnDraft(step, outcome, form)
    problems = form.problems()
    if problems and step.id == view.state.step:
        faulty = replace(draft, form=form.marked(problems), problems=problems)
        return _return_page(request, desk, view, faulty, 422)
    evidence = read_step(view.procedure, step, view.state.answers, typed).evidence or {}
    try:
        acted = _service(desk, request, resi, Return(outcome, form.lines(), _without_gaps(evidence)))
    except StaleVersion:
        latest = case_view(resi, desk.officer, desk.now)
        lines = tuple((row.text or row.subject, row.note or row.reason) for row in form.rows if row.is_used)
        stale = Stale(stale_since(desk, latest, version_of(request)), step.id == latest.state.step, lines)
        return _return_page(request, desk, latest, replace(draft, stale=stale), 409)
    except Refusal as refusal:
        return _return_page(request, desk, view, replace(draft, problems=problems_of(refusal)), status_of(refusal))
    return _done(request, view, acted, _("Permohonan dikembalikan."))


def _without_gaps(evidence: Mapping[str, object]) -> dict[str, object]:
    """A return needs no evidence: what was filled in before goes along, empty lists do not."""
    return {name: value for name, value in evidence.items() if value}


def _return_page(
    request: HttpRequest, desk: Desk, view: CaseView, draft: ReturnDraft, status: int = 200
) -> HttpResponse:
    outcome = draft.step.outcomes[draft.outcome]
    kept = [
        item for item in typed_in(request).items() if item[0] not in _GUARD and not item[0].startswith(_RETURN_FIELDS)
    ]
    context = {
        **frame_context(desk, view),
        "outcome": outcome,
        "step": draft.step,
        "form": draft.form,
        "problems": draft.problems,
        "stale": draft.stale,
        "carried": kept,
        "target_title": staff_title(view.procedure.by_id[str(outcome.return_)]),
        "target_lane": view.procedure.actors[view.procedure.by_id[str(outcome.return_)].actor].title,
        "voids": "; ".join(staff_title(view.procedure.by_id[step]) for step in outcome.voids),
    }
    return page(request, "desk/case/send_back.html", context, status=status)


@require_http_methods(["GET", "POST"])
@desk_view
def act(request: HttpRequest, desk: Desk, resi: str, act: str) -> HttpResponseBase:
    """One of the acts besides a step's outcomes: its page, or what became of it."""
    action = ACTIONS.get(act)
    if action is None or action.command is None:
        raise Http404
    view = case_view(resi, desk.officer, desk.now)
    typed = typed_in(request)
    offers = tuple(offer for offer in view.offers if offer.command == action.kind)
    fields = tuple(field.filled(typed) if typed else field for field in action.fields(offers))
    draft = ActDraft(action, fields)
    if request.method == "GET":
        return _act_page(request, desk, view, draft)
    unchosen = _unchosen(fields)
    if unchosen:
        return _act_page(request, desk, view, draft.with_problems(unchosen), 422)
    command = action.command(typed)
    return _send(request, desk, view, draft, lambda: _service(desk, request, resi, command))


def _unchosen(fields: tuple[FormField, ...]) -> tuple[Problem, ...]:
    """A problem for each choice that was left open. Without choices on offer the service says why."""
    sentence = _("Pilih: {label}.")
    return tuple(
        Problem("choice-missing", sentence.format(label=field.label), field=field.name)
        for field in fields
        if field.kind == "choice" and field.choices and not field.value
    )


def _service(desk: Desk, request: HttpRequest, resi: str, command: Command) -> Acted:
    return services.act(resi, command, officer=desk.officer, version=version_of(request), key=key_of(request))


@require_http_methods(["GET", "POST"])
@desk_view
def reassign(request: HttpRequest, desk: Desk, resi: str) -> HttpResponseBase:
    """Give the open step to a colleague who may do it."""
    view = case_view(resi, desk.officer, desk.now)
    typed = typed_in(request)
    fields = tuple(field.filled(typed) if typed else field for field in reassign_fields(colleagues(desk, view)))
    draft = ActDraft(REASSIGN, fields)
    if request.method == "GET":
        return _act_page(request, desk, view, draft)
    unchosen = _unchosen(fields)
    if unchosen:
        return _act_page(request, desk, view, draft.with_problems(unchosen), 422)
    chosen = typed["choice"]

    def send() -> Acted:
        return services.reassign(
            resi,
            to_person=int(chosen) if chosen.isascii() and chosen.isdigit() else 0,
            reason=typed.get("reason", ""),
            officer=desk.officer,
            version=version_of(request),
            key=key_of(request),
        )

    return _send(request, desk, view, draft, send)


def _send(request: HttpRequest, desk: Desk, view: CaseView, draft: ActDraft, send: Callable[[], Acted]) -> HttpResponse:
    """Ask the service; stale and refused forms come back filled."""
    try:
        acted = send()
    except StaleVersion:
        latest = case_view(view.case.resi, desk.officer, desk.now)
        possible = any(offer.command == draft.action.kind for offer in latest.offers)
        shown = tuple((field.label, field.value) for field in draft.fields if field.value and not field.choices)
        stale = Stale(stale_since(desk, latest, version_of(request)), possible, () if possible else shown)
        return _act_page(request, desk, latest, replace(draft, stale=stale), 409)
    except Refusal as refusal:
        return _act_page(request, desk, view, draft.with_problems(problems_of(refusal)), status_of(refusal))
    return _done(request, view, acted, str(draft.action.done))


def _act_page(request: HttpRequest, desk: Desk, view: CaseView, draft: ActDraft, status: int = 200) -> HttpResponse:
    context = {
        **frame_context(desk, view),
        "action": draft.action,
        "fields": draft.fields,
        "problems": draft.problems,
        "stale": draft.stale,
        "offered": any(offer.command == draft.action.kind for offer in view.offers),
    }
    return page(request, "desk/case/act.html", context, status=status)
