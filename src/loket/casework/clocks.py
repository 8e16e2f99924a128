"""The clocks of a case: computed from its state, its procedure and the office calendar; columns only cache them."""

import datetime
from dataclasses import dataclass
from typing import cast

from loket.core.engine import CaseState, Passage
from loket.core.procedure.model import Procedure
from loket.core.worktime import Due, Duration, Measures, Pause, Unit, WaitsFor, WorkCalendar, due, measure
from loket.offices import queries as offices


@dataclass(frozen=True, slots=True)
class Promise:
    """
    The promise for the whole case: when its clock started and stopped, and when it falls due.

    `due` is None where nothing is promised or the clock has not started.
    """

    started_at: datetime.datetime | None
    stopped_at: datetime.datetime | None
    due: Due | None


def pauses_of(state: CaseState) -> tuple[Pause, ...]:
    """The pauses of a case as the calendar takes them."""
    return tuple(Pause(p.since, p.until, p.reason, cast("WaitsFor", p.waits_for)) for p in state.pauses)


def step_due(
    procedure: Procedure, state: CaseState, office_key: str, calendar: WorkCalendar | None = None
) -> Due | None:
    """
    When the open step falls due by its printed time; None where none is printed or the case is closed.

    `calendar` tries another calendar than the office's own, before it is declared.
    """
    if state.step is None:
        return None
    return _due(office_key, state, state.opened_at, procedure.by_id[state.step].duration, calendar)


def promise(procedure: Procedure, state: CaseState, office_key: str, calendar: WorkCalendar | None = None) -> Promise:
    """
    The clock of the whole case.

    It starts when `clock.starts_after` is passed for the first time (without it: at submission) and stops when
    `clock.stops_after` is passed the last time (without it: when the case closes).
    """
    clock = procedure.clock
    started_at = state.submitted_at if clock.starts_after is None else _passed_at(procedure, state, clock.starts_after)
    if clock.stops_after is None or not state.is_open:
        stopped_at = state.closed_at
    else:
        stopped_at = _standing_pass(procedure, state, clock.stops_after)
    if started_at is None:
        return Promise(None, stopped_at, None)
    duration = clock.duration_after(outcome_of_promise(procedure, state))
    return Promise(started_at, stopped_at, _due(office_key, state, started_at, duration, calendar))


def outcome_of_promise(procedure: Procedure, state: CaseState) -> str | None:
    """By which outcome the step was passed last that says what is promised; None before, and where nothing depends on it."""
    promises = procedure.clock.promise_by
    if promises is None:
        return None
    return next(
        (p.outcome for p in reversed(state.passages) if p.step == promises.step and _forward(procedure, p)), None
    )


def first_passing(
    procedure: Procedure, state: CaseState, step: str, office_key: str
) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """When a step was passed for the first time, and when it was due by its own time, counted from the submission."""
    due_by = _due(office_key, state, state.submitted_at, procedure.by_id[step].duration, None)
    return _passed_at(procedure, state, step), due_by.at if due_by else None


def due_times(
    procedure: Procedure, state: CaseState, office_key: str, calendar: WorkCalendar | None = None
) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """The two cached columns: due time of the open step, and of the promise."""
    step = step_due(procedure, state, office_key, calendar)
    whole = promise(procedure, state, office_key, calendar).due
    return (step.at if step else None, whole.at if whole else None)


def promise_runs_to(
    procedure: Procedure, step: str | None, promise_due_at: datetime.datetime | None
) -> datetime.datetime | None:
    """
    The due time of a promise that is still running; None once the case stands behind the step that keeps it.

    `promise_due_at` stays on the case for ever: it is what the resi says. Lateness is judged by this.
    """
    stops_after = procedure.clock.stops_after
    kept = step is None or (stops_after is not None and procedure.order[step] > procedure.order[stops_after])
    return None if kept else promise_due_at


def wait_ends(office_key: str, since: datetime.datetime, days: int) -> datetime.datetime:
    """The end of the last of so many working days after a file began to wait."""
    ends = due(offices.work_calendar(office_key), since, Duration(days, Unit.WORKING_DAYS)).at
    # Without a pause every wait has an end.
    assert ends is not None
    return ends


def measures(state: CaseState, office_key: str, now: datetime.datetime) -> Measures:
    """Who used the time of the case so far: citizen's calendar time, office time, waiting, outage."""
    end = max(state.closed_at or now, state.submitted_at)
    calendar = offices.work_calendar(office_key)
    return measure(calendar, state.submitted_at, end, pauses_of(state), offices.incidents(office_key))


def _due(
    office_key: str,
    state: CaseState,
    start: datetime.datetime,
    duration: Duration | None,
    calendar: WorkCalendar | None,
) -> Due | None:
    if duration is None:
        return None
    try:
        return due(
            calendar or offices.work_calendar(office_key),
            start,
            duration,
            pauses_of(state),
            offices.incidents(office_key),
        )
    except ValueError:
        # A calendar without hours for ten years is a fault of the calendar page; the counter goes on without a clock.
        return None


def _forward(procedure: Procedure, passage: Passage) -> bool:
    outcome = procedure.by_id[passage.step].outcomes.get(passage.outcome)
    recalled = passage.voided and not passage.marks
    return not recalled and outcome is not None and outcome.return_ is None


def _passed_at(procedure: Procedure, state: CaseState, step: str) -> datetime.datetime | None:
    return next((p.at for p in state.passages if p.step == step and _forward(procedure, p)), None)


def _standing_pass(procedure: Procedure, state: CaseState, step: str) -> datetime.datetime | None:
    """When the step was last passed, unless the case has since gone back to it or before it."""
    latest = next((p.at for p in reversed(state.passages) if p.step == step and _forward(procedure, p)), None)
    behind = state.step is not None and procedure.order[state.step] <= procedure.order[step]
    return None if behind else latest
