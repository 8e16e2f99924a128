"""The same act on many cases at once, each judged by itself, all written in one transaction."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID, uuid5

from loket.casework import words
from loket.casework.acts import Plan, act, acted, code_of, plan_act, replayed, require_own
from loket.casework.judging import OfficeMoved, hold_office, of_now, require_seat
from loket.casework.procedures import by_id
from loket.casework.records import Acted, ItemResult
from loket.casework.refusals import NoSuchCase, NothingChosen, TooMany
from loket.casework.store import door
from loket.casework.store.linking import Context
from loket.casework.store.rows import read_cases
from loket.casework.store.seen import SeenCase
from loket.core.engine import Command, Release
from loket.core.problems import Refusal
from loket.offices.records import Officer

MOST_AT_ONCE: Final = 500


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
    return _many(items, command_for, officer, key, channel)


def _many(
    items: Sequence[tuple[str, int]], command_for: Callable[[str], Command], officer: Officer, key: UUID, channel: str
) -> tuple[ItemResult, ...]:
    results: dict[str, ItemResult] = {}
    plans: dict[str, Plan] = {}
    officer = of_now(officer, None)
    require_seat(officer)
    rows = {row.resi: row for row in read_cases([_code_or_text(resi) for resi, _ in items])}
    for resi, version in items:
        code = _code_or_text(resi)
        try:
            row = require_own(rows.get(code), officer, resi)
            if row.version != version:
                results[resi] = _done(replayed(row, by_id(row.procedure_id), officer, uuid5(key, code)))
                continue
            context = Context(code, by_id(row.procedure_id), officer, row.applicant_name, channel, uuid5(key, code))
            plans[resi] = plan_act(context, SeenCase(row, row.state()), command_for(code))
        except Refusal as refusal:
            results[resi] = _refused(resi, refusal)
    results.update(_write_many(plans, command_for, officer))
    return tuple(results[resi] for resi, _ in items)


def _write_many(
    plans: dict[str, Plan], command_for: Callable[[str], Command], officer: Officer
) -> dict[str, ItemResult]:
    """
    All plans in one transaction: every case is held before the first book, so that nobody locks another out.

    What changes the register is written case by case, so that one that is refused leaves the others.
    """
    together = {resi: plan for resi, plan in plans.items() if plan.effect is None}

    def write() -> dict[str, door.Recorded | None]:
        if any(plan.row.closed_at for plan in together.values()):
            # A change of the calendar leaves closed cases out; see `acts`.
            hold_office(officer)
        door.hold_cases([plan.row.id for plan in together.values()])
        in_order = sorted(together.items(), key=lambda item: item[1].link.book.name if item[1].link.book else "")
        return {
            resi: door.append_inside(plan.row, plan.columns, plan.link, officer.revision) for resi, plan in in_order
        }

    results = {}
    try:
        written = door.run(write) if together else {}
    except OfficeMoved:
        written = dict.fromkeys(together)
    door.share(plans[resi].link for resi, recorded in written.items() if recorded and not recorded.signed_short)
    for resi, plan in plans.items():
        recorded = written.get(resi)
        if recorded is not None:
            results[resi] = _done(acted(plan, recorded))
            continue
        try:
            again = act(
                resi,
                command_for(plan.row.resi),
                officer=officer,
                version=plan.row.version,
                key=plan.link.key,
                channel=plan.link.channel,
            )
            results[resi] = _done(again)
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
    """
    Put every open file that a person holds back into the pool: a leaver's desk. A superior's act.

    A complaint about that superior is none of them, and does not say so: another superior releases it.
    """
    held = door.held_by(officer.office_id, person, seen_by=officer.person)
    portions = (held[start : start + MOST_AT_ONCE] for start in range(0, len(held), MOST_AT_ONCE))
    return tuple(
        result
        for portion in portions
        for result in act_many(portion, lambda _resi: Release(reason), officer=officer, key=key)
    )
