"""In whose name something is done: the text of the day that an event keeps for ever."""

from loket.core.procedure.model import Procedure, Step
from loket.offices.records import Officer


def acted_as(officer: Officer, procedure: Procedure | None, step: Step | None, applicant: str = "") -> str:
    """
    Name, position, NIP and unit as of today, and on whose behalf: "Budi · Plh. Kepala Seksi · NIP … · Seksi · a.n. …".

    A Plh acts for the absent holder; whoever records what an applicant does at the counter acts for the applicant.
    Later appointments never change it. Basis: UU 30/2014, ps. 14.
    """
    seat = officer.seat_for(procedure, step) if procedure else next(iter(officer.seats), None)
    parts = [officer.full_name]
    if seat is not None:
        parts.append(seat.printed_title)
    if officer.nip:
        parts.append(f"NIP {officer.nip}")
    if seat is not None and seat.unit:
        parts.append(seat.unit)
    if procedure and step and applicant and procedure.actors[step.actor].kind == "applicant":
        parts.append(f"a.n. {applicant} (pemohon)")
    elif seat is not None and seat.substitutes and seat.substitutes != officer.full_name:
        parts.append(f"a.n. {seat.substitutes}")
    return " · ".join(parts)
