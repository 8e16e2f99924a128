"""
Reads of the register for one paper, each asked once: people with their KK, addresses in words, names of occupations.

Whoever has left a KK (moved, died, gone abroad) is read as of the day before, when there still was one.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from loket.core.register import Address, Kk, KkRow, Transit
from loket.core.register.codes import ResidentStatus, Shdk
from loket.core.terms import RegionCode
from loket.documents.papers.people import Person
from loket.documents.papers.places import Place
from loket.offices.records import OfficeRecord
from loket.register import queries as register
from loket.register.places import PlaceNames
from loket.register.records import LifeEventRecord, ResidentRecord

_DAY: Final = timedelta(days=1)


class Reader:
    """The register as of one day, as one paper sees it."""

    def __init__(self, office: OfficeRecord, on: date) -> None:
        self.office = office
        self.on = on
        self._places: dict[RegionCode, PlaceNames] = {}
        self._kks: dict[tuple[UUID, date], Kk | None] = {}
        self._occupations: dict[int, str] | None = None
        self._at_home: dict[UUID, date] = {}

    def kk(self, family_id: UUID, on: date | None = None) -> Kk | None:
        """A KK as it stood that day."""
        key = (family_id, on or self.on)
        if key not in self._kks:
            self._kks[key] = register.family(*key)
        return self._kks[key]

    def origin(self, transit: Transit) -> Kk | None:
        """The KK that those under way have left, as it was the day before."""
        family_id = transit.family_id
        return self.kk(family_id, transit.departed_date - _DAY) if isinstance(family_id, UUID) else None

    def occupations(self) -> dict[int, str]:
        """The names of all occupations, by number."""
        if self._occupations is None:
            self._occupations = {entry.code: entry.name for entry in register.codes("pekerjaan", self.on)}
        return self._occupations

    def place(self, address: Address | None) -> Place:
        """An address in words; a region that is not listed stays empty."""
        if address is None:
            return Place()
        names = self._names_of(address.region)
        labels = self.office.labels
        return Place(
            street=address.street,
            hamlet=address.hamlet,
            rt=address.rt,
            rw=address.rw,
            postal_code=address.postal_code,
            village=names.village,
            district=names.district,
            regency=names.regency,
            province=names.province,
            village_label=labels.get("desa", "Desa/Kelurahan"),
            district_label=labels.get("kecamatan", "Kecamatan"),
        )

    def _names_of(self, region: RegionCode) -> PlaceNames:
        if region not in self._places:
            self._places |= register.places([region])
        return self._places[region]

    def resident(self, resident_id: UUID) -> ResidentRecord | None:
        """Someone as of the day; of those who have left, with the KK of the day before."""
        found = register.resident(resident_id, self.on)
        if found is None or found.shdk is not None or found.record.status is ResidentStatus.ACTIVE:
            return found
        day = left_on(found) - _DAY
        before = register.resident(resident_id, day)
        if before is None:
            return found
        self._at_home[found.id] = day
        return replace(before, nik=found.nik, record=found.record)

    def person(self, resident_id: UUID) -> Person | None:
        """Someone with address, KK and the NIKs of parents in it; None for one the register does not know."""
        found = self.resident(resident_id)
        return self._person(found) if found else None

    def people(self, ids: Iterable[UUID]) -> tuple[Person, ...]:
        """These residents, in this order; who is not known is left out. Those of one address are read at once."""
        wanted = tuple(dict.fromkeys(ids))
        first = self.resident(wanted[0]) if wanted else None
        known: dict[UUID, ResidentRecord] = {first.id: first} if first else {}
        if first and len(wanted) > 1 and first.address:
            day = self.on if first.record.status is ResidentStatus.ACTIVE else left_on(first) - _DAY
            there = {r.id: r for r in register.who_lived_at(first.address, day) if r.id in wanted}
            self._at_home |= dict.fromkeys(there, day)
            known = there | known
        # Those who live elsewhere: a spouse at most, an adopter, an official party.
        known |= {i: found for i in wanted if i not in known and (found := self.resident(i))}
        return tuple(self._person(known[i]) for i in wanted if i in known)

    def _person(self, found: ResidentRecord) -> Person:
        b = found.record.biodata
        kk = self._kk_of(found)
        niks = {row.resident_id: row.nik for row in kk.rows} if kk else {}
        return Person(
            nik=found.nik,
            biodata=b,
            documents=found.record.documents,
            status=found.record.status,
            kk_number=found.kk_number,
            head_name=head_of(kk).biodata.full_name if kk else "",
            shdk=found.shdk,
            place=self.place(found.address),
            occupation=self.occupations().get(b.occupation, ""),
            mother_nik=niks.get(b.mother_id) if b.mother_id is not None else None,
            father_nik=niks.get(b.father_id) if b.father_id is not None else None,
        )

    def _kk_of(self, found: ResidentRecord) -> Kk | None:
        if found.family_id is None:
            return None
        return self.kk(found.family_id, self._at_home.get(found.id, self.on))

    def of_row(self, row: KkRow, kk: Kk) -> Person:
        """A member of a KK as it was read, without another statement; the papers held are not in it."""
        return Person(
            nik=row.nik,
            biodata=row.biodata,
            kk_number=kk.kk_number,
            head_name=head_of(kk).biodata.full_name,
            shdk=row.shdk,
            place=self.place(kk.address),
            occupation=self.occupations().get(row.biodata.occupation, ""),
        )

    def event(self, event_id: UUID | None, resident_id: UUID | None, family_id: UUID | None) -> LifeEventRecord | None:
        """A life event of this family or resident."""
        if event_id is None:
            return None
        if family_id is not None:
            events = register.events_of_family(family_id)
        else:
            history = register.history_of(resident_id) if resident_id else None
            events = history.events if history else ()
        return next((event for event in events if event.id == event_id), None)


def left_on(found: ResidentRecord) -> date:
    """The first day on which someone was in no KK any more."""
    transit = found.record.transit
    return transit.departed_date if transit else found.record.from_date


def head_of(kk: Kk) -> KkRow:
    """The head's row; every KK in force has one."""
    return next((row for row in kk.rows if row.shdk is Shdk.HEAD), kk.rows[0])
