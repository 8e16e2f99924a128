"""The form that an officer signs in with."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loket.offices import queries
from loket.offices.access import Access, tell
from loket.web.accounts.attempts import SPRAYING, digest_of, forget_attempts, register_attempt
from loket.web.addresses import client_address


class SignInForm(AuthenticationForm):
    """
    User name and password; says the same for a wrong password, an unknown name, a signed-off account and a first
    password that nobody used in time.

    After ten attempts it no longer looks at the password, whether the name exists or not. Each answer costs one
    stretched password and the same questions, whatever is wrong.
    """

    error_messages = {
        "invalid_login": _("Nama pengguna atau kata sandi tidak cocok. Huruf besar dan kecil dibedakan."),
        "inactive": _("Nama pengguna atau kata sandi tidak cocok. Huruf besar dan kecil dibedakan."),
        "locked": _("Terlalu banyak percobaan masuk. Tunggu 15 menit, lalu coba lagi."),
    }

    def clean(self) -> dict[str, Any]:
        """Check the pair unless there were too many attempts. Raises ValidationError."""
        address = client_address(self.request) if self.request else ""
        username, now = self.cleaned_data.get("username", ""), timezone.now()
        who = digest_of(username, address)
        if not register_attempt(who, now, f"Masuk dari {address}"):
            # As much work as a password that is looked at: how long the answer takes tells nothing.
            User().set_password(self.cleaned_data.get("password", ""))
            tell(Access.REFUSED, self.request, way="password", reason="too-many", tried=who[:8])
            raise ValidationError(self.error_messages["locked"], code="locked")
        # Asked for every name, before anything is known of it.
        is_expired = queries.first_password_expired(username, now)
        try:
            cleaned = super().clean()
            if is_expired:
                raise self.get_invalid_login_error()
        except ValidationError:
            SPRAYING.takes(address)
            tell(Access.REFUSED, self.request, way="password", tried=who[:8])
            raise
        forget_attempts(who)
        return cleaned
