"""The steps of a message as they are written: each once, by whoever is first, together with where the message stands then."""

import datetime

from django.db import IntegrityError, transaction

from loket.core.messages.kinds import KINDS, Kind
from loket.core.messages.states import ENDS, Reason, Standing, State, Step, fold
from loket.outbox import models
from loket.storage.writing import run


def first_step(message: models.Message, step: Step, *, calls: bool, unsent: bool = False) -> None:
    """Where a new message begins; within the work that writes it. `unsent`: it goes nowhere, and somebody is to tell it."""
    _row(message.pk, 1, step).save(force_insert=True)
    columns = _columns(fold([step]), calls=calls)
    columns["to_call"] = columns["to_call"] or unsent
    standing = models.Standing(message=message, office_id=message.office_id, **columns)
    standing.save(force_insert=True)


def standing_of(message: int) -> tuple[Standing, int]:
    """Where a message stands by its steps, and how many they are. One statement."""
    steps = _steps(message)
    return fold(steps), len(steps)


def move(message: models.Message, seen: int, step: Step) -> bool:
    """
    Write the step after the `seen` ones; False, with nothing written, when somebody else was first.

    What a code says is gone once it was sent.
    """
    steps = _steps(message.pk)
    if len(steps) != seen:
        return False
    spec, after = KINDS[Kind(message.kind)], fold([*steps, step])

    def write() -> bool:
        try:
            with transaction.atomic():
                _row(message.pk, seen + 1, step).save(force_insert=True)
        except IntegrityError:
            return False
        models.Standing.objects.filter(message=message).update(**_columns(after, calls=spec.calls))
        if spec.is_secret and after.state not in (State.QUEUED, State.SENDING):
            models.Content.objects.filter(message=message).delete()
        return True

    return run(write)


def _steps(message: int) -> list[Step]:
    rows = models.Step.objects.filter(message=message).order_by("seq")
    return [Step(State(row.state), row.way, row.at, row.next_at, Reason(row.reason)) for row in rows]


def _row(message: int, seq: int, step: Step) -> models.Step:
    return models.Step(
        message_id=message,
        seq=seq,
        state=step.state,
        way=step.way,
        at=step.at,
        next_at=step.next_at,
        reason=step.reason,
    )


def _columns(standing: Standing, *, calls: bool) -> dict[str, str | bool | datetime.datetime | None]:
    return {
        "state": standing.state,
        "reason": standing.reason,
        "due_at": None if standing.state in ENDS else standing.next_at,
        "ended_at": standing.at if standing.has_ended else None,
        "to_call": calls and standing.needs_person,
    }
