"""A street in Bintan for the tests of the register: the personas with their families, written as rows."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from loket.core.register import Address, Biodata, Documents, Family, Membership, Record, Resident, Stay
from loket.core.register.codes import MaritalStatus, Religion, Sex, Shdk
from loket.core.register.events import LifeEvent
from loket.core.register.recording import RecordingStatus
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.offices.records import Officer
from loket.register import models, services
from loket.register.ids import uuid_of
from loket.register.records import LifeEventRecord
from loket.register.store import reading, writing
from tests.apps import factories

SINCE = datetime.date(2020, 1, 6)
MARRIED = datetime.date(2008, 5, 5)
KIJANG = RegionCode("2101061008")
HOUSE = Address("Jl. Nusantara 12", "001", "002", KIJANG)
NEXT_DOOR = Address("Jl. Nusantara 14", "001", "002", KIJANG)
PONTIANAK = Address("Jl. Tanjungpura 1", "001", "001", RegionCode("6171011002"))
CARD = Documents(ktp_el=RecordingStatus.CARD_ISSUED)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def person(name: str, sex: Sex, born: str, **more: Any) -> Biodata:
    """A biodata with the least that is needed."""
    return Biodata(full_name=name, sex=sex, birth_place="Kijang", birth_date=day(born), religion=Religion.ISLAM, **more)


@dataclass(frozen=True)
class Home:
    """A family of the street: its id and KK number, and the ids of its members in the order given."""

    id: UUID
    kk_number: KkNumber
    members: tuple[UUID, ...]


def live(
    *members: tuple[Biodata, Shdk],
    number: int,
    address: Address = HOUSE,
    office: Officer | None = None,
    couple: bool = False,
) -> Home:
    """
    Write a family that has lived here since 2020, head first; `number` makes its NIKs and KK number.

    With `couple` the first two are married to each other.
    """
    office_id = (office or factories.budi()).office_id
    pen = writing.Pen(office_id, factories.MONDAY, None)
    ids = [services.new_id() for _ in members]
    kk_number = KkNumber(f"990106060120{number:04}")
    people = []
    for place, (given, _) in enumerate(members):
        biodata = _married_to(given, ids[1 - place]) if couple and place < 2 else given
        birth = biodata.birth_date.day + (40 if biodata.sex is Sex.FEMALE else 0)
        nik = Nik(f"990106{birth:02}{biodata.birth_date:%m%y}{number:04}")
        adult = biodata.birth_date.year < 2009
        people.append(
            Resident(ids[place], nik, (Record(SINCE, biodata, CARD if adult else Documents(), why="contoh"),))
        )
    family = Family(services.new_id(), kk_number, ids[0], (Stay(address, SINCE),))
    _save(people, family, members, pen)
    return Home(uuid_of(family.id), kk_number, tuple(ids))


def _married_to(biodata: Biodata, spouse: UUID) -> Biodata:
    status = MaritalStatus.KAWIN_TERCATAT
    return replace(biodata, spouse_ids=(spouse,), marital_status=status, marriage_date=MARRIED)


def _save(people: list[Resident], family: Family, members: tuple[tuple[Biodata, Shdk], ...], pen: writing.Pen) -> None:
    for one in people:
        models.Resident.objects.create(id=one.id, office_id=pen.office_id, **reading.current_columns(one))  # type: ignore[misc]
        writing.version_row(one, one.latest, None, pen).save()
    models.Family.objects.create(
        id=family.id,
        office_id=pen.office_id,
        head_id=family.head_id,  # type: ignore[misc]
        **reading.family_columns(family),
    )
    models.FamilyVersion.objects.bulk_create(writing.stay_rows(family, 0, pen))
    for one, (_, shdk) in zip(people, members, strict=True):
        writing.membership_row(Membership(one.id, family.id, shdk, SINCE, why="contoh")).save()


def saris() -> Home:
    """Agus, head; Sari, his wife; their son Adi of eleven."""
    return live(
        (person("Agus Salim", Sex.MALE, "1984-02-02"), Shdk.HEAD),
        (person("Sari Wulandari", Sex.FEMALE, "1986-03-03"), Shdk.WIFE),
        (person("Adi Salim", Sex.MALE, "2015-04-04"), Shdk.CHILD),
        number=1,
        couple=True,
    )


def watis() -> Home:
    """Wati, widow, and her grown daughter Rina."""
    return live(
        (person("Wati Rahayu", Sex.FEMALE, "1970-06-06", marital_status=MaritalStatus.CERAI_MATI), Shdk.HEAD),
        (person("Rina Rahayu", Sex.FEMALE, "1998-07-07"), Shdk.CHILD),
        number=2,
        address=NEXT_DOOR,
    )


def alone(name: str = "Joko Susilo", number: int = 3, office: Officer | None = None, address: Address = HOUSE) -> Home:
    """A single man with a KK of his own."""
    return live((person(name, Sex.MALE, "1995-08-08"), Shdk.HEAD), number=number, office=office, address=address)


def record(
    event: LifeEvent,
    *,
    by: Officer | None = None,
    key: UUID | None = None,
    accepted: Mapping[str, str] | None = None,
    at: datetime.datetime = factories.MONDAY,
    **more: Any,
) -> LifeEventRecord:
    """Record a life event as the counter of Bintan does."""
    return services.record_life_event(
        event, officer=by or factories.budi(), key=key or uuid.uuid4(), accepted=accepted, at=at, **more
    )
