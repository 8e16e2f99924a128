"""What other layers know of an application from home: frozen records, never rows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

KEPT: Final = datetime.timedelta(days=14)
"""So long a draft that nobody goes on with is kept."""
REACHED: Final = datetime.timedelta(days=400)
"""So long after its last use the way from home to a case stays open."""
MOST_PAPERS: Final = 30


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """One uploaded file: for which requirement, of what kind, how large."""

    id: int
    requirement: str
    kind: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """
    An application made at home. `typed` is what stands in its fields, by their names; `resi` names the case once it was sent.

    `round` counts the sendings: the first makes the case, each further one is a correction.
    """

    id: UUID
    office_key: str
    service: str
    typed: Mapping[str, str]
    papers: tuple[HeldPaper, ...]
    resi: str
    round: int
    is_sending: bool
    kept_until: datetime.datetime

    def papers_for(self, requirement: str) -> tuple[HeldPaper, ...]:
        """What was uploaded for one requirement, oldest first."""
        return tuple(paper for paper in self.papers if paper.requirement == requirement)
