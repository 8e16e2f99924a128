"""When a calendar changes, the due times of open cases move: they are a cache of the calendar."""

from collections.abc import Iterable
from typing import Final

from loket.casework import models, store
from loket.casework.clocks import due_times
from loket.casework.procedures import by_id
from loket.casework.rows import CaseRow, read_cases
from loket.offices import queries as offices

CHUNK: Final = 200


def recompute_due(office_key: str) -> int:
    """
    Compute the due times of an office's open cases anew; return how many moved.

    To be called after a holiday, closure, incident or hours have changed. Each chunk of 200 is one transaction; a
    case that moves on meanwhile keeps the due time its own act has computed. Raises NoSuchOffice.
    """
    office = offices.office(office_key)
    resis = models.Case.objects.filter(office=office.id, closed_at=None).order_by("pk").values_list("resi", flat=True)
    return sum(_recompute(chunk, office_key) for chunk in _chunks(list(resis)))


def would_move(office_key: str) -> int:
    """How many due times differ from what the calendar now says, without changing any."""
    office = offices.office(office_key)
    resis = models.Case.objects.filter(office=office.id, closed_at=None).values_list("resi", flat=True)
    return sum(len(_moved(chunk, office_key)) for chunk in _chunks(list(resis)))


def _chunks(resis: list[str]) -> Iterable[list[str]]:
    return (resis[start : start + CHUNK] for start in range(0, len(resis), CHUNK))


def _moved(resis: list[str], office_key: str) -> list[tuple[CaseRow, tuple[object, object]]]:
    moved: list[tuple[CaseRow, tuple[object, object]]] = []
    for row in read_cases(resis):
        due = due_times(by_id(row.procedure_id).procedure, row.state(), office_key)
        if due != (row.step_due_at, row.promise_due_at):
            moved.append((row, due))
    return moved


def _recompute(resis: list[str], office_key: str) -> int:
    moved = _moved(resis, office_key)

    def write() -> int:
        changed = 0
        for row, (step_due_at, promise_due_at) in moved:
            unmoved = models.Case.objects.filter(pk=row.id, version=row.version)
            changed += unmoved.update(step_due_at=step_due_at, promise_due_at=promise_due_at)
        return changed

    return store.run(write) if moved else 0
