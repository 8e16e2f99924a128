"""The page on which officers see, make and replace their second factor, and the recovery codes, shown once."""

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.problems import Problem, Refusal
from loket.documents.qr import address_qr_svg
from loket.offices import queries, services
from loket.offices.refusals import EnrolmentTooOld
from loket.offices.services import Decision, Offer
from loket.web.accounts.own_pages import factor_page
from loket.web.accounts.second_factor import has_second_factor, mark_proved, open_before_second_factor
from loket.web.accounts.stepping_up import password_field, password_problems, require_fresh
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, problems_of

GROUND = "Dilakukan oleh pemiliknya"


@require_safe
@factor_page
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the officer has: telephone, passkeys, recovery codes that are left. Without anything, to the enrolment."""
    found = queries.second_factors(desk.officer.office_key, desk.officer.person)
    if not found:
        return redirect("enrol")
    keys = queries.passkeys_of(desk.officer.person)
    return render(request, "accounts/second_factor.html", {"factor": found[0], "keys": keys})


@open_before_second_factor
@sensitive_post_parameters("code", "password", "token")
@require_http_methods(["GET", "HEAD", "POST"])
@factor_page
def enrol(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first second factor: whoever makes it gives the password, for the desk may have been left open."""
    if has_second_factor(desk.officer):
        return redirect("replace-second-factor")
    return _enrolment(request, desk, asks_password=True)


@sensitive_post_parameters("code", "token")
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh
@factor_page
def replace(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Another telephone in place of the one that is enrolled."""
    if not has_second_factor(desk.officer):
        return redirect("enrol")
    return _enrolment(request, desk, asks_password=False)


@require_POST
@require_fresh
@factor_page
def renew(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ten other recovery codes; the earlier ones are void."""
    try:
        codes = services.renew_recovery_codes(desk.officer.office_key, decision=_decision(desk))
    except Refusal as refusal:
        return render(request, "errors/refused.html", {"problems": problems_of(refusal)}, status=409)
    return _shown_once(request, codes, is_new=False)


@sensitive_variables()
def _enrolment(request: HttpRequest, desk: Desk, *, asks_password: bool) -> HttpResponse:
    user = get_object_or_404(User, pk=request.user.pk)
    problems: tuple[Problem, ...] = ()
    offer = None
    if request.method == "POST":
        token = request.POST.get("token", "")
        problems = password_problems(request, request.POST.get("password", "")) if asks_password else ()
        try:
            offer = services.offered_again(desk.officer, user.username, token, desk.now)
            if not problems:
                return _enrolled(request, desk, token)
        except Refusal as refusal:
            problems = (*problems, *problems_of(refusal))
            offer = None if isinstance(refusal, EnrolmentTooOld) else offer
    offer = offer or services.offer_second_factor(desk.officer, user.username, desk.now)
    return _form(request, offer, problems, asks_password=asks_password)


def _enrolled(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    code = request.POST.get("code", "")
    codes = services.enrol_second_factor(desk.officer.office_key, token=token, code=code, decision=_decision(desk))
    request.session.cycle_key()
    mark_proved(request, queries.second_factor_of(desk.officer.person))
    return _shown_once(request, codes, is_new=True)


def _form(request: HttpRequest, offer: Offer, problems: tuple[Problem, ...], *, asks_password: bool) -> HttpResponse:
    fields = _fields(asks_password=asks_password)
    context = {
        "offer": offer,
        "secret": " ".join(offer.secret[start : start + 4] for start in range(0, len(offer.secret), 4)),
        "qr": mark_safe(address_qr_svg(offer.uri)),  # noqa: S308 (drawn here)
        "fields": marked(fields, problems),
        "problems": problems,
        "must_enrol": not hasattr(request, "desk"),
        "is_first": asks_password,
    }
    return render(request, "accounts/enrol.html", context, status=422 if problems else 200)


def _fields(*, asks_password: bool) -> tuple[FormField, ...]:
    hint = _("6 angka yang tampil di aplikasi kode sesudah gambar dipindai.")
    code = FormField("code", _("Kode dari telepon"), "one-time-code", hint=hint)
    return (code, password_field()) if asks_password else (code,)


def _shown_once(request: HttpRequest, codes: tuple[str, ...], *, is_new: bool) -> HttpResponse:
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "is_new": is_new})


def _decision(desk: Desk) -> Decision:
    return Decision(desk.officer, desk.now, GROUND)
