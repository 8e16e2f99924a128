"""
Who is called next.

Whoever has waited the longest wait comes first, in the order of arrival, whoever it is: from then on nobody who came later
is called before. Otherwise those with priority, so many in a row by the ratio; then one without it. Who has come back to
the line lets so many numbers pass, unless nobody else waits, or those numbers have not come within the longest wait.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that waits: its row, since when, its number for those of one moment, and whether it may be called yet."""

    key: int
    since: datetime.datetime
    number: int
    priority: bool = False
    ready: bool = True

    @property
    def order(self) -> tuple[datetime.datetime, int, int]:
        """First come first, then by number."""
        return self.since, self.number, self.key


def choose(
    waiting: Iterable[Candidate], *, run: int, ratio: int, longest: datetime.timedelta, now: datetime.datetime
) -> Candidate | None:
    """
    The next one, or None where nobody waits.

    `run`: how many with priority this counter has called in a row; `ratio`: after how many of them one without is called.
    Waiting for exactly `longest` is waiting too long. A booked hour that has not come yet waits behind all others.
    """
    everyone = sorted(waiting, key=lambda one: one.order)
    if not everyone:
        return None
    # Also who should let numbers pass: where its line is called seldom, these may never come.
    if everyone[0].since <= now - longest:
        return everyone[0]
    line = [one for one in everyone if one.ready and one.since <= now] or everyone
    first = next((one for one in line if one.priority), None)
    ordinary = next((one for one in line if not one.priority), None)
    if first is None or (run >= ratio and ordinary is not None):
        return ordinary
    return first


def run_after(run: int, called: Candidate) -> int:
    """How many with priority were called in a row, with this one."""
    return run + 1 if called.priority else 0
