"""Who asks, and from which page: the address of the browser behind a reverse proxy, and where on this site it stands."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def client_address(request: HttpRequest) -> str:
    """
    The address that the connection comes from, or what the office's own proxies say of it.

    Only a proxy named in LOKET_PROXIES is believed: the last address of X-Forwarded-For that is not itself one of them.
    Whatever stands before that was written by whoever asks.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    for told in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        if address not in settings.PROXIES or not told.strip():
            break
        address = told.strip()
    return address


def safe_next(request: HttpRequest, wanted: str) -> str:
    """An address of this site, as wanted; the desk in place of any other."""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL


def page_of(request: HttpRequest) -> str:
    """The page the officer looks at: this one, or the one that a form or a script on it was sent from."""
    is_part = request.headers.get("HX-Request") == "true"
    if request.method in ("GET", "HEAD") and not is_part:
        return request.get_full_path()
    page = safe_next(request, request.headers.get("HX-Current-URL" if is_part else "Referer", ""))
    return urlsplit(page)._replace(scheme="", netloc="").geturl()
