"""What the pages of the documentation name must be there: files behind links, commands behind `loket …`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from loket.cli import app
from tests.house.tree import ROOT, name

# Sources are documents of others; hidden folders are not ours to check.
NOT_OURS = {"node_modules", "var", "sources"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]+`|^ {4}\S[^\n]*$", re.DOTALL | re.MULTILINE)
# At the start of a line or a phrase, or with its folder: a database may be called loket too.
COMMAND = re.compile(r"(?:^ *|`|bin/)loket((?: +[^\s`\"'|&;()#]+)+)", re.MULTILINE)


def pages() -> list[Path]:
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
    return sorted(
        ROOT / path for path in found if not any(part in NOT_OURS or part.startswith(".") for part in path.parts)
    )


def prose(page: Path) -> str:
    """The page without its code, in which brackets are no links."""
    return CODE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """The headings of a page as they are linked to."""
    titles = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def broken(page: Path) -> Iterator[str]:
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or not file.is_relative_to(ROOT) or (anchor and anchor not in anchors(file)):
            yield f"{name(page)}: {target}"


def commands(text: str) -> list[list[str]]:
    """The words after each `loket` in code."""
    return [words.split() for code in CODE.findall(text) for words in COMMAND.findall(code)]


def unknown(words: list[str]) -> str | None:
    """The first word that the command line does not know, of one command with its options; None when it knows all."""
    command = get_command(app)
    for word in words:
        if isinstance(command, TyperGroup) and not word.startswith("-"):
            if word not in command.commands:
                return word
            command = command.commands[word]
        elif word.startswith("--") and command.name != "manage":
            options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
            if word.partition("=")[0] not in options:
                return word
    return None


class TestPages:
    @pytest.mark.parametrize("page", pages(), ids=name)
    def test_link_only_to_what_is_there(self, page: Path) -> None:
        assert list(broken(page)) == []

    @pytest.mark.parametrize("page", pages(), ids=name)
    def test_name_only_commands_that_exist(self, page: Path) -> None:
        named = commands(page.read_text("utf-8"))
        assert [" ".join(words) for words in named if unknown(words)] == []

    def test_are_all_reached_from_the_map(self) -> None:
        chart = ROOT / "docs/README.md"
        targets = LINK.findall(chart.read_text("utf-8"))
        linked = {(chart.parent / target).resolve() for target in targets}
        listed = {page for page in pages() if page.is_relative_to(ROOT / "docs") and "decisions" not in page.parts}
        assert sorted(name(page) for page in listed - linked - {chart}) == []

    def test_list_every_decision(self) -> None:
        folder = ROOT / "docs/decisions"
        listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
        assert listed == {path.name for path in folder.glob("[0-9]*.md")}


class TestTheReader:
    def test_finds_commands_in_blocks_and_in_sentences(self) -> None:
        text = "Do `loket audit verify`, or\n```sh\n.venv/bin/loket rebuild --repair  # now\n```\nloket is a counter.\n"
        assert commands(text) == [["audit", "verify"], ["rebuild", "--repair"]]

    @pytest.mark.parametrize(
        ("line", "wrong"),
        [
            ("audit verify --json", None),
            ("procedure diff a b", None),
            ("audit prove", "prove"),
            ("rebuild --force", "--force"),
            ("manage migrate --check", None),
        ],
    )
    def test_knows_what_the_command_line_has(self, line: str, wrong: str | None) -> None:
        assert unknown(line.split()) == wrong
