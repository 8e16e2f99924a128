"""How many must be asked, by how many are served: the table of Krejcie and Morgan. Basis: Permenpan-RB 14/2017, annex."""

from fractions import Fraction
from typing import Final

_CHI_SQUARE: Final = Fraction(3841, 1000)
"""For one degree of freedom at 95 %."""
_HALVES: Final = Fraction(1, 4)
"""P (1 - P) for P = 0.5, the largest there is."""
_ERROR_SQUARED: Final = Fraction(25, 10_000)
"""Of 0.05."""


def smallest_sample(population: int) -> int:
    """
    The respondents that a survey of so many served in its period needs, as the printed table has it: rounded, halves up.

    None are needed where nobody was served. Raises ValueError for a negative number.
    """
    if population < 0:
        raise ValueError(str(population))
    if population == 0:
        return 0
    share = _CHI_SQUARE * _HALVES
    exact = share * population / (_ERROR_SQUARED * (population - 1) + share)
    return int(exact + Fraction(1, 2))
