"""The events of a case as read from the database: for replays, views and proofs."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, OuterRef, Subquery, TextField, When

from loket.casework import models
from loket.casework.store.rows import label, month_roman
from loket.core.engine import CaseState, Event, fold, from_payload
from loket.offices import queries as offices


def printed_number(series: str, form: str | None, number: int, at: datetime.datetime) -> str:
    """A number as printed when it was taken; its month and year are those of the office's own clock."""
    office_key, _book, year = series.rsplit("/", 2)
    day = at.astimezone(ZoneInfo(offices.office(office_key).zone)).date()
    return label(form or "{number}", number, int(year), month_roman(day))


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event row; `label` is its number as printed."""

    seq: int
    kind: str
    step: str | None
    occurred_at: datetime.datetime
    recorded_at: datetime.datetime
    person: int
    acted_as: str
    channel: str
    payload: dict[str, Any]
    key: UUID
    series: str | None
    number: int | None
    hash: bytes
    form: str | None

    @property
    def label(self) -> str | None:
        """The number as printed in the book; None for an event without one."""
        if self.number is None or self.series is None:
            return None
        return printed_number(self.series, self.form, self.number, self.occurred_at)

    def engine_event(self) -> Event:
        """The event as the engine folds it."""
        return from_payload(self.kind, self.occurred_at, self.person, self.step, self.payload)


_FIELDS = (
    "seq",
    "kind",
    "step",
    "occurred_at",
    "recorded_at",
    "person",
    "channel",
    "payload",
    "key",
    "series",
    "number",
    "hash",
)


def who_acted() -> Case:
    """Who acted, as an expression over events: the text of the event itself, or the shared one it points to."""
    return Case(When(acted_as="", then=F("acting__text")), default=F("acted_as"), output_field=TextField())


def events_of_case(case_id: int) -> list[StoredEvent]:
    """All events of one case in order, in one query."""
    form = models.Series.objects.filter(name=OuterRef("series")).values("format")[:1]
    rows = models.Event.objects.filter(case_id=case_id).annotate(form=Subquery(form), who=who_acted()).order_by("seq")
    return [_stored(values) for values in rows.values_list(*_FIELDS, F("form"), F("who"))]


def _stored(values: tuple[Any, ...]) -> StoredEvent:
    named = dict(zip((*_FIELDS, "form", "acted_as"), values, strict=True))
    named["payload"] = json.loads(named["payload"])
    named["hash"] = bytes(named["hash"])
    return StoredEvent(**named)


def state_after(events: Iterable[StoredEvent]) -> CaseState:
    """The state that these events give."""
    return fold(event.engine_event() for event in events)
