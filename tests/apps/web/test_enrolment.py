"""What an officer does with the own second factor, what a keeper does, and what the installation chooses."""

import datetime
import re

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from loket.config.policy import one_of
from loket.offices import queries, services
from loket.web.accounts.second_factor import FRESH_FOR
from tests.apps import factories
from tests.apps.telephone import STEP, Telephone, enrolled
from tests.apps.web.visitor import (
    DOOR,
    ENROL,
    MINE,
    PASSWORD,
    RENEW,
    REPLACE,
    STEP_UP,
    TAKE_AWAY,
    Visitor,
    error_of,
    scanned_from,
)

SECOND = datetime.timedelta(seconds=1)

pytestmark = pytest.mark.usefixtures("db", "monday")


class TestEnrolling:
    def test_shows_a_picture_and_the_same_as_text(self, verifier: Visitor) -> None:
        verifier.gives_password()
        assert verifier.get(MINE).location == ENROL
        page = verifier.get(ENROL)
        assert "<svg" in page.body
        assert "otpauth://totp/Loket:bintan.wati?secret=" in page.text
        response = verifier.client.get(ENROL)
        assert response.headers["Cache-Control"] == "no-store"

    def test_takes_a_code_and_the_password_and_shows_recovery_codes_once(self, verifier: Visitor) -> None:
        verifier.gives_password()
        address, fields = verifier.fill(ENROL, "")
        telephone = scanned_from(verifier, fields)
        page = verifier.post(address, {**fields, "code": telephone.shows(factories.MONDAY), "password": PASSWORD})
        codes = re.findall(r'<li class="code">([\w-]+)</li>', page.body)
        assert len(codes) == 10
        assert verifier.get("/").status == 200
        assert codes[0] not in verifier.get(MINE).body
        assert "10" in verifier.get(MINE).text
        other = Visitor(factories.wati())
        other.gives_password()
        assert other.gives_code(codes[0]).location == "/"

    def test_keeps_the_picture_after_a_slip(self, verifier: Visitor) -> None:
        verifier.gives_password()
        _, fields = verifier.fill(ENROL, "")
        page = verifier.post(ENROL, {**fields, "code": "0", "password": PASSWORD})
        assert page.status == 422
        assert "tidak cocok" in error_of(page, "code")
        assert str(fields["token"]) in page.body

    def test_needs_the_password(self, verifier: Visitor) -> None:
        verifier.gives_password()
        _, fields = verifier.fill(ENROL, "")
        telephone = scanned_from(verifier, fields)
        page = verifier.post(ENROL, {**fields, "code": telephone.shows(factories.MONDAY), "password": "x"})
        assert "tidak cocok" in error_of(page, "password")
        assert queries.second_factor_of(verifier.officer.person) is None

    def test_shows_another_picture_where_the_first_is_too_old_or_not_ours(self, verifier: Visitor) -> None:
        verifier.gives_password()
        page = verifier.post(ENROL, {"token": "bukan dari sini", "code": "123456", "password": PASSWORD})
        assert page.status == 422
        assert "terlalu lama" in page.text
        assert "otpauth://" in page.text

    def test_asks_strangers_to_sign_in(self, client: Client) -> None:
        for address in (ENROL, MINE, REPLACE, STEP_UP, TAKE_AWAY):
            assert client.get(address).headers["Location"] == f"/masuk/?next={address}"

    def test_of_a_second_telephone_goes_by_replacing(self, inside: Visitor, telephone: Telephone) -> None:
        assert inside.get(ENROL).location == REPLACE
        assert inside.post(ENROL, {"token": "", "code": "", "password": PASSWORD}).location == REPLACE
        _, fields = inside.fill(REPLACE, "")
        other = scanned_from(inside, fields, REPLACE)
        assert "Kode pemulihan" in inside.post(REPLACE, {**fields, "code": other.shows(factories.MONDAY)}).text
        assert inside.get("/").status == 200
        again = Visitor(factories.wati())
        again.gives_password()
        assert again.gives_code(telephone.shows(factories.MONDAY + STEP)).status == 422
        assert again.gives_code(other.shows(factories.MONDAY + STEP)).location == "/"

    def test_again_needs_a_fresh_code(self, inside: Visitor, monday: time_machine.Traveller) -> None:
        monday.shift(FRESH_FOR + SECOND)
        assert inside.get(REPLACE).location.startswith(STEP_UP)
        assert inside.post(RENEW, {}).location.startswith(STEP_UP)

    def test_gives_other_recovery_codes_on_demand(self, inside: Visitor, telephone: Telephone) -> None:
        page = inside.post(RENEW, {})
        codes = re.findall(r'<li class="code">([\w-]+)</li>', page.body)
        assert len(codes) == 10
        assert not set(codes) & set(telephone.recovery_codes)

    def test_gives_no_recovery_codes_to_who_has_none(self, verifier: Visitor) -> None:
        verifier.gives_password()
        page = verifier.post(RENEW, {})
        assert page.status == 409
        assert "tidak memakai" in page.text

    def test_speaks_english_too(self, verifier: Visitor) -> None:
        verifier.gives_password()
        verifier.post("/bahasa/", {"language": "en", "next": ENROL})
        assert "Set up two-step sign-in" in verifier.get(ENROL).text


class TestTakingAway:
    def test_is_done_by_a_keeper_with_a_reason(self, telephone: Telephone, verifier: Visitor) -> None:
        hadi = Visitor(factories.hadi())
        hadi.gives_password()
        assert TAKE_AWAY in hadi.get("/kantor/jabatan/").body
        person = str(verifier.officer.person)
        refused = hadi.post(TAKE_AWAY, {"factor-person": person, "factor-why": ""})
        assert refused.status == 422
        assert "Tulis alasan" in error_of(refused, "factor-why")
        taken = hadi.post(TAKE_AWAY, {"factor-person": person, "factor-why": "telepon jatuh ke laut"})
        assert taken.location == "/kantor/jabatan/"
        assert "telepon jatuh ke laut" in hadi.get("/kantor/jabatan/").text
        assert verifier.gives_password().location == "/"

    def test_is_never_of_ones_own(self) -> None:
        hadi = Visitor(factories.hadi())
        telephone = enrolled(hadi.officer)
        hadi.gives_password()
        hadi.gives_code(telephone.shows(factories.MONDAY))
        page = hadi.post(TAKE_AWAY, {"factor-person": str(hadi.officer.person), "factor-why": "hilang"})
        assert "sendiri tidak dicabut" in page.text
        assert queries.second_factor_of(hadi.officer.person)

    def test_is_not_for_others(self, telephone: Telephone) -> None:
        budi, dewi = Visitor(factories.budi()), Visitor(factories.dewi())
        for visitor in (budi, dewi):
            visitor.gives_password()
            assert visitor.get(TAKE_AWAY).status == 403
            assert visitor.post(TAKE_AWAY, {"factor-person": "1", "factor-why": "x"}).status == 403


class TestWhereItIsRequired:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Settings) -> None:
        settings.SECOND_FACTOR = "required"

    def test_leads_who_has_none_to_enrolment_and_nowhere_else(self, verifier: Visitor) -> None:
        verifier.gives_password()
        for address in ("/", "/cari/", "/kata-sandi/", MINE, "/permohonan/A5/"):
            assert verifier.get(address).location == ENROL
        script = verifier.client.get("/", headers={"HX-Request": "true"})
        assert script.headers["HX-Redirect"] == ENROL
        page = verifier.get(ENROL)
        assert "Kantor Anda meminta" in page.text
        assert "<nav" not in page.body
        assert verifier.post("/keluar/", {}).location == DOOR

    def test_opens_the_desk_after_it(self, verifier: Visitor) -> None:
        verifier.gives_password()
        _, fields = verifier.fill(ENROL, "")
        code = scanned_from(verifier, fields).shows(factories.MONDAY)
        verifier.post(ENROL, {**fields, "code": code, "password": PASSWORD})
        assert verifier.get("/").status == 200

    def test_has_a_password_that_another_has_made_changed_first(self, verifier: Visitor) -> None:
        services.reset_password(
            "bintan",
            person=verifier.officer.person,
            password_hash=make_password("dari-kepala-kantor"),
            decision=factories.decision("lupa", by=factories.hadi()),
        )
        verifier.gives_password("dari-kepala-kantor")
        for address in ("/", ENROL, MINE):
            assert verifier.get(address).location == "/kata-sandi/"
        typed = {"old": "dari-kepala-kantor", "new": PASSWORD, "again": PASSWORD}
        assert verifier.post("/kata-sandi/", typed).location == "/"
        assert verifier.get("/").location == ENROL

    def test_lets_who_has_one_work(self, inside: Visitor) -> None:
        assert inside.get("/").status == 200


class TestWhereItIsOff:
    def test_asks_nobody(self, settings: Settings, verifier: Visitor, telephone: Telephone) -> None:
        settings.SECOND_FACTOR = "off"
        assert verifier.gives_password().location == "/"
        assert verifier.get("/").status == 200
        assert verifier.get(ENROL).status == 404


class TestTheChoiceOfTheInstallation:
    def test_is_optional_unless_said_otherwise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LOKET_SECOND_FACTOR", raising=False)
        assert one_of("LOKET_SECOND_FACTOR", "optional", "off", "required") == "optional"
        monkeypatch.setenv("LOKET_SECOND_FACTOR", "required")
        assert one_of("LOKET_SECOND_FACTOR", "optional", "off", "required") == "required"

    def test_stops_the_start_where_it_is_misspelt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOKET_SECOND_FACTOR", "Required")
        with pytest.raises(ImproperlyConfigured, match="LOKET_SECOND_FACTOR"):
            one_of("LOKET_SECOND_FACTOR", "optional", "off", "required")
