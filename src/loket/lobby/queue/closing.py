"""The end of a day: no ticket stays open, the office knows how many ended how, and what told who took one goes."""

import uuid
from collections import Counter
from typing import Final

from django.db.models import Case, CharField, F, Value, When

from loket.core.engine.refusals import NotAllowed
from loket.core.queue.ticket import ENDS, OF_THE_DAYS_END, Event, Kind, State
from loket.lobby import models
from loket.lobby.queue.days import Act, Held, event_row, holding
from loket.offices import queries as offices
from loket.offices.records import Officer

CLOSED_BY_THE_DAY: Final = "ditutup"


def close_day(officer: Officer, act: Act) -> dict[str, int]:
    """
    Close today's queue: how many tickets ended in each state, and under `ditutup` how many the close itself has ended.

    Raises NotAllowed for officers who neither take in nor supervise, NoQueueHere, QueueDayClosed.
    """
    if not officer.powers & {"intake", "supervise"}:
        raise NotAllowed

    def closed(held: Held) -> dict[str, int]:
        return end(held.day, act)

    return holding(officer.office_id, offices.today(officer.office_key, act.at), closed)


def close_earlier(day: models.QueueDay, act: Act) -> None:
    """End the days before this one that nobody has closed."""
    rows = models.QueueDay.objects.filter(office=day.office_id, date__lt=day.date, closed_at=None)
    # Days that nobody closed, at most those since the last one on which somebody came: one, as a rule.
    for earlier in rows.select_for_update().order_by("date"):
        end(earlier, Act(uuid.uuid5(act.key, str(earlier.date)), act.at))


def end(day: models.QueueDay, act: Act) -> dict[str, int]:
    """End every open ticket of a day that is held, by events as all else, and close it."""
    tickets = models.QueueTicket.objects.filter(day=day)
    still_open = list(tickets.exclude(state__in=ENDS).order_by("pk"))
    models.QueueEvent.objects.bulk_create(
        event_row(day, row, Event(Kind.CLOSED, act.at), Act(uuid.uuid5(act.key, row.code), act.at, act.person))
        for row in still_open
    )
    ends = [When(state=state, then=Value(last.value)) for state, last in OF_THE_DAYS_END.items()]
    tickets.exclude(state__in=ENDS).update(state=Case(*ends, default=F("state"), output_field=CharField()))
    tickets.exclude(mark="").update(mark="")
    counts = {state.value: 0 for state in sorted(ENDS)}
    counts |= Counter(State(state).value for state in tickets.values_list("state", flat=True))
    day.closed_at, day.person, day.counts = act.at, act.person, counts | {CLOSED_BY_THE_DAY: len(still_open)}
    day.save(update_fields=["closed_at", "person", "counts"])
    return dict(day.counts)
