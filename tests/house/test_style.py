"""The measures of the house that no linter takes: sizes, docstrings, and words that do not belong."""

import ast
import re
from pathlib import Path

from tests.house.tree import ROOT, files, functions, modules, name, parse

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "views/views"}

# Put together here, so that this file does not find itself.
UNFINISHED = re.compile(
    "|".join(
        (r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b", "NotImplemented" + "Error", "pragma: no" + " cover")
    )
)
EVASIONS = re.compile("|".join((r"mark\.sk" + "ip", r"pytest\.sk" + "ip", r"mark\.xf" + "ail", r"pytest\.xf" + "ail")))
PROSE = (".py", ".html", ".js", ".css", ".yaml", ".yml", ".sh", ".txt", ".typ", ".toml")


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{name(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def public_functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [f for f in tree.body if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) and f.name[0] != "_"]


class TestSizes:
    def test_no_module_is_longer_than_a_reader_can_hold(self) -> None:
        sizes = {name(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
        assert sizes
        assert {path: size for path, size in sizes.items() if size > LONGEST_MODULE} == {}

    def test_no_function_is_a_department(self) -> None:
        sizes = {
            f"{name(path)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
            for path in modules()
            for function in functions(parse(path))
        }
        assert sizes
        assert {place: size for place, size in sizes.items() if size > LONGEST_FUNCTION} == {}


class TestDocstrings:
    def test_every_core_module_says_what_it_is_for(self) -> None:
        core = [path for path in modules("src/loket/core") if path.name != "__init__.py"]
        assert core
        assert [name(path) for path in core if not ast.get_docstring(parse(path))] == []

    def test_every_service_states_its_contract(self) -> None:
        services = [p for p in modules("src/loket") if p.stem == "services" or p.parent.name == "services"]
        silent = [
            f"{name(path)}:{function.name}"
            for path in services
            for function in public_functions(parse(path))
            if not ast.get_docstring(function)
        ]
        assert silent == []


class TestWords:
    def test_nothing_is_left_for_later(self) -> None:
        assert lines_with(UNFINISHED, [*files(*PROSE), ROOT / "Makefile", ROOT / ".ci/run"]) == []

    def test_no_test_is_evaded(self) -> None:
        assert lines_with(EVASIONS, modules("tests")) == []

    def test_every_module_has_a_name_that_says_something(self) -> None:
        parts = [path.relative_to(ROOT).with_suffix("") for path in modules()]
        assert [str(part) for part in parts if NAMES_THAT_SAY_NOTHING & {*part.parts, "/".join(part.parts[-2:])}] == []
