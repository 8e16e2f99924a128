"""Messages that did not arrive, as tasks: somebody telephones, and notes what came of it."""

from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from loket.casework import queries as casework
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.offices.records import Officer
from loket.outbox import models
from loket.outbox.lists import line_of, lines, shown_to
from loket.outbox.records import CalledLine, CallLine, CallResult
from loket.outbox.refusals import NoSuchMessage, NothingToCall
from loket.outbox.sending import ways_of
from loket.storage.writing import run

MAY_CALL: Final = frozenset({"intake", "supervise", "author"})
_MOST: Final = 200


def require_caller(officer: Officer) -> None:
    """Raises NotAllowed for who neither takes applications in nor leads or keeps the office."""
    if MAY_CALL.isdisjoint(officer.powers):
        raise NotAllowed


def require_known(officer: Officer, message: int) -> None:
    """Raises NoSuchMessage, for another office's and one about a complaint kept from the officer too, whoever asks; then NotAllowed."""
    if not shown_to(officer).filter(message=message).exists():
        raise NoSuchMessage
    require_caller(officer)


def to_call(officer: Officer) -> tuple[CallLine, ...]:
    """The tasks of the officer's office, oldest first. Raises NotAllowed."""
    require_caller(officer)
    rows = lines(shown_to(officer).filter(to_call=True).order_by("message")[:_MOST])
    return tuple(CallLine(line_of(row), "" if row.message.resi else _phone(row.message)) for row in rows)


def calls_waiting(officer: Officer) -> int:
    """How many wait; none for who has nothing to do with them."""
    if MAY_CALL.isdisjoint(officer.powers):
        return 0
    return shown_to(officer).filter(to_call=True).count()


def note_call(officer: Officer, message: int, result: CallResult, note: str) -> None:
    """
    Close a task by what came of the call; of two at once one does.

    Raises NotAllowed, NoSuchMessage for another office's too, and NothingToCall.
    """
    require_known(officer, message)
    row = models.Called(
        message_id=message,
        result=result,
        note=note[:200],
        person=officer.person,
        acted_as=officer.signature(next(iter(officer.seats), None)),
        at=timezone.now(),
    )

    def write() -> None:
        if not models.Standing.objects.filter(message=message, to_call=True).update(to_call=False):
            raise NothingToCall
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise NothingToCall from None

    run(write)


def calls_made(officer: Officer, limit: int = 50) -> tuple[CalledLine, ...]:
    """The latest calls, newest first. Raises NotAllowed."""
    require_caller(officer)
    rows = models.Called.objects.filter(message__office=officer.office_id)
    if hidden := casework.kept_from(officer):
        rows = rows.exclude(message__resi__in=hidden)
    found = list(rows.order_by("-pk")[:limit])
    standings = {
        row.message_id: row
        for row in lines(models.Standing.objects.filter(message__in=[called.message_id for called in found]))
    }
    return tuple(
        CalledLine(line_of(standings[row.message_id]), CallResult(row.result), row.note, row.acted_as, row.at)
        for row in found
    )


def _phone(message: models.Message) -> str:
    """Whom to call where no file has the number; empty once what was sent is gone."""
    try:
        return next((way.to for way in ways_of(message) if "@" not in way.to), "")
    except Refusal:
        return ""
