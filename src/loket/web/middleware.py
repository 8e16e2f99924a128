"""What happens to every request before a view sees it."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from loket.documents.scan_limits import MAX_BYTES
from loket.web.errors import too_large

# The scan and the fields of the form around it.
LARGEST_REQUEST: Final = MAX_BYTES + 512 * 1024


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
