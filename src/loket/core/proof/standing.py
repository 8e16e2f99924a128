"""
What a signed paper is worth today: it stays valid until it is revoked, and may be reinstated.

That a later paper took its place follows from the later one. It refuses to know who revokes and why.
"""

from enum import StrEnum


class Standing(StrEnum):
    """What whoever checks a paper is told. REPLACED: genuine, but a later one counts."""

    VALID = "valid"
    REPLACED = "replaced"
    REVOKED = "revoked"


def may_follow(before: Standing | None, after: Standing) -> bool:
    """
    Whether a decision may come after another; without any the paper is valid.

    A valid paper is revoked, a revoked one made valid again. Nobody decides that one is replaced.
    """
    return after is (Standing.REVOKED if before in (None, Standing.VALID) else Standing.VALID)


def today(decided: Standing | None, *, has_later: bool) -> Standing:
    """What holds, from the latest decision and whether a later paper took the place: revoked is revoked."""
    if decided is Standing.REVOKED:
        return Standing.REVOKED
    return Standing.REPLACED if has_later else Standing.VALID
