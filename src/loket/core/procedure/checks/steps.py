"""Rules on single steps: their ids, lanes, acts, and who must be another person."""

from collections.abc import Iterator

from loket.core.problems import Problem
from loket.core.procedure.acts import ACT_IDS, NUMBERED
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.near import suggestion


def step_id_duplicate(subject: Subject) -> Iterator[Problem]:
    """Every step has an id of its own."""
    first: dict[str, int] = {}
    for index, step in subject.steps:
        if step.id in first:
            line = subject.reading.place("steps", first[step.id], "id").line
            sentence = f"Id langkah “{step.id}” sudah dipakai di baris {line}."
            yield subject.error("step-id-duplicate", sentence, "Beri id yang berbeda.", "steps", index, "id")
        first.setdefault(step.id, index)


def actor_unknown(subject: Subject) -> Iterator[Problem]:
    """Every step stands in a lane of the procedure."""
    actors = subject.procedure.actors
    for index, step in subject.steps:
        if step.actor not in actors:
            sentence = f"Langkah “{step.id}” dikerjakan “{step.actor}”, tetapi lajur itu tidak ada."
            yield subject.error("actor-unknown", sentence, suggestion(step.actor, actors), "steps", index, "actor")


def act_unknown(subject: Subject) -> Iterator[Problem]:
    """Every act is one of the closed vocabulary, and is done once in a step."""
    for index, step in subject.steps:
        for place, act in enumerate(step.acts):
            if act not in ACT_IDS:
                sentence = f"Perbuatan “{act}” pada langkah “{step.id}” tidak dikenal."
                yield subject.error("act-unknown", sentence, suggestion(act, ACT_IDS), "steps", index, "acts", place)
            elif act in step.acts[:place]:
                sentence = f"Perbuatan “{act}” disebut dua kali pada langkah “{step.id}”."
                yield subject.error("act-repeated", sentence, "Hapus salah satunya.", "steps", index, "acts", place)


def two_numbered_acts(subject: Subject) -> Iterator[Problem]:
    """A step takes one number at most, so that a number always means one passing of one step."""
    for index, step in subject.steps:
        numbered = [act for act in step.acts if act in NUMBERED]
        if len(numbered) > 1:
            sentence = f"Langkah “{step.id}” mengambil dua nomor: {' dan '.join(numbered)}."
            yield subject.error("two-numbered-acts", sentence, "Bagi menjadi dua langkah.", "steps", index, "acts")


def mark_by_applicant(subject: Subject) -> Iterator[Problem]:
    """A paraf, signature or TTE is given by an officer, never in the lane of an applicant or an outside body."""
    for index, step in subject.steps:
        actor = subject.procedure.actors.get(step.actor)
        if step.marks and actor is not None and actor.kind != "position":
            sentence = f"Langkah “{step.id}” memuat {step.marks[0]}, tetapi lajurnya bukan lajur pejabat."
            yield subject.error("mark-by-applicant", sentence, "Pindahkan ke lajur pejabat.", "steps", index, "acts")


def differs_from_unknown(subject: Subject) -> Iterator[Problem]:
    """Separation of persons names other steps that exist."""
    ids = subject.procedure.by_id
    for index, step in subject.steps:
        for place, other in enumerate(step.differs_from):
            if other not in ids or other == step.id:
                sentence = f"Langkah “{step.id}” harus berbeda orang dari “{other}”, tetapi itu bukan langkah lain."
                hint = suggestion(other, ids.keys() - {step.id})
                yield subject.error("differs-from-unknown", sentence, hint, "steps", index, "differs_from", place)


RULES = (step_id_duplicate, actor_unknown, act_unknown, two_numbered_acts, mark_by_applicant, differs_from_unknown)
