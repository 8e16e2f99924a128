"""What may be published of few people: a count so small that it points at somebody is hidden, and no sum gives it away."""

from collections.abc import Mapping
from typing import Final

FEWEST: Final = 5
"""Below this a figure would say more of single people than of the office. Basis: ours."""


def hidden_cells(counts: Mapping[str, int]) -> frozenset[str]:
    """
    The cells of one table with a known total that are not shown: those of one to four people, and as many of the next
    smallest as it takes until at least two are hidden and at least five people stand behind them.

    A cell of nobody is shown. Raises ValueError for a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError(str(dict(counts)))
    rising = sorted((key for key in counts if counts[key]), key=lambda key: counts[key])
    hidden: list[str] = []
    for key in rising:
        if counts[key] >= FEWEST and _is_enough([counts[one] for one in hidden]):
            break
        hidden.append(key)
    return frozenset(hidden)


def _is_enough(hidden: list[int]) -> bool:
    return not hidden or (len(hidden) > 1 and sum(hidden) >= FEWEST)
