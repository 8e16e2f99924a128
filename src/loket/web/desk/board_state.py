"""The engine's state of a case from its line in a list, for looks ahead that read nothing more."""

from loket.casework.queries import CaseLine
from loket.core.engine import CaseState


def state_of(line: CaseLine) -> CaseState:
    """The state as far as guards and clocks look at it; answers are not in a list."""
    return CaseState(
        line.version,
        line.status,
        line.submitted_at,
        line.step,
        line.opened_at,
        occurrence=line.occurrence,
        holder=line.holder,
        preferred=line.preferred,
        touched=line.touched,
        sent_back=line.sent_back,
        closed_at=line.closed_at,
        passages=line.passages,
        pauses=line.pauses,
    )
