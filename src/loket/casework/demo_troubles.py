"""What goes wrong in an ordinary week, for demonstrations: papers sent back, an applicant awaited, a deputy gone."""

import datetime
from collections.abc import Callable, Iterator
from typing import Final
from uuid import NAMESPACE_OID, uuid5

from loket.casework import demo
from loket.casework.acts import act
from loket.casework.demo_forms import Forms
from loket.casework.procedures import by_id
from loket.casework.records import Acted, TakenIn
from loket.casework.store.rows import CaseRow, read_case
from loket.core.engine import Claim, Command, Return, ReturnLine
from loket.core.procedure.model import Outcome, Procedure, Step
from loket.offices import queries as offices
from loket.offices import services as office_services
from loket.offices.records import Officer, positions_for
from loket.offices.terms import AppointmentKind

Standing = TakenIn | Acted
Moments = Iterator[datetime.datetime]
_LONGEST_WAY: Final = 12


def send_back(standing: Standing, office_key: str, moments: Moments, forms: Forms) -> Standing:
    """Go on to the first step that can send the case back, and send it back; where none can, it ends."""

    def way(_procedure: Procedure, step: Step) -> str | None:
        return _returning(step, lambda outcome: outcome.waits_for is None)

    return _by_returns(standing, office_key, moments, way, 1, forms)


def await_applicant(standing: Standing, office_key: str, moments: Moments, forms: Forms) -> Standing:
    """Send the case back until it waits for its applicant, where the procedure has such a way."""

    def way(procedure: Procedure, step: Step) -> str | None:
        return _returning(step, _waits) or _returning(
            step, lambda outcome: _returning(procedure.by_id[outcome.return_ or ""], _waits) is not None
        )

    return _by_returns(standing, office_key, moments, way, 2, forms)


def leave_without_holder(
    standing: Standing, office_key: str, moments: Moments, now: datetime.datetime, forms: Forms
) -> Standing:
    """
    Let a deputy (Plh) take the case at a head's step, on a day that is over: the head is back, the case is not.

    It goes on like any other where no step of it knows a deputy.
    """
    for at in moments:
        row, procedure = _read(standing)
        if row.step is None or at >= now:
            return standing
        step = procedure.by_id[row.step]
        deputy = _deputy(office_key, procedure, step, at, now)
        if deputy is not None:
            return _act(standing, Claim(), deputy, at)
        standing = demo.complete_open_step(standing, office_key, at, forms)
    return standing


def _by_returns(
    standing: Standing,
    office_key: str,
    moments: Moments,
    way: Callable[[Procedure, Step], str | None],
    returns: int,
    forms: Forms,
) -> Standing:
    for at, _ in zip(moments, range(_LONGEST_WAY), strict=False):
        row, procedure = _read(standing)
        if row.step is None or not returns:
            return standing
        step = procedure.by_id[row.step]
        outcome = way(procedure, step)
        officer = demo.next_act(standing.resi, office_key, at).officer
        if outcome is None:
            standing = demo.complete_open_step(standing, office_key, at, forms)
            continue
        standing = _act(standing, Return(outcome, (_fault(procedure),)), officer, at)
        returns = 0 if _waits(step.outcomes[outcome]) else returns - 1
    return standing


def _waits(outcome: Outcome) -> bool:
    return outcome.return_ is not None and outcome.waits_for == "applicant"


def _returning(step: Step, test: Callable[[Outcome], bool]) -> str | None:
    return next((key for key, out in step.outcomes.items() if out.return_ is not None and test(out)), None)


def _fault(procedure: Procedure) -> ReturnLine:
    """One line as an officer would write it, about the first paper the procedure asks for."""
    subject = next(iter(procedure.requirements), "Alamat")
    return ReturnLine(subject, next(iter(procedure.return_reasons), "salah"), "Mohon dilengkapi dan dibawa kembali")


def _read(standing: Standing) -> tuple[CaseRow, Procedure]:
    row = read_case(standing.resi)
    assert row is not None
    return row, by_id(row.procedure_id).procedure


def _act(standing: Standing, command: Command, officer: Officer, at: datetime.datetime) -> Acted:
    key = uuid5(NAMESPACE_OID, f"{standing.resi}{standing.version}{at}")
    return act(standing.resi, command, officer=officer, version=standing.version, key=key, at=at)


def _deputy(
    office_key: str, procedure: Procedure, step: Step, at: datetime.datetime, now: datetime.datetime
) -> Officer | None:
    """Who stands in for the head of this step that day and no longer does today; the head is away for that one day."""
    day, today = offices.today(office_key, at), offices.today(office_key, now)
    able = {officer.person for officer in offices.officers_for(procedure, step, office_key, today)}
    # One head a day: a deputy who is away as well would leave the step to nobody.
    if day < today and _has_deputy(office_key, procedure, step) and not _is_someone_away(office_key, day):
        then = offices.officers_for(procedure, step, office_key, day)
        if all(officer.person in able for officer in then):
            _send_away(office_key, then, at)
    found = offices.officers_for(procedure, step, office_key, day)
    return next((officer for officer in found if officer.person not in able), None)


def _has_deputy(office_key: str, procedure: Procedure, step: Step) -> bool:
    return any(
        appointment.kind is AppointmentKind.PLH
        for position in positions_for(procedure, step)
        for appointment in offices.appointments(office_key, position)
    )


def _is_someone_away(office_key: str, day: datetime.date) -> bool:
    found = (offices.officer_by_id(person.person, day) for person in offices.persons(office_key))
    return any(officer is not None and officer.absent is not None for officer in found)


def _send_away(office_key: str, heads: tuple[Officer, ...], at: datetime.datetime) -> None:
    day = offices.today(office_key, at)
    found = (offices.officer_by_id(person.person, day) for person in offices.persons(office_key))
    keeper = next(officer for officer in found if officer is not None and officer.keeps_office)
    for head in heads:
        office_services.record_absence(
            office_key,
            person=head.person,
            valid_from=day,
            valid_until=day + datetime.timedelta(days=1),
            reason="Dinas luar",
            decision=office_services.Decision(keeper, at, "Surat tugas contoh"),
        )
