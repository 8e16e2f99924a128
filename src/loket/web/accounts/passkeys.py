"""Passkeys at the screen: made, used at the door in place of name and password, and removed."""

import json
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from loket.core.problems import Problem, Refusal
from loket.offices import queries, services
from loket.offices.access import Access, tell
from loket.offices.services import Decision, Site
from loket.web.accounts.attempts import SPRAYING
from loket.web.accounts.entering import entered
from loket.web.accounts.own_pages import factor_page
from loket.web.accounts.passkey_questions import Use, remembered, site_of, state_of
from loket.web.accounts.second_factor import has_second_factor, is_fresh, is_off, mark_proved, open_before_second_factor
from loket.web.accounts.stepping_up import ask_again, password_field, password_problems, require_fresh
from loket.web.addresses import client_address, safe_next
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, problems_of
from loket.web.throttling import Throttle

GROUND: Final = "Dilakukan oleh pemiliknya"
LIMIT: Final = Throttle("kunci sandi di pintu", of_one=30, of_all=600)
"""Each question is a row until it is answered; whoever needs more than this in a minute is no officer."""


@login_not_required
@never_cache
@sensitive_post_parameters("passkey")
@require_POST
def door(request: HttpRequest) -> HttpResponse:
    """Ask whichever passkey the browser finds, and sign in whose it is: the key has asked for finger, face or PIN."""
    site = site_of(request)
    if is_off() or site is None:
        raise Http404
    if "passkey" not in request.POST:
        if not LIMIT.takes(client_address(request)):
            return JsonResponse({}, status=HTTPStatus.TOO_MANY_REQUESTS)
        asked = services.ask_passkey(site)
        assert asked is not None
        return JsonResponse(json.loads(remembered(request, asked, Use.DOOR)))
    wanted = request.POST.get("next", "")
    state = state_of(request, Use.DOOR)
    taken = services.accept_passkey(site, state, request.POST["passkey"], at=timezone.now()) if state else None
    request.session.flush()
    if taken is None:
        SPRAYING.takes(client_address(request))
        tell(Access.REFUSED, request, way="passkey")
        messages.warning(request, _("Kunci sandi itu tidak diterima. Masuk dengan kata sandi Anda."))
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': safe_next(request, wanted)})}")
    account = get_object_or_404(User, pk=taken.account, is_active=True)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    mark_proved(request, taken.factor)
    entered(request, account, "passkey")
    return redirect(safe_next(request, wanted))


@open_before_second_factor
@sensitive_post_parameters("password", "passkey")
@require_http_methods(["GET", "HEAD", "POST"])
@factor_page
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a passkey for this machine or stick; the first proof of all takes the password, a further one a fresh code."""
    is_first = not has_second_factor(desk.officer)
    if not is_first and not is_fresh(request, desk.officer):
        return ask_again(request)
    problems: tuple[Problem, ...] = ()
    site = site_of(request)
    if request.method == "POST" and site is not None:
        problems = password_problems(request, request.POST.get("password", "")) if is_first else ()
        try:
            if not problems:
                return _added(request, desk, site)
        except Refusal as refusal:
            problems = problems_of(refusal)
    return _form(request, desk, site, problems, is_first=is_first)


def _added(request: HttpRequest, desk: Desk, site: Site) -> HttpResponse:
    codes = services.add_passkey(
        desk.officer.office_key,
        site=site,
        state=state_of(request, Use.MAKING) or {},
        answer=request.POST.get("passkey", ""),
        name=request.POST.get("name", ""),
        decision=Decision(desk.officer, desk.now, GROUND),
    )
    if not codes:
        messages.success(request, _("Kunci sandi dipasang."))
        return redirect("second-factor")
    request.session.cycle_key()
    (factor,) = queries.second_factors(desk.officer.office_key, desk.officer.person)
    mark_proved(request, factor.id)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "is_new": True})


def _form(
    request: HttpRequest, desk: Desk, site: Site | None, problems: tuple[Problem, ...], *, is_first: bool
) -> HttpResponse:
    asked = services.offer_passkey(desk.officer, request.user.get_username(), site) if site else None
    hint = _("Supaya Anda mengenalinya nanti, misalnya “Laptop kantor” atau “Telepon saya”.")
    typed = request.POST.get("name", "")[:60] or _("Kunci sandi")
    name = FormField("name", _("Nama kunci ini"), hint=hint, value=typed)
    fields = (name, password_field()) if is_first else (name,)
    context = {
        "fields": marked(fields, problems),
        "problems": problems,
        "options": remembered(request, asked, Use.MAKING) if asked else "",
        "is_first": is_first,
    }
    return render(request, "accounts/passkey_add.html", context, status=422 if problems else 200)


@require_POST
@require_fresh
@factor_page
def remove(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Remove one of the own passkeys, after a fresh code."""
    text = request.POST.get("id", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    decision = Decision(desk.officer, desk.now, GROUND)
    try:
        services.remove_passkey(desk.officer.office_key, passkey=number, decision=decision)
    except Refusal as refusal:
        return render(request, "errors/refused.html", {"problems": problems_of(refusal)}, status=409)
    messages.success(request, _("Kunci sandi dihapus."))
    return redirect("second-factor")
