"""
The same step as plain Django would write it: lock the row, decide, save it, create the event, commit.

Same tables, same engine, same clocks, same hash; only the way to the database differs.
"""

import datetime
from functools import partial
from typing import Any

from benchmarks import office
from benchmarks.measure import Prepare, Work


class _Worker:
    def __init__(self, url: str, number: int) -> None:
        office.set_up(url)
        self.cast = office.Cast(number)

    def step(self) -> None:
        cast = self.cast
        turn = cast.next_turn()
        turn.version, turn.step = _act(turn, cast.command(turn), cast.officer(turn.step or ""), cast.key())


def _act(turn: office.Turn, command: Any, officer: Any, key: Any) -> tuple[int, str | None]:
    from django.db import transaction
    from django.utils import timezone

    from loket.casework import models
    from loket.casework.clocks import due_times
    from loket.casework.procedures import by_id
    from loket.casework.store.linking import Context, link
    from loket.casework.store.rows import COLUMNS, CaseRow, DueTimes, snapshot
    from loket.core.engine import decide, evolve

    now = timezone.now()
    with transaction.atomic():
        case = models.Case.objects.select_for_update().get(resi=turn.resi, office=officer.office_id)
        if case.version != turn.version:
            raise RuntimeError(f"{turn.resi} has moved on.")
        published = by_id(case.procedure_id)
        row = CaseRow(**{name: getattr(case, name) for name in COLUMNS})
        (event,) = decide(published.procedure, row.state(), command, now, officer.actor(published.procedure))
        state = evolve(row.state(), event)
        context = Context(case.resi, published, officer, case.applicant_name, "loket", key)
        _save(
            case,
            link(context, event, state.version),
            snapshot(state, DueTimes(*due_times(published.procedure, state, "bintan"), officer.revision)),
            now,
        )
    return state.version, state.step


def _save(case: Any, link: Any, columns: Any, now: datetime.datetime) -> None:
    from loket.casework import models
    from loket.casework.store.chain import link_hash

    number, prev_hash = None, bytes(case.head_hash)
    if link.book is not None:
        number = _take_number(link.book)
        case.register_number = case.register_number or link.book.label(number, link.book.format)
    for name, value in columns._asdict().items():
        setattr(case, name, value)
    case.recorded_at = now
    case.head_hash = link_hash(prev_hash, link.body, number, now)
    case.save()
    models.Event.objects.create(
        case=case,
        seq=link.seq,
        occurred_at=link.occurred_at,
        recorded_at=now,
        person=link.person,
        number=number,
        key=link.key,
        prev_hash=prev_hash,
        hash=case.head_hash,
        kind=link.kind,
        step=link.step,
        channel=link.channel,
        series=link.book.name if link.book else None,
        acted_as=link.acted_as,
        payload=link.payload,
    )


def _take_number(book: Any) -> int:
    from loket.casework import models

    models.Series.objects.get_or_create(
        name=book.name,
        defaults={"office_id": book.office_id, "book": book.book, "year": book.year, "value": 0, "format": book.format},
    )
    series = models.Series.objects.select_for_update().get(name=book.name)
    series.value += 1
    series.save()
    value: int = series.value
    return value


def _prepare(url: str, number: int) -> Work:
    return _Worker(url, number).step


def preparation(url: str) -> Prepare:
    """How a worker process gets ready."""
    return partial(_prepare, url)
