"""
Where a file stands, without an account: by its resi and a second thing that only those concerned know.

A wrong resi and a wrong second thing are answered alike. Whoever tries many, or one resi many times, waits.
"""

from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from loket.casework import queries
from loket.casework.procedures import takes_complaints
from loket.core.problems import BadTerm, Problem
from loket.core.terms import Resi
from loket.lobby.queries import is_asked
from loket.offices import queries as offices
from loket.web.addresses import client_address
from loket.web.desk.fields import FormField, marked
from loket.web.desk.wording import service_title
from loket.web.errors import too_often
from loket.web.throttling import WINDOW_SECONDS, Throttle

ASKING: Final = Throttle("lacak", of_one=20, of_all=3600)
ONE_FILE: Final = Throttle("lacak satu resi", of_one=5, of_all=3600)
"""A person mistypes a day of birth twice; at this pace the ten thousand ends of telephone numbers take a day and a half."""
_LONGEST: Final = 40


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """The empty form, with the resi of the address where a QR or a message has put one; sent, where the file stands."""
    if request.method != "POST":
        return _asked(request, {"resi": request.GET.get("resi", "")[:_LONGEST]})
    typed = typed_in(request)
    if not typed["resi"] or not typed["second"]:
        return _asked(request, typed, _empty(typed))
    if not may_ask(request, typed["resi"]):
        return too_often(request, WINDOW_SECONDS)
    found = queries.track(typed["resi"], typed["second"])
    if found is None:
        count_miss(typed["resi"])
        return _asked(request, typed, (_unknown(),))
    return in_language_asked(request, lambda: _shown(request, found, typed["second"]))


def in_language_asked(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """
    The answer in the language of the switch at its foot, which sends the same question again: an address without it
    would lose the answer. Kept in the cookie of the usual switch.
    """
    chosen = request.POST.get("language", "")
    if chosen not in {code for code, _name in settings.LANGUAGES}:
        return answer()
    with override(chosen):
        response = answer()
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, secure=settings.LANGUAGE_COOKIE_SECURE)
    return response


def typed_in(request: HttpRequest) -> dict[str, str]:
    """The resi and the second thing as they were sent."""
    return {name: request.POST.get(name, "")[:_LONGEST].strip() for name in ("resi", "second")}


def may_ask(request: HttpRequest, resi: str) -> bool:
    """Whether this address may ask once more within the minute, which is counted, and this resi is not being guessed at."""
    code = _code(resi)
    # The one that is refused tells the log.
    guessed = bool(code) and ONE_FILE.is_full(code) and not ONE_FILE.takes(code)
    return ASKING.takes(client_address(request)) and not guessed


def count_miss(resi: str) -> None:
    """Somebody knew the resi and not the second thing; who knows both may ask again and again."""
    if code := _code(resi):
        ONE_FILE.takes(code)


def _code(resi: str) -> str:
    try:
        return Resi.parse(resi).code
    except BadTerm:
        return ""


def _empty(typed: dict[str, str]) -> tuple[Problem, ...]:
    words = {"resi": _("Isi nomor resi."), "second": _("Isi tanggal lahir atau 4 angka akhir nomor telepon.")}
    return tuple(Problem("field-empty", words[name], field=name) for name in words if not typed[name])


def _unknown() -> Problem:
    sentence = _("Nomor resi dan jawaban kedua tidak cocok.")
    hint = _("Periksa keduanya pada resi Anda. Bila tetap tidak cocok, tanyakan di loket dengan membawa resi.")
    return Problem("not-matching", sentence, hint, field="resi")


def _asked(request: HttpRequest, typed: dict[str, str], problems: tuple[Problem, ...] = ()) -> HttpResponse:
    fields = (
        FormField("resi", _("Nomor resi"), hint=_("12 huruf dan angka, misalnya 7K2M-94QX-B3TD.")),
        FormField(
            "second",
            _("Tanggal lahir pemohon, atau 4 angka akhir nomor teleponnya"),
            hint=_("Misalnya 17-08-1990, atau 4821."),
        ),
    )
    context = {"fields": marked((field.filled(typed) for field in fields), problems), "problems": problems}
    return private(render(request, "portal/track.html", context, status=422 if problems else 200))


def _shown(request: HttpRequest, found: queries.Tracked, second: str) -> HttpResponse:
    office = offices.office(found.office_key)
    context = {
        "file": found,
        "second": second,
        "again": {"resi": found.resi, "second": second},
        "office": office,
        "title": service_title(found.service),
        "complains": takes_complaints(found.office_key, offices.today(found.office_key, timezone.now())),
        "rates": is_asked(found, timezone.now()),
        "usual": queries.usual(found.office_key, found.service, timezone.now()),
    }
    with timezone.override(ZoneInfo(office.zone)):
        return private(render(request, "portal/tracked.html", context))


def private(response: HttpResponse) -> HttpResponse:
    """An answer that nobody keeps on the way, and whose address is told to no other site."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
