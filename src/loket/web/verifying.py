"""
The public page that says whether a paper is genuine: by the code on it, without a sign-in, and with as little as will do.

It knows codes alone. Whoever asks for a code that no paper has learns the same as for a text that is no code.
"""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from loket.core.problems import BadTerm
from loket.core.proof.code import VerificationCode
from loket.core.proof.payload import read, without_address
from loket.signing import queries
from loket.web.addresses import client_address
from loket.web.errors import too_often
from loket.web.throttling import WINDOW_SECONDS, Throttle

LIMIT: Final = Throttle("verifikasi", of_one=30, of_all=3600)
"""A counter checks a paper in some seconds. At sixty codes a second one of ten million papers is hit by chance in sixty years."""
_MOST: Final = 320


@login_not_required
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The empty page; with what was typed or scanned, the way to its answer."""
    typed = request.GET.get("kode", "")[:_MOST].strip()
    if not typed:
        return _answer(request, {"asked": False})
    if is_scan(typed):
        return redirect("scanned", text=without_address(typed.upper()))
    return redirect("verify", code=code_in(typed))


@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The answer for a code: always a page, for an unknown one as well. Whoever asks too often waits, whatever the code."""
    if not LIMIT.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    return _answer(request, {"asked": True, "code": code[:40], "paper": queries.by_code(code[:40])})


@login_not_required
@require_safe
def scanned(request: HttpRequest, text: str) -> HttpResponse:
    """The answer for a QR, whose text is an address that the camera of a telephone opens. Throttled like a code."""
    if not LIMIT.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    return _answer(request, {"asked": True, "paper": queries.by_scan(text[:_MOST])})


def is_scan(typed: str) -> bool:
    """Whether what was typed has the form of a QR of ours."""
    try:
        read(typed.upper())
    except BadTerm:
        return False
    return True


def code_in(typed: str) -> str:
    """The code in what was typed or spoken; another text stands for itself, as far as an address goes."""
    try:
        return str(VerificationCode.parse(typed))
    except BadTerm:
        return "".join(sign for sign in typed if sign.isalnum() or sign in "-_")[:40] or "-"


def _answer(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    response = render(request, "verifying.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Whoever looks next at the same machine, or at what a proxy keeps, must ask again: standings change.
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
