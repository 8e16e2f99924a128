"""
Where a case stands: the fold of its events.

A state knows steps and persons by their ids only; what a step means stands in the procedure.
"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from loket.core.engine.events import Evidence

RETURNED: Final = "Dikembalikan"
"""
The reason of a pause that a return began; it ends when the step returned to is done, not by a resume.

The capital keeps it apart from every reason of a procedure, which is a slug.
"""


SIGNATURES: Final = frozenset({"sign", "tte"})
"""The marks that are signatures, on paper or electronic."""


class Status(StrEnum):
    """Where a case stands, in one word."""

    IN_PROCESS = "in-process"
    WAITING_FOR_APPLICANT = "waiting-for-applicant"
    WAITING_FOR_CENTRE = "waiting-for-centre"
    WAITING_FOR_OFFICE = "waiting-for-office"
    FINISHED = "finished"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OPEN_STATUSES: Final = frozenset(
    {Status.IN_PROCESS, Status.WAITING_FOR_APPLICANT, Status.WAITING_FOR_CENTRE, Status.WAITING_FOR_OFFICE}
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passing of a step: who left it, how, when, which marks were given, and whether they still count."""

    step: str
    by: int
    outcome: str
    at: datetime.datetime
    marks: tuple[str, ...] = ()
    voided: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stood; open while `until` is None."""

    since: datetime.datetime
    waits_for: str
    reason: str
    until: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseState:
    """
    A case as its events left it. `version` counts them.

    `step` is None once the case is closed. `holder` claimed the open step; `preferred` did it before a return.
    `touched`: someone claimed, released, paused or was assigned the open step, so its opener may not recall it.
    `sent_back`: the case came to this step by a return or a reopening.
    """

    version: int
    status: Status
    submitted_at: datetime.datetime
    step: str | None
    opened_at: datetime.datetime
    occurrence: int = 1
    holder: int | None = None
    preferred: int | None = None
    touched: bool = False
    sent_back: bool = False
    closed_at: datetime.datetime | None = None
    answers: Evidence = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the case still stands at a step."""
        return self.step is not None

    @property
    def open_pause(self) -> Pause | None:
        """The pause in force, if the clock stands."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None

    @property
    def moved_at(self) -> datetime.datetime:
        """When the case last came to a step, waited, went on or closed; nothing later can have happened before."""
        clocked = [pause.until or pause.since for pause in self.pauses[-1:]]
        return max([self.opened_at, self.closed_at or self.opened_at, *clocked])

    @property
    def live_marks(self) -> tuple[Passage, ...]:
        """The passages whose paraf, signature or TTE still counts."""
        return tuple(p for p in self.passages if p.marks and not p.voided)

    @property
    def last_signature(self) -> Passage | None:
        """The last passage whose signature, on paper or electronic, still counts."""
        return next((p for p in reversed(self.live_marks) if not SIGNATURES.isdisjoint(p.marks)), None)
