"""
The small language of conditions: `pemula`, `keperluan in ["hilang", "rusak"]`, `not (a and b)`.

Typed and total: after `type_faults` finds nothing, `evaluate` always answers true or false. It never runs code,
has no numbers, no calls and no names but those of the questions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from loket.core.procedure.model import Question
from loket.core.procedure.near import suggestion

MAX_LENGTH: Final = 500
MAX_DEPTH: Final = 20


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: true, false or a quoted text."""

    value: bool | str


@dataclass(frozen=True, slots=True)
class Name:
    """The answer to a question."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Both:
    """`and` or `or` of two conditions."""

    word: Literal["and", "or"]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Equal:
    """Whether two values are the same."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a value is one of several texts."""

    left: "Expression"
    values: tuple[Value, ...]


Expression = Value | Name | Not | Both | Equal | OneOf


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression: a stable id, a sentence and what to do."""

    id: str
    sentence: str
    hint: str


class ExpressionError(ValueError):
    """A text that is not an expression; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>==|!=|[()\[\],]))"""
)
_GRAMMAR_HINT: Final = 'Contoh: pindahan and keperluan in ["hilang", "rusak"].'


def _syntax(sentence: str) -> ExpressionError:
    return ExpressionError(Fault("expression-syntax", sentence, _GRAMMAR_HINT))


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            rest = text[at:].strip()
            raise _syntax(f"Syarat “{text}” memuat tanda yang tidak dikenal pada “{rest[:12]}”.")
        found.append(match.group().strip())
        at = match.end()
    return found


class _Parser:
    """Recursive descent over the tokens; depth is counted, so that no text can exhaust it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, token: str) -> bool:
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def expect(self, token: str) -> None:
        if not self.take(token):
            found = f"“{self.peek()}”" if self.peek() else "akhir syarat"
            raise _syntax(f"Syarat “{self.text}” salah susun: “{token}” diharapkan, {found} ditemukan.")

    def whole(self) -> Expression:
        expression = self.disjunction()
        if self.peek():
            raise _syntax(f"Syarat “{self.text}” salah susun: “{self.peek()}” tidak diharapkan.")
        return expression

    def disjunction(self) -> Expression:
        left = self.conjunction()
        while self.take("or"):
            left = Both("or", left, self.conjunction())
        return left

    def conjunction(self) -> Expression:
        left = self.negation()
        while self.take("and"):
            left = Both("and", left, self.negation())
        return left

    def negation(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _syntax(f"Syarat bersarang lebih dari {MAX_DEPTH} tingkat.")
        inner = Not(self.negation()) if self.take("not") else self.comparison()
        self.depth -= 1
        return inner

    def comparison(self) -> Expression:
        left = self.operand()
        if self.take("=="):
            return Equal(left, self.operand())
        if self.take("!="):
            return Not(Equal(left, self.operand()))
        if self.take("in"):
            return OneOf(left, self.texts())
        if self.take("not"):
            self.expect("in")
            return Not(OneOf(left, self.texts()))
        return left

    def texts(self) -> tuple[Value, ...]:
        self.expect("[")
        values = [self.literal()]
        while self.take(","):
            values.append(self.literal())
        self.expect("]")
        return tuple(values)

    def literal(self) -> Value:
        operand = self.operand()
        if not isinstance(operand, Value):
            raise _syntax(f"Syarat “{self.text}” salah susun: dalam daftar hanya teks bertanda kutip.")
        return operand

    def operand(self) -> Expression:
        if self.take("("):
            inner = self.disjunction()
            self.expect(")")
            return inner
        word = self.peek()
        self.at += 1
        if word in ("true", "false"):
            return Value(word == "true")
        if word[:1] in ('"', "'"):
            return Value(word[1:-1])
        if word in _RESERVED or not word[:1].isidentifier():
            found = f"“{word}”" if word else "akhir syarat"
            raise _syntax(f"Syarat “{self.text}” salah susun: nama pertanyaan diharapkan, {found} ditemukan.")
        return Name(word)


_RESERVED: Final = frozenset({"and", "or", "not", "in"})


@lru_cache(maxsize=512)
def parse(text: str) -> Expression:
    """Read a condition of at most 500 signs. Raises ExpressionError."""
    if len(text) > MAX_LENGTH:
        hint = "Bagi persyaratan itu menjadi beberapa persyaratan."
        raise ExpressionError(Fault("expression-too-long", f"Syarat lebih panjang dari {MAX_LENGTH} tanda.", hint))
    return _Parser(text).whole()


def type_faults(expression: Expression, questions: Mapping[str, Question]) -> tuple[Fault, ...]:
    """All that would make the condition meaningless: unknown names, mixed kinds, choices that do not exist."""
    faults = list(_faults(expression, questions))
    if not faults and _kind(expression, questions) != "bool":
        sentence = "Syarat harus berupa ya atau tidak, bukan teks."
        faults.append(Fault("expression-type", sentence, 'Bandingkan dahulu, misalnya keperluan == "hilang".'))
    return tuple(faults)


def _kind(expression: Expression, questions: Mapping[str, Question]) -> str:
    """`bool` or `text`; an unknown name passes as bool, because it is reported by itself."""
    match expression:
        case Value(value):
            return "text" if isinstance(value, str) else "bool"
        case Name(name):
            return "text" if name in questions and questions[name].kind == "choice" else "bool"
        case _:
            return "bool"


def _faults(expression: Expression, questions: Mapping[str, Question]) -> Iterator[Fault]:
    match expression:
        case Name(name) if name not in questions:
            sentence = f"Syarat memakai “{name}”, tetapi tidak ada pertanyaan bernama itu."
            yield Fault("expression-name-unknown", sentence, suggestion(name, questions))
        case Not(inner):
            yield from _truth_faults(inner, questions)
        case Both(_, left, right):
            yield from _truth_faults(left, questions)
            yield from _truth_faults(right, questions)
        case Equal(left, right):
            yield from _comparison_faults(left, (right,), questions)
        case OneOf(left, values):
            yield from _comparison_faults(left, values, questions)


def _truth_faults(part: Expression, questions: Mapping[str, Question]) -> Iterator[Fault]:
    yield from _faults(part, questions)
    if _kind(part, questions) != "bool":
        sentence = "Yang disambung dengan and, or atau not harus berupa ya atau tidak."
        yield Fault("expression-type", sentence, 'Bandingkan dahulu, misalnya keperluan == "hilang".')


def _comparison_faults(
    left: Expression, others: tuple[Expression, ...], questions: Mapping[str, Question]
) -> Iterator[Fault]:
    yield from _faults(left, questions)
    for other in others:
        yield from _faults(other, questions)
        if _kind(left, questions) != _kind(other, questions):
            sentence = "Yang dibandingkan tidak sejenis: jawaban ya/tidak dengan teks."
            yield Fault("expression-type", sentence, "Pertanyaan ya/tidak cukup ditulis namanya saja.")
        yield from _choice_faults(left, other, questions)
        yield from _choice_faults(other, left, questions)


def _choice_faults(name: Expression, value: Expression, questions: Mapping[str, Question]) -> Iterator[Fault]:
    if not (isinstance(name, Name) and isinstance(value, Value) and isinstance(value.value, str)):
        return
    question = questions.get(name.name)
    if question is not None and question.kind == "choice" and value.value not in question.choices:
        sentence = f"“{value.value}” bukan pilihan jawaban pertanyaan “{name.name}”."
        yield Fault("expression-choice-unknown", sentence, suggestion(value.value, question.choices))


def evaluate(expression: Expression, answers: Mapping[str, object]) -> bool:
    """Whether the condition holds; total: a question without an answer counts as false, and never as an error."""
    return _value(expression, answers) is True


def _value(expression: Expression, answers: Mapping[str, object]) -> object:
    match expression:
        case Value(value):
            return value
        case Name(name):
            return answers.get(name, False)
        case Not(inner):
            return not evaluate(inner, answers)
        case Both("and", left, right):
            return evaluate(left, answers) and evaluate(right, answers)
        case Both(_, left, right):
            return evaluate(left, answers) or evaluate(right, answers)
        case Equal(left, right):
            return _value(left, answers) == _value(right, answers)
        case _:
            return _value(expression.left, answers) in tuple(value.value for value in expression.values)
