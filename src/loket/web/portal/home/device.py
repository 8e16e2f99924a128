"""
Which applications this device has opened: a signed cookie with their codes, seen by no script and by these pages alone.

Whoever uses somebody else's telephone takes them off it by the button at the foot of each page.
"""

import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from loket.core.problems import BadTerm
from loket.core.terms import HomeCode

COOKIE: Final = "permohonan"
PATH: Final = "/ajukan/"
MOST: Final = 6
_KEPT: Final = datetime.timedelta(days=30)
_SALT: Final = "loket.permohonan-di-perangkat"


def codes_on(request: HttpRequest) -> dict[UUID, HomeCode]:
    """The codes of the applications that this device has opened, by their ids, oldest first."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT)
        return {UUID(draft): HomeCode.parse(code) for draft, code in told.items()}
    except (signing.BadSignature, BadTerm, ValueError, AttributeError):
        return {}


def remember(response: HttpResponse, request: HttpRequest, draft: UUID, code: HomeCode) -> None:
    """Keep a code on this device; of too many the oldest goes."""
    known = {**codes_on(request), draft: code}
    _set(response, dict(list(known.items())[-MOST:]))


def forget(response: HttpResponse, request: HttpRequest, draft: UUID | None = None) -> None:
    """Take one application off this device, or all."""
    known = {one: code for one, code in codes_on(request).items() if draft is not None and one != draft}
    if known:
        _set(response, known)
    else:
        response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def _set(response: HttpResponse, known: dict[UUID, HomeCode]) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps({str(draft): code.code for draft, code in known.items()}, salt=_SALT),
        max_age=_KEPT,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
