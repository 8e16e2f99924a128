"""Rows as values of the core. Each takes what was read, and asks the database for nothing but the key of sealed data."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from loket.core.register import Address, Biodata, Documents, Family, Membership, Record, Resident, Stay, Transit
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.register import models
from loket.register.codec import coded, unpacked
from loket.vault.leaves import opened_leaves
from loket.vault.services import of_resident


class Addressed(Protocol):
    """A row with the columns of an address."""

    street: str
    rt: str
    rw: str
    region: str
    hamlet: str
    postal_code: str


def address_of(row: Addressed) -> Address:
    """The address of a family or of one of its versions."""
    return Address(row.street, row.rt, row.rw, RegionCode(row.region), row.hamlet, row.postal_code)


def address_columns(address: Address) -> dict[str, str]:
    """The columns for an address."""
    return {
        "street": address.street,
        "rt": address.rt,
        "rw": address.rw,
        "region": address.region.digits,
        "hamlet": address.hamlet,
        "postal_code": address.postal_code,
    }


def record_of(row: models.ResidentVersion) -> Record:
    """One version of a resident."""
    return Record(
        from_date=row.valid_from,
        biodata=unpacked(Biodata, opened_leaves(row.biodata, of_resident(row.resident_id))),
        documents=unpacked(Documents, row.documents),
        status=ResidentStatus(row.status),
        transit=unpacked(Transit, row.transit) if row.transit is not None else None,
        address=unpacked(Address, row.address) if row.address is not None else None,
        why=row.why,
    )


def residents_of(versions: Iterable[models.ResidentVersion]) -> Iterator[Resident]:
    """Residents from their versions in force, which come ordered by resident and day, with `resident` selected."""
    for _, rows in groupby(versions, key=attrgetter("resident_id")):
        records = list(rows)
        person = records[0].resident
        yield Resident(person.id, nik_of(person.nik), tuple(record_of(row) for row in records))


def families_of(versions: Iterable[models.FamilyVersion]) -> Iterator[Family]:
    """Families from their versions, ordered by family and number, with `family` selected."""
    for _, rows in groupby(versions, key=attrgetter("family_id")):
        stays = list(rows)
        row = stays[0].family
        periods = tuple(Stay(address_of(s), s.valid_from, s.valid_until) for s in stays)
        yield Family(row.id, kk_of(row.kk_number), row.head_id, periods, row.follows_id)


def membership_of(row: models.Membership) -> Membership:
    """One place in a KK."""
    return Membership(
        row.resident_id, row.family_id, coded(Shdk, row.shdk), row.from_date, row.until_date, row.why, row.ended_why
    )


def nik_of(digits: str | None) -> Nik | None:
    """A stored NIK, which was checked when it came."""
    return None if digits is None else Nik(digits)


def kk_of(digits: str | None) -> KkNumber | None:
    """A stored KK number, which was checked when it came."""
    return None if digits is None else KkNumber(digits)


def name_key(name: str) -> str:
    """How a name is looked for: small letters, one blank between words, no signs."""
    kept = (c if c.isalnum() else " " for c in name.casefold().replace("'", "").replace("’", ""))
    return " ".join("".join(kept).split())[:200]


def current_columns(resident: Resident) -> dict[str, object]:
    """What the resident's own row repeats of the version in force."""
    biodata = resident.biodata
    return {
        "nik": resident.nik.digits if resident.nik else None,
        "full_name": biodata.full_name,
        "name_key": name_key(biodata.full_name),
        "sex": int(biodata.sex),
        "birth_place": biodata.birth_place,
        "birth_date": biodata.birth_date,
        "marital_status": int(biodata.marital_status),
        "status": str(resident.status),
        "mother_id": biodata.mother_id,
        "father_id": biodata.father_id,
    }


def family_columns(family: Family) -> dict[str, object]:
    """What the family's own row repeats of its versions."""
    columns: dict[str, object] = {
        "kk_number": family.kk_number.digits if family.kk_number else None,
        "opened_date": family.opened_date,
        "closed_date": family.closed_date,
    }
    return columns | address_columns(family.address)


def ends_of(records: tuple[Record, ...]) -> list[datetime.date | None]:
    """Until when each record holds: the day of the next one."""
    return [later.from_date for later in records[1:]] + [None]
