"""
Who looks at people's data much more often than others in the same position: by median and MAD, which one officer cannot move.

It says how far somebody stands out, never that anything was wrong. It knows no office and no table.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)
LIMIT: Final = 3.5
"""From this score on somebody stands out, as is usual for the modified z-score."""
FEWEST: Final = 3
"""Of fewer in a position nobody is judged: the other would always stand out."""
_OF_MAD: Final = 0.6745
_OF_MEAN: Final = 0.7979


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands among the peers: their middle, how far away, and whether that stands out upwards."""

    middle: float
    score: float
    stands_out: bool


def standings(counts: Mapping[K, int]) -> dict[K, Standing]:
    """
    Where each of the peers of one position stands by their counts of looks.

    The score is the modified z-score, 0.6745 (x - median) / MAD; where more than half have the same count, the mean deviation
    stands in for the MAD. Who looks less than others never stands out.
    """
    if not counts:
        return {}
    middle = median(counts.values())
    away = [abs(count - middle) for count in counts.values()]
    spread, scale = median(away), _OF_MAD
    if not spread:
        spread, scale = fmean(away), _OF_MEAN
    enough = len(counts) >= FEWEST
    found = {}
    for who, count in counts.items():
        score = scale * (count - middle) / spread if spread else 0.0
        found[who] = Standing(middle, round(score, 2), enough and score > LIMIT)
    return found
