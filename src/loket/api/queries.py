"""Reads of tokens."""

import datetime

from loket.api import models
from loket.api.records import TokenRecord


def record_of(row: models.ApiToken) -> TokenRecord:
    """A row as others may know it."""
    return TokenRecord(
        row.pk,
        row.name,
        row.person,
        tuple(row.scopes),
        row.created_at,
        row.expires_at,
        row.last_used_date,
        row.revoked_at,
    )


def tokens() -> tuple[TokenRecord, ...]:
    """All tokens ever made, newest first."""
    return tuple(record_of(row) for row in models.ApiToken.objects.order_by("-pk"))


def token_in_force(digest: str, now: datetime.datetime) -> TokenRecord | None:
    """The token of that digest; None if it is unknown, revoked or past its time."""
    row = models.ApiToken.objects.filter(digest=digest, revoked_at=None, expires_at__gt=now).first()
    return record_of(row) if row else None
