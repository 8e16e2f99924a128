"""In whose name something is done: the text of the day that an event keeps for ever."""

from loket.core.procedure.model import Procedure, Step
from loket.offices.records import Officer


def acted_as(officer: Officer, procedure: Procedure | None, step: Step | None, applicant: str = "") -> str:
    """The officer's signature in the seat that acts at a step; for the applicant where the step is the applicant's."""
    seat = officer.seat_for(procedure, step) if procedure else next(iter(officer.seats), None)
    return officer.signature(seat, applicant if is_for_applicant(procedure, step) else "")


def is_for_applicant(procedure: Procedure | None, step: Step | None) -> bool:
    """Whether the step is the applicant's own, so that whoever records it acts on the applicant's behalf."""
    return procedure is not None and step is not None and procedure.actors[step.actor].kind == "applicant"
