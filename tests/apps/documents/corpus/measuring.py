"""Sends files through the gate, one process each as in the office, and says what became of them."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import pytest

from loket.core.problems import Refusal
from loket.documents import scans
from loket.documents.scan_process import Answer, ask
from loket.documents.services import accept_scan
from tests.apps.documents.corpus.proof import faults

MOST_SECONDS: Final = 20.0
MOST_KILOBYTES: Final = 512 * 1024
_AT_ONCE: Final = 2
# The process is ended at 20 s; how soon that is noticed on a machine with other work is not the gate's affair.
_NOTICED_WITHIN: Final = 10.0
_NOT_THE_FILE: Final = "scan-not-checked"


@dataclass(frozen=True)
class Outcome:
    """`became` is the kind it is kept as, or the id of the refusal; `peak_kilobytes` is 0 where no process was asked, or it was killed."""

    name: str
    became: str
    seconds: float
    peak_kilobytes: int
    faults: tuple[str, ...]

    @property
    def wrong(self) -> str:
        """What makes this outcome a failure of the gate; empty when there is nothing."""
        if self.faults:
            return f"{self.name}: kept as {self.became} with {', '.join(self.faults)}"
        if self.became == _NOT_THE_FILE:
            return f"{self.name}: the checking itself failed"
        if self.seconds > MOST_SECONDS + _NOTICED_WITHIN or self.peak_kilobytes > MOST_KILOBYTES:
            return f"{self.name}: {self.seconds:.1f} s, {self.peak_kilobytes // 1024} MB"
        return ""


def outcome(name: str, content: bytes) -> Outcome:
    """What the gate makes of one file."""
    peaks: list[int] = []
    spent: list[float] = []

    def asked(task: str, **more: object) -> Answer:
        started = time.monotonic()
        answer = ask(task, **more)  # type: ignore[arg-type]
        spent.append(time.monotonic() - started)
        peaks.append(answer.peak_kilobytes)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scans, "ask", asked)
        try:
            kept = accept_scan(name, content)
        except Refusal as refusal:
            return Outcome(name, refusal.id, sum(spent), sum(peaks), ())
    return Outcome(name, kept.kind.value, sum(spent), sum(peaks), tuple(faults(kept.kind.value, kept.content)))


def outcomes(files: Iterable[tuple[str, bytes]]) -> Iterator[Outcome]:
    """Of many files, two at a time."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(lambda file: outcome(*file), files)


def summary(title: str, found: Iterable[Outcome]) -> str:
    """One line of figures."""
    all_of_them = list(found)
    became = Counter(one.became for one in all_of_them)
    slowest = max(all_of_them, key=lambda one: one.seconds)
    largest = max(all_of_them, key=lambda one: one.peak_kilobytes)
    said = ", ".join(f"{count} {word}" for word, count in sorted(became.items()))
    return (
        f"{title}: {len(all_of_them)} files ({said}); slowest {slowest.seconds:.1f} s ({slowest.name}), "
        f"most memory {largest.peak_kilobytes // 1024} MB ({largest.name}), {sum(bool(one.wrong) for one in all_of_them)} wrong"
    )
