"""Writes of the API: tokens are made and revoked, never changed."""

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction

from loket.api import models
from loket.api.queries import record_of
from loket.api.records import NewToken
from loket.api.refusals import NameMissing, NoSuchOfficer, NoSuchToken, UnknownScope, WrongLifetime
from loket.api.scopes import Scope
from loket.offices import queries as offices

PREFIX: Final = "loket_"  # Lets scanners for leaked secrets recognise one.
LONGEST_DAYS: Final = 366


def digest_of(secret: str) -> str:
    """The digest a token is known by. A token is 256 random bits, so it needs neither salt nor a slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def create_token(username: str, *, name: str, scopes: Iterable[str], days: int, now: datetime.datetime) -> NewToken:
    """
    Make a token that acts as an officer for `days` days from `now`.

    Raises NoSuchOfficer, UnknownScope, WrongLifetime, NameMissing.
    """
    if not name.strip():
        raise NameMissing(fields=("name",))
    if not 1 <= days <= LONGEST_DAYS:
        raise WrongLifetime(longest=LONGEST_DAYS, fields=("days",))
    wanted = sorted(set(scopes))
    unknown = [scope for scope in wanted if scope not in list(Scope)]
    if unknown or not wanted:
        raise UnknownScope(names=", ".join(unknown) or "(kosong)", choices=", ".join(Scope), fields=("scopes",))
    user = User.objects.filter(username=username, is_active=True).first()
    officer = offices.officer_of(user.pk, now.date()) if user else None
    if officer is None:
        raise NoSuchOfficer(username=username, fields=("username",))
    secret = PREFIX + secrets.token_urlsafe(32)
    row = models.ApiToken.objects.create(
        digest=digest_of(secret),
        person=officer.person,
        name=name.strip()[:100],
        scopes=wanted,
        created_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )
    return NewToken(record_of(row), secret)


@transaction.atomic
def revoke_token(number: int, *, now: datetime.datetime) -> None:
    """End a token at once, in every process. Raises NoSuchToken for one that is unknown or revoked already."""
    changed = models.ApiToken.objects.filter(pk=number, revoked_at=None).update(revoked_at=now)
    if not changed:
        raise NoSuchToken(number=number)


def note_use(number: int, today: datetime.date) -> None:
    """Remember the day a token was last used: one write a day, not one a request."""
    models.ApiToken.objects.filter(pk=number).exclude(last_used_date=today).update(last_used_date=today)
