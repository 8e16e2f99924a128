"""Rules on single outcomes: their shape, their targets, and the parafs a return voids."""

from collections.abc import Iterator

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.model import Outcome, Step
from loket.core.procedure.near import suggestion

Row = tuple[int, Step, str, Outcome]


def rows(subject: Subject) -> Iterator[Row]:
    """Every outcome with the step it leaves and the step's position."""
    for index, step in subject.steps:
        for name, outcome in step.outcomes.items():
            yield index, step, name, outcome


def outcome_shape(subject: Subject) -> Iterator[Problem]:
    """An outcome goes to exactly one of next, return and end; waiting and voiding belong to returns."""
    for index, step, name, outcome in rows(subject):
        ways = [way for way in (outcome.next, outcome.return_, outcome.end) if way is not None]
        place = ("steps", index, "outcomes", name)
        if len(ways) != 1:
            sentence = f"Hasil “{name}” langkah “{step.id}” harus menuju tepat satu tempat."
            yield subject.error("outcome-shape", sentence, "Tulis satu dari `next`, `return` atau `end`.", *place)
        elif outcome.return_ is None and (outcome.waits_for or outcome.voids or outcome.incomplete):
            sentence = f"Hasil “{name}” langkah “{step.id}” bukan pengembalian, tetapi diatur seperti pengembalian."
            hint = "`waits_for`, `voids` dan `incomplete` hanya untuk hasil dengan `return`."
            yield subject.error("outcome-not-return", sentence, hint, *place)


def outcome_target_unknown(subject: Subject) -> Iterator[Problem]:
    """An outcome leads to a step that exists."""
    ids = subject.procedure.by_id
    for index, step, name, outcome in rows(subject):
        if outcome.target is not None and outcome.target not in ids:
            key = "next" if outcome.next is not None else "return"
            sentence = f"Hasil “{name}” langkah “{step.id}” menuju “{outcome.target}”, tetapi langkah itu tidak ada."
            hint = suggestion(outcome.target, ids)
            yield subject.error("outcome-target-unknown", sentence, hint, "steps", index, "outcomes", name, key)


def voids_unknown(subject: Subject) -> Iterator[Problem]:
    """A return voids the marks of steps that exist and give one."""
    steps = subject.procedure.by_id
    for index, step, name, outcome in rows(subject):
        place = ("steps", index, "outcomes", name, "voids")
        for other in outcome.voids:
            if other not in steps:
                sentence = (
                    f"Hasil “{name}” langkah “{step.id}” menggugurkan paraf “{other}”, tetapi langkah itu tidak ada."
                )
                yield subject.error("voids-unknown", sentence, suggestion(other, steps), *place)
            elif not steps[other].marks:
                sentence = f"Langkah “{other}” tidak memberi paraf atau tanda tangan, jadi tidak ada yang gugur."
                marking = [known for known, its in steps.items() if its.marks]
                yield subject.error("voids-nothing", sentence, suggestion(other, marking), *place)


def check_without_return(subject: Subject) -> Iterator[Problem]:
    """A check of completeness needs a way for the file that is not complete."""
    for index, step in subject.steps:
        if "check" in step.acts and not any(outcome.incomplete for outcome in step.outcomes.values()):
            sentence = (
                f"Langkah “{step.id}” memeriksa kelengkapan, tetapi tidak ada jalan bagi berkas yang tidak lengkap."
            )
            hint = "Tambahkan hasil dengan `return` dan `incomplete: true`."
            yield subject.error("check-without-return", sentence, hint, "steps", index, "outcomes")


def return_reasons_missing(subject: Subject) -> Iterator[Problem]:
    """Whoever returns a file chooses a reason, so a procedure with returns lists them."""
    returning = [step.id for _, step, _, outcome in rows(subject) if outcome.return_ is not None]
    if returning and not subject.procedure.return_reasons:
        sentence = "Prosedur ini dapat mengembalikan berkas, tetapi tidak menyediakan alasan pengembalian."
        yield subject.error("return-reasons-missing", sentence, "Isi `return_reasons`.", "steps")


RULES = (
    outcome_shape,
    outcome_target_unknown,
    voids_unknown,
    check_without_return,
    return_reasons_missing,
)
