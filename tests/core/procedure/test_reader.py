"""Reading procedures: their keys, their places in the print, their versions, and a hash of their meaning."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.problems import Place
from loket.core.procedure.document import parse
from loket.core.procedure.model import Procedure
from loket.core.procedure.reader import canonical_json, catalogue, fingerprint, read
from tests.core.procedure.example import EXAMPLE, example, stored, variant

SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["steps", "id", "acts", "outcomes", "identity"]), inner, max_size=3)
    ),
    max_leaves=8,
)


class TestReading:
    def test_takes_its_key_and_date_from_the_path(self, tmp_path: Path) -> None:
        reading = stored(tmp_path)
        assert (reading.office_key, reading.service_key, reading.key) == ("kantor", "kk", "kantor/kk")
        assert reading.effective_date == datetime.date(2026, 1, 2)

    @pytest.mark.parametrize("name", ["besok", "2026-13-01", "20260102", "2026-W01-1"])
    def test_has_no_date_where_the_name_is_none(self, tmp_path: Path, name: str) -> None:
        reading = stored(tmp_path, place=f"kantor/kk/{name}.yaml")
        assert reading.effective_date is None
        assert [problem.id for problem in reading.problems] == ["file-name-not-date"]

    def test_points_into_the_file_and_into_the_print(self, tmp_path: Path) -> None:
        reading = stored(tmp_path)
        assert reading.lines[("steps", 0, "id")] == 20
        assert reading.place("steps", 0, "id") == Place(str(reading.path), 20)
        assert reading.source(3) == Place(str(tmp_path / "sources" / "contoh.txt"), 3)
        assert reading.source(None) is None

    def test_has_no_print_without_a_procedure(self, tmp_path: Path) -> None:
        reading = stored(tmp_path, "format: 1\n")
        assert reading.procedure is None
        assert reading.source(3) is None

    def test_names_a_key_of_a_missing_file_too(self, tmp_path: Path) -> None:
        reading = read(tmp_path / "kantor" / "kk" / "2026-01-02.yaml")
        assert (reading.procedure, reading.key) == (None, "kantor/kk")

    @given(SHAPES)
    def test_reports_any_shape_of_data_as_problems(
        self, tmp_path_factory: pytest.TempPathFactory, data: object
    ) -> None:
        reading = stored(tmp_path_factory.mktemp("sop"), f"steps: {_flow(data)}\nproduct: {_flow(data)}\n")
        assert reading.procedure is None
        assert all(problem.sentence and problem.hint and problem.place for problem in reading.problems)
        assert reading.problems


def _flow(data: object) -> str:
    """Data as YAML in flow style."""
    match data:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in data.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, data)) + "]"
        case str():
            return "'" + "".join(sign for sign in data if sign.isalnum()) + "'"
        case None:
            return "null"
        case _:
            return str(data).lower()


class TestCatalogue:
    def test_finds_versions_oldest_first(self, tmp_path: Path) -> None:
        stored(tmp_path, place="kantor/kk/2026-01-02.yaml")
        stored(tmp_path, place="kantor/kk/2027-01-02.yaml")
        stored(tmp_path, variant(("service: kk", "service: kia")), place="kantor/kia/2026-05-05.yaml")
        found = catalogue(tmp_path)
        assert found.keys == ("kantor/kia", "kantor/kk")
        assert [reading.path.stem for reading in found.versions("kantor/kk")] == ["2026-01-02", "2027-01-02"]

    def test_gives_the_version_in_force_on_a_day(self, tmp_path: Path) -> None:
        old = stored(tmp_path, place="kantor/kk/2026-01-02.yaml")
        new = stored(tmp_path, place="kantor/kk/2027-01-02.yaml")
        stored(tmp_path, place="kantor/kk/rancangan.yaml")
        found = catalogue(tmp_path)
        assert found.latest("kantor/kk", datetime.date(2026, 12, 31)) == old
        assert found.latest("kantor/kk", datetime.date(2027, 1, 2)) == new
        assert found.latest("kantor/kk", datetime.date(2026, 1, 1)) is None
        assert found.latest("kantor/kia") is None

    def test_takes_the_folder_of_one_office_too(self, tmp_path: Path) -> None:
        stored(tmp_path)
        assert catalogue(tmp_path / "kantor").keys == ("kantor/kk",)

    def test_reads_the_office_of_a_single_service(self, tmp_path: Path) -> None:
        stored(tmp_path)
        (tmp_path / "kantor" / "office.yaml").write_text("format: 1\n")
        assert [office.key for office in catalogue(tmp_path / "kantor" / "kk").offices] == ["kantor"]

    @pytest.mark.parametrize("place", ["kantor/kk.yaml", "kantor/kk/lama/2026-01-02.yml"])
    def test_does_not_pass_over_a_misplaced_file(self, tmp_path: Path, place: str) -> None:
        stored(tmp_path, place=place)
        problems = {problem.id for reading in catalogue(tmp_path).readings for problem in reading.problems}
        assert "service-differs-from-path" in problems

    def test_finds_offices_by_their_folder(self, tmp_path: Path) -> None:
        (tmp_path / "kantor").mkdir()
        (tmp_path / "kantor" / "office.yaml").write_text("format: 1\n")
        found = catalogue(tmp_path)
        office = found.office("kantor")
        assert office is not None
        assert office.office is None
        assert found.office("bintan") is None


class TestFingerprint:
    def test_ignores_layout_comments_and_defaults(self) -> None:
        said = example(("acts: [verify, paraf]", "acts: [verify, paraf] # dua\n    recallable: true"))
        assert fingerprint(said) == fingerprint(example())

    def test_changes_with_any_meaning(self) -> None:
        assert fingerprint(example(("time: 10 menit", "time: 11 menit"))) != fingerprint(example())

    def test_reads_back_to_the_same_procedure(self) -> None:
        again = Procedure.model_validate_json(canonical_json(example()))
        assert again == example()
        assert fingerprint(again) == fingerprint(example())

    def test_is_sixty_four_hex_digits(self) -> None:
        assert len(fingerprint(example())) == 64
        assert set(fingerprint(example())) <= set("0123456789abcdef")

    def test_of_the_example_reads_without_problems(self) -> None:
        assert parse(EXAMPLE, "contoh.yaml").problems == ()
