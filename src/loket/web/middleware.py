"""What happens to every request before a view sees it."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from loket.documents.scan_limits import MAX_BYTES
from loket.offices import queries as offices
from loket.web.accounts.second_factor import asked_factor, has_second_factor, is_off, is_required
from loket.web.accounts.stepping_up import ask_again
from loket.web.desk.pages import signed_in
from loket.web.errors import too_large

# The scan and the fields of the form around it.
LARGEST_REQUEST: Final = MAX_BYTES + 512 * 1024
_SCANS: Final = "/pindaian/"


class ChosenLanguage:
    """
    Indonesian, unless this browser has chosen another language by the switch at the foot of the page.

    What the browser says it prefers does not count: an office computer set to English still serves Indonesians.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _name in settings.LANGUAGES}
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            return self._get_response(request)


class RefuseLargeRequests:
    """Answers 413 by the announced length alone, before one byte of an upload is read. The API has its own limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through unless it says that it is too long."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        ours = not request.path_info.startswith("/api/")
        if ours and announced.isascii() and announced.isdigit() and int(announced) > LARGEST_REQUEST:
            response = too_large(request)
            # The rest of the upload is still on the wire: this connection is of no further use.
            response["Connection"] = "close"
            return response
        return self._get_response(request)


class FilesApart:
    """Where scans have a host of their own: it serves nothing but them, and no other host serves them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 404 for a scan at the host of the pages, and for a page at the host of the scans."""
        here = bool(settings.FILES_HOST) and request.get_host() == settings.FILES_HOST
        if here != request.path_info.startswith(_SCANS):
            policy = {"Content-Security-Policy": "default-src 'none'; sandbox"}
            return HttpResponse(status=404, content_type="text/plain", headers=policy)
        return self._get_response(request)


class AskSecondFactor:
    """
    Keeps every page from an officer whose session was opened without the second factor that the account has.

    Where the installation requires one, who has none is led to enrolment. Open stay the pages for everybody, those
    marked `open_before_second_factor`, and the API, which has its own keys.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing is to be asked before the view is known."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """An answer in place of the view's, or None."""
        is_open = not getattr(view, "login_required", True) or getattr(view, "before_second_factor", False)
        if is_open or is_off() or not request.user.is_authenticated:
            return None
        officer = signed_in(request, timezone.now())
        if officer is None:
            return None
        if asked_factor(request, officer) is not None:
            return ask_again(request)
        # A password that someone else has made is changed first: who made it could enrol as well.
        if is_required() and not has_second_factor(officer) and not offices.must_change_password(officer):
            return _to_enrolment(request)
        return None


def _to_enrolment(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": reverse("enrol")})
    return redirect("enrol")
