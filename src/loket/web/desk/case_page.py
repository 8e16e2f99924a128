"""Everything the page of one case shows, gathered from the case view; the same for a fresh page and a refused form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from loket.casework import words
from loket.casework.queries import CaseView
from loket.casework.refusals import StaleVersion
from loket.core.engine import CaseState, Status
from loket.core.engine.guards import require_workable, title_of
from loket.core.problems import Problem, Refusal
from loket.core.procedure.acts import ACTS
from loket.core.procedure.model import Outcome, Procedure, Step
from loket.core.worktime import printed_length
from loket.offices import queries as offices
from loket.web.desk.actions import BY_KIND
from loket.web.desk.case_words import answer_pairs, event_details, return_pairs
from loket.web.desk.checklist import STATES
from loket.web.desk.clocks import Chip, chip
from loket.web.desk.evidence import StepForm, step_form
from loket.web.desk.pages import Desk, fresh_key, page
from loket.web.flow.standing import Words, picture, standing

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
    return {
        **frame_context(desk, view),
        **_clock_context(desk, view),
        **_step_context(desk, view, shown),
        "problems": shown.problems,
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
        **_paper_context(view),
    }
