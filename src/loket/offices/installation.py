"""Installing an office from its folder: the office, its demonstration officers and their appointments."""

import datetime

from loket.core.procedure.office import DemoOfficer, OfficeFile
from loket.offices.services import Decision, add_person, appoint, install_office
from loket.offices.terms import AppointmentKind


def install_with_officers(
    file: OfficeFile, *, valid_from: datetime.date, password_hash: str, decision: Decision
) -> dict[str, int]:
    """
    Install an office with the invented officers of its file, appointed from `valid_from`; return persons by user name.

    For demonstrations, rehearsals and tests: a real office adds its officers one by one. Raises NameTaken when run
    twice.
    """
    install_office(file, decision)
    persons = {}
    for number, officer in enumerate(file.officers, 1):
        persons[officer.username] = add_person(
            file.key,
            username=officer.username,
            full_name=officer.name,
            nip=officer.nip or "",
            password_hash=password_hash,
            decision=decision,
        )
        for position, kind in _seats(officer):
            appoint(
                file.key,
                person=persons[officer.username],
                position=position,
                kind=kind,
                decree=f"SK Contoh {number:03d}/{valid_from.year}",
                valid_from=valid_from,
                decision=decision,
            )
    return persons


def _seats(officer: DemoOfficer) -> list[tuple[str, AppointmentKind]]:
    own = (officer.position, AppointmentKind(officer.kind))
    return [own, *((position, AppointmentKind(kind)) for position, kind in officer.also.items())]
