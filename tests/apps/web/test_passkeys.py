"""Passkeys at the screen: made, used at both pages of the door and inside, each question answered once (T11, T12, V6)."""

import html
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings

from loket.offices import models, queries
from loket.web.accounts.passkey_questions import ANSWERED_WITHIN_SECONDS
from loket.web.accounts.passkeys import LIMIT
from loket.web.accounts.second_factor import FRESH_FOR
from tests.apps import factories
from tests.apps.passkey import SoftKey
from tests.apps.telephone import STEP, scanned
from tests.apps.web.desk import Page, forms_of
from tests.apps.web.visitor import CODE, DOOR, MINE, PASSWORD, REPLACE, STEP_UP, Visitor

ADD, REMOVE, DOOR_KEY = "/dua-langkah/kunci/", "/dua-langkah/kunci/hapus/", "/masuk/kunci/"


@pytest.fixture
def verifier(verifier: Visitor) -> Visitor:
    """The verifier of Bintan, who calls the site by its name."""
    verifier.client.defaults["HTTP_HOST"] = "localhost"
    return verifier


@pytest.fixture
def key() -> SoftKey:
    return SoftKey("http://localhost", "localhost")


@pytest.fixture(autouse=True)
def _fresh_limit() -> None:
    LIMIT.forget()


def options_of(page: Page) -> dict[str, Any]:
    """The question that stands on a page."""
    found = re.search(r'data-options="([^"]+)"', page.body)
    assert found is not None, page.text
    asked: dict[str, Any] = json.loads(html.unescape(found[1]))
    return asked


def adds(visitor: Visitor, key: SoftKey, **more: str) -> Page:
    made = key.made(options_of(visitor.get(ADD)))
    return visitor.post(ADD, {"name": "Laptop", "passkey": made, **more})


@pytest.fixture
def keyholder(verifier: Visitor, key: SoftKey) -> Visitor:
    """The verifier, signed in, with a passkey and nothing else."""
    verifier.gives_password()
    assert "Kode pemulihan" in adds(verifier, key, password=PASSWORD).text
    return verifier


def answer_at(visitor: Visitor, key: SoftKey, address: str, **more: str) -> Page:
    return visitor.post(address, {"passkey": key.signs(options_of(visitor.get(address))), **more})


class TestMakingAPasskey:
    def test_takes_the_password_and_shows_recovery_codes_once(self, verifier: Visitor, key: SoftKey) -> None:
        verifier.gives_password()
        assert adds(verifier, key, password="tebakan").status == 422
        page = adds(verifier, key, password=PASSWORD)
        assert page.body.count('<li class="code">') == 10
        assert "Laptop" in verifier.get(MINE).text
        assert "Pasang telepon" in verifier.get(MINE).text

    def test_beside_a_telephone_takes_a_fresh_code(
        self, inside: Visitor, key: SoftKey, monday: time_machine.Traveller
    ) -> None:
        inside.client.defaults["HTTP_HOST"] = "localhost"
        assert adds(inside, key).location == MINE
        monday.shift(FRESH_FOR + STEP)
        assert inside.get(ADD).location.startswith(STEP_UP)

    def test_takes_each_question_once(self, verifier: Visitor, key: SoftKey) -> None:
        verifier.gives_password()
        made = key.made(options_of(verifier.get(ADD)))
        sent = {"name": "Laptop", "passkey": made, "password": PASSWORD}
        assert verifier.post(ADD, sent).status == 200
        again = verifier.post(ADD, sent)
        assert (again.status, "tidak dapat dipakai" in again.text) == (422, True)

    def test_takes_no_answer_that_came_too_late(
        self, verifier: Visitor, key: SoftKey, monday: time_machine.Traveller
    ) -> None:
        verifier.gives_password()
        made = key.made(options_of(verifier.get(ADD)))
        monday.shift(ANSWERED_WITHIN_SECONDS + 1)
        assert verifier.post(ADD, {"name": "", "passkey": made, "password": PASSWORD}).status == 422

    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000", "testserver"])
    def test_says_what_address_it_needs(self, verifier: Visitor, host: str) -> None:
        verifier.gives_password()
        verifier.client.defaults["HTTP_HOST"] = host
        page = verifier.get(ADD)
        assert "alamat bernama" in page.text
        assert "data-options" not in page.body
        assert verifier.post(ADD, {"passkey": "{}"}).status == 200
        assert "passkey.js" not in Client(HTTP_HOST=host).get(DOOR).content.decode()

    def test_is_offered_over_https_under_any_name(self, verifier: Visitor) -> None:
        secure = verifier.client.get(DOOR, secure=True, headers={"Host": "testserver"}).content.decode()
        assert "passkey.js" in secure

    def test_is_not_for_an_installation_that_asks_nobody(self, verifier: Visitor) -> None:
        verifier.gives_password()
        with override_settings(SECOND_FACTOR="off"):
            assert verifier.get(ADD).status == 404
            assert verifier.post(DOOR_KEY, {}).status == 404
            assert "passkey.js" not in Client(HTTP_HOST="localhost").get(DOOR).content.decode()

    def test_leads_here_whoever_must_enrol_and_has_no_telephone(self, verifier: Visitor, key: SoftKey) -> None:
        verifier.gives_password()
        with override_settings(SECOND_FACTOR="required"):
            assert "tanpa telepon" in verifier.get("/dua-langkah/pasang/").text.lower()
            adds(verifier, key, password=PASSWORD)
            assert verifier.get("/").status == 200


class TestTheSecondPageOfTheDoor:
    def test_takes_a_passkey_in_place_of_a_code(self, keyholder: Visitor, key: SoftKey) -> None:
        keyholder.post("/keluar/", {})
        assert keyholder.gives_password(next="/cari/?q=a").location == CODE
        assert answer_at(keyholder, key, CODE).location == "/cari/?q=a"
        assert keyholder.get("/").status == 200

    def test_takes_a_recovery_code_too(self, verifier: Visitor, key: SoftKey) -> None:
        verifier.gives_password()
        [code, *_] = re.findall(r'<li class="code">([^<]+)<', adds(verifier, key, password=PASSWORD).body)
        verifier.post("/keluar/", {})
        verifier.gives_password()
        assert verifier.gives_code("000000").status == 422
        assert verifier.gives_code(code).location == "/"
        assert verifier.is_in()

    def test_takes_nobody_elses(self, keyholder: Visitor, key: SoftKey) -> None:
        keyholder.post("/keluar/", {})
        keyholder.gives_password()
        page = answer_at(keyholder, SoftKey("http://localhost", "localhost"), CODE)
        assert (page.status, "tidak diterima" in page.text) == (422, True)
        assert not keyholder.is_in()

    def test_takes_each_question_once(self, keyholder: Visitor, key: SoftKey) -> None:
        keyholder.post("/keluar/", {})
        keyholder.gives_password()
        signed = key.signs(options_of(keyholder.get(CODE)))
        keyholder.post(CODE, {"passkey": "{}"})
        assert keyholder.post(CODE, {"passkey": signed}).status == 422
        assert answer_at(keyholder, key, CODE).location == "/"

    def test_offers_none_under_another_name_of_the_site(self, keyholder: Visitor) -> None:
        keyholder.post("/keluar/", {})
        keyholder.gives_password()
        keyholder.client.defaults["HTTP_HOST"] = "testserver"
        assert "data-options" not in keyholder.get(CODE).body


class TestTheDoor:
    def test_takes_a_passkey_without_name_and_password(self, keyholder: Visitor, key: SoftKey) -> None:
        keyholder.post("/keluar/", {})
        before = keyholder.client.cookies["sessionid"].value
        asked = json.loads(keyholder.client.post(DOOR_KEY).content)
        between = keyholder.client.cookies["sessionid"].value
        assert keyholder.post(DOOR_KEY, {"passkey": key.signs(asked), "next": "/cari/"}).location == "/cari/"
        assert len({before, between, keyholder.client.cookies["sessionid"].value}) == 3
        assert keyholder.get("/kata-sandi/").status == 200

    def test_wants_finger_face_or_pin(self, keyholder: Visitor, key: SoftKey) -> None:
        keyholder.post("/keluar/", {})
        key.verifies = False
        asked = json.loads(keyholder.client.post(DOOR_KEY).content)
        assert keyholder.post(DOOR_KEY, {"passkey": key.signs(asked)}).location == f"{DOOR}?next=%2F"
        assert "tidak diterima" in keyholder.get(DOOR).text
        assert not keyholder.is_in()

    @pytest.mark.parametrize("page", [CODE, ADD])
    def test_t11_takes_no_answer_to_a_question_for_another_use(
        self, keyholder: Visitor, key: SoftKey, page: str
    ) -> None:
        key.verifies = False
        if page == CODE:
            keyholder.post("/keluar/", {})
            keyholder.gives_password()
        stranger = Client(HTTP_HOST="localhost")
        stranger.cookies = keyholder.client.cookies
        signed = key.signs(options_of(keyholder.get(page)))
        assert stranger.post(DOOR_KEY, {"passkey": signed}).headers["Location"].startswith(DOOR)
        assert stranger.get("/").headers["Location"].startswith(DOOR)

    def test_takes_no_answer_that_nobody_asked_for(self, keyholder: Visitor, key: SoftKey) -> None:
        asked = json.loads(Client(HTTP_HOST="localhost").post(DOOR_KEY).content)
        stranger = Client(HTTP_HOST="localhost")
        assert stranger.post(DOOR_KEY, {"passkey": key.signs(asked)}).headers["Location"].startswith(DOOR)

    @pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "javascript:x"])
    def test_t13_leads_to_no_other_site(self, keyholder: Visitor, key: SoftKey, wanted: str) -> None:
        keyholder.post("/keluar/", {})
        asked = json.loads(keyholder.client.post(DOOR_KEY).content)
        assert keyholder.post(DOOR_KEY, {"passkey": key.signs(asked), "next": wanted}).location == "/"

    def test_t11_asks_no_more_than_a_person_needs(self, db: None) -> None:
        stranger = Client(HTTP_HOST="localhost")
        statuses = [stranger.post(DOOR_KEY).status_code for _ in range(31)]
        assert statuses == [*[200] * 30, 429]
        assert models.Session.objects.count() <= 30

    def test_has_no_page(self, client: Client, db: None) -> None:
        assert client.get(DOOR_KEY).status_code == 405


class TestInside:
    def test_a_passkey_is_as_good_as_a_code(
        self, keyholder: Visitor, key: SoftKey, monday: time_machine.Traveller
    ) -> None:
        monday.shift(FRESH_FOR + STEP)
        assert keyholder.get("/kata-sandi/").location == f"{STEP_UP}?next=%2Fkata-sandi%2F"
        before = keyholder.client.cookies["sessionid"].value
        page = answer_at(keyholder, key, f"{STEP_UP}?next=/kata-sandi/", next="/kata-sandi/")
        assert page.location == "/kata-sandi/"
        assert keyholder.client.cookies["sessionid"].value != before
        assert keyholder.get("/kata-sandi/").status == 200

    def test_a_wrong_answer_is_refused(self, keyholder: Visitor, key: SoftKey, monday: time_machine.Traveller) -> None:
        monday.shift(FRESH_FOR + STEP)
        assert keyholder.post(STEP_UP, {"passkey": "{}"}).status == 422
        assert keyholder.get("/kata-sandi/").location.startswith(STEP_UP)


class TestRemoving:
    def test_takes_a_fresh_code_and_keeps_the_last_way(
        self, keyholder: Visitor, key: SoftKey, monday: time_machine.Traveller
    ) -> None:
        (only,) = queries.passkeys_of(keyholder.officer.person)
        refused = keyholder.post(REMOVE, {"id": str(only.id)})
        assert (refused.status, "satu-satunya" in refused.text) == (409, True)
        second = SoftKey("http://localhost", "localhost")
        assert adds(keyholder, second).location == MINE
        monday.shift(FRESH_FOR + STEP)
        assert keyholder.post(REMOVE, {"id": str(only.id)}).location.startswith(STEP_UP)
        answer_at(keyholder, second, STEP_UP)
        assert keyholder.post(REMOVE, {"id": str(only.id)}).location == MINE
        assert len(queries.passkeys_of(keyholder.officer.person)) == 1

    @pytest.mark.parametrize("wrong", ["", "x", "0", "9" * 20])
    def test_of_what_is_not_there_says_so(self, keyholder: Visitor, wrong: str) -> None:
        assert keyholder.post(REMOVE, {"id": wrong}).status == 409


class TestATelephoneBesideIt:
    def test_keeps_the_passkeys(self, keyholder: Visitor, key: SoftKey) -> None:
        page = keyholder.get(REPLACE)
        found = re.search(r"otpauth://\S+", page.text)
        assert found is not None
        shown = scanned(found[0]).shows(factories.MONDAY)
        token = forms_of(page.body)[""]["token"]
        assert "Kode pemulihan" in keyholder.post(REPLACE, {"token": token, "code": shown}).text
        assert "Ganti telepon" in keyholder.get(MINE).text
        assert len(queries.passkeys_of(keyholder.officer.person)) == 1
        keyholder.post("/keluar/", {})
        keyholder.gives_password()
        assert answer_at(keyholder, key, CODE).location == "/"
