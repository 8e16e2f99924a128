"""
Asking once more before what weighs most: a code no older than five minutes, or the password of who has no second factor.

The page leads back to where the officer was, and to no other site.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from loket.core.problems import Problem
from loket.offices.access import Access, tell
from loket.offices.records import Officer
from loket.web.accounts.attempts import digest_of, forget_attempts, register_attempt
from loket.web.accounts.passkey_questions import answered_factor, passkey_problem, question
from loket.web.accounts.second_factor import (
    TooManyAttempts,
    has_second_factor,
    is_fresh,
    is_off,
    mark_proved,
    open_before_second_factor,
    take_code,
)
from loket.web.addresses import client_address, page_of
from loket.web.addresses import safe_next as safe_next
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import signed_in

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def require_fresh(view: View[P]) -> View[P]:
    """Let the view answer only while the code, or without a second factor the password, is fresh; else ask for it."""

    @wraps(view)
    def fresh(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        officer = signed_in(request, timezone.now())
        if officer is not None and not is_fresh(request, officer):
            return ask_again(request)
        return view(request, *args, **kwargs)

    return cast("View[P]", fresh)


def require_fresh_code(view: View[P]) -> View[P]:
    """As `require_fresh`, for who has a second factor alone: the view asks everybody for the password itself."""

    @wraps(view)
    def fresh(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        officer = signed_in(request, timezone.now())
        if officer is not None and officer.second_factor and not is_off() and not is_fresh(request, officer):
            return ask_again(request)
        return view(request, *args, **kwargs)

    return cast("View[P]", fresh)


def ask_again(request: HttpRequest) -> HttpResponse:
    """To the page that asks, and from there back; a form that was just sent is lost, and told so."""
    if request.method == "POST":
        messages.warning(request, _("Isian yang baru Anda kirim belum disimpan. Isi sekali lagi sesudah ini."))
    address = f"{reverse('step-up')}?{urlencode({'next': page_of(request)})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@open_before_second_factor
@sensitive_post_parameters("code", "password", "passkey")
@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey, or for the password of who has no second factor, and go back."""
    officer = signed_in(request, timezone.now())
    if officer is None:
        return render(request, "errors/no_seat.html", status=403)
    back = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    asks_code = not is_off() and has_second_factor(officer)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        problems = _code_problems(request, officer) if asks_code else _password_problems(request)
        if not problems:
            return redirect(back)
    field = code_field(request) if asks_code else password_field()
    context = {
        "fields": marked((field,), problems),
        "problems": problems,
        "next": back,
        "asks_code": asks_code,
        "passkey": question(request, officer) if asks_code else "",
    }
    response = render(request, "accounts/step_up.html", context, status=422 if problems else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def code_field(request: HttpRequest) -> FormField:
    """The field of a code: six digits of the telephone, or the recovery code of who asks for that."""
    if "pemulihan" in request.GET:
        hint = _("Satu dari sepuluh kode yang Anda simpan; sesudah ini kode itu tidak berlaku lagi.")
        return FormField("code", _("Kode pemulihan"), hint=hint)
    hint = _("6 angka yang sekarang tampil di aplikasi kode pada telepon Anda.")
    return FormField("code", _("Kode dari telepon"), "one-time-code", hint=hint, autofocus=True)


def password_field() -> FormField:
    """The field of the password of who is signed in."""
    return FormField("password", _("Kata sandi Anda"), "current-password")


@sensitive_variables()
def code_problem(officer: Officer, typed: str) -> tuple[int | None, tuple[Problem, ...]]:
    """The factor that took the code, or what to tell: the same for every code that was not taken."""
    try:
        factor = take_code(officer, typed)
    except TooManyAttempts:
        return None, (Problem("code", _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."), field="code"),)
    if factor is None:
        sentence = _("Kode itu tidak cocok, atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.")
        return None, (Problem("code", sentence, field="code"),)
    return factor, ()


def _code_problems(request: HttpRequest, officer: Officer) -> tuple[Problem, ...]:
    way = "passkey" if "passkey" in request.POST else "code"
    if way == "passkey":
        factor = answered_factor(request, officer)
        problems = () if factor is not None else passkey_problem()
    else:
        factor, problems = code_problem(officer, request.POST.get("code", ""))
    if factor is not None:
        request.session.cycle_key()
        mark_proved(request, factor)
    tell(Access.FACTOR_REFUSED if factor is None else Access.PROVED_AGAIN, request, way=way, who=officer.person)
    return problems


def _password_problems(request: HttpRequest) -> tuple[Problem, ...]:
    problems = password_problems(request, request.POST.get("password", ""))
    if not problems:
        request.session.cycle_key()
        mark_proved(request, None)
        tell(Access.PROVED_AGAIN, request, way="password")
    return problems


@sensitive_variables("typed")
def password_problems(request: HttpRequest, typed: str) -> tuple[Problem, ...]:
    """What is wrong with the password of who is signed in; counted as an attempt to sign in before it is looked at."""
    user = get_object_or_404(User, pk=request.user.pk)
    address = client_address(request)
    who = digest_of(user.username, address)
    if not register_attempt(who, timezone.now(), f"Kata sandi sekali lagi dari {address}"):
        tell(Access.REFUSED, request, way="password", reason="too-many", tried=who[:8])
        sentence = _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.")
        return (Problem("password", sentence, field="password"),)
    if not user.check_password(typed):
        tell(Access.REFUSED, request, way="password", tried=who[:8])
        sentence = _("Kata sandi tidak cocok. Huruf besar dan kecil dibedakan.")
        return (Problem("password", sentence, field="password"),)
    forget_attempts(who)
    return ()
