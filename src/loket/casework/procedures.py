"""Published procedures: frozen, known by number, and kept in the process once read."""

import datetime
import json
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from loket.casework import models
from loket.casework.refusals import UnknownProcedure
from loket.casework.store import door
from loket.core.procedure.model import Procedure
from loket.core.procedure.near import nearest
from loket.core.procedure.reader import fingerprint
from loket.offices import queries as offices
from loket.offices.memory import Memory


@dataclass(frozen=True, slots=True)
class PublishedProcedure:
    """One version in force or retired; `id` is what cases refer to."""

    id: int
    office_key: str
    service: str
    procedure: Procedure
    fingerprint: str
    effective: datetime.date


COMPLAINTS: Final = "pengaduan"

# A published version never changes, so what was read once is right for ever.
_by_id: Final[dict[int, PublishedProcedure]] = {}
_in_force: Memory[tuple[PublishedProcedure, ...]] = Memory()


def publish(
    procedure: Procedure, *, effective: datetime.date, now: datetime.datetime | None = None
) -> PublishedProcedure:
    """
    Put a procedure into force from a date, for the office with its code; running cases keep their version.

    Publishing the same content again changes nothing, unless it was retired: then it is back in force, from the date
    it first had. The caller has checked the procedure: errors block publishing.
    Raises UnknownProcedure when no office has the procedure's code.
    """
    office = next((o for o in offices.offices() if o.code == procedure.identity.office), None)
    if office is None:
        raise UnknownProcedure(service=procedure.service, near=f"kantor {procedure.identity.office} belum dipasang")
    # In printed order: lanes, papers and outcomes are shown as the SOP lists them, so keys are not sorted here.
    text = procedure.model_dump_json(by_alias=True, exclude_defaults=True)

    def write() -> int:
        row, _ = models.ProcedureVersion.objects.get_or_create(
            fingerprint=fingerprint(procedure),
            defaults={
                "office_key": office.key,
                "service": procedure.service,
                "effective_date": effective,
                "text": text,
                "published_at": now or timezone.now(),
            },
        )
        if row.retired_at is not None:
            row.retired_at = None
            row.save(update_fields=["retired_at"])
        return row.pk

    number = door.run(write)
    _in_force.forget()
    return by_id(number)


def retire(office_key: str, service: str, now: datetime.datetime) -> None:
    """Take a service out of the list; its running cases finish on their version."""

    def write() -> int:
        rows = models.ProcedureVersion.objects.filter(office_key=office_key, service=service, retired_at=None)
        return rows.update(retired_at=now)

    door.run(write)
    _in_force.forget()


def by_id(number: int) -> PublishedProcedure:
    """The version a case refers to."""
    found = _by_id.get(number)
    if found is None:
        found = _by_id[number] = _from_row(models.ProcedureVersion.objects.get(pk=number))
    return found


def _from_row(row: models.ProcedureVersion) -> PublishedProcedure:
    procedure = Procedure.model_validate(json.loads(row.text))
    return PublishedProcedure(row.pk, row.office_key, row.service, procedure, row.fingerprint, row.effective_date)


def published(office_key: str) -> tuple[PublishedProcedure, ...]:
    """Every version of an office that is not retired, by service, newest first."""
    return _in_force.get(office_key, lambda: _read_published(office_key))


def _read_published(office_key: str) -> tuple[PublishedProcedure, ...]:
    rows = models.ProcedureVersion.objects.filter(office_key=office_key, retired_at=None)
    numbers = rows.order_by("service", "-effective_date", "-pk").values_list("pk", flat=True)
    return tuple(by_id(number) for number in numbers)


def services_of(office_key: str, on: datetime.date) -> tuple[PublishedProcedure, ...]:
    """The version in force of each service on a day. How complaints are handled is none."""
    return tuple(version for version in _in_force_on(office_key, on) if version.procedure.complaint is None)


def complaints_of(office_key: str, on: datetime.date) -> PublishedProcedure:
    """How the office handles complaints on a day. Raises UnknownProcedure."""
    for version in _in_force_on(office_key, on):
        if version.procedure.complaint is not None:
            return version
    raise UnknownProcedure(service=COMPLAINTS, near="-")


def takes_complaints(office_key: str, on: datetime.date) -> bool:
    """Whether the office says how it handles complaints."""
    return any(version.procedure.complaint is not None for version in _in_force_on(office_key, on))


def _in_force_on(office_key: str, on: datetime.date) -> tuple[PublishedProcedure, ...]:
    in_force: dict[str, PublishedProcedure] = {}
    for version in published(office_key):
        if version.effective <= on:
            in_force.setdefault(version.service, version)
    return tuple(in_force.values())


def current(office_key: str, service: str, on: datetime.date) -> PublishedProcedure:
    """The version in force of one service. Raises UnknownProcedure, naming what is near."""
    in_force = {version.service: version for version in services_of(office_key, on)}
    if service not in in_force:
        near = nearest(service, in_force) or ", ".join(sorted(in_force)) or "belum ada"
        raise UnknownProcedure(service=service, near=near)
    return in_force[service]


def forget() -> None:
    """Drop what this process knows: only a test that changes databases needs it."""
    _by_id.clear()
    _in_force.forget()
