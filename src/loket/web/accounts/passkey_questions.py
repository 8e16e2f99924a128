"""
What a browser is asked for a passkey, and how its answer is taken.

A challenge lies in the session, for one answer, one use and five minutes; the browser is never asked to keep it.
"""

import ipaddress
import json
from enum import StrEnum
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.core.problems import Problem
from loket.offices import services
from loket.offices.records import Officer
from loket.offices.services import Asked, Site
from loket.web.accounts.attempts import digest_of_codes, forget_attempts, register_attempt

ANSWERED_WITHIN_SECONDS: Final = 300
_ASKED: Final = "passkey"


class Use(StrEnum):
    """
    What an answer opens or makes. The answer to a question for one use is none for another: the door alone wants finger,
    face or PIN, and so would be opened by whoever has found a stick.
    """

    DOOR = "door"
    SECOND_FACTOR = "second-factor"
    MAKING = "making"


def site_of(request: HttpRequest) -> Site | None:
    """For whom passkeys are made here; None where browsers make none: under a bare number, or without https."""
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        at_home = host == "localhost" or host.endswith(".localhost")
        return Site(host, f"{request.scheme}://{request.get_host()}") if request.is_secure() or at_home else None
    return None


def question(request: HttpRequest, officer: Officer) -> str:
    """What the browser is asked in place of a code; empty where the officer has no passkey for this site."""
    site = site_of(request)
    asked = services.ask_passkey(site, person=officer.person) if site else None
    return remembered(request, asked, Use.SECOND_FACTOR) if asked else ""


def answered_factor(request: HttpRequest, officer: Officer) -> int | None:
    """
    The number of the second factor when what was sent is the answer of one of the officer's passkeys; None otherwise.

    Counted as a code is, before it is looked at.
    """
    site, state = site_of(request), state_of(request, Use.SECOND_FACTOR)
    if site is None or state is None:
        return None
    who, now = digest_of_codes(officer.person), timezone.now()
    if not register_attempt(who, now, f"Kunci sandi petugas {officer.person}"):
        return None
    taken = services.accept_passkey(site, state, request.POST.get("passkey", ""), at=now, person=officer.person)
    if taken is None:
        return None
    forget_attempts(who)
    return taken.factor


def passkey_problem() -> tuple[Problem, ...]:
    """What to tell: the same for every answer that was not taken."""
    sentence = _("Kunci sandi itu tidak diterima. Coba sekali lagi, atau pakai kode dari telepon atau kode pemulihan.")
    return (Problem("passkey", sentence),)


def remembered(request: HttpRequest, asked: Asked, use: Use) -> str:
    """Keep the state in the session; the options as the script of the page reads them."""
    request.session[_ASKED] = {"use": use.value, "state": dict(asked.state), "at": int(timezone.now().timestamp())}
    return json.dumps(asked.options)


def state_of(request: HttpRequest, use: Use) -> dict[str, Any] | None:
    """The state of what was asked for this use, once; None when nothing was, or too long ago."""
    asked: dict[str, Any] = request.session.pop(_ASKED, None) or {}
    age = timezone.now().timestamp() - asked.get("at", 0)
    return asked["state"] if asked.get("use") == use and 0 <= age <= ANSWERED_WITHIN_SECONDS else None
