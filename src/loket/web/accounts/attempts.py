"""Slows down who guesses passwords: ten attempts for one name from one address, then a quarter of an hour of rest."""

import datetime
import hashlib
from typing import Final

from loket.web.models import SignInAttempt

MOST_ATTEMPTS: Final = 10
WINDOW: Final = datetime.timedelta(minutes=15)


def digest_of(username: str, address: str) -> str:
    """Name and address as one digest; upper and lower case are one name."""
    return hashlib.sha256(f"{username.strip().casefold()}\n{address}".encode()).hexdigest()


def digest_of_codes(person: int) -> str:
    """The codes of one person, from whatever address: only who knows the password gets to try one."""
    return hashlib.sha256(f"code\n{person}".encode()).hexdigest()


def register_attempt(who: str, now: datetime.datetime) -> bool:
    """
    Count this attempt and say whether it may go on.

    It is counted before the password or the code is looked at, so that attempts at the same moment all count.
    """
    SignInAttempt.objects.filter(at__lt=now - WINDOW).delete()
    SignInAttempt.objects.create(who=who, at=now)
    return SignInAttempt.objects.filter(who=who).count() <= MOST_ATTEMPTS


def forget_attempts(who: str) -> None:
    """The right password or code was given: earlier slips no longer count."""
    SignInAttempt.objects.filter(who=who).delete()
