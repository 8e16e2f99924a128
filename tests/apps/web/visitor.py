"""A browser of an officer who signs in at the door, like everybody, and the telephone for the second step."""

import re

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from loket.offices import models
from loket.offices.records import Officer
from tests.apps.candid import CandidClient
from tests.apps.telephone import Telephone, scanned
from tests.apps.web.desk import DeskBrowser, Page

PASSWORD = "tujuh-perahu-layar-9"
DOOR, CODE, STEP_UP = "/masuk/", "/masuk/kode/", "/kode/"
MINE, ENROL = "/dua-langkah/", "/dua-langkah/pasang/"
REPLACE, RENEW = "/dua-langkah/ganti/", "/dua-langkah/kode-pemulihan/"
TAKE_AWAY = "/kantor/jabatan/dua-langkah/"


class Visitor(DeskBrowser):
    """A browser of an officer who signs in at the door, like everybody."""

    def __init__(self, officer: Officer) -> None:
        super().__init__(officer)
        models.Session.objects.filter(account__person=officer.person).delete()
        self.client = CandidClient()
        self.username = User.objects.get(person__pk=officer.person).username
        User.objects.filter(username=self.username).update(password=make_password(PASSWORD))

    def gives_password(self, typed: str = PASSWORD, **more: str) -> Page:
        return self.post(DOOR, {"username": self.username, "password": typed, **more})

    def gives_code(self, typed: str) -> Page:
        return self.post(CODE, {"code": typed})

    def is_in(self) -> bool:
        return "_auth_user_id" in self.client.session


def error_of(page: Page, name: str) -> str:
    found = re.search(rf'id="f-{name}-error">.*?</span>(.*?)</p>', page.body)
    return found[1].strip() if found else ""


def scanned_from(desk: DeskBrowser, fields: dict[str, object], address: str = ENROL) -> Telephone:
    """The telephone that has scanned the picture of the form with these fields."""
    page = desk.post(address, {**fields, "code": "", "password": PASSWORD})
    return scanned(re.search(r"otpauth://\S+", page.text)[0])  # type: ignore[index]
