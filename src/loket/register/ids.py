"""Ids of residents, families and life events: in the order of making, so that an index grows at its end."""

import secrets
import time
from typing import Final
from uuid import UUID

_VERSION: Final = 0x7 << 76
_VARIANT: Final = 0b10 << 62


def uuid_of(own: object) -> UUID:
    """An id of this register: the core takes numbers too, the store has none."""
    assert isinstance(own, UUID), own
    return own


def new_id() -> UUID:
    """A fresh id. Basis: RFC 9562, version 7 (48 bits of milliseconds, the rest by chance)."""
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    chance = secrets.randbits(74)
    return UUID(int=milliseconds << 80 | _VERSION | chance >> 62 << 64 | _VARIANT | chance & (1 << 62) - 1)
