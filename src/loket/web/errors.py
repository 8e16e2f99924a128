"""
The pages for what went wrong: each says what happened, that nothing is lost, and what to do next.

Whoever is not signed in gets the words and the ways of the public pages; an officer those of the desk.
"""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_BARE = (
    "<!doctype html><html lang=id><meta charset=utf-8><title>Loket</title>"
    "<h1>Terjadi gangguan</h1><p>Muat ulang halaman ini. Yang sudah tersimpan tetap tersimpan.</p></html>"
)


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    folder = "errors/public" if _is_stranger(request) else "errors"
    return HttpResponse(render_to_string(f"{folder}/{name}.html", request=request), status=status)


def _is_stranger(request: HttpRequest) -> bool:
    """Whether nobody is signed in. Where the session cannot be read any more, its cookie counts."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return True
    try:
        return hasattr(request, "user") and not request.user.is_authenticated
    except DatabaseError:
        return False


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The address or the form could not be read."""
    return _page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page belongs to a power that the officer does not have."""
    return _page(request, "forbidden", 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the sign-in, or came from elsewhere."""
    return _page(request, "stale_form", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or a case that is not this office's: the answer is the same."""
    return _page(request, "not_found", 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than is ever needed."""
    return _page(request, "too_large", 413)


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """Asked more often than a person would."""
    response = _page(request, "too_often", 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def fault(request: HttpRequest) -> HttpResponse:
    """Something broke. The page needs no database; should even its template fail, a bare one is sent."""
    try:
        return _page(request, "fault", 500)
    except Exception:  # noqa: BLE001 -- The last page of all must not fail.
        return HttpResponse(_BARE, status=500)
