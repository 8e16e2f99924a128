"""The page on which officers change their own password, and the way to it with a password that another has made."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, reverse
from pytest_django import DjangoAssertNumQueries

from loket.offices import queries, services
from loket.offices.records import Officer
from loket.web.accounts.attempts import MOST_ATTEMPTS
from loket.web.accounts.password import LONGEST
from loket.web.desk.urls import urlpatterns
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser, Page

PATH = "/kata-sandi/"
OLD = "tujuh-perahu-layar-9"
NEW = "enam kambing di pelabuhan"


@pytest.fixture
def wati(db: None, monday: object) -> DeskBrowser:
    """The verifier of Bintan, with a password of her own."""
    User.objects.filter(username="bintan.wati").update(password=make_password(OLD))
    return DeskBrowser(factories.wati())


def given(officer: Officer, password: str = OLD) -> DeskBrowser:
    """The desk of an officer whom the head has just given a password."""
    decided = factories.decision("lupa", by=factories.hadi())
    services.reset_password("bintan", person=officer.person, password_hash=make_password(password), decision=decided)
    return DeskBrowser(officer)


@pytest.fixture
def newcomer(db: None, monday: object) -> DeskBrowser:
    """The counter of Bintan with a password that the head has made."""
    return given(factories.budi())


def change(desk: DeskBrowser, **typed: str) -> Page:
    return desk.post(PATH, {"old": OLD, "new": NEW, "again": NEW, **typed})


def signs_in(username: str, password: str) -> bool:
    return Client().login(username=username, password=password)


def error_of(page: Page, name: str) -> str:
    """What stands beside a field."""
    found = re.search(rf'id="f-{name}-error">.*?</span>(.*?)</p>', page.body)
    return found[1].strip() if found else ""


class TestChangingThePassword:
    def test_lets_the_new_one_in_and_the_old_one_no_more(self, wati: DeskBrowser) -> None:
        assert change(wati).location == "/"
        assert signs_in("bintan.wati", NEW)
        assert not signs_in("bintan.wati", OLD)

    def test_goes_on_here_and_ends_every_other_session(self, wati: DeskBrowser) -> None:
        elsewhere = DeskBrowser(factories.wati())
        assert elsewhere.get("/").status == 200
        change(wati)
        page = wati.get("/")
        assert page.status == 200
        assert "Kata sandi diganti" in page.text
        assert elsewhere.get("/").location == "/masuk/?next=/"

    def test_keeps_a_password_with_blanks_at_its_ends_as_it_was_typed(self, wati: DeskBrowser) -> None:
        change(wati, new=f" {NEW} ", again=f" {NEW} ")
        assert signs_in("bintan.wati", f" {NEW} ")

    def test_is_noted_without_the_password(self, wati: DeskBrowser) -> None:
        change(wati)
        note = queries.audit_notes("bintan")[0]
        assert note.who == factories.wati().full_name
        assert NEW not in note.what + note.why

    def test_is_open_to_who_is_on_leave(self, wati: DeskBrowser) -> None:
        factories.away(factories.wati())
        assert wati.get("/").status == 403
        assert change(wati).location == "/"
        assert signs_in("bintan.wati", NEW)

    def test_is_not_for_an_account_that_is_no_officers(self, client: Client, db: None) -> None:
        client.force_login(User.objects.create_user("tamu", password=OLD))
        assert client.get(PATH).status_code == 403
        assert client.post(PATH, {"old": OLD, "new": NEW, "again": NEW}).status_code == 403

    def test_asks_strangers_to_sign_in(self, client: Client) -> None:
        assert client.get(PATH).headers["Location"] == f"/masuk/?next={PATH}"


class TestThePage:
    def test_is_linked_where_one_signs_out(self, wati: DeskBrowser) -> None:
        frame = wati.get("/").body.split("<main", 1)[0]
        assert f'href="{PATH}"' in frame
        assert "Ganti kata sandi" in frame

    def test_tells_password_managers_which_field_is_which(self, wati: DeskBrowser) -> None:
        kinds = re.findall(
            r'<input type="password" id="f-(\w+)" name="\w+" autocomplete="([\w-]+)"', wati.get(PATH).body
        )
        assert kinds == [("old", "current-password"), ("new", "new-password"), ("again", "new-password")]
        assert re.search(r'value="bintan.wati" autocomplete="username"', wati.get(PATH).body)

    def test_never_sends_a_password_back(self, wati: DeskBrowser) -> None:
        body = change(wati, again="lain sekali lagi").body
        assert OLD not in body
        assert NEW not in body

    def test_speaks_english_too(self, wati: DeskBrowser) -> None:
        wati.post("/bahasa/", {"language": "en", "next": PATH})
        page = change(wati, new="pendek", again="pendek")
        assert "Too short: use at least 12 letters or digits" in error_of(page, "new")


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"old": ""}, "old", "Isi kata sandi yang Anda pakai sekarang"),
            ({"old": OLD.upper()}, "old", "tidak cocok"),
            ({"new": ""}, "new", "Isi kata sandi baru"),
            ({"again": ""}, "again", "sekali lagi"),
            ({"again": NEW.upper()}, "again", "Tidak sama"),
            ({"new": "k4mbing-it", "again": "k4mbing-it"}, "new", "paling sedikit 12"),
            ({"new": "x" * 5 + "y" * LONGEST, "again": "x"}, "new", f"paling banyak {LONGEST}"),
            ({"new": "wati.rahmawati", "again": "wati.rahmawati"}, "new", "mirip dengan nama Anda"),
            ({"new": "bintan.watii", "again": "bintan.watii"}, "new", "mirip dengan nama Anda"),
            ({"new": "qwerty123456", "again": "qwerty123456"}, "new", "Terlalu umum"),
            ({"new": OLD, "again": OLD}, "new", "Masih sama"),
        ],
    )
    def test_is_said_beside_its_field(
        self, wati: DeskBrowser, typed: dict[str, str], field: str, sentence: str
    ) -> None:
        page = change(wati, **typed)
        assert page.status == 422
        assert sentence in error_of(page, field)
        assert f'<a href="#f-{field}">' in page.body
        assert signs_in("bintan.wati", OLD)

    def test_is_said_all_at_once(self, wati: DeskBrowser) -> None:
        page = wati.post(PATH, {"old": "salah", "new": "password", "again": ""})
        assert error_of(page, "old")
        assert "Terlalu pendek" in error_of(page, "new")
        assert "Terlalu umum" in error_of(page, "new")
        assert error_of(page, "again")

    def test_takes_twelve_signs(self, wati: DeskBrowser) -> None:
        assert change(wati, new="kuda3ombak7x", again="kuda3ombak7x").location == "/"

    def test_is_one_that_comes_after_a_reset(self, wati: DeskBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
        def hashed(password: str) -> str:
            given(factories.wati(), "kata-dari-kepala")
            return make_password(password)

        monkeypatch.setattr("loket.web.accounts.password.make_password", hashed)
        page = change(wati)
        assert page.status == 409
        assert "diganti dari tempat lain" in page.text
        assert signs_in("bintan.wati", "kata-dari-kepala")


class TestGuessing:
    def test_ends_after_ten_attempts_even_with_the_right_password(self, wati: DeskBrowser) -> None:
        for _ in range(MOST_ATTEMPTS):
            assert "tidak cocok" in error_of(change(wati, old="tebakan"), "old")
        assert "Tunggu 15 menit" in error_of(change(wati), "old")
        assert signs_in("bintan.wati", OLD)

    def test_counts_with_the_attempts_at_the_door(self, wati: DeskBrowser, client: Client) -> None:
        for _ in range(MOST_ATTEMPTS):
            client.post("/masuk/", {"username": "bintan.wati", "password": "tebakan"})
        assert "Tunggu 15 menit" in error_of(change(wati), "old")

    def test_is_forgotten_once_the_right_password_was_given(self, wati: DeskBrowser) -> None:
        for _ in range(MOST_ATTEMPTS - 1):
            change(wati, old="tebakan")
        change(wati, again="lain")
        assert change(wati).location == "/"


EXAMPLES = {"IntConverter": "1", "UUIDConverter": "00000000-0000-4000-8000-000000000000"}


def addresses() -> Iterator[str]:
    """One address of every page and form of the desk."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        converters = pattern.pattern.converters
        values = {name: EXAMPLES.get(type(kind).__name__, "a5") for name, kind in converters.items()}
        yield reverse(f"desk:{pattern.name}", kwargs=values)


class TestAPasswordThatAnotherHasMade:
    def test_opens_no_page_and_takes_no_form_of_the_desk(self, newcomer: DeskBrowser) -> None:
        for address in sorted(set(addresses())):
            answers = [newcomer.get(address), newcomer.post(address, {})]
            reached = [answer for answer in answers if answer.status != 405]
            assert reached, address
            assert {(answer.status, answer.location) for answer in reached} == {(302, PATH)}, address

    def test_is_why_the_page_asks(self, newcomer: DeskBrowser) -> None:
        page = newcomer.get(PATH)
        assert "dibuatkan orang lain" in page.text
        assert "<nav" not in page.body
        assert 'action="/keluar/"' in page.body

    def test_is_not_said_of_ones_own(self, wati: DeskBrowser) -> None:
        page = wati.get(PATH)
        assert "dibuatkan orang lain" not in page.text
        assert "<nav" in page.body

    def test_moves_the_whole_page_where_a_script_asked_for_a_part(self, newcomer: DeskBrowser) -> None:
        answer = newcomer.client.get("/", headers={"HX-Request": "true"})
        assert answer.headers["HX-Redirect"] == PATH

    def test_leaves_signing_out_and_the_language_open(self, newcomer: DeskBrowser) -> None:
        assert newcomer.post("/bahasa/", {"language": "en", "next": PATH}).location == PATH
        assert "someone else" in newcomer.get(PATH).text
        assert newcomer.post("/keluar/", {}).location == "/masuk/"

    def test_opens_the_desk_once_it_is_changed(self, newcomer: DeskBrowser) -> None:
        assert change(newcomer).location == "/"
        assert newcomer.get("/").status == 200

    def test_may_not_be_kept(self, newcomer: DeskBrowser) -> None:
        assert "Masih sama" in error_of(change(newcomer, new=OLD, again=OLD), "new")
        assert newcomer.get("/").location == PATH

    def test_costs_the_desk_of_others_no_query(
        self, wati: DeskBrowser, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        wati.get(PATH)
        with django_assert_num_queries(1):
            wati.get(PATH)
