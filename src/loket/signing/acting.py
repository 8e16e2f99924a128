"""Whether an officer may sign the papers of a case now, and in which seat. Knows nothing of keys."""

import datetime

from loket.casework import queries as casework
from loket.offices import queries as offices
from loket.offices.records import Officer, Seat
from loket.register.refusals import OwnFamily
from loket.signing.refusals import NoSeatToSign, SignStepOfAnother, SignStepOpen


def require_seat(officer: Officer, at: datetime.datetime) -> Officer:
    """The officer as of now, with a position today. Raises NoSeatToSign. Basis: UU 30/2014 ps. 14."""
    now = offices.officer_by_id(officer.person, offices.today(officer.office_key, at))
    if now is None or not now.seats or now.office_id != officer.office_id:
        raise NoSeatToSign
    return now


def require_signer(resi: str, officer: Officer, at: datetime.datetime) -> tuple[str, Seat]:
    """
    The resi as stored, and the seat in which an officer of now signs the papers of the case: that of the step at which the
    same officer signed.

    The last signature that still counts is the one that matters. It is a look at the case, which leaves its trace.
    Raises NoSuchCase, OwnFamily, SignStepOpen, SignStepOfAnother and NoSeatToSign.
    """
    view = casework.case_view(resi, officer, at)
    if view.is_own_family:
        raise OwnFamily
    signed = view.state.last_signature
    if signed is None:
        raise SignStepOpen(resi=view.case.resi)
    if signed.by != officer.person:
        raise SignStepOfAnother(resi=view.case.resi)
    seat = officer.seat_for(view.procedure, view.procedure.by_id[signed.step])
    if seat is None:
        raise NoSeatToSign
    return view.case.resi, seat
