"""
The audit: is everything that was ever written still as it was written?

It recomputes every chain, number and seal from the stored rows alone, and says the first thing that is wrong first.
"""

import datetime
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Final

from loket.casework import models
from loket.casework.audit.numbers import Numbers
from loket.casework.audit.one_case import BadRow as BadRow
from loket.casework.audit.one_case import prove
from loket.casework.audit.reading import History, database_now, histories, one_moment
from loket.casework.audit.seals import bad_checkpoints, bad_procedures, removed_cases
from loket.offices import queries as offices

MOST_NAMED: Final = 1000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was checked, and what is bad; at most 1,000 rows are named, `bad_count` counts them all."""

    cases: int
    events: int
    numbers: int
    checkpoints: int
    bad_rows: tuple[BadRow, ...]
    bad_count: int

    @property
    def ok(self) -> bool:
        """Nothing is bad."""
        return self.bad_count == 0

    def as_json(self) -> dict[str, object]:
        """The report as a machine reads it."""
        return {
            "ok": self.ok,
            "cases": self.cases,
            "events": self.events,
            "numbers": self.numbers,
            "checkpoints": self.checkpoints,
            "bad_count": self.bad_count,
            "bad_rows": [asdict(row) for row in self.bad_rows],
        }


@dataclass(slots=True)
class _Tally:
    cases: int = 0
    events: int = 0
    checkpoints: int = 0
    bad_count: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)

    def blame(self, row: BadRow) -> None:
        self.bad_count += 1
        if len(self.bad_rows) < MOST_NAMED:
            self.bad_rows.append(row)


def verify(office_key: str | None = None, progress: Progress = lambda _events: None) -> AuditReport:
    """
    Audit one office, or all of them and every stray row. It changes nothing, and writers go on meanwhile.

    The first bad row comes first: frozen procedures, cases in the order they were taken in, checkpoints, numbers.
    `progress` is called with the events of each portion. Raises offices' NoSuchOffice.
    """
    office_id = offices.office(office_key).id if office_key is not None else None
    tally = _Tally()
    with one_moment():
        numbers, now = Numbers.read(office_id), database_now()
        for frozen in bad_procedures(office_key):
            tally.blame(frozen)
        for portion in histories(office_id):
            for history in portion:
                _prove(history, numbers, now, tally)
            progress(sum(len(history.events) for history in portion))
        _seals(office_id, tally)
        for gap in numbers.gaps():
            tally.blame(gap)
    return AuditReport(
        tally.cases, tally.events, numbers.count, tally.checkpoints, tuple(tally.bad_rows), tally.bad_count
    )


def _prove(history: History, numbers: Numbers, now: datetime.datetime, tally: _Tally) -> None:
    tally.cases += history.case is not None
    tally.events += len(history.events)
    proof = prove(history, numbers.forms, now)
    for event in history.events:
        if event.series is not None and event.number is not None:
            bad = numbers.meet(event.series, event.number, proof.resi, event.seq)
            if bad is not None:
                proof.bad_rows.append(bad)
    for row in sorted(proof.bad_rows, key=lambda row: row.seq):
        tally.blame(row)


def _seals(office_id: int | None, tally: _Tally) -> None:
    for verdict in bad_checkpoints(office_id):
        tally.checkpoints += 1
        if verdict is not None:
            tally.blame(verdict)
    for removed in removed_cases(office_id):
        tally.blame(removed)


def size(office_key: str | None = None) -> int:
    """How many events an audit will read."""
    events = models.Event.objects.all()
    if office_key is not None:
        events = events.filter(case__office=offices.office(office_key).id)
    return events.count()
