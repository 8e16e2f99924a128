"""
What became of a message, as a fold of what happened to it, and what is to be done next after each answer.

A message may go several ways, one after the other: the next is taken when one has failed for good. It refuses to send
again what may have arrived: of that the gateway is asked, and where it does not say, a person is told.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

_S = datetime.timedelta(seconds=1)
RETRY_WAITS: Final = tuple(wait * _S for wait in (60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600))
"""Before the second try, the third …; after the last no more."""
ASK_WAITS: Final = tuple(wait * _S for wait in (30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600))
"""Before the first question about a message, the second …"""
HELD: Final = 300 * _S
"""Longer than any sending takes: whoever has a message in hand for so long is dead."""
VALID: Final = 600 * _S
"""How long after it was sent a gateway may still take a message: the message says so."""
FORGOTTEN: Final = 3600 * _S
"""After this a message that the gateway does not know will never go out, however wrong a clock is."""


class State(StrEnum):
    """Where a message stands."""

    QUEUED = "menunggu"
    SENDING = "dikirim"
    ACCEPTED = "diterima"
    UNKNOWN = "ditanyakan"
    DELIVERED = "sampai"
    FAILED = "gagal"
    DOUBTFUL = "tidak-diketahui"
    NOT_SENT = "tidak-dikirim"


ENDS: Final = frozenset({State.DELIVERED, State.FAILED, State.DOUBTFUL, State.NOT_SENT})
_WAYS_ON: Final[Mapping[State | None, frozenset[State]]] = MappingProxyType(
    {
        None: frozenset({State.QUEUED, State.NOT_SENT}),
        State.QUEUED: frozenset({State.SENDING, State.FAILED, State.NOT_SENT}),
        State.SENDING: frozenset(State) - {State.SENDING, State.NOT_SENT},
        State.UNKNOWN: frozenset(State) - {State.SENDING, State.NOT_SENT},
        State.ACCEPTED: frozenset(State) - {State.SENDING, State.NOT_SENT, State.UNKNOWN},
    }
)


class Said(StrEnum):
    """What a gateway says of a message, or that it says nothing."""

    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """It was not sent and never will be."""
    LATER = "later"
    """It was not taken; another time it may be."""
    NEVER_HEARD = "never-heard"
    SILENT = "silent"
    """Nobody knows."""


class Reason(StrEnum):
    """Why a message stands where it stands."""

    NONE = ""
    NO_GATEWAY = "tanpa-gerbang"
    NO_ADDRESS = "tanpa-alamat"
    SWITCHED_OFF = "dimatikan"
    TOO_LATE = "terlambat"
    UNREACHED = "tidak-terhubung"
    REFUSED = "ditolak"
    BAD_RECEIVER = "nomor-salah"
    BUSY = "sibuk"
    SILENT = "bungkam"
    NOT_KNOWN = "tidak-dikenal"
    UNREADABLE = "tidak-terbaca"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a message: it came into a state, on its n-th way; `next_at` is when to look at it again."""

    state: State
    way: int
    at: datetime.datetime
    next_at: datetime.datetime | None = None
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a message stands: how often it was sent on this way, since when nobody knows, how often it was asked about."""

    state: State
    way: int
    at: datetime.datetime
    tries: int = 0
    asked: int = 0
    sent_at: datetime.datetime | None = None
    next_at: datetime.datetime | None = None
    reason: Reason = Reason.NONE

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is done by itself."""
        return self.state in ENDS or self.next_at is None

    @property
    def needs_person(self) -> bool:
        """Whether it was shown to have failed, or nobody knows and nobody will."""
        return self.state in (State.FAILED, State.DOUBTFUL)


class OutOfOrder(ValueError):
    """A step that cannot follow the ones before it."""


def fold(steps: Iterable[Step]) -> Standing:
    """Where these steps have led. Raises OutOfOrder, for none at all too."""
    found: Standing | None = None
    for step in steps:
        found = _after(found, step)
    if found is None:
        raise OutOfOrder("no step")
    return found


def _after(before: Standing | None, step: Step) -> Standing:
    if step.state not in _WAYS_ON.get(before.state if before else None, ()):
        raise OutOfOrder(f"{before.state if before else None} → {step.state}")
    now = Standing(step.state, step.way, step.at, next_at=step.next_at, reason=step.reason)
    if before is None:
        return now
    if step.way not in ((before.way, before.way + 1) if step.state is State.QUEUED else (before.way,)):
        raise OutOfOrder(f"way {before.way} → {step.way}")
    if step.way != before.way:
        return now
    now = replace(now, tries=before.tries, asked=before.asked, sent_at=before.sent_at)
    if step.state is State.SENDING:
        return replace(now, tries=before.tries + 1, asked=0, sent_at=step.at)
    # The answer to the sending itself is none to a question.
    was_asked = before.state in (State.UNKNOWN, State.ACCEPTED)
    return replace(now, asked=before.asked + was_asked)


@dataclass(frozen=True, slots=True)
class Road:
    """What is known of a message beside its steps: how many ways it has, whether this gateway can be asked, until when it is of use."""

    ways: int
    answers_questions: bool
    until: datetime.datetime


def began(now: Standing, at: datetime.datetime) -> Step:
    """The step before a message is sent: whoever writes it, and nobody else, sends."""
    return Step(State.SENDING, now.way, at, at + HELD)


def heard(now: Standing, said: Said, road: Road, at: datetime.datetime, reason: Reason = Reason.NONE) -> Step:
    """What follows from an answer to a message that is being sent, or was asked about."""
    match said:
        case Said.DELIVERED:
            return Step(State.DELIVERED, now.way, at)
        case Said.REFUSED:
            return _failed(now, road, at, reason or Reason.REFUSED)
        case Said.LATER:
            return _again(now, road, at, reason or Reason.BUSY)
        case Said.NEVER_HEARD if _is_forgotten(now, at):
            return _again(now, road, at, Reason.NOT_KNOWN)
        case Said.ACCEPTED:
            return Step(State.ACCEPTED, now.way, at, _ask_at(now, road, at))
    return _in_doubt(now, road, at)


def too_late(now: Standing, at: datetime.datetime) -> Step:
    """The end of a message that waited until it was of no use."""
    return Step(State.FAILED, now.way, at, reason=Reason.TOO_LATE)


def _is_forgotten(now: Standing, at: datetime.datetime) -> bool:
    # What the gateway has taken before it does not forget: such an answer is odd.
    return now.state is not State.ACCEPTED and now.sent_at is not None and at > now.sent_at + FORGOTTEN


def _in_doubt(now: Standing, road: Road, at: datetime.datetime) -> Step:
    ask_at = _ask_at(now, road, at)
    if now.state is State.ACCEPTED:
        return Step(State.ACCEPTED, now.way, at, ask_at)
    if ask_at is None:
        return Step(State.DOUBTFUL, now.way, at, reason=Reason.SILENT)
    return Step(State.UNKNOWN, now.way, at, ask_at, Reason.SILENT)


def _ask_at(now: Standing, road: Road, at: datetime.datetime) -> datetime.datetime | None:
    asked = now.asked + (now.state is not State.SENDING)
    return at + ASK_WAITS[asked] if road.answers_questions and asked < len(ASK_WAITS) else None


def _again(now: Standing, road: Road, at: datetime.datetime, reason: Reason) -> Step:
    wait = RETRY_WAITS[now.tries - 1] if now.tries <= len(RETRY_WAITS) else None
    if wait is None or at + wait > road.until:
        return _failed(now, road, at, reason)
    return Step(State.QUEUED, now.way, at, at + wait, reason)


def _failed(now: Standing, road: Road, at: datetime.datetime, reason: Reason) -> Step:
    if now.way + 1 < road.ways and at < road.until:
        return Step(State.QUEUED, now.way + 1, at, at, reason)
    return Step(State.FAILED, now.way, at, reason=reason)
