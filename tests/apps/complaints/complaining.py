"""Complaints for tests, made through the services, and officers who move them on."""

import uuid
from collections.abc import Collection

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.records import Acted
from loket.complaints import services
from loket.complaints.records import Said, Secrecy, Taken
from loket.core.engine import Command, Complete
from loket.offices import queries as offices
from loket.offices.records import Officer
from tests.apps import factories

TEXT = "Saya diminta membayar seratus ribu untuk kartu keluarga."
ANSWER = "Uang Anda kami kembalikan, dan petugasnya kami tegur."
ABOUT_BUDI = Said(TEXT, "Mas Budi di loket")


def nisa() -> Officer:
    """The secretary of Bintan, who verifies complaints."""
    return factories.officer("bintan.nisa")


def hadi() -> Officer:
    """The head of Bintan, who disposes."""
    return factories.officer("bintan.hadi")


def surya() -> Officer:
    """The head of the division, who answers."""
    return factories.officer("bintan.surya")


def taken(said: Said = ABOUT_BUDI) -> Taken:
    """A complaint made on the page."""
    return services.take("bintan", said, key=uuid.uuid4())


def named(text: str = TEXT, whom: str = "", secrecy: Secrecy = Secrecy.NAMED) -> Said:
    """A complaint of Sari's, with her name."""
    return Said(text, whom, "", secrecy, "Sari Wulandari", "0812 0000 0001")


def do(resi: str, command: Command, officer: Officer) -> Acted:
    """One act on the case of a complaint as it stands."""
    version = casework.complaint_of(resi).case.version
    return cases.act(resi, command, officer=officer, version=version, key=uuid.uuid4())


def withheld(
    resi: str,
    persons: Collection[int],
    officer: Officer,
    *,
    shown: Collection[int] | None = None,
    why: str = "Diadukan",
) -> None:
    """Keep a complaint from these, by a page that has just been opened and shows everybody, or those `shown`."""
    everybody = [one.person for one in offices.persons("bintan")]
    services.withhold(
        resi,
        persons,
        why,
        shown=everybody if shown is None else shown,
        officer=officer,
        version=casework.complaint_of(resi).case.version,
        key=uuid.uuid4(),
    )


def told(said: Said = ABOUT_BUDI, category: str = "sederhana") -> Taken:
    """A complaint that was answered, and whose answer was told."""
    return answered(taken(said), category)


def answered(made: Taken, category: str = "sederhana") -> Taken:
    """The same complaint, once it was answered and its answer told."""
    do(made.resi, Complete(category), nisa())
    do(made.resi, Complete("ke-bidang"), hadi())
    services.answer(made.resi, ANSWER, officer=surya())
    do(made.resi, Complete("selesai"), surya())
    do(made.resi, Complete("disetujui"), hadi())
    do(made.resi, Complete("disampaikan"), nisa())
    return made
