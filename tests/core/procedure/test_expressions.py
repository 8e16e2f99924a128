"""The language of conditions: what it says, what it refuses, and that it always answers."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.procedure.expressions import (
    MAX_DEPTH,
    Expression,
    ExpressionError,
    Name,
    Not,
    Value,
    evaluate,
    parse,
    type_faults,
)
from loket.core.procedure.model import Question

QUESTIONS = {
    "pindahan": Question(text="Pindahan?"),
    "sendiri": Question(text="Sendiri?"),
    "keperluan": Question(text="Untuk apa?", kind="choice", choices={"baru": "Baru", "hilang": "Hilang"}),
}


def holds(text: str, **answers: object) -> bool:
    return evaluate(parse(text), answers)


def faults(text: str) -> list[str]:
    return [fault.id for fault in type_faults(parse(text), QUESTIONS)]


def refused(text: str) -> str:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.fault.hint
    return caught.value.fault.id


class TestEvaluate:
    @pytest.mark.parametrize(
        ("text", "answers", "expected"),
        [
            ("pindahan", {"pindahan": True}, True),
            ("pindahan", {"pindahan": False}, False),
            ("not pindahan", {"pindahan": False}, True),
            ("not not pindahan", {"pindahan": True}, True),
            ("pindahan and sendiri", {"pindahan": True, "sendiri": False}, False),
            ("pindahan or sendiri", {"pindahan": True, "sendiri": False}, True),
            ("pindahan or sendiri and false", {"pindahan": True, "sendiri": True}, True),
            ("(pindahan or sendiri) and false", {"pindahan": True}, False),
            ('keperluan == "hilang"', {"keperluan": "hilang"}, True),
            ("keperluan != 'hilang'", {"keperluan": "hilang"}, False),
            ('"hilang" == keperluan', {"keperluan": "hilang"}, True),
            ('keperluan in ["baru", "hilang"]', {"keperluan": "hilang"}, True),
            ('keperluan not in ["baru"]', {"keperluan": "hilang"}, True),
            ('not keperluan in ["baru"]', {"keperluan": "baru"}, False),
            ("pindahan == true", {"pindahan": True}, True),
            ("true", {}, True),
        ],
    )
    def test_means_what_it_says(self, text: str, answers: Mapping[str, object], expected: bool) -> None:
        assert evaluate(parse(text), answers) is expected

    def test_counts_an_unanswered_question_as_false(self) -> None:
        assert not holds("pindahan")
        assert holds("not pindahan")
        assert not holds('keperluan == "baru"')
        assert holds('keperluan != "baru"')

    def test_does_not_take_any_other_value_for_a_yes(self) -> None:
        assert not holds("pindahan", pindahan="ya")
        assert not holds("pindahan", pindahan=[1])


class TestParse:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "and",
            "pindahan and",
            "pindahan sendiri",
            "(pindahan",
            "pindahan)",
            "pindahan == ",
            "keperluan in",
            "1 + 1",
            "keperluan in [",
            'keperluan in ["a"',
            "keperluan in []",
            "keperluan in [sendiri]",
            "not",
            "pindahan not sendiri",
            "a.b",
            "a()",
            "__import__('os')",
            "pindahan = true",
            '"tak tertutup',
            "in",
            "keperluan in 'baru'",
            "[",
            "a,b",
        ],
    )
    def test_refuses_what_is_not_a_condition(self, text: str) -> None:
        assert refused(text) == "expression-syntax"

    def test_refuses_endless_length(self) -> None:
        assert refused("a" * 501) == "expression-too-long"

    @pytest.mark.parametrize("opening", ["(", "not "])
    def test_refuses_endless_depth(self, opening: str) -> None:
        assert refused(opening * (MAX_DEPTH + 1) + "pindahan") == "expression-syntax"

    def test_allows_the_depth_it_names(self) -> None:
        assert parse("not " * (MAX_DEPTH - 1) + "pindahan") is not None

    def test_does_not_count_depth_along_a_chain(self) -> None:
        assert holds(" or ".join(["a"] * 40 + ["true"]))

    @given(st.text(max_size=40))
    def test_answers_or_refuses_any_text(self, text: str) -> None:
        try:
            expression = parse(text)
        except ExpressionError:
            expression = Value(value=False)
        assert evaluate(expression, {}) is not evaluate(Not(expression), {})

    @given(st.lists(st.sampled_from(["a", "b", "and", "or", "not", "in", "==", "!=", "(", ")", "[", "]", ",", "'x'"])))
    def test_answers_or_refuses_any_order_of_its_words(self, words: list[str]) -> None:
        try:
            expression = parse(" ".join(words))
        except ExpressionError:
            return
        assert evaluate(expression, {"a": True, "b": "x"}) is not evaluate(Not(expression), {"a": True, "b": "x"})


class TestTypes:
    @pytest.mark.parametrize("text", ["pindahan", 'keperluan == "baru"', 'keperluan in ["baru", "hilang"]', "true"])
    def test_accepts_conditions_that_can_be_answered(self, text: str) -> None:
        assert faults(text) == []

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("pindahann", "expression-name-unknown"),
            ("not lain", "expression-name-unknown"),
            ("lain == true", "expression-name-unknown"),
            ("pindahan == lain", "expression-name-unknown"),
            ("keperluan", "expression-type"),
            ('"baru"', "expression-type"),
            ("not keperluan", "expression-type"),
            ("pindahan and keperluan", "expression-type"),
            ("keperluan or pindahan", "expression-type"),
            ("keperluan == true", "expression-type"),
            ('pindahan == "ya"', "expression-type"),
            ("keperluan == pindahan", "expression-type"),
            ('keperluan == "rusak"', "expression-choice-unknown"),
            ('"rusak" != keperluan', "expression-choice-unknown"),
            ('keperluan in ["baru", "rusak"]', "expression-choice-unknown"),
        ],
    )
    def test_refuses_conditions_without_an_answer(self, text: str, fault: str) -> None:
        assert faults(text) == [fault]


CONDITIONS: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(["pindahan", "sendiri", 'keperluan == "baru"', 'keperluan != "hilang"', "true", "false"]),
    lambda inner: (
        st.builds("({} and {})".format, inner, inner)
        | st.builds("({} or {})".format, inner, inner)
        | st.builds("not {}".format, inner)
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {"pindahan": st.booleans(), "sendiri": st.booleans(), "keperluan": st.sampled_from(["baru", "hilang"])}
)


class TestAgainstPython:
    @given(CONDITIONS, ANSWERS)
    def test_agrees_with_python_on_every_condition(self, text: str, answers: dict[str, object]) -> None:
        names = {**answers, "true": True, "false": False}
        expected = eval(text, {"__builtins__": {}}, names)
        expression: Expression = parse(text)
        assert type_faults(expression, QUESTIONS) == ()
        assert evaluate(expression, answers) is expected

    def test_reads_a_name_as_a_name(self) -> None:
        assert parse(" pindahan ") == Name("pindahan")
