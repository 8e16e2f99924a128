"""A password made here for an officer: for a new account, or for who lost the old one. Shown once, kept nowhere."""

import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from loket.offices import queries, services
from loket.offices.services import Decision
from loket.web.desk.office.entry import OfficeForm, Posted, field, why
from loket.web.desk.pages import Desk, page

NAME: Final = "password"
# Without letters and digits that look alike on paper; 16 of 31 signs are 79 bits.
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS: Final = 4
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An account with the first password it was given, which nothing keeps; `is_new` for a new account."""

    full_name: str
    username: str
    password: str
    is_new: bool


def first_password() -> str:
    """Four groups of four signs, to be read from paper and typed once."""
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(_GROUPS))


def give_password(desk: Desk, posted: Posted) -> Given | None:
    """Give another officer a new first password; None, with the problems in `posted`, where something is wrong."""
    person = posted.number("person", _("Pilih petugasnya."))
    ground = posted.text("why", _("Tulis alasan atau dasar perubahan."))
    if posted.problems:
        return None
    office_key = desk.officer.office_key
    password = first_password()
    services.reset_password(
        office_key,
        person=person,
        password_hash=make_password(password),
        decision=Decision(desk.officer, desk.now, ground),
    )
    record = next(one for one in queries.persons(office_key) if one.person == person)
    return Given(record.full_name, record.username, password, is_new=False)


def given_page(request: HttpRequest, given: Given) -> HttpResponse:
    """The first password, on a page that no browser and nothing on the way keeps."""
    response = page(request, "desk/office/password_given.html", {"given": given, "days": settings.FIRST_PASSWORD_DAYS})
    response.headers["Cache-Control"] = "no-store"
    return response


def password_form(others: Choices) -> OfficeForm:
    """Which fields a new password takes."""
    fields = (field(NAME, "person", _("Petugas"), kind="choice", choices=others), why(NAME))
    hint = _(
        "Bila petugas lupa kata sandinya. Yang baru dibuat sistem dan tampil satu kali; yang lama tidak berlaku lagi, "
        "dan petugas keluar dari semua komputer."
    )
    return OfficeForm(NAME, _("Beri kata sandi baru"), _("Buat kata sandi"), fields, hint=hint)
