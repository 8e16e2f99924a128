"""
Writes a made-up population into the register, some thousand people at a time.

Ids follow from the seed, and a portion that is there already is passed over: an interrupted run is begun again and ends
where a whole one would. Each portion is one transaction, so that a killed run leaves a register that keeps every rule.
"""

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.utils import timezone

from loket.core.register import Family, Resident
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.offices import queries as offices
from loket.register import models, numbers
from loket.register.finding import index
from loket.register.records import RegionRecord
from loket.register.refusals import NoRegions, NumbersExhausted
from loket.register.regions import VILLAGE, regions_under
from loket.register.sample.households import Household, Maker
from loket.register.sample.papers import Papers
from loket.register.sample.pasts import GUEST_SHARE, Pasts
from loket.register.sample.telling import Story, tell
from loket.register.store import bulk, writing
from loket.storage.writing import run

PEOPLE_AT_ONCE: Final = 4000
_DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SampleReport:
    """How many people, living or not, and families the register was given."""

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
        bulk.raise_series({name: self._last[name] for name in sorted(self._changed)})
        self._changed.clear()


def make_sample(
    office_key: str,
    *,
    people: int,
    seed: int,
    today: datetime.date,
    step: Callable[[int], None] = lambda _: None,
    indexed: Callable[[int], None] = lambda _: None,
) -> SampleReport:
    """
    Give an office this many made-up residents in families with a past, spread over its villages.

    Among them are the dead, those who moved or are under way, and foreigners. Numbers are drafts of the office's own
    series, which no real person has. The same office, number, seed and day give the same people; begun again it goes on
    where it was interrupted. `step` is told how many people were written, then `indexed` how many can be found by name.
    Raises NoSuchOffice, NoRegions, NumbersExhausted.
    """
    office = offices.office(office_key)
    area = RegionCode.parse(office.code)
    villages = regions_under(area, VILLAGE)
    if not villages:
        raise NoRegions(code=area)
    # All that shapes the people is in the seed of their ids too: another number or day gives others, beside these.
    chance = random.Random(f"{office_key} {people} {seed} {today}")  # noqa: S311 (made-up people, no secret)
    sampler = _Sampler(office.id, area, chance, today)
    total = families = 0
    for village, share in zip(villages, _shares(people, len(villages)), strict=True):
        for portion in sampler.portions(village, share):
            total, families = total + portion[0], families + portion[1]
            step(portion[0])
    run(bulk.settle)
    index.complete(indexed)
    return SampleReport(total, families)


def _shares(people: int, villages: int) -> Iterator[int]:
    for number in range(villages):
        yield people * (number + 1) // villages - people * number // villages


class _Sampler:
    """Makes and writes households, village after village."""

    def __init__(self, office_id: int, area: RegionCode, chance: random.Random, today: datetime.date) -> None:
        self._chance = chance
        self._today = today
        self._area = area
        self._pen = writing.Pen(office_id, timezone.now(), None)
        self._ids = chance.getrandbits(63) << 64
        self._papers = Papers(chance, area.digits[:4], today)
        self._series: _Series | None = None
        self._district = ""

    def portions(self, village: RegionRecord, people: int) -> Iterator[tuple[int, int]]:
        """Write the people of a village; yields residents and families of each portion, written or found there."""
        district = village.code.digits[:6]
        if district != self._district:
            self._district, self._series = district, None
        maker = Maker(self._chance, self._today, village.name)
        pasts = Pasts(maker, self._chance, self._today, self._area)
        left = people
        while left:
            stories: list[Story] = []
            size = 0
            while left and size < PEOPLE_AT_ONCE:
                story = tell(self._household(maker, pasts, left), village, self._new_id, self._papers)
                left, size = left - len(story.residents), size + len(story.residents)
                stories.append(story)
            self._write(stories, village.code)
            yield size, sum(len(story.families) for story in stories)

    def _household(self, maker: Maker, pasts: Pasts, most: int) -> Household:
        """The next household, or of the last one as many as are still wanted, without a past."""
        if self._chance.random() < GUEST_SHARE:
            return pasts.guest()
        home = maker.household()
        pasts.naturalise(home)
        pasts.settle(home)
        # A household may grow by six who have died or moved, or have a KK of their own.
        if len(home.members) + 6 < most:
            pasts.live(home)
        del home.members[most:]
        return home

    def _write(self, stories: list[Story], region: RegionCode) -> None:
        if models.Resident.objects.filter(pk=stories[0].residents[0].id).exists():  # type: ignore[misc]
            return
        # Read only now: a portion that is there already was numbered when it was written.
        series = self._series = self._series or _Series(self._district)

        def write() -> None:
            bulk.make_room()
            batch = bulk.Batch(self._pen)
            for story in stories:
                for resident in story.residents:
                    batch.resident(_with_nik(resident, region, series))
                for family in story.families:
                    batch.family(_with_number(family, region, series))
                for place in story.places:
                    batch.membership(place)
            batch.save()
            series.save()

        run(write)

    def _new_id(self) -> UUID:
        self._ids += 1
        return UUID(int=self._ids)


def _with_nik(resident: Resident, region: RegionCode, series: _Series) -> Resident:
    biodata = resident.biodata
    stem = numbers.nik_stem(region, biodata.birth_date, biodata.sex)
    serial = series.take(numbers.nik_series(stem))
    if serial is None:
        raise NumbersExhausted
    return Resident(resident.id, Nik(f"{stem}{serial}"), resident.records)


def _with_number(family: Family, region: RegionCode, series: _Series) -> Family:
    since = family.opened_date
    while True:
        stem = numbers.kk_stem(region, since)
        serial = series.take(numbers.kk_series(stem))
        if serial is not None:
            return replace(family, kk_number=KkNumber(f"{stem}{serial}"))
        since -= _DAY
