"""
The families that the journeys happen to, written into the register of the served offices as rows.

Ages are counted back from today, so that a child stays a child however late the journeys are made.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from loket.core.register import Address, Biodata, Documents, Family, Membership, Record, Resident, Stay
from loket.core.register.codes import Education, MaritalStatus, Religion, Sex, Shdk
from loket.core.register.recording import RecordingStatus
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.offices import queries as offices
from loket.register import models
from loket.register.finding import index
from loket.register.ids import uuid_of
from loket.register.services import new_id
from loket.register.store import reading, writing

HOLDS_CARD = Documents(ktp_el=RecordingStatus.CARD_ISSUED)
NO_CARD = Documents()
SETTLED_YEARS = 3
MARRIED_YEARS = 12
VILLAGES = {"bintan": "2101061008", "pesisir-selatan": "1301012005"}
_M, _F = Sex.MALE, Sex.FEMALE
_HEAD, _WIFE, _CHILD = Shdk.HEAD, Shdk.WIFE, Shdk.CHILD


@dataclass(frozen=True)
class Member:
    """One person to be written: name, sex, age, and place in the KK."""

    name: str
    sex: Sex
    age: int
    shdk: Shdk
    documents: Documents = HOLDS_CARD
    status: MaritalStatus = MaritalStatus.BELUM_KAWIN


@dataclass(frozen=True)
class Home:
    """One family to be written, head first. With `couple` the first two are married, and the parents of the children."""

    members: tuple[Member, ...]
    office: str = "bintan"
    couple: bool = True
    marriage_akta: str | None = None
    religion: Religion = Religion.ISLAM


def _parents(husband: str, wife: str, age: int = 40) -> tuple[Member, Member]:
    return Member(husband, _M, age, _HEAD), Member(wife, _F, age - 2, _WIFE)


def _child(name: str, sex: Sex, age: int) -> Member:
    akta = Documents(birth_akta=f"2101-LU-{age:02}012016-0042")
    return Member(name, sex, age, _CHILD, akta if age < 17 else replace(akta, ktp_el=RecordingStatus.CARD_ISSUED))


HOMES: Mapping[str, Home] = {
    "orang-tua-ilham": Home((*_parents("Harun Al Rasyid", "Zubaidah", 58), _child("Ilham Ramadhan", _M, 27))),
    "orang-tua-nurul": Home((*_parents("Muhammad Nur", "Khadijah", 55), _child("Nurul Hidayah", _F, 25))),
    "calon-ayah": Home(_parents("Fauzan Akbar", "Larasati Dewi", 31)),
    "ayah-tunggal": Home(
        (
            Member("Suhardi Wijaya", _M, 44, _HEAD, status=MaritalStatus.CERAI_MATI),
            _child("Galang Wijaya", _M, 14),
            _child("Citra Wijaya", _F, 9),
        ),
        couple=False,
    ),
    "bibi": Home((*_parents("Sugiarto", "Endang Wijaya", 45), Member("Hartini Wijaya", _F, 38, Shdk.OTHER_KIN))),
    "orang-tua-kandung": Home((*_parents("Slamet Riyadi", "Painem", 39), _child("Anggun Lestari", _F, 5))),
    "orang-tua-angkat": Home(_parents("Bramantyo Adi", "Retno Wulan", 38)),
    "perantau": Home(
        (*_parents("Yusuf Mansur", "Rahmah El Yunusiah", 42), _child("Hanif Mansur", _M, 15), _child("Salma", _F, 11))
    ),
    "batal-merantau": Home((Member("Dedi Kurniawan", _M, 29, _HEAD),), couple=False),
    "surat-habis-1280": Home((*_parents("Basuki Rahmat", "Sulastri", 41), _child("Wahyu Rahmat", _M, 13))),
    "surat-habis-360": Home((*_parents("Mulyadi Hasan", "Nurhayati", 43), _child("Siti Hasanah", _F, 12))),
    "kehilangan": Home((*_parents("Tarmizi Taher", "Rosmawati", 50), _child("Fitria Taher", _F, 20))),
    "kawin-batal": Home(
        _parents("Yohanes Sinaga", "Maria Simanjuntak", 36),
        marriage_akta="2101-KW-05052016-0007",
        religion=Religion.KRISTEN,
    ),
    "duka": Home(_parents("Ridwan Saleh", "Mariana", 33)),
    "pemula": Home(
        (*_parents("Syafril Koto", "Yuliarni", 46), Member("Rizki Koto", _M, 17, _CHILD, NO_CARD)),
        office="pesisir-selatan",
    ),
    "sebatang-kara": Home((Member("Zainal Abidin", _M, 63, _HEAD),), couple=False),
    "dilihat-lihat": Home(_parents("Teuku Umar Johan", "Cut Meutia", 52)),
    "bertanda-tangan": Home((*_parents("Ahmad Dahlan", "Siti Walidah", 48), _child("Johan Dahlan", _M, 19))),
}


@dataclass
class _Writer:
    """Writes one home; `number` makes its NIKs and its KK number."""

    home: Home
    number: int
    today: datetime.date
    ids: list[UUID] = field(default_factory=list)

    def write(self) -> dict[str, object]:
        """The home as the journeys know it: its KK number, and the NIK of each member by name."""
        self.ids = [new_id() for _ in self.home.members]
        pen = writing.Pen(offices.office(self.home.office).id, datetime.datetime.now(datetime.UTC), None)
        people = [self._resident(place) for place in range(len(self.ids))]
        address = Address("Jl. Uji Coba 7", "001", "002", RegionCode(VILLAGES[self.home.office]), postal_code="29151")
        since = _years_before(self.today, SETTLED_YEARS)
        kk_number = KkNumber(f"990106{since:%d%m%y}{self.number:04}")
        family = Family(new_id(), kk_number, self.ids[0], (Stay(address, since),))
        _save(people, family, self.home.members, pen)
        niks = {one.name: one.nik.digits if one.nik else "" for one in people}
        return {"kk": kk_number.digits, "family": str(family.id), "niks": niks}

    def _resident(self, place: int) -> Resident:
        member = self.home.members[place]
        biodata = self._biodata(place)
        born = biodata.birth_date
        day = born.day + (40 if member.sex is _F else 0)
        since = max(born, _years_before(self.today, SETTLED_YEARS))
        documents = member.documents
        if self.home.couple and place < 2:
            documents = replace(documents, marriage_akta=self.home.marriage_akta)
        return Resident(
            self.ids[place],
            Nik(f"990106{day:02}{born:%m%y}{self.number:04}"),
            (Record(since, biodata, documents, why="contoh"),),
        )

    def _biodata(self, place: int) -> Biodata:
        member = self.home.members[place]
        biodata = Biodata(
            full_name=member.name,
            sex=member.sex,
            birth_place="Kijang",
            birth_date=_years_before(self.today, member.age) - datetime.timedelta(days=60 + place),
            religion=self.home.religion,
            marital_status=member.status,
            education=Education.SLTA if member.age > 18 else Education.SD_UNFINISHED,
            occupation=88 if member.age > 18 else 3,
            mother_name="Siti Hawa",
            father_name="Abdul Adam",
        )
        if self.home.couple and place < 2:
            return replace(
                biodata,
                spouse_ids=(self.ids[1 - place],),
                marital_status=MaritalStatus.KAWIN_TERCATAT,
                marriage_date=_years_before(self.today, min(MARRIED_YEARS, member.age - 20)),
            )
        if member.shdk is not _CHILD:
            return biodata
        return self._of_its_parents(biodata)

    def _of_its_parents(self, biodata: Biodata) -> Biodata:
        head, *others = self.home.members
        father = replace(biodata, father_name=head.name, father_id=self.ids[0])
        if not self.home.couple:
            return father
        return replace(father, mother_name=others[0].name, mother_id=self.ids[1])


def _years_before(today: datetime.date, years: int) -> datetime.date:
    return today.replace(day=min(today.day, 28), year=today.year - years)


def _save(people: list[Resident], family: Family, members: tuple[Member, ...], pen: writing.Pen) -> None:
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
    for one, member in zip(people, members, strict=True):
        since = max(one.biodata.birth_date, family.opened_date)
        writing.membership_row(Membership(one.id, uuid_of(family.id), member.shdk, since, why="contoh")).save()


def settle() -> dict[str, dict[str, object]]:
    """Write all homes, with numbers that no home before them has, and make them known to the search; by name of the home."""
    before = models.Resident.objects.filter(nik__startswith="990106").count()
    written = {}
    for place, (name, home) in enumerate(HOMES.items()):
        today = offices.today(home.office, datetime.datetime.now(datetime.UTC))
        written[name] = _Writer(home, before + place + 1, today).write()
    index.complete()
    return written
