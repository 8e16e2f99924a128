"""
The second page of the door: the password was right, the code is still missing, and nobody is signed in yet.

Between the two pages the session holds who it is, for five minutes and only as long as the password stays the same.
"""

import datetime
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from loket.core.problems import Problem
from loket.offices import queries
from loket.offices.access import Access, tell
from loket.offices.records import Officer
from loket.web.accounts.entering import Way, entered
from loket.web.accounts.passkey_questions import answered_factor, passkey_problem, question
from loket.web.accounts.second_factor import is_off, mark_proved
from loket.web.accounts.stepping_up import code_field, code_problem, safe_next
from loket.web.desk.fields import marked

WAITS_FOR: Final = datetime.timedelta(minutes=5)
_HALF: Final = "half-signed-in"


def needs_code(user: User) -> bool:
    """Whether the password alone does not let this account in."""
    officer = _officer_of(user)
    return officer is not None and not is_off() and queries.second_factor_of(officer.person) is not None


def begin(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    """Remember who gave the right password, in a new session, and ask for the code."""
    request.session.flush()
    request.session[_HALF] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "at": int(timezone.now().timestamp()),
        "next": wanted,
    }
    return redirect("sign-in-code")


@login_not_required
@never_cache
@sensitive_post_parameters("code", "passkey")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with the right one the officer is signed in, in a new session."""
    half: dict[str, Any] = request.session.get(_HALF) or {}
    user = _user_of(half)
    officer = _officer_of(user) if user else None
    if user is None or officer is None:
        request.session.pop(_HALF, None)
        messages.warning(request, _("Waktu untuk mengisi kode sudah habis. Masuk sekali lagi."))
        return redirect("sign-in")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        way: Way = "passkey" if "passkey" in request.POST else "code"
        factor, problems = _taken(request, officer)
        if factor is not None:
            return _signed_in(request, user, factor, str(half["next"]), way)
        tell(Access.FACTOR_REFUSED, request, way=way, who=officer.person)
    fields = marked((code_field(request),), problems)
    context = {"fields": fields, "problems": problems, "passkey": question(request, officer)}
    return render(request, "accounts/sign_in_code.html", context, status=422 if problems else 200)


def _taken(request: HttpRequest, officer: Officer) -> tuple[int | None, tuple[Problem, ...]]:
    if "passkey" not in request.POST:
        return code_problem(officer, request.POST.get("code", ""))
    factor = answered_factor(request, officer)
    return factor, () if factor is not None else passkey_problem()


def _signed_in(request: HttpRequest, user: User, factor: int, wanted: str, way: Way) -> HttpResponse:
    request.session.flush()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    mark_proved(request, factor)
    entered(request, user, way)
    return redirect(safe_next(request, wanted))


def _user_of(half: dict[str, Any]) -> User | None:
    """Whose code is awaited; nobody's after five minutes, after another password, and for a closed account."""
    age = timezone.now().timestamp() - half.get("at", 0)
    if not 0 <= age <= WAITS_FOR.total_seconds():
        return None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    if user is None or not constant_time_compare(str(half.get("password")), user.get_session_auth_hash()):
        return None
    return user


def _officer_of(user: User) -> Officer | None:
    return queries.officer_of(user.pk, timezone.localdate())
