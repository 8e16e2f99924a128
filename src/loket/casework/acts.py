"""What officers do to a running case: read it, let the engine decide, write through the store."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils import timezone

from loket.casework import store, words
from loket.casework.clocks import due_times, step_due
from loket.casework.history import StoredEvent, events_of_case, state_after
from loket.casework.linking import Context, link
from loket.casework.procedures import PublishedProcedure, by_id
from loket.casework.records import Acted, ItemResult
from loket.casework.refusals import (
    NoSeat,
    NoSuchCase,
    NoSuchOfficer,
    NothingChosen,
    StaleVersion,
    TimeRunsBack,
    TooMany,
)
from loket.casework.rows import CaseRow, Link, Snapshot, read_case, read_cases, snapshot
from loket.core.engine import CaseState, Command, Event, Reassign, Release, decide, evolve, step_of
from loket.core.problems import BadTerm, Refusal
from loket.core.procedure.model import Procedure
from loket.core.terms import Resi
from loket.offices import queries as offices
from loket.offices.records import Officer

MOST_AT_ONCE: Final = 500
_MOVES_NO_CLOCK: Final = frozenset({"step-claimed", "step-released", "step-reassigned", "note-added"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A decided act, ready to be written: its event as a link, with the state and the snapshot it leaves."""

    row: CaseRow
    state: CaseState
    link: Link
    columns: Snapshot


def code_of(resi: str) -> str:
    """The resi as stored, from any way of writing it. Raises NoSuchCase for a text that is none."""
    try:
        return Resi.parse(resi).code
    except BadTerm as bad:
        raise NoSuchCase(resi=resi) from bad


def require_own(row: CaseRow | None, officer: Officer, resi: str) -> CaseRow:
    """The row, if it is of the officer's office; another office's case does not exist here. Raises NoSuchCase."""
    if row is None or row.office_id != officer.office_id:
        raise NoSuchCase(resi=resi)
    return row


def require_seat(officer: Officer) -> None:
    """The officer fills a position today. Raises NoSeat."""
    if not officer.seats:
        because = f" ({officer.absent})" if officer.absent else ""
        raise NoSeat(because=because)


def act(
    resi: str,
    command: Command,
    *,
    officer: Officer,
    version: int,
    key: UUID,
    channel: str = "loket",
    at: datetime.datetime | None = None,
) -> Acted:
    """
    Do one thing with one case: one read and one write, committed when this returns.

    `version` is that of the form the officer saw; `key` makes a repeated form answer what it answered first.
    `at` is when it truly happened, for paper kept during an outage; the database adds its own time of recording.
    Raises NoSuchCase, NoSeat, StaleVersion, TimeRunsBack, and the engine's refusals; then nothing was written.
    """
    code = code_of(resi)
    row = require_own(read_case(code), officer, resi)
    require_seat(officer)
    published = by_id(row.procedure_id)
    if row.version != version:
        return _replayed(row, published, officer, key)
    context = Context(code, published, officer, row.applicant_name, channel, key)
    plan = _plan(context, row, command, at)
    recorded = store.append(plan.row, plan.columns, plan.link)
    if recorded is None:
        return _replayed(require_own(read_case(code), officer, resi), published, officer, key)
    return _acted(plan, recorded)


def _plan(context: Context, row: CaseRow, command: Command, at: datetime.datetime | None = None) -> Plan:
    procedure = context.published.procedure
    state = row.state()
    (event,) = decide(procedure, state, command, _moment(state, at), context.officer.actor(procedure))
    state = evolve(state, event)
    return Plan(row, state, link(context, event, state.version), _snapshot(context, row, state, event))


def _moment(state: CaseState, at: datetime.datetime | None) -> datetime.datetime:
    """When the act happened: never before what it follows, also where the clock of one machine is slow."""
    if at is None:
        return max(timezone.now(), state.moved_at)
    if at < state.moved_at:
        raise TimeRunsBack
    return at


def _snapshot(context: Context, row: CaseRow, state: CaseState, event: Event) -> Snapshot:
    if event.kind in _MOVES_NO_CLOCK:
        return snapshot(state, row.step_due_at, row.promise_due_at)
    procedure, office_key = context.published.procedure, context.published.office_key
    if _promise_stands(procedure, row, state, event):
        due = step_due(procedure, state, office_key)
        return snapshot(state, due.at if due else None, row.promise_due_at)
    return snapshot(state, *due_times(procedure, state, office_key))


def _promise_stands(procedure: Procedure, row: CaseRow, state: CaseState, event: Event) -> bool:
    """Whether the promise is still due when the row says: its clock was running, and neither began nor paused here."""
    running = row.promise_due_at is not None and state.open_pause is None and event.at >= row.opened_at
    ended_a_pause = bool(state.pauses) and state.pauses[-1].until == event.at
    # While a case is closed no change of the calendar moves its due times.
    reopened = row.closed_at is not None
    return running and not ended_a_pause and not reopened and step_of(event) != procedure.clock.starts_after


def _acted(plan: Plan, recorded: store.Recorded) -> Acted:
    columns, zone = plan.columns, ZoneInfo(offices.office_by_id(plan.row.office_id).zone)
    # Due times kept from the row are in UTC; a replayed answer must not differ from the first in how it is written.
    step_due_at, promise_due_at = (
        at.astimezone(zone) if at else None for at in (columns.step_due_at, columns.promise_due_at)
    )
    return Acted(
        plan.row.resi,
        columns.version,
        plan.state.status,
        columns.step,
        recorded.label,
        step_due_at,
        promise_due_at,
    )


def _replayed(row: CaseRow, published: PublishedProcedure, officer: Officer, key: UUID) -> Acted:
    """The first answer to the same key; or StaleVersion, saying who changed what since."""
    events = events_of_case(row.id)
    upto = max((e.seq for e in events if e.key == key and e.person == officer.person), default=0)
    if not upto:
        raise stale(row, published, events[-1])
    return replay(row, published, events[:upto], key)


def replay(row: CaseRow, published: PublishedProcedure, events: Sequence[StoredEvent], key: UUID) -> Acted:
    """The answer an act gave whose key the latest of `events` carry."""
    state = state_after(events)
    step_due_at, promise_due_at = due_times(published.procedure, state, published.office_key)
    number = next((e.label for e in events if e.key == key and e.label), None)
    return Acted(row.resi, state.version, state.status, state.step, number, step_due_at, promise_due_at, replayed=True)


def stale(row: CaseRow, published: PublishedProcedure, latest: StoredEvent) -> StaleVersion:
    """The refusal that names the latest change."""
    what = words.sentence(published.procedure, latest.kind, latest.step, latest.payload)
    return StaleVersion(resi=row.resi, version=row.version, who=latest.acted_as, what=what, when=latest.recorded_at)


def reassign(
    resi: str, *, to_person: int, reason: str, officer: Officer, version: int, key: UUID, channel: str = "loket"
) -> Acted:
    """Give the open step to a colleague; a superior's act. Raises NoSuchOfficer and what `act` raises."""
    now = timezone.now()
    row = require_own(read_case(code_of(resi)), officer, resi)
    colleague = offices.officer_by_id(to_person, offices.today(officer.office_key, now))
    if colleague is None or colleague.office_id != officer.office_id or not colleague.seats:
        raise NoSuchOfficer
    command = Reassign(colleague.actor(by_id(row.procedure_id).procedure), reason)
    return act(resi, command, officer=officer, version=version, key=key, channel=channel)


def act_many(
    items: Sequence[tuple[str, int]],
    command_for: Callable[[str], Command],
    *,
    officer: Officer,
    key: UUID,
    channel: str = "loket",
) -> tuple[ItemResult, ...]:
    """
    Do the same with many cases: each is judged by itself, the results come in the order asked, and the writes are
    one transaction.

    `key` is that of the form; each case gets its own from it, so a repeated form answers the same. At most 500.
    Raises TooMany, NothingChosen, NoSeat.
    """
    if not items:
        raise NothingChosen
    if len(items) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE, count=len(items))
    require_seat(officer)
    return _many(items, command_for, officer, key, channel)


def _many(
    items: Sequence[tuple[str, int]], command_for: Callable[[str], Command], officer: Officer, key: UUID, channel: str
) -> tuple[ItemResult, ...]:
    results: dict[str, ItemResult] = {}
    plans: dict[str, Plan] = {}
    rows = {row.resi: row for row in read_cases([_code_or_text(resi) for resi, _ in items])}
    for resi, version in items:
        code = _code_or_text(resi)
        try:
            row = require_own(rows.get(code), officer, resi)
            if row.version != version:
                results[resi] = _done(_replayed(row, by_id(row.procedure_id), officer, uuid5(key, code)))
                continue
            context = Context(code, by_id(row.procedure_id), officer, row.applicant_name, channel, uuid5(key, code))
            plans[resi] = _plan(context, row, command_for(code))
        except Refusal as refusal:
            results[resi] = _refused(resi, refusal)
    results.update(_write_many(plans, officer, key))
    return tuple(results[resi] for resi, _ in items)


def _write_many(plans: dict[str, Plan], officer: Officer, key: UUID) -> dict[str, ItemResult]:
    """All plans in one transaction: every case is held before the first book, so that nobody locks another out."""

    def write() -> dict[str, store.Recorded | None]:
        store.hold_cases([plan.row.id for plan in plans.values()])
        in_order = sorted(plans.items(), key=lambda item: item[1].link.book.name if item[1].link.book else "")
        return {resi: store.append_inside(plan.row, plan.columns, plan.link) for resi, plan in in_order}

    results = {}
    for resi, recorded in (store.run(write) if plans else {}).items():
        plan = plans[resi]
        if recorded is not None:
            results[resi] = _done(_acted(plan, recorded))
            continue
        try:
            row = require_own(read_case(plan.row.resi), officer, resi)
            results[resi] = _done(_replayed(row, by_id(row.procedure_id), officer, uuid5(key, row.resi)))
        except Refusal as refusal:
            results[resi] = _refused(resi, refusal)
    return results


def _code_or_text(resi: str) -> str:
    try:
        return code_of(resi)
    except NoSuchCase:
        return resi


def _done(acted: Acted) -> ItemResult:
    return ItemResult(acted.resi, True, words.done_sentence(acted.number), acted.version)


def _refused(resi: str, refusal: Refusal) -> ItemResult:
    return ItemResult(resi, False, refusal.explanation, problem_id=refusal.id)


def release_held_by(person: int, *, officer: Officer, reason: str, key: UUID) -> tuple[ItemResult, ...]:
    """Put every open file that a person holds back into the pool: a leaver's desk. A superior's act."""
    held = store.held_by(officer.office_id, person)
    portions = (held[start : start + MOST_AT_ONCE] for start in range(0, len(held), MOST_AT_ONCE))
    return tuple(
        result
        for portion in portions
        for result in act_many(portion, lambda _resi: Release(reason), officer=officer, key=key)
    )
