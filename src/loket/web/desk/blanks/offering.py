"""Whether the substitute letter is offered: to which resident, by which officer. Pages that link to it ask here."""

from collections.abc import Iterable
from uuid import UUID

from loket.documents import queries
from loket.register import queries as register
from loket.register.records import ResidentRecord
from loket.web.desk.blanks.pages import may_move
from loket.web.desk.pages import Desk


def may_hand_out(desk: Desk) -> bool:
    """The counter, those who print, and those who supervise or keep the office."""
    return desk.can("intake") or may_move(desk)


def substitutes_of(desk: Desk, found: ResidentRecord | None) -> tuple[queries.StockLine, ...]:
    """The cards that a letter may stand in for today: blanks run short, and the resident is entitled to the card."""
    if found is None or not may_hand_out(desk):
        return ()
    return queries.substitutes_offered(desk.officer.office_key, found.record, desk.now)


def short_of(desk: Desk, paper: str, residents: Iterable[UUID]) -> UUID | None:
    """The resident to whom a letter may be handed out in place of this very card; None where none is offered."""
    first = next(iter(residents), None)
    if first is None or paper not in set(queries.BlankKind):
        return None
    offered = substitutes_of(desk, register.resident(first, desk.today))
    return first if any(line.kind == paper for line in offered) else None
