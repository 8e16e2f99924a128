"""What must hold after every rehearsal, whatever happened in it. Basis: design section 6."""

from collections.abc import Iterable

from loket.casework.audit import rebuilding, verification
from loket.casework.standing import Standing, numbers_given, standing
from loket.rehearsal.score import Score


def check(resis: Iterable[str], score: Score) -> None:
    """Hold every case against every invariant; what does not hold becomes a violation of the score."""
    for resi in resis:
        case = standing(resi)
        _ended(case, score)
        _acknowledged(case, score)
        _marked_by_different_persons(case, score)
    _proved(score)


def _proved(score: Score) -> None:
    """I2, I6, I7: chains, numbers and times are whole, and every snapshot is the fold of its events."""
    for row in verification.verify().bad_rows:
        score.violation(f"{row.resi}, urutan {row.seq}: {row.why}")
    for found in rebuilding.rebuild().differences:
        score.violation(f"{found.resi}: {found.column} tersimpan {found.stored}, menurut riwayat {found.folded}")


def _ended(case: Standing, score: Score) -> None:
    if case.state.is_open:
        score.violation(f"{case.resi}: belum berakhir, berhenti di {case.state.step}")


def _acknowledged(case: Standing, score: Score) -> None:
    """I1: what the office was told is there, with the number it was told."""
    if case.state.version < score.acknowledged.get(case.resi, 0):
        score.violation(f"{case.resi}: versi {score.acknowledged[case.resi]} sudah dijawab tetapi hilang")
    missing = score.numbers.get(case.resi, set()) - numbers_given(case.resi)
    for number in sorted(missing):
        score.violation(f"{case.resi}: nomor {number} sudah disebut tetapi tidak tercatat")


def _marked_by_different_persons(case: Standing, score: Score) -> None:
    steps_by_person: dict[int, set[str]] = {}
    for passage in case.state.live_marks:
        steps_by_person.setdefault(passage.by, set()).add(passage.step)
    for person, steps in steps_by_person.items():
        if len(steps) > 1:
            score.violation(f"{case.resi}: petugas {person} menandai {', '.join(sorted(steps))}")
