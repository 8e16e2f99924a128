"""Who asks: the address of the browser, also where a reverse proxy stands before Loket."""

from django.conf import settings
from django.http import HttpRequest


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
