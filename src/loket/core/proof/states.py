"""
How far the signature of one paper has come: prepared, sent, and what the provider answered.

The one question that matters is whether a paper may be sent to be signed; it refuses to know who signs and where.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class SignatureState(StrEnum):
    """
    The stages of one attempt to sign a paper.

    SENT is written before the provider hears of it, so that no crash leaves a request that nobody knows of. UNKNOWN: an
    answer did not come or could not be used; only asking the provider by the number of the request ends it.
    """

    PREPARED = "prepared"
    SENT = "sent"
    SIGNED = "signed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Next(StrEnum):
    """What may be done about a paper that is to be signed."""

    PREPARE = "prepare"
    SEND = "send"
    ASK = "ask"
    NOTHING = "nothing"


_AFTER: Final[Mapping[SignatureState, frozenset[SignatureState]]] = MappingProxyType(
    {
        SignatureState.PREPARED: frozenset({SignatureState.SENT, SignatureState.FAILED}),
        SignatureState.SENT: frozenset({SignatureState.SIGNED, SignatureState.FAILED, SignatureState.UNKNOWN}),
        SignatureState.UNKNOWN: frozenset({SignatureState.SIGNED, SignatureState.FAILED}),
        SignatureState.SIGNED: frozenset(),
        SignatureState.FAILED: frozenset(),
    }
)

_NEXT: Final[Mapping[SignatureState, Next]] = MappingProxyType(
    {
        SignatureState.PREPARED: Next.SEND,
        SignatureState.SENT: Next.ASK,
        SignatureState.UNKNOWN: Next.ASK,
        SignatureState.SIGNED: Next.NOTHING,
        SignatureState.FAILED: Next.PREPARE,
    }
)


def may_follow(before: SignatureState | None, after: SignatureState) -> bool:
    """
    Whether a state may come after another; an attempt begins as PREPARED.

    A paper that is prepared may be given up as FAILED before it was sent. Nothing follows SIGNED or FAILED, and nothing
    goes back to SENT: a request is sent once.
    """
    return after is SignatureState.PREPARED if before is None else after in _AFTER[before]


def transitions() -> tuple[tuple[SignatureState, SignatureState], ...]:
    """Every pair of states that may follow each other, in a fixed order: what a database can check by itself."""
    return tuple((before, after) for before in _AFTER for after in SignatureState if after in _AFTER[before])


def next_of(attempts: Iterable[SignatureState]) -> Next:
    """
    What may be done about a paper, from the present states of its attempts, oldest first.

    A new attempt is prepared only when every earlier one has failed. Raises ValueError when an attempt stands behind
    one that had not failed: two of them could both be signed.
    """
    states = tuple(attempts)
    if any(state is not SignatureState.FAILED for state in states[:-1]):
        raise ValueError("An attempt was begun while an earlier one could still be signed.")
    return _NEXT[states[-1]] if states else Next.PREPARE
