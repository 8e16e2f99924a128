"""
Rules on the flow as a whole: it runs forward without circles, reaches every step, and always ends.

Returns go back and nowhere else, and take with them the marks they make worthless.
"""

from collections.abc import Iterator, Mapping

from loket.core.problems import Problem
from loket.core.procedure.checks.outcomes import rows
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.model import Procedure

Reach = Mapping[str, frozenset[str]]


def _forward(procedure: Procedure) -> dict[str, list[str]]:
    """Where each step leads by `next`, unknown targets left out."""
    steps = procedure.by_id
    return {
        step.id: [o.next for o in step.outcomes.values() if o.next is not None and o.next in steps]
        for step in procedure.steps
    }


def _reach(procedure: Procedure) -> Reach:
    """The steps that can come after each step, going forward."""
    forward = _forward(procedure)
    reach: dict[str, frozenset[str]] = {}
    for start in forward:
        seen: set[str] = set()
        waiting = list(forward[start])
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                waiting.extend(forward[step])
        reach[start] = frozenset(seen)
    return reach


def circular_next(subject: Subject) -> Iterator[Problem]:
    """Going forward never comes back to the same step; going back is a return."""
    reach = _reach(subject.procedure)
    for index, step, name, outcome in rows(subject):
        target = outcome.next
        if target is not None and target in reach and (target == step.id or step.id in reach[target]):
            if subject.procedure.order[target] > subject.procedure.order[step.id]:
                continue
            sentence = f"Hasil “{name}” langkah “{step.id}” maju ke “{target}” yang mendahuluinya: alurnya berputar."
            hint = "Pakai `return` untuk kembali ke langkah sebelumnya."
            yield subject.error("circular-next", sentence, hint, "steps", index, "outcomes", name, "next")


def return_goes_forward(subject: Subject) -> Iterator[Problem]:
    """A return goes to a step before this one, or waits at this one for someone."""
    reach = _reach(subject.procedure)
    for index, step, name, outcome in rows(subject):
        target = outcome.return_
        if target is None or target not in reach or (target != step.id and step.id in reach[target]):
            continue
        place = ("steps", index, "outcomes", name, "return")
        if target == step.id and outcome.waits_for is None:
            sentence = f"Hasil “{name}” mengembalikan ke langkah “{step.id}” sendiri tanpa menunggu siapa pun."
            yield subject.error("return-to-itself", sentence, "Tambahkan `waits_for`, atau ganti tujuannya.", *place)
        elif target != step.id:
            sentence = f"Hasil “{name}” langkah “{step.id}” kembali ke “{target}”, yang tidak mendahuluinya."
            hint = "Pengembalian menuju langkah sebelumnya; untuk maju pakai `next`."
            yield subject.error("return-goes-forward", sentence, hint, *place)


def step_unreachable(subject: Subject) -> Iterator[Problem]:
    """Every step can be come to from the first."""
    procedure = subject.procedure
    reached = _reach(procedure)[procedure.first.id] | {procedure.first.id}
    for index, step in subject.steps:
        if step.id not in reached:
            sentence = f"Tidak ada jalan dari langkah pertama ke langkah “{step.id}”."
            yield subject.error("step-unreachable", sentence, "Arahkan `next` suatu langkah ke sini.", "steps", index)


def no_way_to_end(subject: Subject) -> Iterator[Problem]:
    """From every step there is a way on, or an end."""
    for index, step in subject.steps:
        if all(outcome.next is None and outcome.end is None for outcome in step.outcomes.values()):
            sentence = f"Dari langkah “{step.id}” tidak ada jalan maju dan tidak ada akhir."
            hint = "Tambahkan hasil dengan `next`, atau `end: finished`."
            yield subject.error("no-way-to-end", sentence, hint, "steps", index, "outcomes")


def return_keeps_mark(subject: Subject) -> Iterator[Problem]:
    """A paraf between the target and here was given to a file that is about to change."""
    reach = _reach(subject.procedure)
    for index, step, name, outcome in rows(subject):
        target = outcome.return_
        if target is None or target not in reach:
            continue
        between = [s for s in subject.procedure.steps if (s.marks and s.id == target) or s.id in reach[target]]
        kept = [s.id for s in between if s.marks and step.id in reach[s.id] and s.id not in outcome.voids]
        if kept and target != step.id:
            sentence = (
                f"Hasil “{name}” langkah “{step.id}” mengembalikan ke “{target}”, "
                f"tetapi paraf atau tanda tangan “{'”, “'.join(kept)}” tetap berlaku."
            )
            hint = "Tambahkan langkah itu pada `voids`, bila berkas yang diperbaiki harus diparaf lagi."
            yield subject.warning("return-keeps-mark", sentence, hint, "steps", index, "outcomes", name)


RULES = (circular_next, return_goes_forward, step_unreachable, no_way_to_end, return_keeps_mark)
