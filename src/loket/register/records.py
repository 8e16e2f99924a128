"""What other apps may know of the register: frozen records and values of the core, never rows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from loket.core.register import Address, Documents, Membership, Record
from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex, Shdk
from loket.core.terms import KkNumber, Nik, RegionCode


@dataclass(frozen=True, slots=True)
class RegisterSettings:
    """
    Where numbers come from (see `national`) and how many calendar days an SKPWNI lasts.

    `certificate` names the decision by which numbers that the office gave itself count; empty: papers with them are drafts.
    """

    national: str
    transit_days: int
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class LifeEventRecord:
    """
    A recorded life event. `families` holds every touched KK with `before` and `after` as plain data (null: not in force).

    `accepted` holds each warning that was taken on: its `rule`, `sentence` and `reason`, and in `about` the ids of the residents
    whom the sentence may name; what was recorded by an earlier version does not say whom. `numbers` gives what the register
    minted: id of the resident or family to NIK or KK number. `replayed` tells an answer to a key that was used before.
    """

    id: UUID
    kind: str
    happened_on: datetime.date
    effective_on: datetime.date
    recorded_at: datetime.datetime
    office_id: int
    acted_as: str
    case: str
    reference: str
    days_late: int
    accepted: tuple[Mapping[str, Any], ...]
    payload: Mapping[str, Any]
    families: tuple[Mapping[str, Any], ...]
    outputs: tuple[Mapping[str, Any], ...]
    numbers: Mapping[str, str]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class ResidentRecord:
    """A resident as of a day: the record in force then, and the place in a KK, if any."""

    id: UUID
    nik: Nik | None
    record: Record
    family_id: UUID | None
    kk_number: KkNumber | None
    shdk: Shdk | None
    address: Address | None

    @property
    def name(self) -> str:
        """The full name of that day."""
        return self.record.biodata.full_name

    @property
    def documents(self) -> Documents:
        """The papers held that day."""
        return self.record.documents


@dataclass(frozen=True, slots=True)
class ResidentLine:
    """A resident in a list."""

    id: UUID
    nik: Nik | None
    full_name: str
    sex: Sex
    birth_date: datetime.date
    marital_status: MaritalStatus
    status: ResidentStatus
    kk_number: KkNumber | None
    region: RegionCode | None


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A KK in a list."""

    id: UUID
    kk_number: KkNumber | None
    head_name: str
    address: Address
    opened_date: datetime.date
    closed_date: datetime.date | None


@dataclass(frozen=True, slots=True)
class History:
    """All the register knows of a resident's past: versions, places in KKs, and life events, each oldest first."""

    id: UUID
    nik: Nik | None
    versions: tuple[Record, ...]
    memberships: tuple[Membership, ...]
    events: tuple[LifeEventRecord, ...]


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """A region and its place in the country."""

    code: RegionCode
    level: int
    name: str
    kind: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A line of a code list."""

    code: int
    name: str
    order: int
