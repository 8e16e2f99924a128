"""
Until when people and the agency must have been told of a breach, and whether they were.

It refuses to know what was breached. Hours are hours of the clock, at night and on holidays too.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LIMIT: Final = datetime.timedelta(hours=72)
"""Basis: UU 27/2022 ps. 46 ayat (1) (in writing, at the latest 3 x 24 hours)."""
_HOUR: Final = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class BreachClock:
    """`told_at` is when the last of those to be told was told; None while one still is to be. `left` is negative once it is late."""

    due_at: datetime.datetime
    told_at: datetime.datetime | None
    left: datetime.timedelta

    @property
    def is_late(self) -> bool:
        """Whether the limit passed before all were told."""
        return self.left < datetime.timedelta()

    @property
    def hours(self) -> int:
        """Whole hours left, or by which it is late; never negative."""
        return abs(self.left) // _HOUR


def clock(found_at: datetime.datetime, now: datetime.datetime, told: Iterable[datetime.datetime | None]) -> BreachClock:
    """The clock of a breach found at `found_at`; `told` has one moment, or None, for each who must be told."""
    moments = list(told)
    done = [one for one in moments if one is not None]
    told_at = max(done) if done and len(done) == len(moments) else None
    due_at = found_at + LIMIT
    return BreachClock(due_at, told_at, due_at - (told_at or now))
