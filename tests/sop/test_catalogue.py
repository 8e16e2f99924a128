"""What ships under `sop/`: procedures of five offices, without errors and with every oddity of the print named."""

import pytest

from loket.core.procedure.acts import MARKS
from loket.core.procedure.check import check_catalogue
from loket.core.procedure.model import Procedure
from loket.core.procedure.office import OfficeFile
from loket.core.procedure.reader import SOURCES
from tests.sop.procedures import COMPLAINTS, KEYS, SOP, TEMPLATES, procedure, reading, shipped

OFFICES = ("bintan", "metro", "pesisir-selatan", "pontianak", "sumbersuko")

# Procedure, problem, and the line of the print it points to.
ODDITIES = {
    ("bintan/kk", "name-misspelt", 8),
    ("bintan/kk", "name-misspelt", 10),
    ("bintan/kk", "phone-spellings", 118),
    ("bintan/ktp-el", "name-misspelt", 8),
    ("bintan/ktp-el", "name-misspelt", 10),
    ("bintan/ktp-el", "actor-without-column", 90),
    ("bintan/ktp-el", "time-missing", 83),
    ("bintan/skdwni", "name-misspelt", 8),
    ("bintan/skdwni", "name-misspelt", 10),
    ("bintan/skdwni", "product-misspelt", 28),
    ("bintan/skdwni", "component-missing", 19),
    ("bintan/skdwni", "flow-table-missing", 25),
    ("bintan/skdwni", "sentence-cut", 25),
    ("bintan/skpwni", "name-misspelt", 8),
    ("bintan/skpwni", "name-misspelt", 10),
    ("bintan/skpwni", "flow-table-missing", 46),
    ("metro/siaga", "time-not-a-time", 81),
    ("pesisir-selatan/ktp-el", "name-misspelt", 6),
    ("pesisir-selatan/ktp-el", "applicant-column-missing", 30),
    ("pesisir-selatan/ktp-el", "column-odd", 30),
    ("pesisir-selatan/ktp-el", "actor-idle", 30),
    ("pontianak/kk", "revised-after-effective", 5),
    ("pontianak/kk", "actor-without-column", 34),
    ("pontianak/kk", "time-outlier", 32),
    ("pontianak/kk", "number-gap", 33),
    ("sumbersuko/kk", "name-misspelt", 18),
    ("sumbersuko/kk", "product-needs-other-office", 34),
    ("sumbersuko/kk", "applicant-column-missing", 28),
    ("sumbersuko/kk", "actor-idle", 28),
    ("sumbersuko/kk", "two-acts-in-a-row", 32),
    ("sumbersuko/kk", "two-acts-in-a-row", 34),
    # A template shares the printed head of the office, and is no print itself.
    *((key, "name-misspelt", line) for key in TEMPLATES for line in (8, 10)),
    *((key, "template", 8) for key in TEMPLATES),
    ("bintan/pengaduan", "template", 118),
    ("metro/pengaduan", "template", 23),
    ("pesisir-selatan/pengaduan", "template", 8),
    ("pontianak/pengaduan", "template", 3),
    ("sumbersuko/pengaduan", "template", 14),
}


def office(key: str) -> OfficeFile:
    found = shipped().office(key)
    assert found is not None
    assert found.office is not None
    return found.office


class TestCatalogue:
    def test_holds_the_procedures_of_five_offices(self) -> None:
        assert shipped().keys == tuple(sorted(KEYS + COMPLAINTS))
        assert tuple(found.key for found in shipped().offices) == OFFICES

    def test_has_no_errors(self) -> None:
        assert check_catalogue(shipped()).errors == ()

    def test_names_exactly_the_oddities_of_the_print(self) -> None:
        found = set()
        for problem in check_catalogue(shipped()).warnings:
            assert problem.place is not None
            assert problem.source is not None
            assert problem.source.file.startswith(str(SOP / SOURCES))
            key = "/".join(problem.place.file.split("/")[-3:-1])
            found.add((key, problem.id, problem.source.line))
        assert found == ODDITIES

    @pytest.mark.parametrize("key", KEYS)
    def test_names_each_file_by_its_office_service_and_date(self, key: str) -> None:
        found = reading(key)
        assert found.key == key
        assert found.effective_date is not None
        sop = procedure(key)
        printed = sop.identity.effective or sop.identity.created
        assert printed is not None
        assert printed.date == found.effective_date

    @pytest.mark.parametrize("path", sorted(SOP.glob("*/*/*.yaml")) + sorted(SOP.glob("*/office.yaml")), ids=str)
    def test_tells_editors_where_the_schema_is(self, path: object) -> None:
        assert isinstance(path, type(SOP))
        first = path.read_text("utf-8").split("\n", 1)[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().parent == SOP
        assert (path.parent / schema).is_file()


class TestOffices:
    @pytest.mark.parametrize("key", OFFICES)
    def test_give_each_position_of_a_lane_someone(self, key: str) -> None:
        needed = {position for sop in procedures_of(key) for lane in sop.actors.values() for position in lane.positions}
        held = {position for who in office(key).officers for position in (who.position, *who.also)}
        assert needed - held == set()

    @pytest.mark.parametrize("key", OFFICES)
    def test_give_each_position_that_marks_two_persons(self, key: str) -> None:
        marking = {
            position
            for sop in procedures_of(key)
            for step in sop.steps
            if set(step.acts) & MARKS
            for position in sop.actors[step.actor].positions
        }
        assert marking or key == "pesisir-selatan"
        for position in marking:
            assert sum(position in (who.position, *who.also) for who in office(key).officers) >= 2, position

    @pytest.mark.parametrize("key", OFFICES)
    def test_use_invented_officers_only(self, key: str) -> None:
        printed = [sop.identity.ratified_by for sop in procedures_of(key) if sop.identity.ratified_by]
        for officer in office(key).officers:
            assert officer.nip is not None
            assert officer.nip.startswith("9999")
            assert officer.name not in [signatory.name for signatory in printed]

    def test_give_every_officer_a_nip_and_a_name_of_their_own(self) -> None:
        officers = [officer for key in OFFICES for officer in office(key).officers]
        assert len({officer.nip for officer in officers}) == len(officers)
        assert len({officer.username for officer in officers}) == len(officers)

    @pytest.mark.parametrize("key", OFFICES)
    def test_open_five_days_with_a_longer_break_on_friday(self, key: str) -> None:
        week = office(key).hours.week()
        assert [sum(bool(span) for span in day) for day in week] == [2, 2, 2, 2, 2, 0, 0]
        assert [f"{closes:%H:%M}" for _, closes in week[4]] == ["11:30", "16:30"]


def procedures_of(office_key: str) -> list[Procedure]:
    return [procedure(key) for key in KEYS + COMPLAINTS if key.split("/")[0] == office_key]
