"""The rules by which an office runs its queue: data that the office sets, checked here."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from loket.core.problems import Problem

MOST_COUNTERS: Final = 20
BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "ratio": (1, 10),
    "longest": (5, 480),
    "places": (0, 200),
    "recalls": (0, 3),
    "rejoin": (0, 20),
}
"""The smallest and the largest each figure may be."""


@dataclass(frozen=True, slots=True)
class QueueRules:
    """
    `letters`: which line each service stands in; a service without a letter has no queue. `counters`: which lines each counter
    calls. `ratio`: so many with priority in a row before one without. `longest`: minutes after which nobody who came later is
    called before. `places`: bookings for each hour and line, 0 for none. `recalls`: how often a number is called again
    before its holder counts as not there. `rejoin`: how many numbers pass before who came back is called. `notice`: a line
    for the display.
    """

    letters: Mapping[str, str] = field(default_factory=dict)
    counters: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    ratio: int = 2
    longest: int = 60
    places: int = 6
    recalls: int = 3
    rejoin: int = 3
    notice: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The letters in use, in order."""
        return tuple(sorted(set(self.letters.values())))

    @property
    def longest_wait(self) -> datetime.timedelta:
        """The longest wait as a time."""
        return datetime.timedelta(minutes=self.longest)

    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with them, by the name of the field."""
        return (*self._letters(), *self._counters(), *self._figures())

    def _letters(self) -> list[Problem]:
        if not self.letters:
            return [Problem("queue-no-service", "Beri huruf pada paling sedikit satu layanan.", field="letters")]
        return [
            Problem("queue-letter", "Isi satu huruf dari A sampai Z.", field=f"letter-{service}")
            for service, letter in self.letters.items()
            if not (len(letter) == 1 and "A" <= letter <= "Z")
        ]

    def _counters(self) -> list[Problem]:
        called = {letter for letters in self.counters.values() for letter in letters}
        found = [
            Problem("queue-counter", f"Huruf {letter} tidak dipakai layanan mana pun.", field=f"counter-{number}")
            for number, letters in self.counters.items()
            for letter in letters
            if letter not in self.lines
        ]
        found += [
            Problem("queue-uncalled", f"Huruf {letter} belum dipanggil loket mana pun.", field="counters")
            for letter in self.lines
            if letter not in called
        ]
        return found

    def _figures(self) -> list[Problem]:
        return [
            Problem("queue-figure", f"Isi angka dari {least} sampai {most}.", field=name)
            for name, (least, most) in BOUNDS.items()
            if not least <= getattr(self, name) <= most
        ]

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        counters = {str(number): "".join(letters) for number, letters in self.counters.items()}
        figures = {name: getattr(self, name) for name in BOUNDS}
        return {"letters": dict(self.letters), "counters": counters, "notice": self.notice, **figures}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """What was kept."""
        counters = {int(number): tuple(letters) for number, letters in data["counters"].items()}
        return cls(dict(data["letters"]), counters, **{name: data[name] for name in BOUNDS}, notice=data["notice"])
