"""Who has to do with complaints: who enters them, who keeps their register, who handles one of them."""

from django.utils import timezone

from loket.casework import procedures
from loket.casework.queries import ComplaintLine
from loket.casework.refusals import UnknownProcedure
from loket.complaints.refusals import KeepersOnly
from loket.core.engine.refusals import NotAllowed
from loket.core.procedure.model import Complaint, Procedure
from loket.offices import queries as offices
from loket.offices.records import Officer

AUDIT = "audit"


def procedure_of(office_key: str) -> Procedure:
    """How the office handles complaints today. Raises UnknownProcedure."""
    return procedures.complaints_of(office_key, offices.today(office_key, timezone.now())).procedure


def promises_of(office_key: str) -> tuple[tuple[str, str], ...]:
    """What is promised for each category, in the words of the procedure. Raises UnknownProcedure."""
    procedure = procedure_of(office_key)
    said = procedure.clock.promise_by
    outcomes = procedure.by_id[named_in(procedure).verified_by].outcomes
    return tuple((outcomes[key].label, text) for key, text in said.outcomes.items()) if said else ()


def first_reply_of(office_key: str) -> str:
    """Within which time the first reply is due, in the words of the procedure. Raises UnknownProcedure."""
    procedure = procedure_of(office_key)
    return procedure.by_id[named_in(procedure).verified_by].time or ""


def named_in(procedure: Procedure) -> Complaint:
    """The steps of a procedure for complaints that matter to the complainant."""
    named = procedure.complaint
    assert named is not None
    return named


def fills(officer: Officer, procedure: Procedure, step: str) -> bool:
    """Whether one of the officer's seats records this step."""
    return not officer.actor(procedure).lanes.isdisjoint(procedure.lanes_for(procedure.by_id[step]))


def may_keep(officer: Officer) -> bool:
    """Whether the officer keeps the register: whoever verifies complaints, the head, an auditor."""
    try:
        procedure = procedure_of(officer.office_key)
    except UnknownProcedure:
        return False
    return AUDIT in officer.powers or fills(officer, procedure, named_in(procedure).verified_by)


def may_enter(officer: Officer) -> bool:
    """Whether the officer enters what came by box, telephone, letter or LAPOR."""
    try:
        procedure = procedure_of(officer.office_key)
    except UnknownProcedure:
        return False
    return fills(officer, procedure, procedure.first.id)


def require_keeper(officer: Officer) -> None:
    """Raises KeepersOnly."""
    if not may_keep(officer):
        raise KeepersOnly


def require_enterer(officer: Officer) -> None:
    """Raises NotAllowed."""
    if not may_enter(officer):
        raise NotAllowed


def handles(officer: Officer, line: ComplaintLine) -> bool:
    """Whether the officer has to do with this complaint: keeps the register, holds it, could do its open step, or has done one."""
    case = line.case
    if may_keep(officer) or case.holder == officer.person or case.passed_by(officer.person):
        return True
    return case.step is not None and case.holder is None and fills(officer, case.procedure, case.step)
