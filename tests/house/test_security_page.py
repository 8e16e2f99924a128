"""docs/reference/security.md: every class of data has its row of controls, and every promise a test that is written."""

import re

from loket.core.register.field_classes import SPECIFIC, FieldClass
from tests.house.test_asvs import has_test
from tests.house.tree import ROOT

PAGE = (ROOT / "docs/reference/security.md").read_text("utf-8")
CONTROLS = 7


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose first head this is, without head and rule."""
    table = PAGE.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


class TestTheTableOfClasses:
    def test_has_a_row_for_each_class_of_fields(self) -> None:
        named = {name for row in rows("class") for name in re.findall(r"`(\w+)`", row[0])}
        assert named == {one.value for one in FieldClass}

    def test_tells_sealed_fields_from_the_others(self) -> None:
        named = [row[0] for row in rows("class")]
        assert ("`khusus`, sealed" in named) is any(one.is_sealed for one in SPECIFIC)
        assert ("`khusus`" in named) is any(not one.is_sealed for one in SPECIFIC)

    def test_says_for_each_who_sees_it_how_it_is_kept_how_long_and_what_is_logged(self) -> None:
        found = rows("class")
        assert len(found) > 5
        assert [row for row in found if len(row) != CONTROLS or not all(row)] == []


class TestThePromises:
    def test_have_a_test_each(self) -> None:
        found = rows("promise")
        assert len(found) > 10
        assert [row for row in found if len(row) != 2 or not has_test(row[1])] == []
