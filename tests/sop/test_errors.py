"""Every problem a procedure or an office can have has a reproducer, and the reproducer gives exactly that problem."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.core.problems import Severity
from tests.sop.procedures import SOP
from tests.sop.reproducers import ERRORS, reproducer

CORE = SOP.parent / "src/loket/core/procedure"
# The calls that make a problem, with the position of its id.
MAKERS = {"Problem": 0, "error": 0, "warning": 0, "Fault": 0, "_Refused": 0, "_unknown": 0, "_unread": 1}
REPRODUCERS = sorted(ERRORS.glob("*.yaml"))


def ids_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        found: ast.expr | None = None
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            position = MAKERS.get(name)
            found = node.args[position] if position is not None and len(node.args) > position else None
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            found = node.value.elts[0] if len(node.value.elts) == 3 else None
        if isinstance(found, ast.Constant) and isinstance(found.value, str):
            yield found.value


def ids_in_core() -> set[str]:
    return {name for path in CORE.rglob("*.py") for name in ids_in(ast.parse(path.read_text("utf-8")))}


class TestReproducers:
    def test_exist_for_every_problem_id_and_for_nothing_else(self) -> None:
        ids = ids_in_core()
        assert len(ids) > 60
        assert {path.stem for path in REPRODUCERS} == ids

    @pytest.mark.parametrize("path", REPRODUCERS, ids=lambda path: path.stem)
    def test_give_exactly_the_expected_problem(self, path: Path, tmp_path: Path) -> None:
        example = reproducer(path)
        facts = example.facts
        found = example.run(tmp_path).problems
        problem = next(problem for problem in found if problem.id == path.stem)
        assert problem.place is not None
        assert (problem.sentence, problem.hint) == (facts["sentence"], facts["hint"])
        assert problem.place.line == int(facts["line"])
        assert problem.severity is Severity(facts.get("severity", "error"))
        assert (problem.source.line if problem.source else None) == (
            int(facts["source"]) if "source" in facts else None
        )
        others = {name.strip() for name in facts.get("also", "").split(",") if name}
        assert {problem.id for problem in found} == {path.stem} | others

    @pytest.mark.parametrize("path", REPRODUCERS, ids=lambda path: path.stem)
    def test_speak_in_whole_sentences_and_say_what_to_do(self, path: Path) -> None:
        facts = reproducer(path).facts
        assert facts["sentence"].endswith(".")
        assert facts["hint"].endswith(".")
