"""At the screen: a keeper who would do both is sent to another keeper, and the owner reads at the next sign-in what was done."""

from loket.offices import queries
from tests.apps import factories
from tests.apps.telephone import Telephone, enrolled
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import CODE, TAKE_AWAY, Visitor

PEOPLE = "/kantor/jabatan/"


def keeper_inside(username: str) -> Visitor:
    """A keeper of the office who has just given the password, and has no second factor."""
    keeper = Visitor(factories.officer(username))
    keeper.gives_password()
    return keeper


def take_away(keeper: Visitor, person: int) -> tuple[int, str]:
    page = keeper.post(TAKE_AWAY, {"factor-person": str(person), "factor-why": "Telepon hilang di kapal"})
    return page.status, page.text


def give_password(keeper: DeskBrowser, person: int) -> tuple[int, str]:
    form = {"form": "password", "password-person": str(person), "password-why": "lupa"}
    page = keeper.post(PEOPLE, form)
    return page.status, page.text


class TestBoth:
    def test_are_refused_to_one_keeper_in_words_that_send_to_another(
        self, verifier: Visitor, telephone: Telephone
    ) -> None:
        hadi = keeper_inside("bintan.hadi")
        person = verifier.officer.person
        assert take_away(hadi, person)[0] == 302
        status, text = give_password(hadi, person)
        assert status == 422
        assert "minta pengelola lain melakukan yang kedua" in text
        assert "Catat sekarang" in give_password(keeper_inside("bintan.admin"), person)[1]

    def test_are_refused_the_other_way_round(self, verifier: Visitor, telephone: Telephone) -> None:
        hadi = keeper_inside("bintan.hadi")
        person = verifier.officer.person
        give_password(hadi, person)
        status, text = take_away(hadi, person)
        assert status == 422
        assert "minta pengelola lain" in text
        assert queries.second_factor_of(person)
        assert take_away(keeper_inside("bintan.admin"), person)[0] == 302


class TestTheOwner:
    def test_reads_at_the_next_sign_in_who_took_the_second_factor_and_why(
        self, verifier: Visitor, telephone: Telephone
    ) -> None:
        take_away(keeper_inside("bintan.hadi"), verifier.officer.person)
        verifier.gives_password()
        text = verifier.get("/").text
        hadi = factories.hadi().full_name
        assert f"16 November 2026, 09.00: {hadi} mencabut verifikasi dua langkah Anda" in text
        assert "Alasan: Telepon hilang di kapal." in text
        assert "segera lapor kepada kepala kantor" in text
        verifier.post("/keluar/", {})
        verifier.gives_password()
        assert "mencabut" not in verifier.get("/").text

    def test_reads_of_a_new_password_on_the_page_that_changes_it(self, verifier: Visitor) -> None:
        telephone = enrolled(verifier.officer)
        give_password(keeper_inside("bintan.hadi"), verifier.officer.person)
        verifier = Visitor(factories.wati())
        verifier.gives_password()
        verifier.post(CODE, {"code": telephone.shows(factories.MONDAY)})
        assert "memberi Anda kata sandi baru. Alasan: lupa." in verifier.get("/kata-sandi/").text

    def test_reads_it_in_english_too(self, verifier: Visitor, telephone: Telephone) -> None:
        take_away(keeper_inside("bintan.hadi"), verifier.officer.person)
        verifier.post("/bahasa/", {"language": "en", "next": "/masuk/"})
        verifier.gives_password()
        assert "took your second factor away" in verifier.get("/").text
