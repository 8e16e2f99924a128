"""
The page of the own sessions, and what the script of every page asks: how long this one lasts, and to let it last.

Asking how long it lasts is no use of it. Whoever is not signed in is told so, not led anywhere.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.offices import queries, services
from loket.web.accounts.own_pages import own_page
from loket.web.accounts.session_door import store_of, words_of
from loket.web.desk.pages import Desk, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def own_sessions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where the officer is signed in; one of them, or all but this one, can be ended."""
    here = store_of(request).number
    if request.method == "POST":
        _end(request, desk, here)
        return redirect("sessions")
    rows = queries.open_sessions(desk.officer.office_key, desk.now, person=desk.officer.person)
    return render(request, "accounts/sessions.html", {"rows": rows, "here": here})


def _end(request: HttpRequest, desk: Desk, here: int | None) -> None:
    if "others" in request.POST:
        ended = services.end_other_sessions(desk.officer.person, here, desk.now)
        told = ngettext("%(count)s sesi lain diakhiri.", "%(count)s sesi lain diakhiri.", ended) % {"count": ended}
        messages.success(request, told)
        return
    text = request.POST.get("session", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    if number != here and services.end_one_session(desk.officer.person, number, desk.now):
        messages.success(request, _("Sesi itu diakhiri. Peramban di sana harus masuk lagi."))
    else:
        messages.warning(request, _("Sesi itu sudah berakhir."))


@login_not_required
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """How long the session still lasts, and whose it is."""
    store_of(request).counts_as_use = False
    return _told(request)


@login_not_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Somebody is at the machine and only types: that is use as well."""
    return _told(request)


@require_safe
@own_page
def back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """After signing in anew beside a page that is still open: close this one, and go on there."""
    return render(request, "accounts/back.html")


def _told(request: HttpRequest) -> HttpResponse:
    officer = signed_in(request, timezone.now())
    if officer is None:
        ended = store_of(request).ended
        return JsonResponse({"left": 0, "told": words_of(ended) if ended else ""})
    # A form that was open when the session ended carries a token that signing in has made void.
    told = {"left": store_of(request).seconds_left(), "who": officer.person, "token": get_token(request)}
    response = JsonResponse(told)
    response.headers["Cache-Control"] = "no-store"
    return response
