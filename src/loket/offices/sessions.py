"""
Sessions: begun, found, seen and ended, with two limits. For other apps the writes are in `services`, the list in `queries`.

It is given the token of a browser and keeps its digest alone; it refuses to know cookies, pages and requests.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from loket.offices import models
from loket.offices.access import Access, tell
from loket.offices.records import SessionRecord
from loket.offices.terms import SessionEnd
from loket.storage.writing import run, run_soon

SEEN_EVERY: Final = datetime.timedelta(minutes=1)
KEPT_FOR: Final = datetime.timedelta(days=90)
"""How long one that has ended can still be looked up, with why it ended."""
KEPT_OF_NOBODY: Final = datetime.timedelta(days=1)
"""The same of one at which nobody signed in: strangers make them, and nobody asks for them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session is used: the family of the browser, the kind of machine, and the network address."""

    browser: str = ""
    machine: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session as found by its token: whose it is, what it holds, and why it is over; None while it is not."""

    id: int
    account: User | None
    data: Mapping[str, Any]
    began_at: datetime.datetime
    last_seen_at: datetime.datetime
    ended: SessionEnd | None

    def seconds_left(self, at: datetime.datetime, *, counts_as_use: bool) -> int:
        """How long it lasts if nobody touches it from now on, where this moment is use and where it is not; 0 when it is over."""
        if self.ended is not None:
            return 0
        seen = at if counts_as_use and at - self.last_seen_at >= SEEN_EVERY else self.last_seen_at
        return max(0, int((min(seen + _idle(), self.began_at + _longest()) - at).total_seconds()))


def _idle() -> datetime.timedelta:
    return datetime.timedelta(seconds=settings.SESSION_IDLE_SECONDS)


def _longest() -> datetime.timedelta:
    return datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)


def digest(token: str) -> str:
    """What is kept of a token: 43 random signs need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin_session(
    token: str, data: Mapping[str, Any], *, account: int | None, place: Place, at: datetime.datetime
) -> int:
    """Begin a session and return its number; those that ended long ago are removed with the same write."""

    def write() -> int:
        of_nobody = Q(account=None, began_at__lt=at - KEPT_OF_NOBODY)
        models.Session.objects.filter(of_nobody | Q(began_at__lt=at - KEPT_FOR)).delete()
        row = models.Session.objects.create(
            token_hash=digest(token),
            account_id=account,
            data=dict(data),
            browser=place.browser,
            machine=place.machine,
            address=place.address,
            began_at=at,
            last_seen_at=at,
        )
        return row.pk

    return run(write)


def find_session(token: str, place: Place, at: datetime.datetime) -> Session | None:
    """
    The session of a token, in one query with its account; None for a token that was never given out.

    One that is too old, was left alone too long, comes from another family of browser, or belongs to a closed account
    is ended now.
    """
    row = models.Session.objects.select_related("account").filter(token_hash=digest(token)).first()
    if row is None:
        return None
    ended = SessionEnd(row.end_reason) if row.end_reason else _reason_to_end(row, place, at)
    if ended is not None and row.ended_at is None:
        run_soon(lambda: _end(Q(pk=row.pk), ended, at))
    return Session(row.pk, row.account, row.data, row.began_at, row.last_seen_at, ended)


def _reason_to_end(row: models.Session, place: Place, at: datetime.datetime) -> SessionEnd | None:
    if row.account is not None and not row.account.is_active:
        return SessionEnd.CLOSED
    if at >= row.began_at + _longest():
        return SessionEnd.TOO_LONG
    if at >= row.last_seen_at + _idle():
        return SessionEnd.IDLE
    if row.browser and row.browser != place.browser:
        return SessionEnd.OTHER_BROWSER
    return None


def keep_session(session: int, token: str, data: Mapping[str, Any], *, account: int | None, before: str) -> bool:
    """
    Write what a session holds, under this token from now on; False, with nothing written, when it is over.

    `before` is the token it was found under: whoever still has that one, after another request gave it up, writes nothing.
    """
    changed = {"token_hash": digest(token), "data": dict(data), "account_id": account}
    mine = models.Session.objects.filter(pk=session, token_hash=digest(before), ended_at=None)
    return bool(run(lambda: mine.update(**changed)))


def see_session(session: Session, at: datetime.datetime) -> None:
    """The session is used. Written at most once a minute, and nobody waits for it."""
    if session.ended is None and at - session.last_seen_at >= SEEN_EVERY:
        mine = models.Session.objects.filter(pk=session.id, ended_at=None, last_seen_at__lt=at)
        run_soon(lambda: mine.update(last_seen_at=at))


def end_session(token: str, reason: SessionEnd, at: datetime.datetime) -> None:
    """End the session of this token; no fault where there is none, or it is over."""
    run(lambda: _end(Q(token_hash=digest(token)), reason, at))


def end_one_session(person: int, session: int, at: datetime.datetime) -> bool:
    """End one session of a person by its number, as its owner; False where this person has none of that number."""
    mine = Q(pk=session, account__person=person)
    return bool(run(lambda: _end(mine, SessionEnd.ENDED_BY_OWNER, at)))


def end_other_sessions(person: int, but: int | None, at: datetime.datetime) -> int:
    """End every session of a person but one, as its owner; return how many that were."""
    others = Q(account__person=person) & ~Q(pk=but)
    return run(lambda: _end(others, SessionEnd.ENDED_BY_OWNER, at))


def end_sessions_of(account: int, reason: SessionEnd, at: datetime.datetime, *, but: int | None = None) -> int:
    """End all sessions of an account, in the caller's transaction; return how many."""
    return _end(Q(account=account) & ~Q(pk=but), reason, at)


def end_by_number(office_key: str, session: int, at: datetime.datetime) -> str | None:
    """End a session of an officer of this office, in the caller's transaction; whose it was, or None where there is none."""
    theirs = Q(pk=session, account__person__office__key=office_key)
    found = models.Session.objects.filter(theirs, ended_at=None)
    name = found.values_list("account__person__full_name", flat=True).first()
    if name is None or not _end(theirs, SessionEnd.ENDED_BY_KEEPER, at):
        return None
    return name


def _end(which: Q, reason: SessionEnd, at: datetime.datetime) -> int:
    found = models.Session.objects.filter(which, ended_at=None).values_list("pk", "account", "account__person")
    lasting = list(found)
    rows = models.Session.objects.filter(pk__in=[number for number, *_whose in lasting], ended_at=None)
    ended = rows.update(ended_at=at, end_reason=reason, data={}) if lasting else 0
    transaction.on_commit(lambda: _told(lasting, reason))
    return ended


def _told(ended: Iterable[tuple[int, int | None, int | None]], reason: SessionEnd) -> None:
    """To the log; what lay between the pages of the door was nobody's."""
    for session, account, person in ended:
        if account is not None:
            tell(Access.SESSION_ENDED, session=session, who=person, account=account, reason=reason.value)


def open_sessions(office_key: str, at: datetime.datetime, *, person: int | None = None) -> tuple[SessionRecord, ...]:
    """The sessions of an office's officers that last, or of one of them, latest seen first."""
    rows = models.Session.objects.filter(
        account__person__office__key=office_key,
        account__is_active=True,
        ended_at=None,
        began_at__gt=at - _longest(),
        last_seen_at__gt=at - _idle(),
    )
    if person is not None:
        rows = rows.filter(account__person=person)
    fields = ("pk", "account__person", "account__person__full_name", "browser", "machine", "address")
    found = rows.order_by("-last_seen_at", "-pk").values_list(*fields, "began_at", "last_seen_at")
    return tuple(SessionRecord(*row) for row in found)
