"""
Rebuilding: the case rows as their events give them.

Events are the truth and are only read. What a case row witnesses about its events, its head hash, is never written
here: where the two disagree, people must look, not a program.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, Final

from loket.casework import models
from loket.casework.audit.numbers import Numbers
from loket.casework.audit.one_case import Proof, differences, prove_chain, stored_values
from loket.casework.audit.reading import History, database_now, histories, history_of, one_moment
from loket.casework.clocks import due_times
from loket.casework.procedures import by_id
from loket.casework.store import door
from loket.offices import queries as offices

MENDED_AT_ONCE: Final = 200
NEVER: Final = -1
MOST_NAMED: Final = 1000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One column that is not as the events give it. `column` is "riwayat" where the events themselves are not whole."""

    resi: str
    column: str
    stored: str
    folded: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What was compared and what differed; at most 1,000 differences are named, `count` and `repaired` count all."""

    compared: int
    differences: tuple[Difference, ...]
    count: int
    repaired: int = 0

    @property
    def ok(self) -> bool:
        """Nothing differs, or all of it is mended."""
        return self.count == self.repaired

    def as_json(self) -> dict[str, object]:
        """The report as a machine reads it."""
        return {
            "ok": self.ok,
            "compared": self.compared,
            "count": self.count,
            "repaired": self.repaired,
            "differences": [asdict(difference) for difference in self.differences],
        }


@dataclass(slots=True)
class _Found:
    compared: int = 0
    count: int = 0
    named: list[Difference] = field(default_factory=list)
    resis: list[str] = field(default_factory=list)

    def add(self, resi: str, wrong: list[Difference]) -> None:
        self.resis.append(resi)
        self.count += len(wrong)
        self.named.extend(wrong[: max(0, MOST_NAMED - len(self.named))])


def rebuild(
    office_key: str | None = None, *, repair: bool = False, progress: Progress = lambda _cases: None
) -> RebuildReport:
    """
    Fold every case from its events and compare all columns, of open cases the due times too; `repair` writes what differs.

    Mending goes 200 cases a transaction, each read anew under lock. A case whose chain is broken, or does not end at
    the head its row keeps, is reported and left as it is. `progress` is called with the cases of each portion.
    """
    office_id = offices.office(office_key).id if office_key is not None else None
    found = _Found()
    with one_moment():
        forms = Numbers.read(office_id).forms
        for portion in histories(office_id):
            for history in portion:
                _compare(history, forms, found)
            progress(len(portion))
    if repair and found.resis:
        return _repair(found, forms)
    return RebuildReport(found.compared, tuple(found.named), found.count)


def _compare(history: History, forms: Mapping[str, str], found: _Found) -> None:
    if history.case is None:
        return
    found.compared += 1
    wrong = _differences(history, forms)
    if wrong:
        found.add(history.case.row.resi, list(_named(history.case.row.resi, wrong)))


def _differences(history: History, forms: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    """The stored and the right value of each column that differs; "riwayat" alone when the events are not whole."""
    assert history.case is not None
    case = history.case
    proof = _whole(history)
    if proof is None or proof.state is None:
        return {"riwayat": ("", "")}
    wrong = differences(case, history.events, proof.state, forms)
    if proof.state.step is None:
        # A closed case keeps the due times it was judged by, whatever the calendar became afterwards.
        return wrong
    published = by_id(case.row.procedure_id)
    due = due_times(published.procedure, proof.state, published.office_key)
    stored = stored_values(case)
    for name, value in zip(("step_due_at", "promise_due_at"), due, strict=True):
        if stored[name] != value:
            wrong[name] = (stored[name], value)
    return wrong


def _whole(history: History) -> Proof | None:
    """The proof of the chain when it is clean and ends where the case row and the checkpoints say."""
    assert history.case is not None
    proof = prove_chain(history, database_now())
    heads = {event.seq: event.hash for event in history.events}
    sealed = all(heads.get(leaf.version) == leaf.head_hash for leaf in history.leaves)
    return proof if not proof.bad_rows and sealed and proof.head == history.case.row.head_hash else None


def _named(resi: str, wrong: Mapping[str, tuple[Any, Any]], *, repaired: bool = False) -> Iterator[Difference]:
    for name, (stored, right) in wrong.items():
        yield Difference(resi, name, str(stored), str(right), repaired)


def _repair(found: _Found, forms: Mapping[str, str]) -> RebuildReport:
    named: list[Difference] = []
    for start in range(0, len(found.resis), MENDED_AT_ONCE):
        resis = sorted(found.resis[start : start + MENDED_AT_ONCE])
        named.extend(door.run(partial(_mend_all, resis, forms)))
    repaired = sum(difference.repaired for difference in named)
    return RebuildReport(found.compared, tuple(named[:MOST_NAMED]), len(named), repaired)


def _mend_all(resis: Sequence[str], forms: Mapping[str, str]) -> list[Difference]:
    return [difference for resi in resis for difference in _mend(resi, forms)]


def _mend(resi: str, forms: Mapping[str, str]) -> list[Difference]:
    history = history_of(resi, to_mend=True)
    if history is None:
        return []
    wrong = _differences(history, forms)
    if not wrong or "riwayat" in wrong:
        return list(_named(resi, wrong))
    right = {name: value for name, (_old, value) in wrong.items()}
    # No revision an office was ever at: what a process has seen of the damaged row is then no longer written by it.
    models.Case.objects.filter(pk=history.case_id).update(**right, due_revision=NEVER)
    return list(_named(resi, wrong, repaired=True))


def size() -> int:
    """How many cases a rebuild will compare."""
    return models.Case.objects.count()
