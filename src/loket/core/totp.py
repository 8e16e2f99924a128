"""
Codes that a telephone and the server make from one secret and the time. Basis: RFC 6238, over RFC 4226.

It knows neither who owns a secret nor where it is kept, nor which codes were used: the caller remembers a number.
"""

import hmac
from typing import Final

STEP_SECONDS: Final = 30
DIGITS: Final = 6
DRIFT: Final = 1
"""By how many steps the clock of a telephone may be ahead of ours, or behind."""


def step_at(seconds: float) -> int:
    """The number of the step that a moment falls into; `seconds` are counted from 1970 in UTC."""
    return int(seconds // STEP_SECONDS)


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a step, with leading zeros. Raises ValueError for a step before 1970."""
    if step < 0:
        raise ValueError("There is no code before 1970.")
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}d}"


def step_of(secret: bytes, typed: str, seconds: float, *, after: int) -> int | None:
    """
    The step whose code was typed: the present one or a neighbour, later than `after`; None for every other text.

    Whoever accepts the code passes its step as `after` from then on, so that neither it nor an earlier one is taken
    again. All three codes are compared in full, whichever fits.
    """
    if not (len(typed) == DIGITS and typed.isascii() and typed.isdigit()):
        return None
    present = step_at(seconds)
    steps = range(max(present - DRIFT, 0), present + DRIFT + 1)
    fitting = [step for step in steps if hmac.compare_digest(code_at(secret, step), typed)]
    return next((step for step in fitting if step > after), None)
