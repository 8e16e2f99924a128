"""
Who asked for what: put into every record of the log that brings its request, so that a refused page tells of whom.

It is loaded with the settings, so it imports no table; and it asks the database nothing: what this request has not found out, is left out.
"""

import logging
from collections.abc import Iterator

from django.http import HttpRequest

from loket.web.addresses import client_address


class AskedBy(logging.Filter):
    """
    Fills address, method, path without the query, status and `who` (the number of the person).

    An account that is no officer's, or whose page did not come so far as to know the officer, is told as `account`.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Never hold a record back."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            for name, value in (*_of(request), ("status", getattr(record, "status_code", None))):
                if getattr(record, name, None) is None:
                    setattr(record, name, value)
        return True


def _of(request: HttpRequest) -> Iterator[tuple[str, object]]:
    yield "address", client_address(request)
    yield "method", request.method
    yield "path", request.path
    # The page of an officer keeps a desk, a program's call its caller.
    seated = getattr(request, "desk", None) or getattr(request, "auth", None)
    officer = getattr(seated, "officer", None)
    if officer is not None:
        yield "who", officer.person
        return
    found = getattr(getattr(request, "session", None), "found", None)
    account = getattr(found, "account", None)
    yield "account", account.pk if account is not None else None
