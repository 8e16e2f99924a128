"""
What surrounds every address under /api: no sign-in page, no cookie rules, TLS, a limit of size, and problems in one form.

Operations know nothing of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern

from loket.api.problems import fault, problem_response
from loket.api.refusals import BodyTooLarge, HttpsNeeded, MethodNotAllowed, NoSuchAddress
from loket.core.problems import Refusal

LARGEST_BODY: Final = 1024 * 1024
View = Callable[..., HttpResponseBase]


def guarded(view: View) -> View:
    """The same view behind the door."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return problem_response(request, HttpsNeeded())
        if _announced(request) > LARGEST_BODY:
            response: HttpResponseBase = problem_response(request, BodyTooLarge(megabytes=1))
            response["Connection"] = "close"  # The rest of the body is still on the wire.
            return response
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return unknown(request)
        except Refusal as refusal:
            return problem_response(request, refusal)
        except Exception as error:  # noqa: BLE001 (it is logged, and told as a problem)
            return fault(request, error)
        if isinstance(response, HttpResponseNotAllowed):
            return _not_allowed(request, response["Allow"])
        return response

    # The token says who calls: neither the session nor its cookies play a part.
    answered.login_required = False  # type: ignore[attr-defined]
    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def guard(pattern: URLPattern) -> URLPattern:
    """The same address behind the door."""
    pattern.callback = guarded(pattern.callback)
    return pattern


def unknown(request: HttpRequest) -> HttpResponseBase:
    """Answer for an address that no operation has."""
    return problem_response(request, NoSuchAddress())


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponseBase:
    response = problem_response(request, MethodNotAllowed(method=str(request.method), allowed=allowed))
    response["Allow"] = allowed
    return response
