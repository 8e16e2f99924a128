"""The house of rules: one rule, one file, one test file; and what counts as a breach of an event."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from loket.core.register.codes import Shdk
from loket.core.rules import RULES, Level, judge
from loket.core.rules.rule import Finding, RuleModule
from tests.core.register.people import ADI, CONTEXT, LIA, RINA, neighbourhood, with_biodata, with_shdk

FOLDER = Path(__file__).parents[3] / "src/loket/core/rules"
FILES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in ("__init__", "rule"))


def stem_of(rule: RuleModule) -> str:
    return rule.RULE.id.replace("-", "_")


class TestTheHouse:
    def test_lists_every_file_once_under_the_name_of_its_rule(self) -> None:
        assert sorted(stem_of(rule) for rule in RULES) == FILES

    @pytest.mark.parametrize("stem", FILES)
    def test_has_a_test_file_for(self, stem: str) -> None:
        assert Path(__file__).with_name(f"test_{stem}.py").is_file()

    @pytest.mark.parametrize("rule", RULES, ids=stem_of)
    def test_says_in_the_docstring_where_a_rule_stands_written(self, rule: RuleModule) -> None:
        tree = ast.parse((FOLDER / f"{stem_of(rule)}.py").read_text("utf-8"))
        check = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "check")
        assert f"Basis: {rule.RULE.basis}." in (ast.get_docstring(check) or "")

    def test_has_both_levels(self) -> None:
        assert {rule.RULE.level for rule in RULES} == set(Level)


class TestJudge:
    def test_finds_nothing_where_nothing_changes(self) -> None:
        assert judge(neighbourhood(), neighbourhood(), CONTEXT) == ()

    def test_leaves_what_was_broken_before(self) -> None:
        old = with_biodata(neighbourhood(), LIA, mother_id=ADI)
        assert judge(old, old, CONTEXT) == ()

    def test_puts_refusals_first(self) -> None:
        after = with_shdk(with_biodata(neighbourhood(), LIA, mother_id=ADI), RINA, Shdk.CHILD_IN_LAW)
        found = judge(neighbourhood(), after, CONTEXT)
        assert [f.rule for f in found] == ["parents-sex", "child-in-law-is-married", "parents-age-gap"]


class TestAReason:
    def test_holds_for_the_sentence_it_was_given_for(self) -> None:
        finding = _finding("Nama Lia hanya satu kata.")
        assert finding.reason_in({finding.mark: " sesuai akta "}) == "sesuai akta"
        assert _finding("Nama Mia hanya satu kata.").reason_in({finding.mark: "sesuai akta"}) == ""

    def test_may_be_given_for_a_whole_rule(self) -> None:
        assert _finding("Nama Lia hanya satu kata.").reason_in({"name-two-words": "sesuai akta"}) == "sesuai akta"

    def test_stays_that_of_a_sentence_that_was_made_quieter(self) -> None:
        loud = _finding("Nama Lia hanya satu kata.")
        quiet = replace(loud, sentence="Nama seorang penduduk hanya satu kata.", marked=loud.mark)
        assert loud.reason_in({quiet.mark: "sesuai akta"}) == "sesuai akta"

    def test_is_no_blank(self) -> None:
        finding = _finding("Nama Lia hanya satu kata.")
        assert finding.reason_in({finding.mark: "  ", finding.rule: ""}) == ""


def _finding(sentence: str) -> Finding:
    return Finding("name-two-words", Level.WARNING, sentence, "", "")
