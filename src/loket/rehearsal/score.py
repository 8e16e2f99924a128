"""What a rehearsal counts, and what it found wrong."""

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """Counts by name and violations in words; shared by all workers."""

    counts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str, by: int = 1) -> None:
        """Count something that happened."""
        with self._lock:
            self.counts[what] += by

    def violation(self, sentence: str) -> None:
        """Note something that must never happen."""
        with self._lock:
            self.violations.append(sentence)

    def acknowledge(self, resi: str, version: int, number: str | None = None) -> None:
        """Remember what the office was told: this case has at least this version, this number was given."""
        with self._lock:
            self.acknowledged[resi] = max(version, self.acknowledged.get(resi, 0))
            if number:
                self.numbers.setdefault(resi, set()).add(number)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one rehearsal."""

    procedure: str
    cases: int
    workers: int
    seed: int
    seconds: float
    endings: dict[str, int]
    counts: dict[str, int]
    violations: tuple[str, ...]

    @property
    def ended(self) -> int:
        """How many cases came to an end."""
        return sum(self.endings.values())

    @property
    def clean(self) -> bool:
        """Every case ended and nothing that must not happen did."""
        return self.ended == self.cases and not self.violations

    def as_json(self) -> dict[str, object]:
        """The report as a machine reads it."""
        return {
            "procedure": self.procedure,
            "cases": self.cases,
            "ended": self.ended,
            "workers": self.workers,
            "seed": self.seed,
            "seconds": round(self.seconds, 3),
            "steps_per_second": round(self.counts.get("langkah selesai", 0) / self.seconds, 1),
            "endings": self.endings,
            "counts": self.counts,
            "violations": list(self.violations),
        }
