"""The people of the sample papers: a family in Kijang, a foreigner with them, and the office that writes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from loket.core.register import Address, Biodata, Documents, Kk, KkRow, Permit
from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Disability,
    Education,
    MaritalStatus,
    PermitKind,
    Religion,
    Sex,
    Shdk,
)
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.documents.papers.akta import Court
from loket.documents.papers.issue import Issue, Signer
from loket.documents.papers.kk import KkRecord
from loket.documents.papers.people import Person
from loket.documents.papers.places import Place
from tests.apps.documents.samples import HEAD

HADI = Signer(
    title="Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bintan",
    name="Drs. Hadi Purnomo, M.Si.",
    nip="99700101 199503 1 001",
)
ISSUE = Issue(
    letterhead=HEAD,
    signer=HADI,
    issued_date=date(2026, 11, 23),
    place="Bintan",
    printed_at=datetime(2026, 11, 23, 3, 15, tzinfo=UTC),
)
KIJANG = Place(
    street="Jl. Nusantara No. 12",
    rt="001",
    rw="002",
    postal_code="29151",
    village="Kijang Kota",
    district="Bintan Timur",
    regency="Kabupaten Bintan",
    province="Kepulauan Riau",
)
PONTIANAK = Place(
    street="Jl. Tanjungpura 1",
    rt="003",
    rw="004",
    postal_code="78117",
    village="Benua Melayu Laut",
    district="Pontianak Selatan",
    regency="Kota Pontianak",
    province="Kalimantan Barat",
    village_label="Kelurahan",
)
KK_NUMBER = KkNumber("9901060601200001")
WORK = {1: "Belum/Tidak Bekerja", 2: "Mengurus Rumah Tangga", 3: "Pelajar/Mahasiswa", 11: "Nelayan/Perikanan"}

AGUS = Person(
    nik=Nik("9901060202840001"),
    biodata=Biodata(
        full_name="Agus Salim",
        title_before="Drs. H.",
        title_after="M.Si.",
        sex=Sex.MALE,
        birth_place="Tanjungpinang",
        birth_date=date(1984, 2, 2),
        religion=Religion.ISLAM,
        marital_status=MaritalStatus.KAWIN_TERCATAT,
        blood_type=BloodType.O,
        education=Education.S1,
        occupation=11,
        mother_name="Hasnah",
        father_name="Abdul Salim",
        marriage_date=date(2008, 5, 5),
    ),
    documents=Documents(marriage_akta="123/45/V/2008"),
    kk_number=KK_NUMBER,
    head_name="Agus Salim",
    shdk=Shdk.HEAD,
    place=KIJANG,
    occupation=WORK[11],
)
SARI = Person(
    nik=Nik("9901064303860002"),
    biodata=Biodata(
        full_name="Sari Wulandari",
        sex=Sex.FEMALE,
        birth_place="Kijang",
        birth_date=date(1986, 3, 3),
        religion=Religion.ISLAM,
        marital_status=MaritalStatus.KAWIN_TERCATAT,
        education=Education.SLTA,
        occupation=2,
        mother_name="Wati Rahayu",
        father_name="Budi Rahayu",
        marriage_date=date(2008, 5, 5),
        disability=Disability.PHYSICAL,
    ),
    documents=Documents(birth_akta="474.1/77/1986", marriage_akta="123/45/V/2008"),
    kk_number=KK_NUMBER,
    head_name="Agus Salim",
    shdk=Shdk.WIFE,
    place=KIJANG,
    occupation=WORK[2],
)
ADI = Person(
    nik=Nik("9901060404150003"),
    biodata=Biodata(
        full_name="Adi Salim",
        sex=Sex.MALE,
        birth_place="Kijang",
        birth_date=date(2015, 4, 4),
        religion=Religion.ISLAM,
        education=Education.SD_UNFINISHED,
        occupation=3,
        mother_name="Sari Wulandari",
        father_name="Agus Salim",
    ),
    documents=Documents(birth_akta="2101-LU-01062015-0007"),
    kk_number=KK_NUMBER,
    head_name="Agus Salim",
    shdk=Shdk.CHILD,
    place=KIJANG,
    occupation=WORK[3],
    mother_nik=SARI.nik,
    father_nik=AGUS.nik,
)
JANE = Person(
    nik=Nik("9901064505900004"),
    biodata=Biodata(
        full_name="Jane Smith",
        sex=Sex.FEMALE,
        birth_place="Perth",
        birth_date=date(1990, 5, 5),
        religion=Religion.KRISTEN,
        citizenship=Citizenship.WNA,
        nationality="Australia",
        permit=Permit(PermitKind.ITAP, "2D41AB1234-W", date(2030, 6, 30)),
        occupation=1,
    ),
    shdk=Shdk.OTHER_KIN,
    kk_number=KK_NUMBER,
    place=KIJANG,
    occupation=WORK[1],
)
COURT = Court(name="Putusan Pengadilan Negeri Tanjungpinang", number="12/Pdt.P/2026/PN Tpg", on=date(2026, 11, 3))


def kk_of(*people: Person, number: KkNumber | None = KK_NUMBER) -> Kk:
    """A KK of these people, the first its head."""
    address = Address("Jl. Nusantara No. 12", "001", "002", RegionCode("2101061001"))
    rows = tuple(KkRow(place, p.nik, p.biodata, p.shdk or Shdk.OTHER_KIN) for place, p in enumerate(people, start=1))
    return Kk(1, number, 1, address, rows)


KK = KkRecord(ISSUE, kk_of(AGUS, SARI, ADI), KIJANG, WORK)


def numbered(number: str) -> Issue:
    """The frame of a letter with a number."""
    return replace(ISSUE, number=number)
