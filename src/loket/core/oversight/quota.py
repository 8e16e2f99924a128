"""
How many numbers one account, and all accounts together within one stretch of numbers, may ask for within a time.

It holds no clock: who calls it says when. What was asked for before is free, so that a page may be loaded again.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum


class Verdict(Enum):
    """Whether a number may be asked for; the first refusal of an account or stretch within a window is an alarm."""

    TAKEN = "taken"
    REFUSED = "refused"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Limits:
    """So many different numbers of one account, and of all in one stretch, within so many seconds."""

    of_account: int
    of_space: int
    seconds: float


@dataclass(slots=True)
class Quota:
    """
    Counts different numbers; a number is forgotten `seconds` after it was asked for last.

    `account` and `space` are whatever names them; a number that is refused is not counted, and asking for it again does
    not make the wait longer.
    """

    limits: Limits
    _asked: dict[Hashable, dict[str, float]] = field(default_factory=dict)
    _told: dict[Hashable, float] = field(default_factory=dict)
    _swept: float = 0.0

    def ask(self, account: Hashable, space: Hashable, number: str, at: float) -> Verdict:
        """Count `number` at `at` (seconds of any clock that never goes back), and say whether it is answered."""
        self._sweep(at)
        keys = ((("account", account), self.limits.of_account), (("space", space), self.limits.of_space))
        for key, most in keys:
            asked = self._recent(key, at)
            if number not in asked and len(asked) >= most:
                return self._refused(key, at)
        for key, _ in keys:
            self._asked.setdefault(key, {})[number] = at
        return Verdict.TAKEN

    def is_spent(self, account: Hashable, at: float) -> bool:
        """Whether the account has asked for as many numbers as it may, so that no new one is answered."""
        return len(self._recent(("account", account), at)) >= self.limits.of_account

    def forget(self) -> None:
        """Begin anew."""
        self._asked.clear()
        self._told.clear()

    def _recent(self, key: Hashable, at: float) -> dict[str, float]:
        asked = self._asked.get(key, {})
        for number in [number for number, when in asked.items() if at - when >= self.limits.seconds]:
            del asked[number]
        return asked

    def _refused(self, key: Hashable, at: float) -> Verdict:
        told = self._told.get(key)
        if told is not None and at - told < self.limits.seconds:
            return Verdict.REFUSED
        self._told[key] = at
        return Verdict.ALARM

    def _sweep(self, at: float) -> None:
        """Once in a window: drop what nobody asked about in it, so that memory does not grow with the day."""
        if at - self._swept < self.limits.seconds:
            return
        self._swept = at
        self._asked = {key: asked for key in list(self._asked) if (asked := self._recent(key, at))}
        self._told = {key: told for key, told in self._told.items() if at - told < self.limits.seconds}
