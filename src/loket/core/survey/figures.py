"""
From answers to the value of a survey: exact until the last step, which rounds once.

A ninth written as 0.11, as many a spreadsheet has it, turns 91.48 into 90.56.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from loket.core.survey.elements import ANSWERS, KEYS

_HUNDREDTH: Final = Decimal("0.01")
_SCALE: Final = 25
"""From answers of 1 to 4 to a value of 25 to 100."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What a value means: from `least` on, as a letter and in words."""

    least: Decimal
    letter: str
    words: str


GRADES: Final = (
    Grade(Decimal("88.31"), "A", "Sangat baik"),
    Grade(Decimal("76.61"), "B", "Baik"),
    Grade(Decimal("65.00"), "C", "Kurang baik"),
    Grade(Decimal("25.00"), "D", "Tidak baik"),
)
"""The best first. Basis: Permenpan-RB 14/2017, annex."""


@dataclass(frozen=True, slots=True)
class Figures:
    """
    The sums of one survey: how many filled it in, the mean answer of each element (NRR, 1 to 4, exact), and the value.

    `value` has two decimals, and `grade` is that of the value so rounded.
    """

    respondents: int
    means: Mapping[str, Fraction]
    value: Decimal
    grade: Grade

    def mean(self, key: str) -> Decimal:
        """The mean of an element with two decimals, as it is printed."""
        return rounded(self.means[key])

    def value_of(self, key: str) -> Decimal:
        """The value of one element alone, on the scale of the whole."""
        return rounded(self.means[key] * _SCALE)

    @property
    def worst_first(self) -> tuple[str, ...]:
        """The elements from the lowest mean up; of equal ones as in the questionnaire."""
        return tuple(sorted(self.means, key=lambda key: self.means[key]))


def figures(forms: Iterable[Mapping[str, int]]) -> Figures | None:
    """
    The figures of filled-in forms, each a mapping of element keys to answers; None while some element has no answer at all.

    The mean of an element is over those who answered it; each element weighs a ninth. Raises ValueError for an answer or
    a key that the questionnaire does not have.
    """
    sums = dict.fromkeys(KEYS, 0)
    counts = dict.fromkeys(KEYS, 0)
    respondents = 0
    for form in forms:
        respondents += 1
        for key, answer in form.items():
            if key not in sums or answer not in ANSWERS:
                raise ValueError(f"{key}: {answer}")
            sums[key] += answer
            counts[key] += 1
    if not all(counts.values()):
        return None
    means = {key: Fraction(sums[key], counts[key]) for key in KEYS}
    value = rounded(sum(means.values(), Fraction(0)) * _SCALE / len(KEYS))
    return Figures(respondents, means, value, grade_of(value))


def grade_of(value: Decimal) -> Grade:
    """
    The grade of a value from 25 to 100. A value between two bands of the annex (76.605) belongs where its rounding puts it.

    Raises ValueError for any other value.
    """
    found = rounded(Fraction(value))
    if not GRADES[-1].least <= found <= 100:
        raise ValueError(str(value))
    return next(grade for grade in GRADES if found >= grade.least)


def rounded(exact: Fraction) -> Decimal:
    """To two decimals, halves up. A quotient of 28 digits decides every half that can occur here."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_HUNDREDTH, ROUND_HALF_UP)
