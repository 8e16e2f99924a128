"""A field of a form as a value: what the templates in `components/` draw, whichever act or page asks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self

from loket.core.problems import Problem

FieldKind = Literal[
    "text",
    "long_text",
    "tick",
    "choice",
    "date",
    "nik",
    "count",
    "tel",
    "signature",
    "checklist",
    "hidden",
    "current-password",
    "new-password",
    "one-time-code",
]


@dataclass(frozen=True, slots=True)
class FormField:
    """
    One field: what it asks, what was typed, and what is wrong with it.

    `choices` pairs a value with its label; a choice of up to five is drawn as radio buttons, more as a list.
    `value` is always the text as typed, so that a refused form comes back filled; a password never comes back. The
    kinds of password are named as browsers and password managers know them. `longest` is how much of one may be typed.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    error: str = ""
    autofocus: bool = False
    unique: str = ""
    longest: int = 200

    @property
    def id(self) -> str:
        """The id of the input, which the error summary links to; of `unique` where several forms have a field of this name."""
        return f"f-{self.unique or self.name}"

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for screen readers."""
        parts = [f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-error"] * bool(self.error)
        return " ".join(parts)

    @property
    def as_radios(self) -> bool:
        """Whether all choices fit on the screen at once."""
        return self.kind == "choice" and len(self.choices) <= 5

    @property
    def shown(self) -> str:
        """What was typed, or the label of what was chosen, as it is read back."""
        return next((label for value, label in self.choices if value == self.value), self.value)

    def filled(self, posted: Mapping[str, str]) -> Self:
        """The same field with what was typed."""
        return replace(self, value=posted.get(self.name, ""))


def marked(fields: Iterable[FormField], problems: Iterable[Problem]) -> tuple[FormField, ...]:
    """The fields, each with its first problem beside it."""
    faults: dict[str, str] = {}
    for problem in problems:
        if problem.field is not None:
            faults.setdefault(problem.field, problem.sentence)
    return tuple(replace(field, error=faults.get(field.name, "")) for field in fields)
