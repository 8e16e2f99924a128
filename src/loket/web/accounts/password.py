"""The page on which officers change their own password."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from loket.core.problems import Problem, Refusal
from loket.offices import queries, services
from loket.offices.access import Access, tell
from loket.offices.records import Officer
from loket.offices.services import Decision
from loket.web.accounts.attempts import digest_of, forget_attempts, register_attempt
from loket.web.accounts.session_door import store_of
from loket.web.accounts.stepping_up import require_fresh_code
from loket.web.addresses import client_address
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import Desk, problems_of, signed_in

# What the sign-in page takes: a longer one would be cut there, and never fit again.
LONGEST: Final = 200
GROUND: Final = "Diganti oleh pemiliknya"

_UNFIT: Final = {
    "password_too_short": gettext_lazy("Terlalu pendek: pakai paling sedikit %(min_length)d huruf atau angka."),
    "password_too_similar": gettext_lazy("Terlalu mirip dengan nama Anda. Pilih kata-kata lain."),
    "password_too_common": gettext_lazy("Terlalu umum, jadi mudah ditebak. Pilih kata-kata lain."),
    "password_of_the_office": gettext_lazy(
        "Sebagian besar dari nama kantor, daerah, layanan atau nama Anda (%(words)s), jadi mudah ditebak. Tambahkan kata-kata lain."
    ),
}


class PasswordForm(forms.Form):
    """
    The password as it is, and the new one twice.

    The old one is counted as an attempt to sign in before it is looked at; after too many it is not looked at.
    """

    old = forms.CharField(
        strip=False, error_messages={"required": gettext_lazy("Isi kata sandi yang Anda pakai sekarang.")}
    )
    new = forms.CharField(
        strip=False,
        max_length=LONGEST,
        error_messages={
            "required": gettext_lazy("Isi kata sandi baru."),
            "max_length": gettext_lazy("Terlalu panjang: pakai paling banyak %(limit_value)d huruf atau angka."),
        },
    )
    again = forms.CharField(
        strip=False, error_messages={"required": gettext_lazy("Ketik kata sandi baru sekali lagi.")}
    )

    def __init__(self, user: User, full_name: str, address: str, data: Any) -> None:
        super().__init__(data)
        self._user = user
        self._full_name = full_name
        self._address = address
        self._who = digest_of(user.username, address)

    @sensitive_variables("old")
    def clean_old(self) -> str:
        """The old password, which is right. Raises ValidationError."""
        old: str = self.cleaned_data["old"]
        if not register_attempt(self._who, timezone.now(), f"Ganti kata sandi dari {self._address}"):
            self._refused("too-many")
            raise ValidationError(_("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."))
        if not self._user.check_password(old):
            self._refused()
            raise ValidationError(_("Kata sandi sekarang tidak cocok. Huruf besar dan kecil dibedakan."))
        forget_attempts(self._who)
        return old

    def _refused(self, reason: str | None = None) -> None:
        tell(Access.REFUSED, way="password", reason=reason, tried=self._who[:8], address=self._address)

    @sensitive_variables("new")
    def clean_new(self) -> str:
        """The new password, which is hard to guess for who knows the officer. Raises ValidationError."""
        new: str = self.cleaned_data["new"]
        try:
            validate_password(new, User(pk=self._user.pk, username=self._user.username, first_name=self._full_name))
        except ValidationError as unfit:
            raise ValidationError([_unfit(error) for error in unfit.error_list]) from unfit
        return new

    @sensitive_variables()
    def clean(self) -> None:
        """What the three say together."""
        old, new, again = (self.cleaned_data.get(name) for name in ("old", "new", "again"))
        if new and new == old:
            self.add_error("new", _("Masih sama dengan yang sekarang. Pilih yang lain."))
        if again and new and again != new:
            self.add_error("again", _("Tidak sama dengan kata sandi baru di atas. Ketik ulang keduanya."))


def _unfit(error: ValidationError) -> ValidationError:
    """The error in the words of this house; one of another validator keeps its own."""
    sentence = _UNFIT.get(error.code or "")
    return ValidationError(sentence, error.code, error.params) if sentence else error


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh_code
def password(request: HttpRequest) -> HttpResponse:
    """
    Show the form, or change the password: whoever changed it stays signed in, everywhere else the account is signed out.

    Open to officers without a seat too; an account that is no officer's has no page here.
    """
    officer = signed_in(request, timezone.now())
    if officer is None:
        return render(request, "errors/no_seat.html", status=403)
    with timezone.override(queries.work_calendar(officer.office_key).zone):
        response = _answer(request, officer)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _answer(request: HttpRequest, officer: Officer) -> HttpResponse:
    must_change = queries.must_change_password(officer)
    desk = Desk(officer, timezone.now())
    if officer.seats and not must_change:
        request.desk = desk  # type: ignore[attr-defined]
    problems: tuple[Problem, ...] = ()
    status = 200
    if request.method == "POST":
        problems, status = _changed(request, desk)
        if not problems:
            messages.success(request, _("Kata sandi diganti. Mulai sekarang pakai yang baru."))
            return redirect("desk:work")
    fields = marked(_fields(), problems)
    context = {"fields": fields, "problems": problems, "must_change": must_change}
    return render(request, "accounts/password.html", context, status=status)


@sensitive_variables()
def _changed(request: HttpRequest, desk: Desk) -> tuple[tuple[Problem, ...], int]:
    """Change the password as the form says; what is wrong with it, and the status of the answer."""
    user = get_object_or_404(User, pk=request.user.pk)
    form = PasswordForm(user, desk.officer.full_name, client_address(request), request.POST)
    if not form.is_valid():
        return _problems(form), 422
    try:
        services.change_password(
            desk.officer.office_key,
            before=user.password,
            password_hash=make_password(form.cleaned_data["new"]),
            decision=Decision(desk.officer, desk.now, GROUND),
            session=store_of(request).number,
        )
    except Refusal as refusal:
        return problems_of(refusal), 409
    user.refresh_from_db(fields=["password"])
    request.user = user
    update_session_auth_hash(request, user)
    return (), 302


def _problems(form: PasswordForm) -> tuple[Problem, ...]:
    """What is wrong, in the order of the fields; all that is wrong with one of them as one."""
    return tuple(
        Problem("password", " ".join(str(sentence) for sentence in form.errors[name]), field=name)
        for name in form.fields
        if name in form.errors
    )


def _fields() -> tuple[FormField, ...]:
    return (
        FormField("old", _("Kata sandi sekarang"), kind="current-password"),
        FormField(
            "new",
            _("Kata sandi baru"),
            kind="new-password",
            hint=_("Paling sedikit 12 huruf atau angka. Beberapa kata yang tidak berhubungan mudah diingat."),
        ),
        FormField("again", _("Kata sandi baru, sekali lagi"), kind="new-password"),
    )
