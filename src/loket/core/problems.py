"""
Problems and refusals: how the heart says that something is wrong.

A Problem is a value: a check returns all it finds. A Refusal is an exception: an act is not allowed now.
Neither knows where it will be shown; both speak Indonesian to the person who must mend it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Final


class Severity(StrEnum):
    """An error blocks publishing; a warning needs a reader."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, counted from one."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Something wrong with data, said once and completely.

    `id` is stable and has a reproducer in tests/sop/errors; `sentence` says what is wrong, `hint` what to do;
    `place` is a line of a procedure file, `field` a name on a form, `source` the line of the printed document.
    """

    id: str
    sentence: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    place: Place | None = None
    field: str | None = None
    source: Place | None = None


class Refusal(Exception):
    """
    An act that is not allowed now; nothing was changed.

    Each subclass explains itself once: `id` is stable, `sentence` says why and `hint` what to do; both may name `data`
    in braces. `explanation` and the hint of an instance have the data filled in.
    """

    id: ClassVar[str] = "refused"
    sentence: ClassVar[str] = "Tindakan ini tidak dapat dilakukan sekarang."
    hint: str = ""

    def __init__(self, **data: object) -> None:
        self.data: Mapping[str, object] = data
        self.hint = one_stop(self.hint.format_map(_Gaps(data)))
        super().__init__(one_stop(self.sentence.format_map(_Gaps(data))))

    @property
    def explanation(self) -> str:
        """The sentence with its data filled in."""
        return str(self.args[0])

    def as_problem(self, field: str | None = None) -> Problem:
        """The same refusal as a value, for lists that report one result per item."""
        return Problem(self.id, self.explanation, self.hint, field=field)


def one_stop(text: str) -> str:
    """A text whose sentences end with one full stop, also after a name with a title: "… dipegang Anton Wijaya, S.E."."""
    return _TWO_STOPS.sub(".", text)


_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.(?!\.)")


class _Gaps(dict[str, object]):
    """Leaves a name without data readable, so that a refusal never fails while explaining itself."""

    def __missing__(self, key: str) -> str:
        return f"({key})"


class BadTerm(ValueError):
    """A text that is not the number or code it should be; carries the problem for the form field."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.sentence)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a check found, errors first, in order of place."""

    problems: tuple[Problem, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", tuple(sorted(self.problems, key=_rank)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What blocks publishing."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a reader should know."""
        return tuple(p for p in self.problems if p.severity is Severity.WARNING)


def _rank(problem: Problem) -> tuple[bool, Place]:
    return problem.severity is Severity.WARNING, problem.place or Place("", 0)
