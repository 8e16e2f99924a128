"""Reading YAML: data with lines, and a problem instead of an exception whatever the file holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.problems import Place
from loket.core.procedure.document import MAX_BYTES, MAX_DEPTH, Document, load, parse

LISTED = """\
langkah:
  - id: a
    acts: [x,
      y]
  - id: b
"""


class TestParse:
    def test_gives_the_line_of_every_part(self) -> None:
        document = parse(LISTED, "a.yaml")
        assert document.data == {"langkah": [{"id": "a", "acts": ["x", "y"]}, {"id": "b"}]}
        assert document.lines[("langkah",)] == 1
        assert document.lines[("langkah", 0)] == 2
        assert document.lines[("langkah", 0, "acts")] == 3
        assert document.lines[("langkah", 0, "acts", 1)] == 4
        assert document.lines[("langkah", 1, "id")] == 5

    def test_points_to_the_nearest_part_that_is_there(self) -> None:
        document = parse(LISTED, "a.yaml")
        assert document.place(("langkah", 1, "waktu")) == Place("a.yaml", 5)
        assert Document("b.yaml").place(("langkah",)) == Place("b.yaml", 1)

    @pytest.mark.parametrize(
        ("text", "meaning"),
        [
            ("", None),
            ("~", None),
            ("null", None),
            ("'null'", "null"),
            ("true", True),
            ("False", "False"),
            ("yes", "yes"),
            ("12", 12),
            ("-3", -3),
            ("007", "007"),
            ("1.5", "1.5"),
            ("21.01", "21.01"),
            ("2026-01-02", "2026-01-02"),
            ('"12"', "12"),
            ("9" * 30, "9" * 30),
        ],
    )
    def test_reads_plain_words_strictly(self, text: str, meaning: object) -> None:
        document = parse(f"a: {text}\n", "a.yaml")
        assert document.problems == ()
        assert document.data == {"a": meaning}

    def test_reads_an_empty_file_as_nothing(self) -> None:
        assert parse("# hanya komentar\n", "a.yaml") == Document("a.yaml", None, {}, ())

    def test_refuses_an_alias_before_it_can_multiply(self) -> None:
        bomb = "a: [x]\nb: [*a, *a]\n"
        assert [problem.id for problem in parse(bomb, "a.yaml").problems] == ["yaml-anchor"]

    @pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
    def test_refuses_depth_without_exhausting_itself(self, opening: str) -> None:
        assert [p.id for p in parse(opening * 50_000, "a.yaml").problems] == ["yaml-too-deep"]

    def test_allows_the_depth_it_names(self) -> None:
        assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "a.yaml").problems == ()

    @given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
    def test_never_raises_for_any_text(self, text: str) -> None:
        document = parse(text, "a.yaml")
        assert document.data is None or not document.problems

    @given(st.lists(st.sampled_from(list("[]{}:,-?*&!|>'\"# \n\tab1")), max_size=40))
    def test_never_raises_for_any_signs_of_yaml(self, signs: list[str]) -> None:
        document = parse("".join(signs), "a.yaml")
        assert all(problem.place is not None and problem.hint for problem in document.problems)


class TestLoad:
    def test_takes_a_file_of_exactly_the_largest_size(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("a: 1\n" + "#" * (MAX_BYTES - 5))
        assert load(path).data == {"a": 1}
        path.write_text("a: 1\n" + "#" * (MAX_BYTES - 4))
        assert [problem.id for problem in load(path).problems] == ["file-too-large"]

    def test_reads_past_a_byte_order_mark(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_bytes(b"\xef\xbb\xbfa: 1\n")
        assert load(path).data == {"a": 1}

    def test_reports_a_folder_in_place_of_a_file(self, tmp_path: Path) -> None:
        assert [problem.id for problem in load(tmp_path).problems] == ["file-unreadable"]

    def test_names_the_line_of_the_broken_letter(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_bytes(b"a: 1\nb: caf\xe9\n")
        assert [problem.place for problem in load(path).problems] == [Place(str(path), 2)]
