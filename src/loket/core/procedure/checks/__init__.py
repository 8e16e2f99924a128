"""
The rules a procedure is held against, one small file per group.

Each rule takes a Subject and yields problems; errors block publishing, warnings are oddities of the print that stay.
"""

from collections.abc import Callable, Iterator

from loket.core.problems import Problem
from loket.core.procedure.checks import (
    actors,
    books,
    clocks,
    conditions,
    entry,
    flow,
    names,
    outcomes,
    printed,
    steps,
    times,
)
from loket.core.procedure.checks.subject import Subject

Rule = Callable[[Subject], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *actors.RULES,
    *steps.RULES,
    *books.RULES,
    *outcomes.RULES,
    *flow.RULES,
    *conditions.RULES,
    *entry.RULES,
    *clocks.RULES,
    *times.RULES,
    *printed.RULES,
    *names.RULES,
)
