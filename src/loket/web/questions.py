"""The guide questions of a procedure as they stand on a page, at the counter and for the public alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from loket.core.procedure.model import Procedure, Question

YES: Final = "ya"
NO: Final = "tidak"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A guide question with its choices as value, label and whether it is chosen."""

    name: str
    text: str
    choices: tuple[tuple[str, str, bool], ...]
    error: str = ""

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"a-{self.name}"

    @property
    def chosen(self) -> str | None:
        """The value chosen, if any."""
        return next((value for value, _label, is_chosen in self.choices if is_chosen), None)


def asked_of(procedure: Procedure, given: Mapping[str, str]) -> tuple[AskedQuestion, ...]:
    """Every question with what was chosen; where nothing was, with its default."""
    return tuple(_asked(name, question, given) for name, question in procedure.questions.items())


def answers_in(procedure: Procedure, questions: tuple[AskedQuestion, ...]) -> dict[str, object]:
    """The answers as a procedure's conditions take them; what nobody chose is not among them."""
    answers: dict[str, object] = {}
    for asked in questions:
        if asked.chosen is not None:
            yes_no = procedure.questions[asked.name].kind == "yes_no"
            answers[asked.name] = asked.chosen == YES if yes_no else asked.chosen
    return answers


def _asked(name: str, question: Question, posted: Mapping[str, str]) -> AskedQuestion:
    options = {YES: _("Ya"), NO: _("Tidak")} if question.kind == "yes_no" else dict(question.choices)
    given = posted.get(f"a-{name}", "")
    chosen = given if given in options else _default(question)
    return AskedQuestion(
        name, question.text, tuple((value, label, value == chosen) for value, label in options.items())
    )


def _default(question: Question) -> str:
    if isinstance(question.default, bool):
        return YES if question.default else NO
    return question.default or ""
