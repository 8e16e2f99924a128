"""
The recap of a period: the complaints received in it, by channel, category and service, and how many were replied to and answered in time.

A share is of those of which it is decided: in time / (in time + late). What is neither done nor due yet is in neither.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from loket.casework.queries import Ending
from loket.complaints.reading import entries
from loket.complaints.records import Entry
from loket.offices.records import Officer

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of some were in time, late, and neither done nor due yet."""

    in_time: int
    late: int
    open: int

    @property
    def share(self) -> Decimal | None:
        """In time of those decided, in percent with one decimal, halves up; None where none is decided."""
        decided = self.in_time + self.late
        if not decided:
            return None
        return (Decimal(100 * self.in_time) / decided).quantize(_TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Group:
    """Some complaints: how many, first replies and answers."""

    label: str
    count: int
    replied: Kept
    answered: Kept


@dataclass(frozen=True, slots=True)
class Recap:
    """All complaints of a period, and the same by channel, category and service, in the order of how many; marks, and how many ended in which way."""

    whole: Group
    channels: tuple[Group, ...]
    categories: tuple[Group, ...]
    services: tuple[Group, ...]
    marks: Mapping[int, int]
    endings: Mapping[Ending, int]


def recap(officer: Officer, since: datetime.datetime, until: datetime.datetime, now: datetime.datetime) -> Recap:
    """The complaints received from `since` until before `until`. Raises KeepersOnly. None that is kept from the officer counts."""
    found = [one for one in entries(officer) if since <= one.line.case.submitted_at < until]
    marks = Counter(one.mark for one in found if one.mark is not None)
    endings = Counter(one.line.ending for one in found)
    return Recap(
        _group("", found, now),
        _groups(found, lambda one: one.channel.value, now),
        _groups(found, lambda one: one.line.category_label, now),
        _groups(found, lambda one: one.service, now),
        dict(sorted(marks.items())),
        {ending: endings[ending] for ending in Ending if endings[ending]},
    )


def _groups(found: Iterable[Entry], of: Callable[[Entry], str], now: datetime.datetime) -> tuple[Group, ...]:
    by: dict[str, list[Entry]] = {}
    for one in found:
        by.setdefault(of(one), []).append(one)
    groups = (_group(label, some, now) for label, some in by.items())
    return tuple(sorted(groups, key=lambda group: (-group.count, group.label)))


def _group(label: str, found: list[Entry], now: datetime.datetime) -> Group:
    replied = [(one.line.replied_at, one.line.reply_due_at) for one in found]
    # What was closed without an answer and without a decision, as earlier versions let happen, is neither in time nor late.
    counted = [one.line for one in found if one.line.done_at is not None or one.line.case.closed_at is None]
    answered = [(line.done_at, line.case.promise_due_at) for line in counted]
    return Group(label, len(found), _kept(replied, now), _kept(answered, now))


def _kept(times: Iterable[tuple[datetime.datetime | None, datetime.datetime | None]], now: datetime.datetime) -> Kept:
    in_time = late = pending = 0
    for done, due in times:
        if due is None or (done is None and now <= due):
            pending += 1
        elif done is not None and done <= due:
            in_time += 1
        else:
            late += 1
    return Kept(in_time, late, pending)
