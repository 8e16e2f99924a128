"""docs/asvs.csv answers every requirement of levels 1 and 2 once, and names only files and tests that are there."""

import ast
import csv
import re
import sys
from collections import Counter
from typing import Final, NamedTuple

import pytest

from tests.house.tree import ROOT

FILE: Final = ROOT / "docs/asvs.csv"
OF_LEVEL: Final = {"1": 70, "2": 183}
"""How many requirements version 5.0.0 of the standard has at each level."""
OF_CHAPTER: Final = dict(
    enumerate((27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7), start=1),
)
ANSWERS: Final = {"met", "not applicable", "not yet"}
NAMED_FILE: Final = re.compile(r"\b(?:src|docs|tests|tools|sop|benchmarks)/[\w./-]+\.\w+|\b[A-Z]+\.md\b")
NO_TEST: Final = "no test: "


class Row(NamedTuple):
    """One requirement with its answer."""

    id: str
    level: str
    chapter: str
    subject: str
    answer: str
    how: str
    test: str


def rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    assert tuple(head) == Row._fields
    return [Row(*line) for line in lines]


def place(row: Row) -> list[int]:
    return [int(part) for part in row.id[1:].split(".")]


def has_test(name: str) -> bool:
    """Whether a node id of pytest names a test that is written there."""
    path, *names = name.split("::")
    if not (ROOT / path).is_file() or not names:
        return False
    nodes: list[ast.stmt] = ast.parse((ROOT / path).read_text("utf-8")).body
    for wanted in names:
        found = next((n for n in nodes if isinstance(n, ast.ClassDef | ast.FunctionDef) and n.name == wanted), None)
        if found is None:
            return False
        nodes = found.body
    return names[-1].startswith("test_")


class TestTheTable:
    def test_has_every_requirement_of_both_levels_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        found = rows()
        assert Counter(row.level for row in found) == OF_LEVEL
        assert len({row.id for row in found}) == len(found)
        with capsys.disabled():
            sys.stdout.write(f"\nASVS 5.0, levels 1 and 2: {dict(Counter(row.answer for row in found))}\n")

    def test_is_in_the_order_of_the_standard_with_every_chapter_whole(self) -> None:
        places = [place(row) for row in rows()]
        assert places == sorted(places)
        assert Counter(chapter for chapter, _, _ in places) == OF_CHAPTER

    def test_has_one_of_three_answers_and_says_how(self) -> None:
        assert [row.id for row in rows() if row.answer not in ANSWERS or not (row.how and row.subject)] == []

    def test_names_a_test_for_what_is_met_or_why_there_is_none(self) -> None:
        met = [row for row in rows() if row.answer == "met"]
        assert [row.id for row in met if bool(row.test) == (NO_TEST in row.how)] == []

    def test_names_no_test_for_what_is_not_met(self) -> None:
        assert [row.id for row in rows() if row.answer != "met" and row.test] == []

    def test_names_only_tests_that_are_written(self) -> None:
        assert [(row.id, row.test) for row in rows() if row.test and not has_test(row.test)] == []

    def test_names_only_files_that_are_there(self) -> None:
        named = [(row.id, file) for row in rows() for file in NAMED_FILE.findall(row.how)]
        assert len(named) > 20
        assert [(at, file) for at, file in named if not (ROOT / file).exists()] == []


class TestTheReader:
    def test_knows_a_test_from_a_name(self) -> None:
        here = "tests/house/test_asvs.py"
        assert has_test(f"{here}::TestTheReader::test_knows_a_test_from_a_name")
        for wrong in (here, f"{here}::TestTheReader", f"{here}::TestTheReader::test_other", "tests/none.py::test_x"):
            assert not has_test(wrong)
