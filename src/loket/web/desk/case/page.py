"""Everything the page of one case shows, gathered from the case view; the same for a fresh page and a refused form."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from loket.casework import words
from loket.casework.queries import CaseView, EventRecord, promise_runs_to, readings_of
from loket.core.engine import CaseState, Status
from loket.core.engine.evidence import corrects
from loket.core.engine.guards import require_eligible, require_workable
from loket.core.engine.refusals import HeldByAnother, NotYourStep
from loket.core.problems import Refusal
from loket.core.procedure.acts import ACTS
from loket.core.procedure.model import Outcome, Procedure
from loket.documents.queries import held_of
from loket.lobby.queue.queries import tickets_of
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.signing.queries import signatures_of
from loket.web.desk.case.actions import BY_KIND, REASSIGN
from loket.web.desk.case.awaited import awaited_papers
from loket.web.desk.case.brought import corrections_of, paper_context
from loket.web.desk.case.disposition import sends_on
from loket.web.desk.case.proxy import proxy_context
from loket.web.desk.case.words import answer_pairs, event_details, event_sentence, return_pairs, staff_title
from loket.web.desk.checklist import STATES
from loket.web.desk.clocks import chip, measured
from loket.web.desk.complaints.part import complaint_part
from loket.web.desk.entry.part import entry_part
from loket.web.desk.entry.unmatched import CONFIRM, confirmation, unmatched_at
from loket.web.desk.evidence import StepForm, step_form
from loket.web.desk.messages.language import language_field
from loket.web.desk.messages.pages import told_of_case
from loket.web.desk.pages import Desk, explained, fresh_key, hinted
from loket.web.desk.wording import book_title
from loket.web.flow.standing import DressedSheet, Words, picture, standing

_TONES = {
    Status.WAITING_FOR_APPLICANT: "paused",
    Status.WAITING_FOR_CENTRE: "paused",
    Status.WAITING_FOR_OFFICE: "paused",
    Status.FINISHED: "done",
}


@dataclass(frozen=True, slots=True)
class OutcomeButton:
    """One way out of the open step that this officer may take."""

    key: str
    label: str
    returns: bool
    ends: bool
    target: str


@dataclass(frozen=True, slots=True)
class ActLink:
    """An act besides the step's outcomes, as a link to its page."""

    title: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Stale:
    """What happened while a form was being filled, and what was typed into it."""

    events: tuple[Mapping[str, object], ...]
    still_possible: bool
    typed: tuple[tuple[str, str], ...] = ()

    @property
    def by_oneself(self) -> bool:
        """Whether nobody but the officer who filled the form moved the case."""
        return all(event["mine"] for event in self.events)


def frame_context(desk: Desk, view: CaseView) -> dict[str, Any]:
    """What every page about one case needs: the case, its version for the form, a fresh key."""
    return {
        "case": view.case,
        "procedure": view.procedure,
        "version": view.case.version,
        "key": fresh_key(),
    }


def case_context(
    desk: Desk, view: CaseView, *, form: StepForm | None = None, stale: Stale | None = None, upload_problem: str = ""
) -> dict[str, Any]:
    """All of the case page; with a form, that form as it was typed instead of an empty one."""
    shown = form or _fresh_form(view)
    part = entry_part(desk, view)
    unmatched = unmatched_at(view, part.saved) if part else 0
    return {
        **frame_context(desk, view),
        **_clock_context(desk, view),
        **_step_context(desk, view, shown),
        "problems": shown.problems,
        "is_own_family": view.is_own_family,
        "form": shown,
        "stale": stale,
        "status_label": words.STATUS_LABELS[view.state.status],
        "status_tone": _TONES.get(view.state.status, "blue"),
        "answers": answer_pairs(view.procedure, view.state.answers),
        "numbers": _numbers(view),
        "history": tuple(_told(view, event) for event in reversed(view.events)),
        "other_acts": tuple(_other_acts(view)),
        "states": STATES,
        "sheets": _flow(desk, view),
        "flow_title": view.procedure.identity.name,
        "upload_problem": upload_problem,
        "held": held_of(view.case.resi),
        "has_awaited": bool(awaited_papers(view)),
        "entry_part": part,
        "signatures": signatures_of(view.case.resi, desk.officer) if part and part.products else (),
        "unmatched": unmatched,
        "confirmation": confirmation(unmatched, shown.problems, ticked=CONFIRM in shown.ticked),
        "sends_on": sends_on(desk, view),
        "told": told_of_case(desk, view.case.resi),
        "language": language_field(desk, view),
        "readings": readings_of(view.case.id) if desk.officer.powers & {"audit", "supervise"} else (),
        **paper_context(desk, view),
        "corrections": corrections_of(desk, view),
        "ticket": tickets_of([view.case.resi]).get(view.case.resi),
        "complaint": complaint_part(desk, view),
        **proxy_context(desk, view),
    }


def _fresh_form(view: CaseView) -> StepForm:
    step = view.procedure.by_id.get(view.state.step or "")
    again = corrects(view.procedure, view.state)
    return step_form(view.procedure, step, view.state.answers, corrects=again) if step else StepForm()


def _clock_context(desk: Desk, view: CaseView) -> dict[str, Any]:
    calendar = offices.work_calendar(desk.officer.office_key)
    paused = view.state.open_pause is not None
    open_now = view.state.is_open
    is_promised = view.procedure.clock.promise is not None
    promised = promise_runs_to(view.procedure, view.state.step, view.case.promise_due_at)
    return {
        "step_chip": chip(calendar, view.case.step_due_at, desk.now, paused=paused) if open_now else None,
        "promise_chip": chip(calendar, promised, desk.now, paused=paused) if open_now and is_promised else None,
        "measures": tuple(measured(view.measures)),
        "explanations": view.explanations,
        "pauses": tuple(
            {"label": words.pause_label(view.procedure, p.reason), "since": p.since, "until": p.until}
            for p in view.state.pauses
        ),
    }


def _step_context(desk: Desk, view: CaseView, form: StepForm) -> dict[str, Any]:
    state, procedure = view.state, view.procedure
    step = procedure.by_id.get(state.step or "")
    if step is None:
        return {"step": None}
    kinds = {offer.command for offer in view.offers}
    pause = state.open_pause
    return {
        "step": step,
        "lane_title": procedure.actors[step.actor].title,
        "occurrence": state.occurrence,
        **_holding(desk, view, kinds),
        "can_claim": "claim" in kinds,
        "can_complete": bool(kinds & {"complete", "return"}),
        "resume": BY_KIND["resume"] if "resume" in kinds else None,
        "resume_fields": BY_KIND["resume"].fields(()) if "resume" in kinds else (),
        "acts": tuple(ACTS[act] for act in step.acts),
        "hand_over": "hand_over" in step.acts,
        "outcomes": tuple(_outcome_button(procedure, key, step.outcomes[key]) for key in _choices(view)),
        "returned": tuple(_returned(view)) if state.sent_back else (),
        "pause_label": words.pause_label(procedure, pause.reason) if pause else "",
        "why_not": _why_not(desk, view),
    }


def _choices(view: CaseView) -> tuple[str, ...]:
    """The outcomes on offer, the ways on before the ways back."""
    offered = [offer for offer in view.offers if offer.command in ("complete", "return") and offer.choice]
    return tuple(str(offer.choice) for offer in sorted(offered, key=lambda offer: offer.command))


def _outcome_button(procedure: Procedure, key: str, outcome: Outcome) -> OutcomeButton:
    target = staff_title(procedure.by_id[outcome.target]) if outcome.target else ""
    return OutcomeButton(key, outcome.label, outcome.return_ is not None, outcome.end == "rejected", target)


def _holding(desk: Desk, view: CaseView, kinds: Set[str]) -> dict[str, Any]:
    """Who holds the open step, whether that person may still do it today, and the way out where not."""
    state, resi = view.state, view.case.resi
    holder = offices.officer_by_id(state.holder, desk.today) if state.holder is not None else None
    over = holder is not None and not _may_do(view, holder)
    mine = state.holder == desk.officer.person
    return {
        "holder_name": holder.full_name if holder else "",
        "is_mine": mine,
        "holder_is_over": over,
        "release_url": reverse("desk:act", args=[resi, "lepas"]) if over and mine and "release" in kinds else "",
        "reassign_url": reverse("desk:reassign", args=[resi]) if _is_to_reassign(desk, view) else "",
    }


def _is_to_reassign(desk: Desk, view: CaseView) -> bool:
    """Whether the file is in nobody's hands, and this officer is the superior who can put it into someone's."""
    if not any(offer.command == "reassign" for offer in view.offers) or _is_in_hands(desk, view):
        return False
    step = view.procedure.by_id[view.state.step or ""]
    able = offices.officers_for(view.procedure, step, desk.officer.office_key, desk.today)
    return any(officer.person != view.state.holder and _may_do(view, officer) for officer in able)


def _holder_name(desk: Desk, state: CaseState) -> str:
    holder = offices.officer_by_id(state.holder, desk.today) if state.holder is not None else None
    return holder.full_name if holder else ""


def _why_not(desk: Desk, view: CaseView) -> str:
    """Why this officer cannot finish the open step, in the engine's own sentence; with advice where nobody else can."""
    try:
        require_workable(view.procedure, view.state, desk.officer.actor(view.procedure))
    except Refusal as refusal:
        advice = hinted(refusal) if view.state.open_pause is None and not _is_in_hands(desk, view) else ""
        if isinstance(refusal, NotYourStep | HeldByAnother) and _is_to_reassign(desk, view):
            # Both say to ask a superior, who is reading this: the page leads to reassigning instead.
            advice = ""
        return f"{explained(refusal)} {advice}".strip()
    return ""


def _is_in_hands(desk: Desk, view: CaseView) -> bool:
    """Whether someone else fills a seat today by which the open step can be done, and holds it or may take it."""
    step = view.procedure.by_id[view.state.step or ""]
    able = offices.officers_for(view.procedure, step, desk.officer.office_key, desk.today)
    holder = view.state.holder
    others = (o for o in able if o.person != desk.officer.person and holder in (None, o.person))
    return any(_may_do(view, officer) for officer in others)


def _may_do(view: CaseView, officer: Officer) -> bool:
    try:
        require_eligible(view.procedure, view.state, officer.actor(view.procedure))
    except Refusal:
        return False
    return True


def _returned(view: CaseView) -> Iterable[Mapping[str, str]]:
    """The lines of the latest return, while the case stands where it was sent."""
    latest = next((event for event in reversed(view.events) if event.kind == "step-returned"), None)
    for subject, reason in return_pairs(view.procedure, latest.payload.get("lines", ()) if latest else ()):
        yield {"subject": subject, "reason": reason}


def _numbers(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Each number the case has taken, by the title of its book."""
    found = []
    for event in view.events:
        book = view.procedure.books.get(str(event.payload.get("book", "")))
        if event.number and book:
            found.append((book_title(book.title), event.number))
    return tuple(found)


def _told(view: CaseView, event: EventRecord) -> Mapping[str, object]:
    late = (event.recorded_at - event.occurred_at).total_seconds() > 60
    return {
        "kind": event.kind,
        "sentence": event_sentence(view.procedure, event),
        "number": event.number,
        "acted_as": event.acted_as,
        "at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "late_recorded": late,
        "details": event_details(view.procedure, event.payload),
    }


def _other_acts(view: CaseView) -> Iterable[ActLink]:
    seen = {"complete", "return", "claim", "resume"}
    for offer in view.offers:
        if offer.command in seen:
            continue
        seen.add(offer.command)
        if offer.command == "reassign":
            yield ActLink(REASSIGN.title, reverse("desk:reassign", args=[view.case.resi]))
        else:
            action = BY_KIND[offer.command]
            yield ActLink(action.title, reverse("desk:act", args=[view.case.resi, action.slug]))


def _flow(desk: Desk, view: CaseView) -> tuple[DressedSheet, ...]:
    said = {
        event.step: Words(
            event.acted_as.split(" · ")[0], date_format(timezone.localtime(event.occurred_at), "D j M, H.i")
        )
        for event in view.events
        if event.step and event.kind in ("step-completed", "step-returned")
    }
    if view.state.step is not None:
        calendar = offices.work_calendar(desk.officer.office_key)
        clock = chip(calendar, view.case.step_due_at, desk.now, paused=view.state.open_pause is not None)
        who = _holder_name(desk, view.state) or _("belum diambil")
        said[view.state.step] = Words(
            who, "", clock.words if clock else _("sekarang di sini"), clock.tone if clock else ""
        )
    return picture(view.procedure, standing(view.procedure, view.state, said))


def stale_since(desk: Desk, view: CaseView, version: int) -> tuple[Mapping[str, object], ...]:
    """What happened after the version a form was made from, oldest first; without one, the latest event."""
    newer = [event for event in view.events if event.seq > version] if version >= 0 else []
    return tuple(
        {
            "who": event.acted_as.split(" · ")[0],
            "sentence": event_sentence(view.procedure, event),
            "at": event.occurred_at,
            "mine": event.person == desk.officer.person,
        }
        for event in newer or view.events[-1:]
    )


def colleagues(desk: Desk, view: CaseView) -> tuple[tuple[str, str], ...]:
    """Who may be given the open step today, with position; the present holder apart."""
    step = view.procedure.by_id.get(view.state.step or "")
    if step is None:
        return ()
    return tuple(
        (str(officer.person), f"{officer.full_name} – {', '.join(seat.printed_title for seat in officer.seats)}")
        for officer in offices.officers_for(view.procedure, step, desk.officer.office_key, desk.today)
        if officer.person != view.state.holder and not view.case.is_kept_from(officer.person)
    )
