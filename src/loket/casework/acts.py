"""What officers do to a running case: read it, let the engine decide, write through the store."""

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from loket.casework import words
from loket.casework.answered import require_answered
from loket.casework.clocks import due_times, step_due
from loket.casework.closed_ways import require_not_towards
from loket.casework.collecting import require_collector
from loket.casework.judging import TRIES, OfficeMoved, hold_office, of_now, require_seat
from loket.casework.mandated import by_mandate
from loket.casework.own_family import require_unrelated
from loket.casework.procedures import PublishedProcedure, by_id
from loket.casework.records import Acted
from loket.casework.refusals import NoSuchCase, NoSuchOfficer, OfficeChanging, StaleVersion, TimeRunsBack
from loket.casework.store import door, seen
from loket.casework.store.history import StoredEvent, events_of_case, state_after
from loket.casework.store.linking import Context, link
from loket.casework.store.rows import (
    CaseRow,
    DueTimes,
    Link,
    Snapshot,
    moved,
    read_case,
    read_to_act,
    snapshot,
)
from loket.casework.store.seen import SeenCase
from loket.core.engine import CaseState, Command, Event, Reassign, decide, evolve, step_of
from loket.core.engine.events import CaseWithdrawn, StepCompleted, StepRecalled
from loket.core.problems import BadTerm, Refusal
from loket.core.procedure.model import Procedure
from loket.core.terms import Resi
from loket.entries import services as entries
from loket.entries.queries import Application, parties_of
from loket.entries.services import StepDone
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import services as residents

_MOVES_NO_CLOCK: Final = frozenset(
    {"step-claimed", "step-released", "step-reassigned", "note-added", "paper-signed", "papers-collected"}
)


class Plan(NamedTuple):
    """
    A decided act, ready to be written: its event as a link, with the state and the snapshot it leaves.

    `effect` is what it does to the register, in the same transaction; None for acts that concern no form.
    """

    row: CaseRow
    state: CaseState
    link: Link
    columns: Snapshot
    effect: StepDone | None = None


@lru_cache(4096)
def code_of(resi: str) -> str:
    """The resi as stored, from any way of writing it. Raises NoSuchCase for a text that is none."""
    try:
        return Resi.parse(resi).code
    except BadTerm as bad:
        raise NoSuchCase(resi=resi) from bad


def require_own(row: CaseRow | None, officer: Officer, resi: str) -> CaseRow:
    """
    The row, if it is of the officer's office and not kept from the officer: neither exists here. Raises NoSuchCase.

    Whoever tried too many resis of nothing is answered none for a while: raises TooManyLookups of the register.
    """
    residents.require_not_trying(officer)
    if row is None or row.office_id != officer.office_id or row.is_kept_from(officer.person):
        residents.unknown_resi(officer, resi)
        raise NoSuchCase(resi=resi)
    return row


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
    Do one thing with one case, committed when this returns: one write, after one read where this process has not seen
    the case at `version`.

    `version` is that of the form the officer saw; `key` makes a repeated form answer what it answered first.
    `at` is when it truly happened, for paper kept during an outage; the database adds its own time of recording.
    Raises NoSuchCase, NoSeat, StaleVersion, TimeRunsBack, OfficeChanging, and the engine's refusals; then nothing was
    written.
    """
    wish = _Wish(code_of(resi), resi, command, version, key, channel, at)
    found = seen.at_version(wish.code, version)
    if found is not None and found.row.office_id == officer.office_id and not found.row.is_kept_from(officer.person):
        done = _unless_refused(wish, found, officer)
        if done is not None:
            return done
    for _ in range(TRIES):
        done = _act_as_read(wish, officer)
        if done is not None:
            return done
    raise OfficeChanging


def require_doable(resi: str, commands: Sequence[Command], *, officer: Officer, version: int) -> None:
    """
    Refuse what `act` would refuse of these commands one after the other, and write nothing; for what must not be noted
    down unless the rest follows.

    Of a case that has moved on from `version` nothing is said: `act` answers a repeated form itself. What a step would do
    to the register is not judged. Raises NoSuchCase, NoSeat, CollectorNotApplicant and the engine's refusals.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    if row.version != version:
        return
    officer = of_now(officer, None)
    require_seat(officer)
    procedure, state = by_id(row.procedure_id).procedure, row.state()
    for command in commands:
        state = evolve(state, decided(procedure, SeenCase(row, state), command, officer))


class _Wish(NamedTuple):
    """What is to be done, as it was asked for."""

    code: str
    resi: str
    command: Command
    version: int
    key: UUID
    channel: str
    at: datetime.datetime | None


def _unless_refused(wish: _Wish, found: SeenCase, officer: Officer) -> Acted | None:
    """The act on a case as it was seen; a refusal counts only when the case is still so, which only reading tells."""
    try:
        return _write(wish, found, officer)
    except Refusal:
        return None


def _act_as_read(wish: _Wish, officer: Officer) -> Acted | None:
    """The act on the case as it is; None when case or office moved between reading and writing."""
    found = read_to_act(wish.code)
    row = require_own(found[0] if found else None, officer, wish.resi)
    assert found is not None
    offices.confirm(row.office_id, found[1])
    if row.version != wish.version:
        require_seat(of_now(officer, wish.at))
        return replayed(row, by_id(row.procedure_id), officer, wish.key)
    try:
        return _write(wish, SeenCase(row, row.state()), officer)
    except Refusal:
        # What a form does to the register comes before the case itself: a colleague, or this very form sent twice, may have
        # been first, and then the refusal speaks of their work.
        if _stands(wish, row):
            raise
        return None


def _stands(wish: _Wish, row: CaseRow) -> bool:
    again = read_case(wish.code)
    return again is None or again.version == row.version


def _write(wish: _Wish, found: SeenCase, officer: Officer) -> Acted | None:
    officer = of_now(officer, wish.at)
    require_seat(officer)
    if officer.revision != offices.office_by_id(officer.office_id).revision:
        return None
    row = found.row
    context = Context(wish.code, by_id(row.procedure_id), officer, row.applicant_name, wish.channel, wish.key)
    plan = plan_act(context, found, wish.command, wish.at)
    recorded = _append(plan, officer)
    if recorded is None:
        return None
    if not recorded.signed_short:
        door.share([plan.link])
    offices.confirm(row.office_id, officer.revision)
    if plan.effect is None:  # Else the row holds more than the step moved.
        seen.remember(
            SeenCase(moved(row, plan.columns, recorded.recorded_at, recorded.hash, recorded.label), plan.state)
        )
    return acted(plan, recorded)


def _append(plan: Plan, officer: Officer) -> door.Recorded | None:
    if plan.effect is not None:
        return _with_effect(plan, plan.effect, officer)
    if plan.row.closed_at:
        return _reopen(plan, officer)
    return door.append(plan.row, plan.columns, plan.link, officer.revision)


class _CaseMoved(Exception):
    """The case or its office had moved on, so what the step did to the register is undone with it."""


def _with_effect(plan: Plan, effect: StepDone, officer: Officer) -> door.Recorded | None:
    """
    The step together with what it does to the register, or neither.

    The register's rows are held before the case's, here and nowhere else, so that no two wait for each other.
    """

    def write() -> door.Recorded:
        entries.at_step(effect)
        _name_parties(plan.row, officer)
        recorded = door.append_inside(plan.row, plan.columns, plan.link, officer.revision)
        if recorded is None:
            raise _CaseMoved
        return recorded

    try:
        return door.run(write)
    except _CaseMoved:
        return None


def _name_parties(row: CaseRow, officer: Officer) -> None:
    """Keep with the case whom its form names by now; the officer who finishes the step must be none of them."""
    named = parties_of(row.resi)
    residents.require_no_kin(officer, named)
    door.name_parties(row.id, " ".join(sorted(map(residents.as_party, named))))


def _reopen(plan: Plan, officer: Officer) -> door.Recorded | None:
    """A change of the calendar leaves closed cases out, so none may happen between judging this one and writing it."""

    def write() -> door.Recorded | None:
        hold_office(officer)
        return door.append_inside(plan.row, plan.columns, plan.link, officer.revision)

    try:
        return door.run(write)
    except OfficeMoved:
        return None


def plan_act(context: Context, found: SeenCase, command: Command, at: datetime.datetime | None = None) -> Plan:
    """Let the engine decide. Raises TimeRunsBack, UnwritableText, CollectorNotApplicant the engine's refusals, and those of entries."""
    procedure, row = context.published.procedure, found.row
    event = decided(procedure, found, command, context.officer, at)
    state = evolve(found.state, event)
    due = _due(context, row, state, event)
    written = link(context, event, state.version)
    return Plan(row, state, written, snapshot(state, due), _effect(context, found.state, event))


def decided(
    procedure: Procedure, found: SeenCase, command: Command, officer: Officer, at: datetime.datetime | None = None
) -> Event:
    """What the engine makes of a command, for the applicant this case has. Raises OwnFamily, LeadsToComplained, Unanswered, TimeRunsBack, its refusals, and those of `by_mandate` and `require_collector`."""
    require_unrelated(found.row, command, officer)
    require_not_towards(found.row, procedure, command, officer)
    require_answered(found, procedure, command)
    (event,) = decide(procedure, found.state, command, _moment(found.state, at), officer.actor(procedure))
    today = offices.today(officer.office_key, event.at)
    event = by_mandate(found.row, procedure, command, event, today)
    return require_collector(found.row, procedure, command, event, today)


def _effect(context: Context, before: CaseState, event: Event) -> StepDone | None:
    procedure = context.published.procedure
    entry = procedure.entry
    if entry is None:
        return None
    if isinstance(event, StepRecalled | CaseWithdrawn):
        entries.require_undoable(context.resi, step_of(event) if isinstance(event, StepRecalled) else None)
    if not isinstance(event, StepCompleted) or event.end == "rejected":
        return None
    if not entries.concerns(event.step, procedure, context.officer.office_id):
        return None
    # Where the procedure has a way round the operator's step, who takes it has nothing to fill in.
    if event.step != entry.fill and all(passage.step != entry.fill for passage in before.passages):
        return None
    submitted_on = offices.today(context.officer.office_key, before.submitted_at)
    application = Application(context.resi, procedure, before.answers, event.step, submitted_on)
    return StepDone(application, procedure.by_id[event.step], context.officer, event.at, event.evidence, context.key)


def _moment(state: CaseState, at: datetime.datetime | None) -> datetime.datetime:
    """When the act happened: never before what it follows, also where the clock of one machine is slow."""
    if at is None:
        return max(timezone.now(), state.moved_at)
    if at < state.moved_at:
        raise TimeRunsBack
    return at


def _due(context: Context, row: CaseRow, state: CaseState, event: Event) -> DueTimes:
    if event.kind in _MOVES_NO_CLOCK:
        return DueTimes(row.step_due_at, row.promise_due_at, row.due_revision)
    procedure, office_key = context.published.procedure, context.published.office_key
    revision = context.officer.revision
    if row.due_revision == revision and _promise_stands(procedure, row, state, event):
        due = step_due(procedure, state, office_key)
        return DueTimes(due.at if due else None, row.promise_due_at, revision)
    return DueTimes(*due_times(procedure, state, office_key), revision)


def _promise_stands(procedure: Procedure, row: CaseRow, state: CaseState, event: Event) -> bool:
    """Whether the promise is still due when the row says: its clock was running, and neither began nor paused here."""
    running = row.promise_due_at is not None and state.open_pause is None and event.at >= row.opened_at
    ended_a_pause = bool(state.pauses) and state.pauses[-1].until == event.at
    # While a case is closed no change of the calendar moves its due times.
    reopened = row.closed_at is not None
    promises = procedure.clock.promise_by
    begins = {procedure.clock.starts_after, promises.step if promises else None}
    return running and not ended_a_pause and not reopened and step_of(event) not in begins


def acted(plan: Plan, recorded: door.Recorded) -> Acted:
    """The answer of an act that was written."""
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


def replayed(row: CaseRow, published: PublishedProcedure, officer: Officer, key: UUID) -> Acted:
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
    """
    Give the open step to a colleague; a superior's act. Raises NoSuchOfficer, OwnFamilyOfColleague and what `act` raises.

    The same `key` gives the same answer, also when the colleague has left since.
    """
    now = timezone.now()
    row = require_own(read_case(code_of(resi)), officer, resi)
    colleague = offices.officer_by_id(to_person, offices.today(officer.office_key, now))
    if (
        colleague is None
        or colleague.office_id != officer.office_id
        or not colleague.seats
        or row.is_kept_from(to_person)
    ):
        if row.version != version:
            require_seat(of_now(officer, None))
            return replayed(row, by_id(row.procedure_id), officer, key)
        raise NoSuchOfficer
    residents.require_no_kin_of_colleague(colleague, row.concerned)
    command = Reassign(colleague.actor(by_id(row.procedure_id).procedure), reason)
    return act(resi, command, officer=officer, version=version, key=key, channel=channel)
