"""The addresses of the screens."""

from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from loket.web.accounts import enrolment
from loket.web.accounts.password import password
from loket.web.accounts.second_factor import open_before_second_factor
from loket.web.accounts.sign_in_code import sign_in_code
from loket.web.accounts.stepping_up import step_up
from loket.web.accounts.views import SignIn, SignOut
from loket.web.verifying import ask, verify

urlpatterns = [
    path("masuk/", SignIn.as_view(), name="sign-in"),
    path("masuk/kode/", sign_in_code, name="sign-in-code"),
    path("keluar/", open_before_second_factor(SignOut.as_view()), name="sign-out"),
    path("kata-sandi/", password, name="password"),
    path("kode/", step_up, name="step-up"),
    path("dua-langkah/", enrolment.overview, name="second-factor"),
    path("dua-langkah/pasang/", enrolment.enrol, name="enrol"),
    path("dua-langkah/ganti/", enrolment.replace, name="replace-second-factor"),
    path("dua-langkah/kode-pemulihan/", enrolment.renew, name="recovery-codes"),
    path("verifikasi/", ask, name="verify-ask"),
    path("verifikasi/<str:code>/", verify, name="verify"),
    path("bahasa/", login_not_required(set_language), name="set_language"),
    path("favicon.ico", login_not_required(RedirectView.as_view(url=static("loket/icon.svg")))),
    path("", include("loket.web.desk.urls")),
]
