"""
What happens with sessions before and after a view: found with the account in one query, seen, and led to the door when over.

Whoever comes back from the door stands on the page where the session ended.
"""

import json
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from loket.offices import services
from loket.offices.services import Place
from loket.offices.terms import SessionEnd
from loket.web.accounts.machines import browser_of, machine_of
from loket.web.accounts.session_store import SessionStore
from loket.web.addresses import client_address, page_of

_LONGEST: Final = 45


def store_of(request: HttpRequest) -> SessionStore:
    """The session of a request, as what it is here."""
    assert isinstance(request.session, SessionStore)
    return request.session


class Sessions(SessionMiddleware):
    """Finds the session by its cookie when it is asked for, and notes at most once a minute that it is used."""

    def process_request(self, request: HttpRequest) -> None:
        """The session with where it is used; nothing is read before it is needed."""
        agent = request.META.get("HTTP_USER_AGENT", "")
        place = Place(browser_of(agent), machine_of(agent), client_address(request)[:_LONGEST])
        request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME), place)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """As Django does; and the session was used, unless the browser only asked how long it lasts."""
        answer = super().process_response(request, response)
        session = request.session
        if isinstance(session, SessionStore) and session.found is not None and session.counts_as_use:
            services.see_session(session.found, timezone.now())
        return answer


class Accounts(AuthenticationMiddleware):
    """Whose session it is, without a second query."""

    def process_request(self, request: HttpRequest) -> None:
        """`request.user`, when it is asked for."""
        request.user = SimpleLazyObject(lambda: _account_of(request))  # type: ignore[assignment]


def _account_of(request: HttpRequest) -> User | AnonymousUser:
    """The account; nobody, and the session ended, where its password was changed since by whatever way."""
    session = store_of(request)
    account = session.account
    if account is None:
        return AnonymousUser()
    kept, now = str(session.get(HASH_SESSION_KEY, "")), account.get_session_auth_hash()
    if constant_time_compare(kept, now):
        return account
    if any(constant_time_compare(kept, earlier) for earlier in account.get_session_auth_fallback_hash()):
        # The key of the server was changed and the earlier one is still listed.
        session[HASH_SESSION_KEY] = now
        return account
    session.end(SessionEnd.PASSWORD)
    return AnonymousUser()


class LeadToTheDoor(LoginRequiredMiddleware):
    """
    Whoever is not signed in goes to the door, learns why, and comes back to the page from there.

    The bare address of the site is the public's: it shows the services to a browser in which nobody worked.
    """

    def handle_no_permission(  # type: ignore[override]  # a script is answered without a redirect
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        """To the door; a form that was sent is led back to its page."""
        ended = store_of(request).ended
        if request.headers.get("HX-Request") == "true":
            return _covered(ended)
        if request.path == "/" and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return redirect("portal:offices")
        if ended is not None and ended is not SessionEnd.SIGNED_OUT:
            messages.warning(
                request, f"{words_of(ended)} {_('Sesudah masuk lagi, halaman yang tadi terbuka kembali.')}"
            )
            if request.method == "POST":
                messages.warning(request, _("Isian yang baru Anda kirim belum disimpan. Isi sekali lagi sesudah ini."))
        if request.method == "POST":
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page_of(request)}, safe='/')}")
        return super().handle_no_permission(request, view_func)


def _covered(ended: SessionEnd | None) -> HttpResponse:
    """To a script that asked for a part of a page: the page stays as it was filled, and is covered."""
    told = {"session-over": {"told": words_of(ended) if ended else ""}}
    headers = {"HX-Reswap": "none", "HX-Trigger": json.dumps(told), "Cache-Control": "no-store"}
    return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers=headers)


def words_of(ended: SessionEnd) -> str:
    """Why a session is over, and what to do."""
    match ended:
        case SessionEnd.IDLE:
            told = _("Sesi berakhir karena %(minutes)s menit tidak dipakai.")
            return told % {"minutes": settings.SESSION_IDLE_SECONDS // 60}
        case SessionEnd.TOO_LONG:
            told = _("Sesi berakhir karena sudah %(hours)s jam.")
            return told % {"hours": settings.SESSION_COOKIE_AGE // 3600}
        case SessionEnd.PASSWORD:
            return _("Sesi berakhir karena kata sandi diganti. Masuk dengan kata sandi yang baru.")
        case SessionEnd.ENDED_BY_OWNER:
            return _("Sesi ini Anda akhiri dari komputer lain. Masuk lagi bila perlu.")
        case SessionEnd.ENDED_BY_KEEPER:
            return _("Sesi ini diakhiri pengelola kantor. Tanyakan sebabnya, lalu masuk lagi.")
        case SessionEnd.OTHER_BROWSER:
            return _("Sesi berakhir karena dipakai dari peramban lain. Bila itu bukan Anda, ganti kata sandi Anda.")
        case SessionEnd.CLOSED:
            return _("Akun ini sudah ditutup. Hubungi pengelola kantor.")
        case SessionEnd.SIGNED_OUT:
            return _("Anda sudah keluar.")
