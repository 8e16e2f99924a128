"""How long somebody will still wait, said only where the calls of the last hour tell it; and the hours that can be booked."""

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

FEWEST_CALLS: Final = 5
"""Of fewer calls the pace of a line is chance. Basis: ours."""
LOOKED_BACK: Final = datetime.timedelta(hours=1)
SLOT: Final = datetime.timedelta(hours=1)
BEFORE_SLOT: Final = datetime.timedelta(minutes=30)
"""So long before the booked hour a check-in is taken. Basis: ours."""
_STEP: Final = 5


def estimate(ahead: int, calls: Iterable[datetime.datetime], now: datetime.datetime) -> int | None:
    """
    Minutes until a number with so many before it is called, rounded up to five; None where the pace is not known.

    `calls`: when the line's numbers were called; those of the last hour count.
    """
    known = [at for at in calls if now - LOOKED_BACK <= at <= now]
    if len(known) < FEWEST_CALLS:
        return None
    minutes = (now - min(known)).total_seconds() / 60 / len(known)
    return math.ceil(max(minutes * (ahead + 1), 1) / _STEP) * _STEP


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour that can be booked, and how many places are left in it."""

    at: datetime.datetime
    left: int


def slots(
    spans: Iterable[tuple[datetime.datetime, datetime.datetime]],
    taken: Mapping[datetime.datetime, int],
    places: int,
    now: datetime.datetime,
) -> tuple[Slot, ...]:
    """The whole hours of these open spans that have not begun, also those without a place left."""
    found = []
    for start, end in spans:
        at = start
        while at + SLOT <= end:
            if at > now:
                found.append(Slot(at, max(places - taken.get(at, 0), 0)))
            at += SLOT
    return tuple(found)
