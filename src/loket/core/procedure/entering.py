"""Which form an operator fills for an application: the procedure's kinds of entry held against the answers given."""

from collections.abc import Mapping

from loket.core.procedure.expressions import evaluate, parse
from loket.core.procedure.model import Procedure
from loket.core.procedure.requirements import with_defaults


def kind_for(procedure: Procedure, answers: Mapping[str, object]) -> str | None:
    """The first kind that applies; None for a procedure that changes nothing, or answers that no kind is for."""
    if procedure.entry is None:
        return None
    given = with_defaults(procedure, answers)
    kinds = (k.kind for k in procedure.entry.kinds if k.when is None or evaluate(parse(k.when), given))
    return next(kinds, None)


def may_fill(procedure: Procedure, step: str) -> bool:
    """Whether the form is still open at this step: from where it is filled until it takes effect."""
    entry, order = procedure.entry, procedure.order
    return entry is not None and order[entry.fill] <= order.get(step, -1) <= order[entry.effect]


def filling_positions(procedure: Procedure) -> frozenset[str]:
    """The positions whose holders may finish a step at which the form is open; none without a form."""
    by_step = procedure.positions_by_step
    return frozenset(position for step in by_step if may_fill(procedure, step) for position in by_step[step])
