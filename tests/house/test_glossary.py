"""GLOSSARY.md decides what a thing is called; the core keeps to it."""

import ast
import re

from tests.house.tree import ROOT, files, parse

HEADINGS = ["Istilah", "Name in code", "Meaning", "Source"]


def table() -> list[list[str]]:
    lines = (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def rows() -> list[list[str]]:
    return table()[2:]


def names_in_code() -> set[str]:
    return {name for row in rows() for name in re.findall(r"`([^`]+)`", row[1])}


def public_terms() -> set[str]:
    body = parse(ROOT / "src/loket/core/terms.py").body
    return {node.name for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name[0] != "_"}


class TestGlossary:
    def test_has_four_columns_and_a_reason_for_each_row(self) -> None:
        assert table()[0] == HEADINGS
        assert [row for row in rows() if len(row) != len(HEADINGS) or not all(row)] == []

    def test_is_in_the_order_of_the_alphabet(self) -> None:
        terms = [row[0].casefold() for row in rows()]
        assert terms == sorted(terms)

    def test_names_each_thing_once(self) -> None:
        terms = [row[0] for row in rows()]
        assert len(terms) == len(set(terms))

    def test_knows_every_public_term_of_the_core(self) -> None:
        assert public_terms()
        assert public_terms() - names_in_code() == set()

    def test_promises_no_name_that_the_code_does_not_use(self) -> None:
        sources = [*files(".py", ".html"), *(ROOT / "sop").rglob("*.yaml")]
        written = "\n".join(path.read_text("utf-8") for path in sources)
        assert [n for n in sorted(names_in_code()) if not re.search(rf"(?<!\w){re.escape(n)}(?!\w)", written)] == []
