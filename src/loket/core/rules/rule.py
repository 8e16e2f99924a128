"""
What a rule of the register is, and what it finds: a value with the rule's id, its level, a sentence, a hint and a basis.

It knows no single rule; the list of them is in the package.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from loket.core.problems import Problem, Severity
from loket.core.register.context import Context
from loket.core.register.slice import Slice


class Level(StrEnum):
    """A refusal stops the life event; a warning wants an officer's reason."""

    REFUSAL = "refusal"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One breach of a rule. `about` are the ids of the residents and families it concerns, most concerned first.

    `marked` keeps the mark of the sentence as the rule said it, where another that names nobody stands in its place.
    """

    rule: str
    level: Level
    sentence: str
    hint: str
    basis: str
    about: tuple[object, ...] = ()
    marked: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two findings the same although a name in the sentence has changed."""
        return self.rule, *self.about

    @property
    def mark(self) -> str:
        """By what a reason is given for this very sentence: when it says something else, the reason was for another."""
        return self.marked or f"{self.rule}:{hashlib.sha256(self.sentence.encode()).hexdigest()[:8]}"

    def reason_in(self, accepted: Mapping[str, str]) -> str:
        """
        The officer's reason for this warning, empty without one.

        Given by `mark` where someone read the sentence, by the rule alone where all its warnings are taken on.
        """
        return accepted.get(self.mark, "").strip() or accepted.get(self.rule, "").strip()

    def as_problem(self, field: str | None = None) -> Problem:
        """The finding as forms and lists show it."""
        severity = Severity.ERROR if self.level is Level.REFUSAL else Severity.WARNING
        return Problem(self.rule, self.sentence, self.hint, severity, field=field)


@dataclass(frozen=True, slots=True)
class Rule:
    """The name of a rule: its stable id (the name of its file), its level, and where it stands written."""

    id: str
    level: Level
    basis: str

    def finding(self, about: tuple[object, ...], sentence: str, hint: str) -> Finding:
        """A breach of this rule."""
        return Finding(self.id, self.level, sentence, hint, self.basis, about)


class RuleModule(Protocol):
    """A file of this package: it names its rule and checks it against a register as it would be."""

    RULE: Rule

    def check(self, part: Slice, context: Context, /) -> Iterator[Finding]:
        """Every breach in this part of the register."""
        ...
