"""
Writes a made-up population into the register, some hundred households at a time.

Ids follow from the seed, and a portion that is there already is passed over: an interrupted run is begun again and ends
where a whole one would.
"""

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from loket.core.register import Address, Family, Membership, Record, Resident, Stay
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.offices import queries as offices
from loket.register import models, numbers
from loket.register.ids import uuid_of
from loket.register.records import RegionRecord
from loket.register.refusals import NoRegions, NumbersExhausted
from loket.register.regions import VILLAGE, regions_under
from loket.register.sample.households import Household, Maker, documents
from loket.register.store import reading, writing

WHY: Final = "contoh"
HOUSEHOLDS_AT_ONCE: Final = 300
_DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SampleReport:
    """How many people and families the register was given."""

    residents: int
    families: int


class _Series:
    """The serials of one kecamatan in memory, so that a hundred thousand numbers are not as many statements."""

    def __init__(self, district: str) -> None:
        rows = models.NumberSeries.objects.filter(name__startswith="nik:" + district)
        rows = rows | models.NumberSeries.objects.filter(name__startswith="kk:" + district)
        self._last = dict(rows.values_list("name", "value"))
        self._changed: set[str] = set()

    def take(self, name: str) -> int | None:
        """The next serial; None when the series is at its end."""
        serial = self._last.get(name, numbers.FIRST - 1) + 1
        if serial > numbers.LAST:
            return None
        self._last[name] = serial
        self._changed.add(name)
        return serial

    def save(self) -> None:
        """Write what was taken, in the transaction of those who have it."""
        rows = [models.NumberSeries(name=name, value=self._last[name]) for name in sorted(self._changed)]
        models.NumberSeries.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["name"], update_fields=["value"]
        )
        self._changed.clear()


@dataclass(slots=True)
class _Portion:
    """Rows of some households, written together."""

    residents: list[models.Resident] = field(default_factory=list)
    versions: list[models.ResidentVersion] = field(default_factory=list)
    families: list[models.Family] = field(default_factory=list)
    stays: list[models.FamilyVersion] = field(default_factory=list)
    memberships: list[models.Membership] = field(default_factory=list)

    def save(self) -> None:
        """All of them, in the caller's transaction."""
        models.Resident.objects.bulk_create(self.residents)
        models.ResidentVersion.objects.bulk_create(self.versions)
        models.Family.objects.bulk_create(self.families)
        models.FamilyVersion.objects.bulk_create(self.stays)
        models.Membership.objects.bulk_create(self.memberships)


def make_sample(
    office_key: str, *, people: int, seed: int, today: datetime.date, step: Callable[[int], None] = lambda _: None
) -> SampleReport:
    """
    Give an office this many made-up residents in families, spread over its villages.

    Numbers are drafts of the office's own series, which no real person has. The same office, number, seed and day give
    the same people; begun again it goes on where it was interrupted. Raises NoSuchOffice, NoRegions.
    """
    office = offices.office(office_key)
    area = RegionCode.parse(office.code)
    villages = regions_under(area, VILLAGE)
    if not villages:
        raise NoRegions(code=area)
    sampler = _Sampler(office.id, random.Random(f"{office_key} {seed}"), today)  # noqa: S311 (made-up people, no secret)
    total = families = 0
    for village, share in zip(villages, _shares(people, len(villages)), strict=True):
        for portion in sampler.portions(village, share):
            total, families = total + portion[0], families + portion[1]
            step(portion[0])
    return SampleReport(total, families)


def _shares(people: int, villages: int) -> Iterator[int]:
    for number in range(villages):
        yield people * (number + 1) // villages - people * number // villages


class _Sampler:
    """Makes and writes households, village after village."""

    def __init__(self, office_id: int, chance: random.Random, today: datetime.date) -> None:
        self._chance = chance
        self._today = today
        self._pen = writing.Pen(office_id, timezone.now(), None)
        self._ids = chance.getrandbits(63) << 64
        self._series = _Series("")
        self._district = ""

    def portions(self, village: RegionRecord, people: int) -> Iterator[tuple[int, int]]:
        """Write the people of a village; yields residents and families of each portion, written or found there."""
        district = village.code.digits[:6]
        if district != self._district:
            self._district, self._series = district, _Series(district)
        maker = Maker(self._chance, self._today, village.name)
        left = people
        while left:
            homes: list[Household] = []
            while left and len(homes) < HOUSEHOLDS_AT_ONCE:
                home = maker.household()
                del home.members[left:]
                left -= len(home.members)
                homes.append(home)
            self._write(homes, village)
            yield sum(len(home.members) for home in homes), len(homes)

    def _write(self, homes: list[Household], village: RegionRecord) -> None:
        ids = [self._new_id() for _ in homes]
        members = [[self._new_id() for _ in home.members] for home in homes]
        papers = [[documents(m.biodata, self._today, self._chance) for m in home.members] for home in homes]
        if models.Family.objects.filter(pk=ids[0]).exists():
            return
        with transaction.atomic():
            portion = _Portion()
            for number, home in enumerate(homes):
                address = Address(
                    home.street, home.rt, home.rw, village.code, postal_code=village.postal_code, hamlet=""
                )
                residents = [
                    self._resident(home, place, members[number], Record(home.since, m.biodata, paper, why=WHY), address)
                    for place, (m, paper) in enumerate(zip(home.members, papers[number], strict=True))
                ]
                kk_number = self._kk(village.code, home.since)
                family = Family(ids[number], kk_number, members[number][0], (Stay(address, home.since),))
                self._add(portion, home, residents, family)
            portion.save()
            self._series.save()

    def _new_id(self) -> UUID:
        self._ids += 1
        return UUID(int=self._ids)

    def _resident(self, home: Household, place: int, ids: list[UUID], record: Record, address: Address) -> Resident:
        member = home.members[place]
        biodata = replace(
            record.biodata,
            mother_id=_at(ids, member.mother),
            father_id=_at(ids, member.father),
            spouse_ids=tuple(i for i in (_at(ids, member.spouse),) if i is not None),
        )
        stem = numbers.nik_stem(address.region, biodata.birth_date, biodata.sex)
        serial = self._series.take(numbers.nik_series(stem))
        if serial is None:
            raise NumbersExhausted
        return Resident(ids[place], Nik(f"{stem}{serial}"), (replace(record, biodata=biodata),))

    def _kk(self, region: RegionCode, since: datetime.date) -> KkNumber:
        while True:
            stem = numbers.kk_stem(region, since)
            serial = self._series.take(numbers.kk_series(stem))
            if serial is not None:
                return KkNumber(f"{stem}{serial}")
            since -= _DAY

    def _add(self, portion: _Portion, home: Household, residents: list[Resident], family: Family) -> None:
        office_id = self._pen.office_id
        portion.families.append(
            models.Family(
                id=uuid_of(family.id),
                office_id=office_id,
                head_id=uuid_of(family.head_id),
                **reading.family_columns(family),
            )
        )
        portion.stays += writing.stay_rows(family, 0, self._pen)
        for member, resident in zip(home.members, residents, strict=True):
            portion.residents.append(
                models.Resident(id=uuid_of(resident.id), office_id=office_id, **reading.current_columns(resident))
            )
            portion.versions.append(writing.version_row(resident, resident.latest, None, self._pen))
            place = Membership(resident.id, family.id, member.shdk, home.since, why=WHY)
            portion.memberships.append(writing.membership_row(place))


def _at(ids: list[UUID], place: int | None) -> UUID | None:
    return ids[place] if place is not None and place < len(ids) else None
