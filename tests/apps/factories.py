"""Offices, officers and cases for tests, made through the services, with named traits."""

import datetime
import functools
import uuid
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from loket.casework import demo, procedures, queries, services
from loket.casework.queries import CaseView
from loket.casework.records import Acted, Applicant, ChecklistLine, TakenIn
from loket.core.engine import Command
from loket.core.procedure.model import Procedure
from loket.core.procedure.reader import Catalogue, catalogue
from loket.offices import queries as offices
from loket.offices import services as office_services
from loket.offices.installation import install_with_officers
from loket.offices.records import Officer
from loket.offices.services import Decision
from loket.register import services as register

INSTALLED_DATE = datetime.date(2020, 1, 6)
MONDAY = datetime.datetime(2026, 11, 16, 2, 0, tzinfo=datetime.UTC)
"""Monday 16 November 2026, 09.00 WIB: within office hours."""
SARI = Applicant("Sari Wulandari", "9901014101900001", "081200000001", "KK keluarga Sari")
TODAY = MONDAY.date()


@functools.cache
def sop() -> Catalogue:
    """Every office and procedure shipped with Loket."""
    return catalogue(Path(settings.SOP_ROOT))


def decision(why: str = "uji", by: Officer | None = None, at: datetime.datetime = MONDAY) -> Decision:
    """A decision with a ground: of an officer, or of whoever runs the installation."""
    return Decision(by, at, why) if by else Decision.founding(at, why)


def install(*keys: str) -> None:
    """Install offices with their officers, and publish their procedures."""
    for key in keys:
        reading = sop().office(key)
        assert reading is not None
        assert reading.office is not None, reading.problems
        install_with_officers(
            reading.office, valid_from=INSTALLED_DATE, password_hash="!", decision=decision("pemasangan")
        )
        for version in sop().readings:
            if version.office_key == key:
                assert version.procedure is not None, version.problems
                assert version.effective_date is not None
                procedures.publish(version.procedure, effective=version.effective_date, now=MONDAY)


def procedure(office: str = "bintan", service: str = "kk") -> Procedure:
    """The published procedure."""
    return procedures.current(office, service, MONDAY.date()).procedure


def officer(username: str, on: datetime.date = TODAY) -> Officer:
    """An installed officer as of a day, by user name: "bintan.budi"."""
    office_key = username.split(".", maxsplit=1)[0]
    person = next(p.person for p in offices.persons(office_key) if p.username == username)
    found = offices.officer_by_id(person, on)
    assert found is not None
    return found


def budi() -> Officer:
    """The loket officer of Bintan."""
    return officer("bintan.budi")


def wati() -> Officer:
    """The verifier (Kasi) of Bintan."""
    return officer("bintan.wati")


def hadi() -> Officer:
    """The signing official of Bintan."""
    return officer("bintan.hadi")


def recognise(certificate: str, at: datetime.datetime = MONDAY) -> None:
    """Bintan's own numbers count: its head has proposed it and its administrator confirmed."""
    number = register.propose_recognition(hadi(), certificate, why="uji", at=at)
    register.confirm_recognition(officer("bintan.admin"), hadi().office_id, number, at=at)


def dewi() -> Officer:
    """An officer of another office: the counter of Pontianak."""
    other = procedure("pontianak", "kk")
    return demo.officer_for(other, other.first, "pontianak", MONDAY)


def away(absent: Officer, until: datetime.date | None = None) -> Officer:
    """An officer who is on leave today, so that a Plh stands in."""
    office_services.record_absence(
        absent.office_key,
        person=absent.person,
        valid_from=TODAY,
        valid_until=until or TODAY + datetime.timedelta(days=1),
        reason="cuti",
        decision=decision("cuti"),
    )
    return absent


def complete_papers(of: Procedure, answers: Mapping[str, object] | None = None) -> tuple[ChecklistLine, ...]:
    """A checklist on which every paper that applies is present."""
    return demo.complete_papers(of, answers or {})


def take_in(
    office: str = "bintan",
    service: str = "kk",
    *,
    by: Officer | None = None,
    applicant: Applicant = SARI,
    answers: Mapping[str, object] | None = None,
    key: uuid.UUID | None = None,
    at: datetime.datetime = MONDAY,
) -> TakenIn:
    """An application with all its papers, taken in at the counter."""
    found = procedure(office, service)
    officer_in = by or demo.officer_for(found, found.first, office, at)
    taken = services.take_in(
        office,
        service,
        officer=officer_in,
        applicant=applicant,
        answers=answers or {},
        checklist=complete_papers(found, answers),
        key=key or uuid.uuid4(),
        extra_evidence=demo.extra_evidence(found),
        at=at,
    )
    assert isinstance(taken, TakenIn)
    return taken


def case_at(
    step: str, office: str = "bintan", service: str = "kk", *, at: datetime.datetime = MONDAY
) -> TakenIn | Acted:
    """A case that stands at a step, brought there by the officers whose steps came before."""
    taken = take_in(office, service, at=at)
    return demo.advance(taken, office, to=step, at=at)


def act(acted: TakenIn | Acted, command: Command, by: Officer, at: datetime.datetime = MONDAY) -> Acted:
    """One act on a case as it stands in `acted`."""
    return services.act(acted.resi, command, officer=by, version=acted.version, key=uuid.uuid4(), at=at)


def complete(acted: TakenIn | Acted, at: datetime.datetime = MONDAY) -> Acted:
    """The ordinary way on from where a case of Bintan stands, through the service and by the step's first officer."""
    return demo.complete_open_step(acted, "bintan", at)


def view(acted: TakenIn | Acted, by: Officer, now: datetime.datetime = MONDAY) -> CaseView:
    """The case as an officer sees it."""
    return queries.case_view(acted.resi, by, now)
