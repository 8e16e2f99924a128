"""
What a session knows of the second factor: with which one it was opened, and when a code or password was last given.

It asks nobody: that is `stepping_up`, and the code page of signing in.
"""

import datetime
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from loket.offices import queries, services
from loket.offices.records import Officer
from loket.web.accounts.attempts import digest_of_codes, forget_attempts, register_attempt

FRESH_FOR: Final = datetime.timedelta(minutes=5)
_PROVED: Final = "proved"
V = TypeVar("V", bound=Callable[..., Any])


class TooManyAttempts(Exception):
    """The code was not looked at."""


def is_off() -> bool:
    """Whether this installation asks nobody."""
    return bool(settings.SECOND_FACTOR == "off")


def is_required() -> bool:
    """Whether whoever has no second factor must enrol first."""
    return bool(settings.SECOND_FACTOR == "required")


def open_before_second_factor(view: V) -> V:
    """Mark a view that is open to who has signed in with the password alone."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def mark_proved(request: HttpRequest, factor: int | None) -> None:
    """Write into the session that a code of this factor, or without one the password, was given just now."""
    request.session[_PROVED] = {"factor": factor or 0, "at": int(timezone.now().timestamp())}


def asked_factor(request: HttpRequest, officer: Officer) -> int | None:
    """
    The second factor that the officer has and has not given at this sign-in; None where nothing is to be asked.

    What is remembered of an officer may be some seconds old, so a difference is held against the database.
    """
    if is_off() or officer.second_factor == _proved_factor(request):
        return None
    present = queries.second_factor_of(officer.person)
    return present if present != _proved_factor(request) else None


def has_second_factor(officer: Officer) -> bool:
    """Whether the officer has enrolled; a no is held against the database."""
    return officer.second_factor is not None or queries.second_factor_of(officer.person) is not None


def is_fresh(request: HttpRequest, officer: Officer) -> bool:
    """Whether the code was given in the last five minutes; of who has not enrolled, or where nobody is asked, the password."""
    if asked_factor(request, officer) is not None:
        return False
    age = timezone.now().timestamp() - request.session.get(_PROVED, {}).get("at", 0)
    return bool(0 <= age <= FRESH_FOR.total_seconds())


def take_code(officer: Officer, typed: str) -> int | None:
    """The factor that took the code, or None. Counted before it is looked at. Raises TooManyAttempts."""
    who = digest_of_codes(officer.person)
    now = timezone.now()
    if not register_attempt(who, now, f"Kode petugas {officer.person}"):
        raise TooManyAttempts
    factor = services.accept_code(officer, typed, at=now)
    if factor is not None:
        forget_attempts(who)
    return factor


def _proved_factor(request: HttpRequest) -> int | None:
    return request.session.get(_PROVED, {}).get("factor") or None
