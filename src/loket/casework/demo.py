"""Invented applications, played through the services by the officers of an office: for demonstrations and tests."""

import datetime
import random
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_OID, UUID, uuid5

from loket.casework.acts import act
from loket.casework.demo_forms import Forms
from loket.casework.procedures import PublishedProcedure, by_id
from loket.casework.records import Acted, Applicant, ChecklistLine, TakenIn
from loket.casework.store.rows import read_case
from loket.core.engine import Complete, available
from loket.core.engine.evidence import PRESENT, fields_of
from loket.core.procedure.acts import Field, Kind
from loket.core.procedure.model import Procedure, Step
from loket.core.procedure.requirements import applicable
from loket.offices import queries as offices
from loket.offices.records import Officer

_GIVEN: Final = (
    "Sari",
    "Dian",
    "Rahmat",
    "Siti",
    "Bambang",
    "Yanti",
    "Fajar",
    "Ratna",
    "Hendra",
    "Melati",
    "Arif",
    "Putri",
)
_FAMILY: Final = ("Wulandari", "Pratama", "Siregar", "Lestari", "Nasution", "Saputra", "Hidayat", "Maharani", "Gunawan")
_SIGNATURE: Final = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_VALUES: Final[Mapping[str, object]] = {
    "entry_note": "Pengajuan SIAK 000123",
    "tte_reference": "TTE-CONTOH-000123",
    "recording_reference": "REK-000123",
    "external_status": "Print Ready Record",
    "collector_name": "Sari Wulandari",
    "collector_nik": "9901014101900001",
    "archive_place": "Rak A-3, kotak 12",
    "visit_place": "Kantor desa",
    "confirmation": "Data benar menurut pemohon",
    "queue_number": "A-012",
    "batch_reference": "1",
    "child_resi": "-",
}


def applicant(chance: random.Random) -> Applicant:
    """A plausible person who does not exist; the NIK begins with 99, which is no province."""
    name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(60, 99)
    nik = f"9901{chance.randint(1, 15):02d}{day + chance.choice((0, 40)):02d}{month:02d}{year:02d}{chance.randint(1, 9999):04d}"
    return Applicant(name, nik, f"08120000{chance.randint(0, 9999):04d}")


def complete_papers(procedure: Procedure, answers: Mapping[str, object]) -> tuple[ChecklistLine, ...]:
    """A checklist on which every paper that applies is present."""
    return tuple(ChecklistLine(name, "present") for name in applicable(procedure, answers))


def _value(field: Field, at: datetime.datetime) -> object:
    match field.kind:
        case Kind.TICK:
            return True
        case Kind.CHOICE:
            return field.choices[0][0]
        case Kind.DATE:
            return at.date().isoformat()
        case Kind.COUNT:
            return 1
        case Kind.SIGNATURE:
            return _SIGNATURE
        case _:
            return _VALUES.get(field.name, "contoh")


def evidence(
    procedure: Procedure,
    step: Step,
    answers: Mapping[str, object],
    at: datetime.datetime,
    collector: Applicant | None = None,
) -> dict[str, Any]:
    """Evidence that satisfies a step; where a document is handed over, the applicant collects it."""
    found = {field.name: _value(field, at) for field in fields_of(step) if field.kind is not Kind.CHECKLIST}
    if "check" in step.acts:
        found["checklist"] = [{"requirement": r, "state": PRESENT} for r in applicable(procedure, answers)]
    if collector is not None and "collector_name" in found:
        found |= {"collector_name": collector.name, "collector_nik": collector.nik or found["collector_nik"]}
    return found


def extra_evidence(procedure: Procedure) -> dict[str, object]:
    """What the counter's steps may ask for besides the checklist, all at once."""
    return {
        field.name: _value(field, datetime.datetime.now(datetime.UTC))
        for step in procedure.steps
        for field in fields_of(step)
        if field.kind is not Kind.CHECKLIST
    }


def officer_for(procedure: Procedure, step: Step, office_key: str, at: datetime.datetime) -> Officer:
    """Someone who may do the step that day. Raises LookupError when nobody can."""
    found = offices.officers_for(procedure, step, office_key, offices.today(office_key, at))
    if not found:
        raise LookupError(f"{office_key}: nobody for {step.id}")
    return found[0]


def forward_outcome(step: Step) -> str:
    """The ordinary way on."""
    ways = [key for key, outcome in step.outcomes.items() if outcome.return_ is None and not outcome.incomplete]
    return next((key for key in ways if step.outcomes[key].next), ways[0])


class NextAct(NamedTuple):
    """Who would finish the open step, and how."""

    officer: Officer
    command: Complete
    version: int


def next_act(resi: str, office_key: str, at: datetime.datetime) -> NextAct:
    """The ordinary way on from where a case stands, by the first officer who may. Raises LookupError when nobody can."""
    row = read_case(resi)
    assert row is not None
    published: PublishedProcedure = by_id(row.procedure_id)
    procedure, state = published.procedure, row.state()
    step = procedure.by_id[row.step or ""]
    for officer in offices.officers_for(procedure, step, office_key, offices.today(office_key, at)):
        if any(offer.command == "complete" for offer in available(procedure, state, officer.actor(procedure))):
            given = evidence(procedure, step, state.answers, at, Applicant(row.applicant_name, row.applicant_nik))
            command = Complete(forward_outcome(step), given)
            return NextAct(officer, command, row.version)
    raise LookupError(f"{office_key}/{published.service}: nobody may do {step.id}")


def complete_open_step(
    acted: TakenIn | Acted, office_key: str, at: datetime.datetime, forms: Forms | None = None
) -> Acted:
    """Finish the open step as `next_act` says, its form filled first. Raises LookupError when nobody can."""
    officer, command, version = next_act(acted.resi, office_key, at)
    if forms is not None:
        forms.fill(acted.resi, officer, at)
    return act(acted.resi, command, officer=officer, version=version, key=_key(acted, at), at=at)


def _key(acted: TakenIn | Acted, at: datetime.datetime) -> UUID:
    return uuid5(NAMESPACE_OID, f"{acted.resi}{acted.version}{at}")


def advance(acted: TakenIn | Acted, office_key: str, *, to: str, at: datetime.datetime) -> TakenIn | Acted:
    """Bring a case forward to a step. Raises LookupError when it ends before."""
    while acted.step != to:
        if acted.step is None:
            raise LookupError(f"never at {to}")
        acted = complete_open_step(acted, office_key, at)
    return acted
