"""
Slows down who guesses: ten attempts for one name from one address, or at the codes or passphrases of one person, then a
quarter of an hour of rest. Whoever goes on is told to the log `loket.alarm`, without a name: it may be a password.
"""

import datetime
import logging
import threading
from typing import Final

from django.utils.crypto import salted_hmac

from loket.web.models import SignInAttempt
from loket.web.throttling import Throttle

MOST_ATTEMPTS: Final = 10
WINDOW: Final = datetime.timedelta(minutes=15)
SPRAYING: Final = Throttle("kata sandi salah di pintu masuk", of_one=30, of_all=300)
"""Many names with a few passwords each meet no limit of a name; this one tells of them and refuses nobody."""
_alarms: Final = logging.getLogger("loket.alarm")
_lock: Final = threading.Lock()
_told: Final[dict[str, datetime.datetime]] = {}


def digest_of(username: str, address: str) -> str:
    """Name and address as one digest; upper and lower case are one name."""
    return _digest(f"name\n{username.strip().casefold()}\n{address}")


def digest_of_codes(person: int) -> str:
    """The codes of one person, from whatever address: only who knows the password gets to try one."""
    return _digest(f"code\n{person}")


def digest_of_passphrases(person: int) -> str:
    """The passphrases with which one person tries to open the own key."""
    return _digest(f"passphrase\n{person}")


def _digest(whose: str) -> str:
    # With the key of the server: what was typed as a name may be a password, and a bare digest could be tried against words.
    return salted_hmac("loket.attempts", whose, algorithm="sha256").hexdigest()


def register_attempt(who: str, now: datetime.datetime, what: str) -> bool:
    """
    Count this attempt and say whether it may go on; `what` tells the log what is being guessed, and from where.

    It is counted before the password or the code is looked at, so that attempts at the same moment all count.
    """
    SignInAttempt.objects.filter(at__lt=now - WINDOW).delete()
    SignInAttempt.objects.create(who=who, at=now)
    goes_on = SignInAttempt.objects.filter(who=who).count() <= MOST_ATTEMPTS
    if not goes_on and _is_news(who, now):
        _alarms.warning("%s: lebih dari %s percobaan gagal (%s)", what, MOST_ATTEMPTS, who[:8])
    return goes_on


def _is_news(who: str, now: datetime.datetime) -> bool:
    """Whether this process has not told of it in the last quarter of an hour."""
    with _lock:
        for one in [one for one, at in _told.items() if not now - WINDOW < at <= now]:
            del _told[one]
        return _told.setdefault(who, now) == now


def forget_attempts(who: str) -> None:
    """The right password or code was given: earlier slips no longer count."""
    SignInAttempt.objects.filter(who=who).delete()
