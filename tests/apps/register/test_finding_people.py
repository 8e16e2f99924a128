"""Finding residents by number and by misspelt name, with the reasons; and reading a line of typing as a question."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core.register import Biodata
from loket.core.register.codes import Religion, Sex, Shdk
from loket.core.register.events import Birth, CorrectBiodata, Death
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.offices import queries as offices
from loket.register import models
from loket.register.finding import index
from loket.register.finding.people import PersonHit, find_people
from loket.register.finding.query import NoDate, PeopleQuery, read_query
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.register import people
from tests.apps.register.people import Home

db = pytest.mark.django_db

TODAY = factories.TODAY


def _street() -> tuple[Home, Home]:
    """Sari's and Wati's families, in the index."""
    homes = people.saris(), people.watis()
    index.complete()
    return homes


def _names(hits: tuple[PersonHit, ...]) -> list[str]:
    return [hit.resident.full_name for hit in hits]


def _ask(**words: object) -> tuple[PersonHit, ...]:
    return find_people(PeopleQuery(**words))  # type: ignore[arg-type]


@db
class TestByNumber:
    def test_a_nik_finds_its_holder(self) -> None:
        _street()
        (hit,) = _ask(nik=Nik("9901064303860001"))
        assert (hit.resident.full_name, hit.reasons, hit.score) == ("Sari Wulandari", ("NIK",), 1.0)
        assert hit.resident.kk_number == KkNumber("9901060601200001")

    def test_a_kk_number_finds_its_members(self) -> None:
        home, _ = _street()
        assert home.kk_number is not None
        hits = _ask(kk_number=home.kk_number)
        assert set(_names(hits)) == {"Agus Salim", "Sari Wulandari", "Adi Salim"}
        assert {hit.reasons for hit in hits} == {("Nomor KK",)}

    def test_a_document_number_finds_its_holder_however_it_is_typed(self) -> None:
        home, _ = _street()
        version = models.ResidentVersion.objects.get(resident=home.members[2])
        biodata, documents = version.biodata, {"birth_akta": "2101-LU-03052015-0007"}
        models.ResidentVersion.objects.create(
            resident=version.resident,
            valid_from=TODAY,
            recorded_at=factories.MONDAY,
            status=version.status,
            why="uji",
            biodata=biodata,
            documents=documents,
        )
        index.rebuild()
        for typed in ("2101-LU-03052015-0007", "2101 lu 03052015 0007"):
            (hit,) = find_people(read_query(typed, TODAY))
            assert (hit.resident.full_name, hit.reasons) == ("Adi Salim", ("nomor dokumen",))

    def test_nobody_has_an_unknown_number(self) -> None:
        _street()
        assert _ask(nik=Nik("2101060101900001")) == ()
        assert _ask(document="2101-LU-01012000-0001") == ()

    def test_an_empty_question_finds_nobody(self) -> None:
        _street()
        assert _ask() == ()
        assert _ask(name=" . ", birth_year=1990) == ()


@db
class TestByName:
    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("Sari Woelandari", "oe ↔ u"),
            ("Wulandari Sari", "urutan kata"),
            ("Hj. Sari Wulandari, S.Pd", "nama sama"),
            ("Sari Wulandri", "wulandri ≈ wulandari"),
            ("Sariwulandari", "“sari wulandari” disambung"),
            ("Sari", "tanpa “wulandari”"),
        ],
    )
    def test_with_the_year_finds_the_misspelt_one_and_says_why(self, typed: str, reason: str) -> None:
        _street()
        best = _ask(name=typed, birth_year=1986)[0]
        assert best.resident.full_name == "Sari Wulandari"
        assert {reason, "tahun lahir sama"} <= set(best.reasons)

    def test_a_year_off_by_one_is_found_and_told(self) -> None:
        _street()
        (hit,) = _ask(name="Sari Wulandari", birth_year=1987)
        assert "lahir 1986" in hit.reasons
        assert _ask(name="Sari Wulandari", birth_year=1988) == ()

    def test_a_date_tells_namesakes_apart(self) -> None:
        people.alone("Budi Santoso", number=5)
        other = people.live((people.person("Budi Santoso", Sex.MALE, "1995-02-03"), Shdk.HEAD), number=6)
        index.complete()
        first, second = _ask(name="Budi Santosa", birth_date=datetime.date(1995, 2, 3))
        assert first.resident.id == other.members[0]
        assert first.score > second.score
        swapped = _ask(name="Budi Santosa", birth_date=datetime.date(1995, 3, 2))[0]
        assert "tanggal dan bulan lahir tertukar" in swapped.reasons
        near = _ask(name="Budi Santosa", birth_date=datetime.date(1995, 2, 8))[0]
        assert "tanggal lahir berbeda satu bagian" in near.reasons
        far = _ask(name="Budi Santosa", birth_date=datetime.date(1994, 12, 30))[0]
        assert "lahir 1995" in far.reasons

    def test_without_a_year_finds_by_words_and_their_beginnings(self) -> None:
        _street()
        assert _names(_ask(name="Woelandari Sari"))[0] == "Sari Wulandari"
        assert _names(_ask(name="Sari Wul"))[0] == "Sari Wulandari"
        assert _names(_ask(name="Sari Wulandry"))[0] == "Sari Wulandari"
        assert set(_names(_ask(name="Salim"))) == {"Agus Salim", "Adi Salim"}

    def test_without_a_year_the_mother_and_the_place_help(self) -> None:
        for number, mother in ((7, "Aminah"), (8, "Partini")):
            child = people.person("Dewi Lestari", Sex.FEMALE, "1999-09-09", mother_name=mother)
            people.live((child, Shdk.HEAD), number=number)
        index.complete()
        first, second = _ask(name="Dewi Lestary", mother_name="Amina", birth_place="Kijank")
        assert (first.mother_name, second.mother_name) == ("Aminah", "Partini")
        assert "nama ibu mirip" in first.reasons
        assert "nama ibu berbeda" in second.reasons
        assert "tempat lahir mirip" in first.reasons
        assert _names(_ask(name="Dewi", mother_name="Aminah")) == ["Dewi Lestari"]

    def test_a_short_name_with_another_letter_is_found(self) -> None:
        people.alone("Hadi", number=9)
        index.complete()
        assert _names(_ask(name="Hafi", birth_year=1995)) == ["Hadi"]

    def test_one_word_of_a_name_comes_before_another_name(self) -> None:
        people.alone("Yudi", number=8)
        people.alone("Budi Wijaya", number=9)
        index.complete()
        assert _names(_ask(name="Budi")) == ["Budi Wijaya", "Yudi"]
        assert _names(_ask(name="Budi", birth_year=1995)) == ["Budi Wijaya", "Yudi"]

    def test_two_words_written_as_one_are_found(self) -> None:
        people.live((people.person("Fatimah Khairunnisa", Sex.FEMALE, "1995-05-05"), Shdk.HEAD), number=9)
        index.complete()
        for words in ({"birth_year": 1995}, {}):
            assert _names(_ask(name="Fatimahkhairunnisa", **words)) == ["Fatimah Khairunnisa"]
            assert _names(_ask(name="Fatimah Khai runnisa", **words)) == ["Fatimah Khairunnisa"]

    @pytest.mark.parametrize("typed", ["Zaenal Arifin", "Zainal Aripin", "Jaenal Arifien", "Arifin Zaenol", "Zaenal"])
    def test_ae_and_ai_are_one_without_a_year(self, typed: str) -> None:
        people.live((people.person("Zainal Arifin", Sex.MALE, "1995-05-05"), Shdk.HEAD), number=9)
        index.complete()
        assert _names(_ask(name=typed)) == ["Zainal Arifin"]

    def test_another_name_is_not_shown(self) -> None:
        _street()
        assert _ask(name="Bambang Pamungkas", birth_year=1986) == ()

    def test_a_former_name_is_found_and_told(self) -> None:
        home, _ = _street()
        changes, papers = {"full_name": "Sari Kusumawati"}, {"full_name": "Penetapan 7/Pdt.P/2026"}
        people.record(CorrectBiodata(date=TODAY, resident_id=home.members[1], changes=changes, papers=papers))
        best = _ask(name="Sari Wulandari", birth_year=1986)[0]
        assert (best.resident.full_name, best.matched_name) == ("Sari Kusumawati", "Sari Wulandari")
        assert "nama dahulu “Sari Wulandari”" in best.reasons
        assert _ask(name="Sari Kusumawati", birth_year=1986)[0].matched_name == "Sari Kusumawati"

    def test_the_living_come_before_the_dead(self) -> None:
        dead, alive = people.alone("Eko Saputra", number=11), people.alone("Eko Saputra", number=12)
        index.complete()
        people.record(Death(date=TODAY, resident_id=dead.members[0]))
        hits = _ask(name="Eko Saputra", birth_year=1995)
        assert [hit.resident.id for hit in hits] == [alive.members[0], dead.members[0]]


@db
class TestTheScope:
    def test_is_an_office_or_all(self) -> None:
        people.alone("Budi Santoso", number=5)
        people.alone("Budi Santoso", number=6, office=factories.dewi(), address=people.PONTIANAK)
        index.complete()
        assert len(_ask(name="Budi Santoso", birth_year=1995)) == 2
        bintan = offices.office("bintan").id
        (hit,) = find_people(PeopleQuery(name="Budi Santoso", birth_year=1995), office_id=bintan)
        assert hit.office_id == bintan
        assert find_people(PeopleQuery(nik=Nik("9901060808950006")), office_id=bintan) == ()

    def test_may_be_a_region(self) -> None:
        people.alone("Budi Santoso", number=5)
        index.complete()
        assert len(_ask(name="Budi Santoso", birth_year=1995, region=RegionCode("2101"))) == 1
        assert _ask(name="Budi Santoso", birth_year=1995, region=RegionCode("6171")) == ()
        assert _ask(name="Budi Santoso", region=RegionCode("6171")) == ()

    def test_is_limited(self) -> None:
        _street()
        assert len(find_people(PeopleQuery(name="Salim"), limit=1)) == 1


@db
class TestTheCost:
    @pytest.mark.parametrize(
        "words",
        [
            {"name": "Sari Wulandari", "birth_year": 1986},
            {"name": "Sari Wulandari"},
            {"name": "Hadi", "birth_date": datetime.date(1986, 3, 3)},
            {"document": "2101-LU-03052015-0007"},
            {"nik": Nik("9901064303860001")},
        ],
    )
    def test_is_at_most_two_statements(self, words: dict[str, object]) -> None:
        _street()
        _ask(**words)
        with CaptureQueriesContext(connection) as asked:
            _ask(**words)
        assert len(asked) <= 2


@db
class TestALineOfTyping:
    @pytest.mark.parametrize(
        ("line", "query"),
        [
            ("Budi Santoso", PeopleQuery(name="Budi Santoso")),
            ("budi  santoso 1985", PeopleQuery(name="budi santoso", birth_year=1985)),
            ("1985 Budi", PeopleQuery(name="Budi", birth_year=1985)),
            ("Budi 17-08-1985", PeopleQuery(name="Budi", birth_date=datetime.date(1985, 8, 17))),
            ("Budi 17/8/1985", PeopleQuery(name="Budi", birth_date=datetime.date(1985, 8, 17))),
            ("Budi 1985-08-17", PeopleQuery(name="Budi", birth_date=datetime.date(1985, 8, 17))),
            ("Budi 2085", PeopleQuery(name="Budi", document="Budi 2085", ignored=("2085",))),
            ("Siregar 99", PeopleQuery(name="Siregar", ignored=("99",))),
            ("Budi 17-8-85", PeopleQuery(name="Budi", document="Budi 17-8-85", ignored=("17-8-85",))),
            (
                "Budi 99999 17-08-1985",
                PeopleQuery(
                    name="Budi",
                    birth_date=datetime.date(1985, 8, 17),
                    document="Budi 99999 17-08-1985",
                    ignored=("99999",),
                ),
            ),
            (
                "12 Budi 1985",
                PeopleQuery(name="Budi", birth_year=1985, document="12 Budi 1985", ignored=("12",)),
            ),
            ("2101 lu 0305 0007", PeopleQuery(name="2101 lu 0305 0007", document="2101 lu 0305 0007")),
            ("2101-LU-01012020-0001", PeopleQuery(name="2101-LU-01012020-0001", document="2101-LU-01012020-0001")),
            ("9901064303860001", PeopleQuery(nik=Nik("9901064303860001"))),
            ("9901060601200001", PeopleQuery(nik=Nik("9901060601200001"), kk_number=KkNumber("9901060601200001"))),
        ],
    )
    def test_is_read_as_what_it_looks_like(self, line: str, query: PeopleQuery) -> None:
        assert read_query(line, TODAY) == query

    @pytest.mark.parametrize(
        ("line", "year", "no_date"),
        [
            ("Budi 31-02-1985", 1985, NoDate("31-02-1985", 1985, 2, 31)),
            ("31/02/1985 Budi", 1985, NoDate("31/02/1985", 1985, 2, 31)),
            ("Budi 1985-13-01", 1985, NoDate("1985-13-01", 1985, 13, 1)),
            ("Budi 00-01-1985", 1985, NoDate("00-01-1985", 1985, 1, 0)),
            ("Budi 17-08-2085", None, NoDate("17-08-2085", 2085, 8, 17)),
            ("Budi 01-01-0000", None, NoDate("01-01-0000", 0, 1, 1)),
        ],
    )
    def test_with_a_date_that_cannot_be_keeps_the_name_and_the_year(
        self, line: str, year: int | None, no_date: NoDate
    ) -> None:
        assert read_query(line, TODAY) == PeopleQuery(name="Budi", birth_year=year, no_date=no_date)

    def test_may_be_a_resi_of_a_case(self) -> None:
        assert str(read_query("7K2M-94QX-B3TD", TODAY).resi) == "7K2M-94QX-B3TD"

    def test_may_be_a_resi_without_digits_and_a_name(self) -> None:
        query = read_query("JXGN-TYEY-GBGQ", TODAY)
        assert (str(query.resi), bool(query.name)) == ("JXGN-TYEY-GBGQ", True)

    @pytest.mark.parametrize("line", ["", "'", '"*', "a\0b", "n' | 'x", "((((", "الله", "9" * 400, "%", "ꦧꦸꦢꦶ 1985"])
    def test_of_any_kind_is_answered(self, line: str) -> None:
        _street()
        query = read_query(line, TODAY)
        assert isinstance(find_people(query), tuple)
        assert isinstance(_ask(name=line, birth_year=1986, mother_name=line, birth_place=line), tuple)
        assert isinstance(_ask(name="Sari", mother_name=line, birth_place=line), tuple)


@db
class TestTheIndex:
    def test_follows_a_birth_at_once(self) -> None:
        home, _ = _street()
        biodata = Biodata(
            full_name="Lia Salim",
            sex=Sex.FEMALE,
            birth_place="Kijang",
            birth_date=datetime.date(2026, 11, 1),
            religion=Religion.ISLAM,
            mother_id=home.members[1],
            father_id=home.members[0],
            mother_name="Sari Wulandari",
        )
        people.record(Birth(date=biodata.birth_date, child_id=uuid.uuid4(), biodata=biodata))
        assert _names(_ask(name="Lia Salim", birth_year=2026)) == ["Lia Salim"]

    def test_has_a_new_word_of_a_changed_name_at_once(self) -> None:
        home, _ = _street()
        changes, papers = {"full_name": "Sari Kusumawati"}, {"full_name": "Penetapan 7/Pdt.P/2026"}
        people.record(CorrectBiodata(date=TODAY, resident_id=home.members[1], changes=changes, papers=papers))
        assert _names(_ask(name="Kusumowati"))[0] == "Sari Kusumawati"

    def test_made_anew_is_as_it_was(self) -> None:
        _street()
        before = list(models.SearchKey.objects.order_by("resident").values_list("resident", "name_key", "tokens"))
        words = set(models.Spelling.objects.values_list("key", "word"))
        assert index.complete() == 0
        told: list[int] = []
        assert index.rebuild(told.append) == len(before) == sum(told)
        after = list(models.SearchKey.objects.order_by("resident").values_list("resident", "name_key", "tokens"))
        assert after == before
        assert set(models.Spelling.objects.values_list("key", "word")) == words != set()
        assert _names(_ask(name="Sari Wulandari", birth_year=1986)) == ["Sari Wulandari"]


class TestALargeRegister:
    def test_is_indexed_before_the_indexes_are_made(
        self, own_database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(index, "MANY", 2)
        monkeypatch.setattr(index, "FEW", 1)
        _street()
        assert _names(_ask(name="Sari Woelandari", birth_year=1986))[0] == "Sari Wulandari"
        assert index.rebuild() == 5
        assert _names(_ask(name="Sari Woelandari", birth_year=1986))[0] == "Sari Wulandari"
