"""The second step at the door, and asking once more inside."""

import datetime
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loket.offices import services
from loket.web.accounts.attempts import MOST_ATTEMPTS, WINDOW
from loket.web.accounts.second_factor import FRESH_FOR
from loket.web.accounts.sign_in_code import WAITS_FOR
from tests.apps import factories
from tests.apps.telephone import STEP, Telephone, enrolled
from tests.apps.web.visitor import (
    CODE,
    DOOR,
    MINE,
    PASSWORD,
    STEP_UP,
    TAKE_AWAY,
    Visitor,
    error_of,
)

SECOND = datetime.timedelta(seconds=1)

pytestmark = pytest.mark.usefixtures("db", "monday")


class TestTheDoor:
    def test_asks_who_has_not_enrolled_for_the_password_alone(self, verifier: Visitor) -> None:
        assert verifier.gives_password().location == "/"
        assert verifier.get("/").status == 200

    def test_lets_nobody_in_with_the_password_alone_who_has_enrolled(
        self, verifier: Visitor, telephone: Telephone
    ) -> None:
        assert verifier.gives_password().location == CODE
        assert not verifier.is_in()
        assert verifier.get("/").location == "/masuk/?next=/"

    def test_opens_with_the_code_and_leads_where_the_officer_wanted_to_go(
        self, verifier: Visitor, telephone: Telephone
    ) -> None:
        verifier.gives_password(next="/cari/?q=sari")
        assert verifier.gives_code(telephone.shows(factories.MONDAY)).location == "/cari/?q=sari"
        assert verifier.get("/").status == 200

    def test_follows_no_link_to_another_site(self, verifier: Visitor, telephone: Telephone) -> None:
        verifier.gives_password(next="//evil.example/")
        assert verifier.gives_code(telephone.shows(factories.MONDAY)).location == "/"

    def test_opens_with_a_recovery_code_once(self, verifier: Visitor, telephone: Telephone) -> None:
        verifier.gives_password()
        assert "Kode pemulihan" in verifier.get(f"{CODE}?pemulihan=1").text
        assert verifier.gives_code(telephone.recovery_codes[0]).location == "/"
        other = Visitor(factories.wati())
        other.gives_password()
        assert other.gives_code(telephone.recovery_codes[0]).status == 422

    def test_says_the_same_to_every_code_it_does_not_take(
        self, verifier: Visitor, telephone: Telephone, inside: Visitor
    ) -> None:
        used = telephone.shows(factories.MONDAY)
        other = Visitor(factories.wati())
        other.gives_password()
        wrong = "000000" if used != "000000" else "000001"
        pages = [other.gives_code(typed) for typed in (used, wrong, "", "abcd-efgh-jkmn", "1234567")]
        assert {page.status for page in pages} == {422}
        assert len({page.text for page in pages}) == 1
        assert "tidak cocok" in error_of(pages[0], "code")
        assert not other.is_in()

    def test_never_sends_a_code_back(self, verifier: Visitor, telephone: Telephone) -> None:
        verifier.gives_password()
        assert "987654" not in verifier.gives_code("987654").body

    def test_of_the_code_is_closed_to_who_gave_no_password(self, verifier: Visitor, telephone: Telephone) -> None:
        assert verifier.get(CODE).location == DOOR
        assert verifier.gives_code(telephone.shows(factories.MONDAY)).location == DOOR
        assert not verifier.is_in()

    def test_t12_begins_a_new_session_with_each_step(self, verifier: Visitor, telephone: Telephone) -> None:
        session = verifier.client.session
        session["planted"] = "x"
        session.save()
        verifier.client.cookies["sessionid"] = str(session.session_key)
        verifier.gives_password()
        assert "planted" not in verifier.client.session
        half = verifier.client.cookies["sessionid"].value
        verifier.gives_code(telephone.shows(factories.MONDAY))
        assert verifier.client.cookies["sessionid"].value != half
        assert "half-signed-in" not in verifier.client.session

    def test_waits_five_minutes_for_the_code(
        self, verifier: Visitor, telephone: Telephone, monday: time_machine.Traveller
    ) -> None:
        verifier.gives_password()
        monday.shift(WAITS_FOR)
        assert verifier.get(CODE).status == 200
        monday.shift(SECOND)
        page = verifier.gives_code(telephone.shows(factories.MONDAY + WAITS_FOR))
        assert page.location == DOOR
        assert "sudah habis" in verifier.get(DOOR).text

    def test_waits_no_longer_once_the_password_is_another_or_the_account_closed(
        self, verifier: Visitor, telephone: Telephone
    ) -> None:
        verifier.gives_password()
        user = User.objects.filter(username=verifier.username)
        before = user.get().password
        user.update(password=make_password("lain"))
        assert verifier.get(CODE).location == DOOR
        user.update(password=before)
        verifier.gives_password()
        user.update(is_active=False)
        assert verifier.get(CODE).location == DOOR


class TestT11GuessingCodes:
    def test_ends_after_ten_attempts_even_with_the_right_code(
        self, verifier: Visitor, telephone: Telephone, monday: time_machine.Traveller
    ) -> None:
        verifier.gives_password()
        for _ in range(MOST_ATTEMPTS):
            assert "tidak cocok" in error_of(verifier.gives_code("0"), "code")
        right = telephone.shows(factories.MONDAY)
        assert "Tunggu 15 menit" in error_of(verifier.gives_code(right), "code")
        monday.shift(WINDOW + SECOND)
        verifier.gives_password()
        assert verifier.gives_code(telephone.shows(factories.MONDAY + WINDOW)).location == "/"

    def test_goes_on_from_no_other_address_and_with_no_other_password_page(
        self, verifier: Visitor, telephone: Telephone
    ) -> None:
        for number in range(MOST_ATTEMPTS):
            guest = Visitor(factories.wati())
            guest.client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
            guest.gives_password()
            guest.gives_code("0")
        verifier.gives_password()
        assert "Tunggu 15 menit" in error_of(verifier.gives_code(telephone.shows(factories.MONDAY)), "code")

    def test_by_a_stranger_without_the_password_keeps_nobody_out(self, verifier: Visitor, telephone: Telephone) -> None:
        stranger = Client()
        for _ in range(MOST_ATTEMPTS + 1):
            stranger.post(CODE, {"code": "0"})
        verifier.gives_password()
        assert verifier.gives_code(telephone.shows(factories.MONDAY)).location == "/"


class TestASessionOpenedWithoutTheSecondFactor:
    def test_is_asked_on_every_page_once_there_is_one(self, verifier: Visitor) -> None:
        verifier.gives_password()
        telephone = enrolled(verifier.officer)
        assert verifier.get("/cari/?q=a").location == f"{STEP_UP}?next=%2Fcari%2F%3Fq%3Da"
        assert verifier.client.post("/", headers={"Referer": "http://testserver/papan/"}).headers["Location"] == (
            f"{STEP_UP}?next=%2Fpapan%2F"
        )
        script = verifier.client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/"})
        assert script.headers["HX-Redirect"] == f"{STEP_UP}?next=%2F"
        assert (
            verifier.post(f"{STEP_UP}?next=%2Fcari%2F", {"code": telephone.shows(factories.MONDAY)}).location
            == "/cari/"
        )
        assert verifier.get("/").status == 200

    def test_may_sign_out(self, verifier: Visitor) -> None:
        verifier.gives_password()
        enrolled(verifier.officer)
        assert verifier.post("/keluar/", {}).location == DOOR

    def test_is_one_of_a_telephone_that_was_replaced(self, inside: Visitor) -> None:
        assert inside.get("/").status == 200
        enrolled(inside.officer)
        assert inside.get("/").location == f"{STEP_UP}?next=%2F"

    def test_goes_on_where_the_second_factor_was_taken_away(self, inside: Visitor) -> None:
        services.take_away_second_factor(
            "bintan", person=inside.officer.person, decision=factories.decision("hilang", by=factories.hadi())
        )
        assert inside.get("/").status == 200

    def test_costs_others_no_query(self, verifier: Visitor, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        verifier.gives_password()
        verifier.get("/kata-sandi/")
        with django_assert_num_queries(1):
            verifier.get("/kata-sandi/")


class TestAskingOnceMore:
    def test_is_not_needed_for_five_minutes(self, inside: Visitor, monday: time_machine.Traveller) -> None:
        monday.shift(FRESH_FOR)
        assert inside.get("/kata-sandi/").status == 200
        monday.shift(SECOND)
        assert inside.get("/kata-sandi/").location == f"{STEP_UP}?next=%2Fkata-sandi%2F"
        assert inside.get("/").status == 200

    def test_takes_a_code_and_leads_back(
        self, inside: Visitor, telephone: Telephone, monday: time_machine.Traveller
    ) -> None:
        later = FRESH_FOR + SECOND
        monday.shift(later)
        page = inside.get(f"{STEP_UP}?next=/kata-sandi/")
        assert "Pastikan ini Anda" in page.text
        old = telephone.shows(factories.MONDAY)
        assert inside.post(STEP_UP, {"code": old, "next": "/kata-sandi/"}).status == 422
        fresh = telephone.shows(factories.MONDAY + later)
        assert inside.post(STEP_UP, {"code": fresh, "next": "/kata-sandi/"}).location == "/kata-sandi/"
        assert inside.get("/kata-sandi/").status == 200

    @pytest.mark.parametrize(
        "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""]
    )
    def test_leads_to_no_other_site(self, inside: Visitor, telephone: Telephone, wanted: str) -> None:
        later = telephone.shows(factories.MONDAY + STEP)
        page = inside.post(f"{STEP_UP}?next={quote(wanted)}", {"code": later, "next": wanted})
        assert page.location == "/"

    def test_tells_that_a_form_is_lost(self, inside: Visitor, monday: time_machine.Traveller) -> None:
        monday.shift(FRESH_FOR + SECOND)
        inside.client.post("/kata-sandi/", {}, headers={"Referer": "http://testserver/kata-sandi/"})
        assert "Isi sekali lagi" in inside.get(STEP_UP).text

    def test_takes_the_password_of_who_has_not_enrolled(self, monday: time_machine.Traveller) -> None:
        hadi = Visitor(factories.hadi())
        hadi.gives_password()
        monday.shift(FRESH_FOR + SECOND)
        assert hadi.get(TAKE_AWAY).location == f"{STEP_UP}?next={quote(TAKE_AWAY, safe='')}"
        assert "tidak cocok" in error_of(hadi.post(STEP_UP, {"password": "tebakan"}), "password")
        assert hadi.post(STEP_UP, {"password": PASSWORD, "next": TAKE_AWAY}).location == TAKE_AWAY
        assert hadi.get(TAKE_AWAY).status == 200

    def test_ends_guessing_after_ten_attempts(self, monday: time_machine.Traveller) -> None:
        hadi = Visitor(factories.hadi())
        hadi.gives_password()
        for _ in range(MOST_ATTEMPTS):
            hadi.post(STEP_UP, {"password": "tebakan"})
        assert "Tunggu 15 menit" in error_of(hadi.post(STEP_UP, {"password": PASSWORD}), "password")

    def test_is_not_for_an_account_that_is_no_officers(self, client: Client) -> None:
        client.force_login(User.objects.create_user("tamu", password=PASSWORD))
        assert client.get(STEP_UP).status_code == 403
        assert client.get(MINE).status_code == 403
