"""The reference page names the details of every paper as the code takes them."""

import re

from loket.documents.services import DETAILS
from tests.house.tree import ROOT

ROW = re.compile(r"^\| (?P<paper>[^|]+?) \| [^|]+ \| (?P<details>[^|]+) \|$", re.MULTILINE)
BESIDE = re.compile(r"\s*(?:\([^)]*\)|,.*)")


def told() -> dict[str, set[str]]:
    """The details of each paper in the first table of the page; what stands in brackets explains them."""
    page = (ROOT / "docs" / "reference" / "papers.md").read_text("utf-8")
    table = page.split("| paper | of whom | details |\n| --- | --- | --- |\n", 1)[1].split("\n\n", 1)[0]
    rows = list(ROW.finditer(table))
    assert len(rows) == len(table.splitlines())
    names = {row["paper"]: re.sub(r"\([^)]*\)", "", row["details"]) for row in rows}
    return {BESIDE.sub("", paper): set(re.findall(r"`(\w+)`", details)) for paper, details in names.items()}


class TestTheTableOfPapers:
    def test_names_each_with_all_its_details(self) -> None:
        assert told() == {str(paper): set(details) for paper, details in DETAILS.items()}
