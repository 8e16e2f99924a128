"""
What can happen to a case. Each event says all that folding it needs, so an old event never needs its procedure.

Events know neither the database nor the hash chain; the store adds sequence, recording time and hashes.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

Evidence = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One fault of a return: the requirement or field it concerns, the reason code, a note."""

    subject: str
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at `at`, done by person `by`."""

    kind: ClassVar[str]
    at: datetime.datetime
    by: int


@dataclass(frozen=True, slots=True)
class CaseSubmitted(Event):
    """The case exists and stands at its first step."""

    kind: ClassVar[str] = "case-submitted"
    to: str
    answers: Evidence = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepClaimed(Event):
    """An officer took the open step from the pool."""

    kind: ClassVar[str] = "step-claimed"
    step: str


@dataclass(frozen=True, slots=True)
class StepReleased(Event):
    """The open step went back to the pool."""

    kind: ClassVar[str] = "step-released"
    step: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StepReassigned(Event):
    """A superior gave the open step to another officer."""

    kind: ClassVar[str] = "step-reassigned"
    step: str
    to_person: int
    reason: str


@dataclass(frozen=True, slots=True)
class StepCompleted(Event):
    """A step was done; `to` is where the case stands next, or None with `end` saying how it ended."""

    kind: ClassVar[str] = "step-completed"
    step: str
    outcome: str
    to: str | None
    end: str | None = None
    marks: tuple[str, ...] = ()
    book: str | None = None
    evidence: Evidence = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PapersCollected(Event):
    """Some papers of the open step were handed over, with who collected them; the step goes on for the rest."""

    kind: ClassVar[str] = "papers-collected"
    step: str
    papers: tuple[str, ...]
    evidence: Evidence = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepReturned(Event):
    """A step sent the case back; `voids` lists the steps whose marks no longer count."""

    kind: ClassVar[str] = "step-returned"
    step: str
    outcome: str
    to: str
    lines: tuple[ReturnLine, ...]
    voids: tuple[str, ...] = ()
    waits_for: str | None = None
    evidence: Evidence = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepRecalled(Event):
    """
    The officer who did the latest step took it back before anyone touched the next one.

    `waits_for`: the step had answered a return that waits, so the case waits again from now on.
    """

    kind: ClassVar[str] = "step-recalled"
    step: str
    waits_for: str | None = None


@dataclass(frozen=True, slots=True)
class ClockPaused(Event):
    """The clock stands for a reason the procedure names."""

    kind: ClassVar[str] = "clock-paused"
    step: str
    reason: str
    waits_for: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClockResumed(Event):
    """What was waited for has come."""

    kind: ClassVar[str] = "clock-resumed"
    step: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseWithdrawn(Event):
    """The applicant took the application back; numbers already given stay given."""

    kind: ClassVar[str] = "case-withdrawn"
    reason: str


@dataclass(frozen=True, slots=True)
class CaseLapsed(Event):
    """The applicant did not answer within these working days, and the case was closed; a superior may reopen it."""

    kind: ClassVar[str] = "case-lapsed"
    days: int


@dataclass(frozen=True, slots=True)
class CaseUnheard(Event):
    """Within the `time` of the step the complainant said nothing of the answer, and the complaint was closed as answered."""

    kind: ClassVar[str] = "case-unheard"
    step: str
    time: str


@dataclass(frozen=True, slots=True)
class CaseReopened(Event):
    """
    A superior reopened the case at an earlier step, with a reason; `voids` as in a return.

    `waits_for`: the step is the applicant's own, so the case waits for the applicant from now on.
    """

    kind: ClassVar[str] = "case-reopened"
    to: str
    reason: str
    voids: tuple[str, ...] = ()
    waits_for: str | None = None


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    """A remark in the file; it moves nothing."""

    kind: ClassVar[str] = "note-added"
    text: str


@dataclass(frozen=True, slots=True)
class PaperSigned(Event):
    """A paper of the case was signed electronically: its verification code and the SHA-256 of its file; it moves nothing."""

    kind: ClassVar[str] = "paper-signed"
    code: str
    sha256: str
