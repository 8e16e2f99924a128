"""Two residents who may be one, side by side at the desk, with the decision of a person."""

import uuid
from uuid import UUID

import pytest

from loket.core.register.codes import Sex, Shdk
from loket.offices.records import Officer
from loket.register import queries as register
from loket.register.finding import index
from loket.register.finding.decisions import decisions_on
from tests.apps import factories
from tests.apps.candid import SAYS_WHY
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser

PAIRS = "/penduduk/kembar/"


def joko(number: int, office: Officer | None = None, name: str = "Joko Susilo") -> UUID:
    """A man of that name, born on 8 August 1995."""
    biodata = people.person(name, Sex.MALE, "1995-08-08", mother_name="Sumiati")
    return people.live((biodata, Shdk.HEAD), number=number, office=office).members[0]


@pytest.fixture
def pair(db: None, monday: object) -> tuple[UUID, UUID]:
    """Joko twice in Bintan, with another spelling."""
    found = joko(11), joko(12, name="Djoko Soesilo")
    index.complete()
    return found


@pytest.fixture
def across(db: None, monday: object) -> tuple[UUID, UUID]:
    """Joko in Bintan, and in Pontianak."""
    found = joko(11), joko(12, factories.dewi())
    index.complete()
    return found


def path(pair: tuple[UUID, UUID]) -> str:
    return f"{PAIRS}{pair[0]}/{pair[1]}/"


class TestWhoIsAlike:
    def test_is_listed_with_the_reasons(self, budi: DeskBrowser, pair: tuple[UUID, UUID]) -> None:
        page = budi.get(f"/penduduk/{pair[0]}/kembar/")
        for words in ("Djoko Soesilo", "tanggal lahir sama", "nama ibu sama", "sangat mirip", "990106••••••00••"):
            assert words in page.text, words
        assert path(pair) in page.body

    def test_is_nobody_for_most(self, budi: DeskBrowser) -> None:
        home = people.saris()
        index.complete()
        assert "Tidak ada penduduk lain yang mirip" in budi.get(f"/penduduk/{home.members[1]}/kembar/").text

    def test_of_another_office_is_not_named(self, budi: DeskBrowser, across: tuple[UUID, UUID]) -> None:
        page = budi.get(f"/penduduk/{across[0]}/kembar/")
        assert "Penduduk kantor lain" in page.text
        assert page.text.count("Joko Susilo") == 2
        assert "08-08-1995" not in page.text


class TestThePair:
    def test_stands_side_by_side_with_its_differences(self, budi: DeskBrowser, pair: tuple[UUID, UUID]) -> None:
        page = budi.get(path(pair))
        assert page.status == 200
        assert "Nama lengkap Joko Susilo Djoko Soesilo berbeda" in page.text
        assert "Tanggal lahir 08-08-1995 08-08-1995 sama" in page.text

    def test_gets_a_decision_and_leaves_the_list(self, budi: DeskBrowser, pair: tuple[UUID, UUID]) -> None:
        budi.post(path(pair), {"decision": "undecided", "reason": "Tunggu akta dari Kijang."})
        assert "Tunggu akta dari Kijang." in budi.get(PAIRS).text
        answer = budi.post(path(pair), {"decision": "different", "reason": "Akta dan foto berbeda."})
        assert answer.location == path(pair)
        assert "Tidak ada pasangan yang menunggu" in budi.get(PAIRS).text
        told = budi.get(path(pair)).text
        assert "Orang yang berbeda" in told
        assert "Akta dan foto berbeda." in told
        assert [one.decision for one in decisions_on(*pair)] == ["undecided", "different"]

    def test_is_decided_by_nobody_who_has_not_said_for_what_it_was_looked_at(
        self, budi: DeskBrowser, pair: tuple[UUID, UUID]
    ) -> None:
        budi.client.candid = False
        answer = budi.post(path(pair), {"decision": "undecided", "reason": "Belum dilihat."})
        assert SAYS_WHY in answer.body
        assert decisions_on(*pair) == ()

    def test_is_one_look_at_each_however_often_it_is_shown(self, budi: DeskBrowser, pair: tuple[UUID, UUID]) -> None:
        budi.get(path(pair))
        budi.post(path(pair), {})
        for one in pair:
            assert [trace.what for trace in register.readings_of(resident=one)] == ["kembar"]

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({}, "Pilih keputusan Anda"),
            ({"decision": "gabung", "reason": "x"}, "Pilih keputusan Anda"),
            ({"decision": "same"}, "Alasan keputusan belum ditulis"),
            ({"decision": "same", "reason": "y" * 401}, "lebih dari 400 huruf"),
        ],
    )
    def test_takes_no_decision_that_is_not_whole(
        self, budi: DeskBrowser, pair: tuple[UUID, UUID], form: dict[str, str], words: str
    ) -> None:
        answer = budi.post(path(pair), form)
        assert answer.status == 422
        assert words in answer.text
        assert decisions_on(*pair) == ()

    def test_shows_of_another_office_only_what_agrees(self, budi: DeskBrowser, across: tuple[UUID, UUID]) -> None:
        page = budi.get(path(across))
        assert "hanya ditampilkan apakah isinya sama" in page.text
        assert "Tanggal lahir 08-08-1995 sama sama" in page.text
        assert "990106080895001" in page.text.replace(" ", "")
        assert "9901060808950012" not in page.body

    def test_of_other_offices_is_not_there(self, dewi: DeskBrowser, pair: tuple[UUID, UUID]) -> None:
        assert dewi.get(path(pair)).status == 404
        assert dewi.post(path(pair), {"decision": "same", "reason": "x"}).status == 404
        assert dewi.get(path((pair[0], uuid.uuid4()))).status == 404
        assert dewi.get(path((pair[0], pair[0]))).status == 404
