"""
What Django keeps of a session, in the table of the offices: the cookie holds a random token and nothing else.

A session that is over is found once more, to say why; its content is gone.
"""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.utils import timezone

from loket.offices import services
from loket.offices.services import Place, Session
from loket.offices.terms import SessionEnd


class SessionStore(SessionBase):
    """One session. `place` says from where it is used now; `found` is the row, read with its account."""

    def __init__(self, session_key: str | None = None, place: Place | None = None) -> None:
        self.place = place or Place()
        self.found: Session | None = None
        self._found_under = ""
        self.counts_as_use = True
        self._ended: SessionEnd | None = None
        self._reason = SessionEnd.SIGNED_OUT
        super().__init__(session_key)

    @property
    def account(self) -> User | None:
        """Whose account was read with the session; None unless somebody is signed in."""
        return self.found.account if SESSION_KEY in self and self.found else None

    @property
    def number(self) -> int | None:
        """The number of the session among all, as lists of sessions name it."""
        return self.found.id if self.found else None

    @property
    def ended(self) -> SessionEnd | None:
        """Why the session that the browser brought is over."""
        return self._ended

    def seconds_left(self) -> int:
        """How long it lasts from now if nothing more happens; a request that only asks for it makes it no longer."""
        return self.found.seconds_left(timezone.now(), counts_as_use=self.counts_as_use) if self.found else 0

    @property
    def idle_minutes(self) -> int:
        """After how long without use it ends, as pages say it."""
        return int(settings.SESSION_IDLE_SECONDS // 60)

    @property
    def longest_hours(self) -> int:
        """After how long it ends in any case, as pages say it."""
        return int(settings.SESSION_COOKIE_AGE // 3600)

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing for an unknown token, and for one that is over."""
        found = services.find_session(str(self.session_key), self.place, timezone.now())
        if found is None or found.ended is not None:
            self._ended = found.ended if found else None
            # A token that somebody else has chosen is never taken over.
            self._session_key = None
            return {}
        self.found, self._found_under = found, str(self.session_key)
        return dict(found.data)

    def exists(self, session_key: str) -> bool:
        """Whether this token was ever given out."""
        return services.find_session(session_key, self.place, timezone.now()) is not None

    def create(self) -> None:
        """Begin a new one under a new token; it is written with what it will hold."""
        self.found = None
        self._session_key = secrets.token_urlsafe(32)
        self._session_cache: dict[str, Any] = {}
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write what the session holds. Raises UpdateError when it was ended, or got another token, meanwhile."""
        held = dict(self._session)  # type: ignore[attr-defined]  # the stubs leave this property of Django out
        if self.session_key is None:
            self.create()
            self._session_cache = held
        token, account = str(self.session_key), held.get(SESSION_KEY)
        number = int(account) if account else None
        if self.found is None or must_create:
            services.begin_session(token, held, account=number, place=self.place, at=timezone.now())
            self.found = services.find_session(token, self.place, timezone.now())
        elif not services.keep_session(self.found.id, token, held, account=number, before=self._found_under):
            raise UpdateError
        self._found_under = token

    def delete(self, session_key: str | None = None) -> None:
        """End it, or the one of that token."""
        token = session_key or self.session_key
        if token is not None:
            services.end_session(token, self._reason, timezone.now())
        self.found = None

    def cycle_key(self) -> None:
        """Go on under another token: whoever knows the old one has nothing."""
        held = self._session  # type: ignore[attr-defined]  # the stubs leave this property of Django out
        if self.found is None:
            self.create()
            self._session_cache = held
        self._session_key = secrets.token_urlsafe(32)
        self.modified = True

    def end(self, reason: SessionEnd) -> None:
        """End it for a reason other than signing out."""
        self._reason = reason
        self.flush()

    @classmethod
    def clear_expired(cls) -> None:
        """Nothing to do: what ended long ago goes when another session begins."""
