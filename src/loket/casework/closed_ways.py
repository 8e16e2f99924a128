"""
The ways a complaint does not go: to those it is about, and to nobody in their stead.

Nobody judges a complaint about the own superior in the superior's place: where a step would lead to a lane whose holder is
complained about, and no other holder is left, it is not offered and not taken.
"""

import datetime
from collections.abc import Collection

from django.utils import timezone

from loket.casework.refusals import LeadsToComplained
from loket.casework.store.rows import CaseRow, is_kept_from
from loket.core.engine import Command, Complete, Offer, Reopen, Return
from loket.core.procedure.model import Procedure
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.offices.terms import AppointmentKind


def require_not_towards(row: CaseRow, procedure: Procedure, command: Command, officer: Officer) -> None:
    """The command leads to no step whose holder is complained about. Raises LeadsToComplained."""
    step = _target(procedure, row.step, command)
    if row.kept_from and step and is_closed_way(row.kept_from, procedure, step, officer):
        raise LeadsToComplained


def without_closed_ways(
    offers: tuple[Offer, ...], row: CaseRow, procedure: Procedure, officer: Officer
) -> tuple[Offer, ...]:
    """What is left of the offers of a complaint: none that leads to somebody it is about."""
    if not row.kept_from:
        return offers
    return tuple(offer for offer in offers if not _leads_astray(offer, row, procedure, officer))


def is_closed_way(kept_from: str | None, procedure: Procedure, step: str, officer: Officer) -> bool:
    """
    Whether this step has somebody whom the complaint is about, and nobody else in own right.

    A Plh or Plt who stands in for a holder complained about counts as nobody: it would be a subordinate judging a superior.
    """
    day = offices.today(officer.office_key, timezone.now())
    positions = procedure.positions_by_step[step]
    holders = _in_own_right(officer.office_key, positions, day)
    kept = {person for person in holders if is_kept_from(kept_from, person)}
    if kept:
        return kept == holders
    acting = offices.officers_for(procedure, procedure.by_id[step], officer.office_key, day)
    return bool(acting) and all(is_kept_from(kept_from, one.person) for one in acting)


def _in_own_right(office_key: str, positions: Collection[str], day: datetime.date) -> set[int]:
    return {
        one.person
        for one in offices.appointments(office_key)
        if one.position in positions
        and one.kind in (AppointmentKind.DEFINITIF, AppointmentKind.PJ)
        and one.valid_from <= day
        and (one.valid_until is None or day < one.valid_until)
    }


def _leads_astray(offer: Offer, row: CaseRow, procedure: Procedure, officer: Officer) -> bool:
    if offer.command in ("complete", "return") and offer.choice and row.step:
        step = procedure.by_id[row.step].outcomes[offer.choice].target
    else:
        step = offer.choice if offer.command == "reopen" else None
    return step is not None and is_closed_way(row.kept_from, procedure, step, officer)


def _target(procedure: Procedure, at: str | None, command: Command) -> str | None:
    match command:
        case Complete(outcome=outcome) | Return(outcome=outcome) if at is not None:
            way = procedure.by_id[at].outcomes.get(outcome)
            return way.target if way else None
        case Reopen(to=step):
            return step if step in procedure.by_id else None
        case _:
            return None
