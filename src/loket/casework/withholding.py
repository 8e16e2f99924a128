"""
Which specific fields an officer is not shown: those of no form that the seats of the day may fill, and not for who supervises.

The fields and the powers are data of the core; nothing is masked here, and no row is read.
"""

import datetime

from loket.casework.procedures import services_of
from loket.core.entry.kinds import KINDS
from loket.core.procedure.entering import filling_positions
from loket.core.procedure.model import Procedure
from loket.core.register.field_classes import OPEN_TO, SPECIFIC_NAMES, specific_in
from loket.offices.records import Officer


def withheld_from(officer: Officer, on: datetime.date, procedure: Procedure | None = None) -> frozenset[str]:
    """
    The names of the specific fields that this officer is not shown on a day; in a case, `procedure` is that of the case.

    Whoever may fill the form of a case is shown all of it, a correction too. No statement once the procedures are known.
    Basis: UU 24/2013 ps. 84; UU 27/2022 ps. 4 (2), ps. 16.
    """
    if officer.powers & OPEN_TO:
        return frozenset()
    seats = {seat.position for seat in officer.seats}
    if procedure is not None and not seats.isdisjoint(filling_positions(procedure)):
        return frozenset()
    filled = (one.procedure for one in services_of(officer.office_key, on))
    mine = (one for one in filled if not seats.isdisjoint(filling_positions(one)))
    return SPECIFIC_NAMES.difference(*(_asked_by(one) for one in mine))


def _asked_by(procedure: Procedure) -> frozenset[str]:
    """The specific fields on the forms that a procedure names; the correction that any of them may get does not count."""
    kinds = {one.kind for one in procedure.entry.kinds} & KINDS.keys() if procedure.entry else set()
    return frozenset(name for kind in kinds for name in _on_form(kind))


def _on_form(kind: str) -> frozenset[str]:
    asked = KINDS[kind].form.fields.values()
    return specific_in(kind) & {each.name for one in asked for each in (one, *one.columns)}
