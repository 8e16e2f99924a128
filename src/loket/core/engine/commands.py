"""
What an officer may ask of a case, and who asks.

A command is a wish: it carries no time and no version. It knows no form and no HTTP.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loket.core.engine.events import Evidence, ReturnLine


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Who acts, as of now: the person, the lanes this person may fill, and the powers of the position.

    `definitive` lists the lanes held in the person's own right, not as Plt, Plh or Pj.
    Powers: "intake", "supervise" (reassign, take back, reopen), "withdraw", "audit", "author";
    "lapse" is the clock's alone.
    """

    person: int
    lanes: frozenset[str]
    definitive: frozenset[str] = frozenset()
    powers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Submit:
    """Begin a case with the answers to the guide questions."""

    answers: Evidence = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """Take the open step from the pool."""


@dataclass(frozen=True, slots=True)
class Release:
    """Put the open step back into the pool; a superior may release another's, with a reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reassign:
    """Give the open step to another officer who may do it. `to_lanes` are that officer's lanes."""

    to: Actor
    reason: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Finish the open step by a forward outcome (or one that ends the case) with its evidence."""

    outcome: str
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Collect:
    """Hand over some of the papers of the open step to one collector; the rest waits for another day, and the step with it."""

    papers: tuple[str, ...]
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Return:
    """Send the case back by a return outcome; every fault is a line."""

    outcome: str
    lines: tuple[ReturnLine, ...]
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recall:
    """Take back my own latest step before anyone touched the next."""


@dataclass(frozen=True, slots=True)
class PauseClock:
    """Stop the clock for a reason of the procedure."""

    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResumeClock:
    """What was waited for has come; the note says what."""

    note: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The applicant takes the application back."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """A superior reopens the case at an earlier step."""

    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Add a remark to the file."""

    text: str


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """Write down that a paper of the case was signed electronically, with its code and the SHA-256 of its file."""

    code: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """The time is over that the procedure gives an applicant to answer; `days` is that time, in working days."""

    days: int


@dataclass(frozen=True, slots=True)
class CloseUnheard:
    """The time is over in which a complainant may object to an answer; `time` is that of the step, as printed."""

    time: str


Command = (
    Claim
    | Release
    | Reassign
    | Complete
    | Collect
    | Return
    | Recall
    | PauseClock
    | ResumeClock
    | Withdraw
    | Reopen
    | Note
    | RecordPaper
    | Lapse
    | CloseUnheard
)
