"""
One event written into a case from the transaction of a higher app, so that what it says and what was done are kept both or not at all.

To be called within the work of the caller's `storage.writing.run`; it moves nothing and no clock, and a closed case takes it too.
"""

from typing import NamedTuple
from uuid import UUID

from loket.casework.acts import code_of, plan_act, require_own
from loket.casework.judging import of_now, require_seat
from loket.casework.procedures import by_id
from loket.casework.refusals import OfficeChanging
from loket.casework.store import door
from loket.casework.store.linking import Context
from loket.casework.store.rows import CaseRow, read_to_act
from loket.casework.store.seen import SeenCase
from loket.core.engine import Command
from loket.offices import queries as offices
from loket.offices.records import Officer


class HeldCase(NamedTuple):
    """A case that nobody else writes to until the caller's work ends, and the officer as of now."""

    row: CaseRow
    officer: Officer


def hold_case(resi: str, officer: Officer) -> HeldCase:
    """Hold a case of the officer's office. Raises NoSuchCase and NoSeat."""
    code = code_of(resi)
    door.hold_resis([code])
    found = read_to_act(code)
    row = require_own(found[0] if found else None, officer, resi)
    assert found is not None
    offices.confirm(row.office_id, found[1])
    officer = of_now(officer, None)
    require_seat(officer)
    return HeldCase(row, officer)


def append_to(case: HeldCase, command: Command, key: UUID, *, channel: str = "loket") -> None:
    """
    Append what the command decides. Raises the engine's refusals, and OfficeChanging when appointments or calendar moved just
    now: then the caller's work must be undone and done later.
    """
    row, officer = case
    context = Context(row.resi, by_id(row.procedure_id), officer, row.applicant_name, channel, key)
    plan = plan_act(context, SeenCase(row, row.state()), command)
    if door.append_inside(plan.row, plan.columns, plan.link, officer.revision) is None:
        raise OfficeChanging
