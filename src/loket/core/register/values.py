"""
The things a population register holds: residents, families, and who belongs to which from when until when.

Every value keeps its own history in valid time; periods are half-open, an open end is None. Ids are given by the caller:
nothing here mints one, and nothing here knows whether a value is allowed.
"""

import datetime
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Disability,
    Education,
    MaritalStatus,
    MoveKind,
    PermitKind,
    Religion,
    ResidentStatus,
    Sex,
    Shdk,
)
from loket.core.register.recording import RecordingStatus
from loket.core.terms import KkNumber, Nik, RegionCode

ResidentId: TypeAlias = UUID | int
FamilyId: TypeAlias = UUID | int


def holds(day: datetime.date, from_date: datetime.date, until_date: datetime.date | None) -> bool:
    """Whether a half-open period contains the day."""
    return from_date <= day and (until_date is None or day < until_date)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a family lives: free street text, RT and RW of three digits, and the desa/kelurahan (ten digits)."""

    street: str
    rt: str
    rw: str
    region: RegionCode
    hamlet: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Permit:
    """A foreigner's leave to stay, with its last day (None: without end)."""

    kind: PermitKind
    number: str
    until_date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Biodata:
    """
    What F-1.01 asks of one person. Parents and spouses have ids when this register knows them.

    `occupation` is the number of the office's list. Titles are not part of the name, for certificates leave them out.
    Basis: Permendagri 109/2019, F-1.01; UU 24/2013 ps. 58.
    """

    full_name: str
    sex: Sex
    birth_place: str
    birth_date: datetime.date
    religion: Religion
    marital_status: MaritalStatus = MaritalStatus.BELUM_KAWIN
    blood_type: BloodType = BloodType.UNKNOWN
    education: Education = Education.NONE
    occupation: int = 1
    citizenship: Citizenship = Citizenship.WNI
    mother_name: str = ""
    father_name: str = ""
    mother_id: ResidentId | None = None
    father_id: ResidentId | None = None
    spouse_ids: tuple[ResidentId, ...] = ()
    marriage_date: datetime.date | None = None
    divorce_date: datetime.date | None = None
    death_date: datetime.date | None = None
    permit: Permit | None = None
    nationality: str = "Indonesia"
    belief_organisation: str = ""
    title_before: str = ""
    title_after: str = ""
    disability: Disability | None = None

    @property
    def parent_ids(self) -> tuple[ResidentId, ...]:
        """The parents this register knows, mother first."""
        return tuple(p for p in (self.mother_id, self.father_id) if p is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The papers a resident holds: numbers of akta as printed, the card's recording status, the last day of a KIA."""

    birth_akta: str | None = None
    marriage_akta: str | None = None
    divorce_akta: str | None = None
    death_akta: str | None = None
    ktp_el: RecordingStatus = RecordingStatus.BELUM_WAJIB
    kia_until_date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Transit:
    """A move between two offices that has begun: from which KK and place in it, when, where to, by which letter."""

    family_id: FamilyId
    shdk: Shdk
    departed_date: datetime.date
    destination: RegionCode
    kind: MoveKind
    skpwni_number: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """
    What the register says of a resident from one date on, until the next record; `why` is the kind of life event.

    `address` is that of someone without a KK; all others live where their KK is.
    """

    from_date: datetime.date
    biodata: Biodata
    documents: Documents = Documents()
    status: ResidentStatus = ResidentStatus.ACTIVE
    transit: Transit | None = None
    address: Address | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Resident:
    """One person for life. `nik` is None while waiting for the centre; `records` are never empty, in order of date."""

    id: ResidentId
    nik: Nik | None
    records: tuple[Record, ...]

    @property
    def latest(self) -> Record:
        """The record in force."""
        return self.records[-1]

    @property
    def biodata(self) -> Biodata:
        """The biodata in force."""
        return self.latest.biodata

    @property
    def documents(self) -> Documents:
        """The papers held now."""
        return self.latest.documents

    @property
    def status(self) -> ResidentStatus:
        """Where the resident stands now."""
        return self.latest.status

    @property
    def is_active(self) -> bool:
        """Whether the resident lives here as far as this register knows."""
        return self.status is ResidentStatus.ACTIVE

    @property
    def name(self) -> str:
        """The full name in force."""
        return self.biodata.full_name

    def on(self, day: datetime.date) -> Record | None:
        """What the register said for that day; None before the first record."""
        return next((r for r in reversed(self.records) if r.from_date <= day), None)


@dataclass(frozen=True, slots=True)
class Stay:
    """A family at one address for a time."""

    address: Address
    from_date: datetime.date
    until_date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """
    One KK: it lives as long as its head stays the same, so a change of head closes it and opens another.

    `kk_number` is None while waiting for the centre, and never changes once given. `stays` are in order of date; a gap
    between two is a move under way. `follows` names the KK whose members this one took over.
    Basis: UU 23/2006 ps. 61.
    """

    id: FamilyId
    kk_number: KkNumber | None
    head_id: ResidentId
    stays: tuple[Stay, ...]
    follows: FamilyId | None = None

    @property
    def opened_date(self) -> datetime.date:
        """The first day of the KK in this register."""
        return self.stays[0].from_date

    @property
    def closed_date(self) -> datetime.date | None:
        """The day from which the KK is no more, or is under way to another office; None while open."""
        return self.stays[-1].until_date

    @property
    def is_open(self) -> bool:
        """Whether the KK is in force."""
        return self.closed_date is None

    @property
    def address(self) -> Address:
        """The latest address, also of a closed KK."""
        return self.stays[-1].address

    def address_on(self, day: datetime.date) -> Address | None:
        """Where the family lived that day; None when the KK was not in force."""
        return next((s.address for s in reversed(self.stays) if holds(day, s.from_date, s.until_date)), None)


@dataclass(frozen=True, slots=True)
class Membership:
    """A resident in a KK as `shdk`, for a half-open period. `why` and `ended_why` are kinds of life events."""

    resident_id: ResidentId
    family_id: FamilyId
    shdk: Shdk
    from_date: datetime.date
    until_date: datetime.date | None = None
    why: str = ""
    ended_why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the membership is in force."""
        return self.until_date is None

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the resident was in the KK that day."""
        return holds(day, self.from_date, self.until_date)


@dataclass(frozen=True, slots=True)
class KkRow:
    """One line of a KK as printed."""

    resident_id: ResidentId
    nik: Nik | None
    biodata: Biodata
    shdk: Shdk


@dataclass(frozen=True, slots=True)
class Kk:
    """A KK as it would be printed on a day: members by SHDK, then by birth date."""

    family_id: FamilyId
    kk_number: KkNumber | None
    head_id: ResidentId
    address: Address
    rows: tuple[KkRow, ...]
