"""docs/reference/logs.md names every logger of the code, every field and every event, and none that is not there."""

import ast
import re
from collections.abc import Iterator

from loket.config.log_lines import FIELDS
from loket.config.settings import LOGGING
from loket.offices.access import Access
from loket.offices.terms import SessionEnd
from tests.house.tree import ROOT, modules, parse

PAGE = (ROOT / "docs/reference/logs.md").read_text("utf-8")


def first_column(heading: str) -> set[str]:
    """What stands in code in the first column of the table under this head."""
    table = PAGE.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    return {name for line in table.splitlines() for name in re.findall(r"`([^`]+)`", line.split("|")[1])}


def loggers() -> Iterator[str]:
    """The names under which the code writes."""
    for path in modules("src/loket"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "logging.getLogger":
                (name,) = node.args
                dotted = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
                yield str(name.value) if isinstance(name, ast.Constant) else dotted


class TestTheInventory:
    def test_names_every_logger_and_no_other(self) -> None:
        written = set(loggers())
        assert len(written) > 5
        named = first_column("logger")
        assert written - named == set()
        assert {name for name in named if name.startswith("loket.")} == written

    def test_names_every_field(self) -> None:
        assert first_column("field") == set(FIELDS)

    def test_names_every_event_and_every_end_of_a_session(self) -> None:
        assert first_column("event") == {one.value for one in Access}
        (ends,) = re.findall(r"a session ended: (.*?) \|", PAGE)
        assert set(re.findall(r"`([^`]+)`", ends)) == {one.value for one in SessionEnd}

    def test_is_right_that_there_is_one_place(self) -> None:
        """Handlers beside the standard error would be places that the page does not tell."""
        assert [one["class"] for one in LOGGING["handlers"].values()] == ["logging.StreamHandler"]  # type: ignore[attr-defined]
        assert LOGGING["loggers"]["django"]["handlers"] == []  # type: ignore[index]
        assert not any("handlers" in one for name, one in LOGGING["loggers"].items() if name != "django")  # type: ignore[attr-defined]
