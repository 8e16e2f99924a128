"""The addresses of the screens."""

from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from loket.web.accounts import enrolment, own_sessions, passkeys
from loket.web.accounts.password import password
from loket.web.accounts.second_factor import open_before_second_factor
from loket.web.accounts.sign_in_code import sign_in_code
from loket.web.accounts.stepping_up import step_up
from loket.web.accounts.views import SignIn, SignOut
from loket.web.desk.case.papers import show_apart
from loket.web.security_txt import security_txt
from loket.web.verifying import ask, scanned, verify

urlpatterns = [
    path("masuk/", SignIn.as_view(), name="sign-in"),
    path("masuk/kode/", sign_in_code, name="sign-in-code"),
    path("masuk/kunci/", passkeys.door, name="sign-in-passkey"),
    path("keluar/", open_before_second_factor(SignOut.as_view()), name="sign-out"),
    path("kata-sandi/", password, name="password"),
    path("kode/", step_up, name="step-up"),
    path("dua-langkah/", enrolment.overview, name="second-factor"),
    path("dua-langkah/pasang/", enrolment.enrol, name="enrol"),
    path("dua-langkah/ganti/", enrolment.replace, name="replace-second-factor"),
    path("dua-langkah/kode-pemulihan/", enrolment.renew, name="recovery-codes"),
    path("dua-langkah/kunci/", passkeys.add, name="passkey-add"),
    path("dua-langkah/kunci/hapus/", passkeys.remove, name="passkey-remove"),
    path("sesi/", own_sessions.own_sessions, name="sessions"),
    path("sesi/keadaan/", own_sessions.state, name="session-state"),
    path("sesi/tetap/", own_sessions.stay, name="session-stay"),
    path("sesi/kembali/", own_sessions.back, name="session-back"),
    path("verifikasi/", ask, name="verify-ask"),
    path("verifikasi/<str:code>/", verify, name="verify"),
    path("", include("loket.web.portal.urls")),
    path("V/<path:text>", scanned, name="scanned"),  # In capitals, as a QR spells it.
    path("pindaian/<str:pass_on>/", show_apart, name="scan-apart"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("bahasa/", login_not_required(set_language), name="set_language"),
    path("favicon.ico", login_not_required(RedirectView.as_view(url=static("loket/icon.svg")))),
    path("", include("loket.web.desk.urls")),
]
