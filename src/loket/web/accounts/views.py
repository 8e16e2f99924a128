"""Signing in and out of the desk."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from loket.core.problems import Problem
from loket.offices.access import Access, tell
from loket.web.accounts import sign_in_code
from loket.web.accounts.entering import entered
from loket.web.accounts.forms import SignInForm
from loket.web.accounts.passkey_questions import site_of
from loket.web.accounts.second_factor import is_off, mark_proved
from loket.web.desk.fields import FormField


class SignIn(LoginView):
    """The page at the door. Someone already signed in goes straight to the desk."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form as fields of this house, with its errors as a summary; a password never comes back."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        typed = form.data.get("username", "") if form.is_bound else ""
        return {
            **context,
            "problems": tuple(Problem("sign-in", sentence, field="username") for sentence in sentences[:1]),
            "offers_passkey": not is_off() and site_of(self.request) is not None,
            "username": FormField("username", _("Nama pengguna"), value=typed, autofocus=not sentences),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right: sign in, or ask for the code of who has a second factor."""
        user: User = form.get_user()
        if sign_in_code.needs_code(user):
            tell(Access.PASSWORD_TAKEN, self.request, way="password", account=user.pk)
            return sign_in_code.begin(self.request, user, self.get_success_url())
        self.request.session.flush()
        response = super().form_valid(form)
        mark_proved(self.request, None)
        entered(self.request, user, "password")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again as what it is: a refusal."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SignOut(LogoutView):
    """Leave the desk; by POST only, so that no link or picture signs anyone out."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out, and have the browser forget the pages it has kept: the next person sits at the same machine."""
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
