"""
Complaints whose answer was told, and of which nobody said anything within the time of the step that is the complainant's.

It refuses to know whether the complainant was reached: whoever has no name is reached by nobody, and reads by the code.
"""

import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from loket.casework import models
from loket.casework.acts import act
from loket.casework.clocks import step_due
from loket.casework.procedures import by_id
from loket.casework.records import Acted
from loket.casework.store.rows import CaseRow, read_cases
from loket.casework.waiting import CHANNEL
from loket.core.engine import CloseUnheard
from loket.offices import queries as offices
from loket.offices.records import clockwork


class Silence(NamedTuple):
    """One complaint of whose answer nobody said anything in time; `time` is that of its step, as printed."""

    resi: str
    version: int
    key: UUID
    time: str


def silences(office_id: int, now: datetime.datetime) -> tuple[Silence, ...]:
    """The complaints of an office whose time to object is over by the office's calendar. Two statements."""
    rows = models.Case.objects.filter(office=office_id, closed_at=None, kept_from__isnull=False)
    found = (_silence(row, now) for row in read_cases(list(rows.values_list("resi", flat=True))))
    return tuple(silence for silence in found if silence is not None)


def _silence(row: CaseRow, now: datetime.datetime) -> Silence | None:
    published, state = by_id(row.procedure_id), row.state()
    procedure = published.procedure
    named = procedure.complaint
    if named is None or state.step != named.heard_by or state.open_pause is not None:
        return None
    due = step_due(procedure, state, published.office_key)
    time = procedure.by_id[named.heard_by].time
    # An objection is taken until the last moment itself.
    if due is None or due.at is None or time is None or now <= due.at:
        return None
    return Silence(row.resi, row.version, uuid5(UUID(int=row.id), f"unheard {state.opened_at.isoformat()}"), time)


def close_unheard(office_id: int, silence: Silence) -> Acted:
    """
    Close a complaint of whose answer nobody said anything; a superior may open it again.

    Raises StaleVersion where something has happened to it since, and NotUnheard.
    """
    by = clockwork(offices.office_by_id(office_id))
    command = CloseUnheard(silence.time)
    return act(silence.resi, command, officer=by, version=silence.version, key=silence.key, channel=CHANNEL)
