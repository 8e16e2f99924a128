"""Messages as lists: what each is about, where it stands, and to whom by the last digits alone."""

from collections.abc import Iterable
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery

from loket.casework import queries as casework
from loket.core.engine.refusals import NotAllowed
from loket.core.messages.kinds import DISCREET, Channel, Kind
from loket.core.messages.states import Reason, State
from loket.offices.records import Officer
from loket.outbox import models
from loket.outbox.records import MessageLine

PAGE: Final = 50
MAY_READ: Final = frozenset({"intake", "supervise", "audit", "author"})


def messages_of(
    officer: Officer, states: Iterable[State] = (), kind: Kind | None = None, page: int = 1
) -> tuple[tuple[MessageLine, ...], bool]:
    """
    A page of the office's messages, newest first, and whether there is another; in one of these states where any are named.

    None about a complaint: whoever it is about may read this.     Raises NotAllowed for who neither takes in, leads, audits nor keeps the office.
    """
    if MAY_READ.isdisjoint(officer.powers):
        raise NotAllowed
    found = shown_to(officer)
    if wanted := list(states):
        found = found.filter(state__in=wanted)
    if kind is not None:
        found = found.filter(message__kind=kind)
    start = (page - 1) * PAGE
    rows = list(lines(found.order_by("-message")[start : start + PAGE + 1]))
    return tuple(map(line_of, rows[:PAGE])), len(rows) > PAGE


def shown_to(officer: Officer) -> QuerySet[models.Standing]:
    """The messages of the officer's office, but for those to complainants, and those about complaints that are kept from the officer."""
    found = models.Standing.objects.filter(office=officer.office_id).exclude(message__kind__in=DISCREET)
    hidden = casework.kept_from(officer)
    return found.exclude(message__resi__in=hidden) if hidden else found


def messages_of_case(office_id: int, resi: str) -> tuple[MessageLine, ...]:
    """The messages about a file, oldest first; none about a complaint, for more people see its steps than its words."""
    return tuple(map(line_of, lines(_of_case(office_id, resi).exclude(message__kind__in=DISCREET))))


def discreet_messages(office_id: int, resi: str) -> tuple[MessageLine, ...]:
    """
    The messages about a complaint, oldest first.

    It asks for no officer: whoever shows them has made sure that the complaint is open to who looks.
    """
    return tuple(map(line_of, lines(_of_case(office_id, resi).filter(message__kind__in=DISCREET))))


def _of_case(office_id: int, resi: str) -> QuerySet[models.Standing]:
    return models.Standing.objects.filter(office=office_id, message__resi=resi).order_by("message")


def lines(rows: QuerySet[models.Standing]) -> QuerySet[models.Standing]:
    """The rows with what `line_of` reads, in one statement."""
    steps = models.Step.objects.filter(message=OuterRef("message")).order_by("-seq")
    return rows.select_related("message").annotate(
        way=Subquery(steps.values("way")[:1]), changed_at=Subquery(steps.values("at")[:1])
    )


def line_of(row: models.Standing) -> MessageLine:
    """The record of a row of `lines`."""
    message, way = row.message, row.way  # type: ignore[attr-defined]
    channels = message.channels.split()
    return MessageLine(
        id=message.pk,
        uuid=message.uuid,
        kind=Kind(message.kind),
        resi=message.resi,
        receiver=message.receiver,
        channel=Channel(channels[way]) if channels else None,
        state=State(row.state),
        reason=Reason(row.reason),
        at=message.at,
        changed_at=row.changed_at,  # type: ignore[attr-defined]
        due_at=row.due_at,
        to_call=row.to_call,
    )
