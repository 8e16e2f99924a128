"""
Cases as this process last saw them, so that the next step of one needs no reading.

Nothing is believed: the store writes only where the head hash, which stands for the whole history, is still the same.
What has moved since is read anew.
"""

import threading
from typing import Final, NamedTuple

from loket.casework.store.rows import CaseRow
from loket.core.engine import CaseState

CAPACITY: Final = 2048


class SeenCase(NamedTuple):
    """A case row with its state."""

    row: CaseRow
    state: CaseState


_lock: Final = threading.Lock()
_seen: Final[dict[str, SeenCase]] = {}


def remember(case: SeenCase) -> None:
    """Keep a case under its resi; beyond the capacity the one kept longest goes."""
    with _lock:
        _seen.pop(case.row.resi, None)
        while len(_seen) >= CAPACITY:
            del _seen[next(iter(_seen))]
        _seen[case.row.resi] = case


def at_version(resi: str, version: int) -> SeenCase | None:
    """The case as it was seen at that version; None when this process has not seen it so."""
    found = _seen.get(resi)
    return found if found is not None and found.row.version == version else None


def forget_cases() -> None:
    """Drop all: between tests."""
    with _lock:
        _seen.clear()
