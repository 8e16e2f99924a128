"""Who calls: the officer of the bearer token, with the seats of today."""

import datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from loket.api import queries, services
from loket.api.records import Caller
from loket.api.refusals import NotSignedIn, ScopeMissing
from loket.api.scopes import Scope
from loket.offices import queries as offices
from loket.offices.access import Access, tell
from loket.offices.records import Officer


class ApiRequest(HttpRequest):
    """A request after the door: `auth` is set by the token."""

    auth: Caller


class BearerToken(HttpBearer):
    """Lets in whoever shows a token in force that has the scope of the operation (None: any token)."""

    def __init__(self, scope: Scope | None) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller. Raises NotSignedIn, ScopeMissing."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise NotSignedIn
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller behind a token. Raises NotSignedIn, ScopeMissing."""
        try:
            caller = caller_of(token, timezone.now())
        except NotSignedIn:
            tell(Access.TOKEN_REFUSED, request)
            raise
        # Known also where the scope is missing: the log tells whose token that was.
        request.auth = caller  # type: ignore[attr-defined]  # an HttpRequest of Ninja
        if self.scope is not None and self.scope not in caller.scopes:
            raise ScopeMissing(scope=self.scope.value)
        return caller


def caller_of(secret: str, now: datetime.datetime) -> Caller:
    """The officer behind a token; leavers lose theirs with their account. Raises NotSignedIn."""
    record = queries.token_in_force(services.digest_of(secret), now)
    officer = _officer(record.person, now) if record else None
    if record is None or officer is None:
        raise NotSignedIn
    today = offices.today(officer.office_key, now)
    if record.last_used_date != today:
        services.note_use(record.id, today)
        tell(Access.TOKEN_USED, who=officer.person)
    return Caller(officer, frozenset(Scope(scope) for scope in record.scopes), now, today)


def _officer(person: int, now: datetime.datetime) -> Officer | None:
    """The officer on the date of the own office, which east of Jakarta begins earlier."""
    on = timezone.localdate(now)
    officer = offices.officer_by_id(person, on)
    if officer is None:
        return None
    there = offices.today(officer.office_key, now)
    return officer if there == on else offices.officer_by_id(person, there)
