"""What is known of tokens and of who uses one; never the token itself."""

import datetime
from dataclasses import dataclass

from loket.api.scopes import Scope
from loket.offices.records import Officer


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """A token as lists show it."""

    id: int
    name: str
    person: int
    scopes: tuple[str, ...]
    created_at: datetime.datetime
    expires_at: datetime.datetime
    last_used_date: datetime.date | None
    revoked_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made: `secret` is shown this once."""

    record: TokenRecord
    secret: str


@dataclass(frozen=True, slots=True)
class Caller:
    """The officer a request acts as, now, and what the token may be used for."""

    officer: Officer
    scopes: frozenset[Scope]
    now: datetime.datetime
    today: datetime.date
