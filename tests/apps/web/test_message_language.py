"""The language of messages is chosen where one applies, at home and at the counter, and changed at the desk."""

import uuid

import pytest

from loket.casework import models
from loket.casework.queries import languages_of
from loket.home import queries, services
from tests.apps import factories
from tests.apps.complaints.complaining import taken
from tests.apps.home.drafts import photo
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.from_home import ANSWERS, PERSON, WANTED, Home


def language_of(resi: str) -> str:
    return languages_of(factories.budi().office_id, [resi])[resi]


def filled(**more: str) -> Home:
    """An application from home that can be sent."""
    _draft, code = services.begin("bintan", "kk", {})
    home = Home(code)
    services.save(home.code, {**ANSWERS, **PERSON, **more})
    for place, requirement in enumerate(WANTED):
        services.add_file(home.code, requirement, "foto.jpg", photo(place))
    return home


def sent_from(home: Home) -> str:
    """The language of the case that it becomes."""
    assert home.post("periksa/", {"true": "1"}).status_code == 302
    return language_of(queries.opened(home.code).resi)


@pytest.mark.django_db
class TestAtHome:
    @pytest.mark.parametrize("screen", ["id", "en"])
    def test_is_the_language_of_the_screen_where_nothing_else_is_chosen(self, screen: str) -> None:
        home = filled()
        home.client.cookies["django_language"] = screen
        assert f'value="{screen}" checked' in home.get("pemohon/").content.decode()
        assert sent_from(home) == screen

    def test_is_the_one_that_was_chosen_whatever_the_screen_shows(self) -> None:
        home = filled()
        assert home.post("pemohon/", {**PERSON, "language": "en"}).status_code == 302
        assert "<dd>English</dd>" in home.get("periksa/").content.decode()
        assert sent_from(home) == "en"

    def test_that_is_none_is_that_of_the_screen(self) -> None:
        assert sent_from(filled(language="xx")) == "id"


class TestAtTheCounter:
    @pytest.mark.parametrize(("typed", "kept"), [({}, "id"), ({"language": "en"}, "en"), ({"language": "xx"}, "id")])
    def test_is_indonesian_until_another_is_chosen(self, budi: DeskBrowser, typed: dict[str, str], kept: str) -> None:
        assert 'name="language" value="id" checked' in budi.get("/permohonan/baru/?layanan=kk").body
        papers = {f"r-{name}": "present" for name in factories.procedure("bintan", "kk").requirements}
        form = {"key": str(uuid.uuid4()), "service": "kk", "action": "terima", **ANSWERS, **PERSON, **papers, **typed}
        answer = budi.post("/permohonan/baru/", form)
        assert answer.status == 302, answer.text
        assert language_of(models.Case.objects.get().resi) == kept


class TestAtTheDesk:
    def test_is_shown_and_changed(self, budi: DeskBrowser) -> None:
        resi = factories.take_in().resi
        assert "Bahasa pesan: Bahasa Indonesia" in budi.get(f"/permohonan/{resi}/").text
        assert budi.post(f"/permohonan/{resi}/bahasa-pesan/", {"language": "en"}).status == 302
        assert language_of(resi) == "en"
        assert "Bahasa pesan: English" in budi.get(f"/permohonan/{resi}/").text

    @pytest.mark.parametrize("typed", ["", "xx", "id; en"])
    def test_is_one_of_those_there_are(self, budi: DeskBrowser, typed: str) -> None:
        resi = factories.take_in().resi
        budi.post(f"/permohonan/{resi}/bahasa-pesan/", {"language": typed})
        assert language_of(resi) == "id"
        assert "Pilih bahasa pesan yang ada." in budi.get(f"/permohonan/{resi}/").text

    def test_of_another_office_does_not_exist(self, dewi: DeskBrowser) -> None:
        resi = factories.take_in().resi
        for typed in ("en", "xx"):
            assert dewi.post(f"/permohonan/{resi}/bahasa-pesan/", {"language": typed}).status == 404
        assert dewi.post("/permohonan/tidakada/bahasa-pesan/", {"language": "en"}).status == 404
        assert not models.MessageLanguage.objects.exists()

    @pytest.mark.usefixtures("db", "monday")
    def test_is_none_of_a_complaint(self) -> None:
        resi, head = taken().resi, DeskBrowser(factories.hadi())
        assert "Isi pengaduan" in head.get(f"/permohonan/{resi}/").text
        assert "Bahasa pesan" not in head.get(f"/permohonan/{resi}/").text
        assert head.post(f"/permohonan/{resi}/bahasa-pesan/", {"language": "en"}).status == 404
        assert not models.MessageLanguage.objects.exists()
