"""People of Pontianak for the tests of what Bintan is shown: one under way, one whose husband lives in Bintan."""

from dataclasses import dataclass
from uuid import UUID

from loket.casework import demo, procedures
from loket.casework.records import Acted, TakenIn
from loket.core.entry import Raw
from loket.core.procedure.model import Entry, EntryKind
from loket.core.register.codes import MoveKind, MoveReason, Sex, Shdk
from loket.core.register.moves import MoveIn, MoveOut
from loket.core.register.placements import JoinKk
from loket.core.terms import RegionCode
from loket.offices.records import Officer
from loket.register import queries as register
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.register.people import Home

MAKASSAR = RegionCode("7371011001")
LETTER = "SKPWNI/6171/16112026/0001"
SURE = {"couple-shares-kk": "bekerja di Pontianak"}


def nik_of(resident: UUID) -> str:
    """What is typed to name a resident."""
    found = register.people([resident])[resident].nik
    assert found is not None
    return found.digits


def move_out(home: Home, mover: UUID, to: RegionCode, by: Officer) -> None:
    """One of a home leaves it, with a letter to this region."""
    people.record(
        MoveOut(
            date=factories.TODAY,
            family_id=home.id,
            movers=frozenset({mover}),
            kind_of_move=MoveKind.HEAD_AND_ALL if len(home.members) == 1 else MoveKind.MEMBERS,
            destination=to,
            reason=MoveReason.WORK,
            skpwni_number=LETTER,
        ),
        by=by,
        accepted=SURE,
    )


def under_way(to: RegionCode) -> Home:
    """Joko Susilo, who has left Pontianak with a letter to this region."""
    home = people.alone(office=factories.dewi(), address=people.PONTIANAK)
    move_out(home, home.members[0], to, factories.dewi())
    return home


def arrival(home: Home, at: RegionCode = people.KIJANG) -> Raw:
    """The form by which the one of this home arrives alone, in a KK of his own."""
    return {
        "skpwni_number": LETTER,
        "skpwni_date": "16-11-2026",
        "arrival_date": "16-11-2026",
        "origin": "61.71",
        "origin_address": "Jl. Tanjungpura 1",
        "place": "kk-baru",
        "street": "Jl. Pasar 3",
        "rt": "1",
        "rw": "2",
        "region": str(at),
        "returning": [{"who": nik_of(home.members[0]), "shdk": "1"}],
    }


@dataclass(frozen=True)
class Apart:
    """Agus in Bintan; Sari, his wife, in the KK of her father in Pontianak."""

    here: Home
    there: Home

    @property
    def annulment(self) -> dict[str, str]:
        """The form by which their marriage is annulled."""
        agus, sari = self.here.members
        return {
            "husband": nik_of(agus),
            "wife": nik_of(sari),
            "akta_number": "2101-KW-05052005-0001",
            "husband_was": "1",
            "wife_was": "1",
            "court": "PN Tanjungpinang",
            "ruling_number": "12/Pdt.G/2026",
            "ruling_date": "01-11-2026",
            "final_date": "16-11-2026",
            "apart": "sudah-terpisah",
        }


def apart() -> Apart:
    """A couple who live apart, each kept by another office."""
    here = people.live(
        (people.person("Agus Salim", Sex.MALE, "1984-02-02"), Shdk.HEAD),
        (people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03"), Shdk.WIFE),
        number=1,
        couple=True,
    )
    there = people.alone("Bambang Hartono", 2, factories.dewi(), people.PONTIANAK)
    sari = here.members[1]
    move_out(here, sari, people.PONTIANAK.region, factories.budi())
    enters = JoinKk(there.id, {sari: Shdk.OTHER_KIN})
    arrived = MoveIn(date=factories.TODAY, skpwni_number=LETTER, placements=(enters,))
    people.record(arrived, by=factories.dewi(), accepted=SURE)
    return Apart(here, there)


def at_operator(kind: str) -> TakenIn | Acted:
    """Sari's application in Bintan whose operator has this form to fill."""
    entry = Entry(fill=births.FILL, effect=births.EFFECT, kinds=(EntryKind(kind=kind),))
    procedure = births.published().model_copy(update={"service": f"uji-{kind}", "entry": entry})
    procedures.publish(procedure, effective=factories.INSTALLED_DATE, now=factories.MONDAY)
    taken = factories.take_in(service=f"uji-{kind}")
    return demo.advance(taken, "bintan", to=births.FILL, at=factories.MONDAY)
