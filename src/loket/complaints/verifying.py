"""Who may verify a complaint: asked before one is taken, and before one is kept from somebody."""

import datetime
from collections.abc import Collection

from loket.complaints.rights import named_in
from loket.core.procedure.model import Procedure
from loket.offices import queries as offices
from loket.offices.terms import AppointmentKind

_IN_OWN_RIGHT = (AppointmentKind.DEFINITIF, AppointmentKind.PJ)


def leaves_nobody(office_key: str, procedure: Procedure, kept_from: Collection[int], on: datetime.date) -> bool:
    """Whether nobody who may verify that day is left for a complaint kept from these; not where the office has nobody at all."""
    kept = frozenset(kept_from)
    return bool(verifiers(office_key, procedure, on)) and not verifiers(office_key, procedure, on, kept)


def verifiers(
    office_key: str, procedure: Procedure, on: datetime.date, kept_from: frozenset[int] = frozenset()
) -> frozenset[int]:
    """
    Who may verify a complaint that is kept from these, by what the office says of that day.

    Whoever holds a position for it in own right counts also when away: it waits until then. A Plt or Plh counts where the
    engine lets one act, and never in the place of a holder it is kept from: nobody judges the own superior.
    """
    step = procedure.by_id[named_in(procedure).verified_by]
    acting = offices.officers_for(procedure, step, office_key, on)
    found: set[int] = set()
    for position in procedure.positions_by_step[step.id]:
        holders = _holders(office_key, position, on)
        found |= holders
        if holders.isdisjoint(kept_from):
            found |= {one.person for one in acting if any(seat.position == position for seat in one.seats)}
    return frozenset(found - kept_from)


def _holders(office_key: str, position: str, on: datetime.date) -> set[int]:
    active = {one.person for one in offices.persons(office_key) if one.active}
    return {
        one.person
        for one in offices.appointments(office_key, position)
        if one.kind in _IN_OWN_RIGHT and one.valid_from <= on and (one.valid_until is None or on < one.valid_until)
    } & active
