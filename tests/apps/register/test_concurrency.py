"""Two offices at once: the same person is married once, and no number is given twice or lost."""

import contextlib
import random
import threading
import uuid
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from loket.core.problems import Refusal
from loket.core.register import Biodata
from loket.core.register.codes import Religion, Sex, Shdk
from loket.core.register.events import Birth, Death, Marriage
from loket.core.register.moves import JoinFamily
from loket.core.register.placements import JoinKk
from loket.offices.records import Officer
from loket.register import checking, models, services
from loket.storage import writing
from tests.apps import factories
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.register import people


class TestTwoOffices:
    def test_marry_the_same_person_once(self, own_database: OwnDatabase) -> None:
        bride = people.watis()
        grooms = [
            (factories.budi(), people.alone("Joko Susilo", 3)),
            (factories.dewi(), people.alone("Tono Wijaya", 4, factories.dewi(), people.PONTIANAK)),
        ]

        def wed(officer: Officer, groom: people.Home) -> Callable[[], object]:
            event = Marriage(date=factories.TODAY, husband_id=groom.members[0], wife_id=bride.members[1])
            reasons = {"couple-shares-kk": "bekerja di kota lain"}
            return lambda: people.record(event, by=officer, accepted=reasons)

        answers = at_once(*(wed(officer, groom) for officer, groom in grooms))
        assert sum(isinstance(a, Refusal) for a in answers) == 1
        assert models.LifeEvent.objects.count() == 1
        (husband,) = models.ResidentVersion.objects.get(
            resident=bride.members[1], valid_until=None, superseded_at=None
        ).biodata["spouse_ids"]
        won = next(a for a in answers if not isinstance(a, Refusal))
        assert won.payload["husband_id"] == husband  # type: ignore[attr-defined]


class TestManyBirths:
    def test_take_numbers_without_gap_or_double(self, own_database: OwnDatabase) -> None:
        mothers = [
            people.live((people.person(f"Ibu Nomor{'A' * n}", Sex.FEMALE, "1990-01-01"), Shdk.HEAD), number=10 + n)
            for n in range(8)
        ]

        def bear(home: people.Home) -> Callable[[], object]:
            biodata = Biodata(
                full_name="Anak Baru",
                sex=Sex.MALE,
                birth_place="Kijang",
                birth_date=people.day("2026-11-01"),
                religion=Religion.ISLAM,
                mother_id=home.members[0],
            )
            event = Birth(date=people.day("2026-11-01"), child_id=services.new_id(), biodata=biodata)
            key = uuid.uuid4()
            return lambda: people.record(event, key=key)

        answers = at_once(*(bear(home) for home in mothers))
        assert not [a for a in answers if isinstance(a, Refusal)]
        niks = models.Resident.objects.filter(full_name="Anak Baru").order_by("nik").values_list("nik", flat=True)
        assert [int(str(nik)[12:]) for nik in niks] == list(range(9001, 9009))

    def test_of_one_key_are_one(self, own_database: OwnDatabase) -> None:
        home = people.saris()
        biodata = people.person("Lia Salim", Sex.FEMALE, "2026-11-01", mother_id=home.members[1])
        event = Birth(date=people.day("2026-11-01"), child_id=services.new_id(), biodata=biodata)
        key = uuid.uuid4()
        answers = at_once(*(lambda: people.record(event, key=key) for _ in range(4)))
        assert len({a.id for a in answers if not isinstance(a, Refusal)}) == 1
        assert models.LifeEvent.objects.count() == 1


class TestAFamilyThatEnds:
    def test_takes_nobody_in_at_the_same_moment(self, own_database: OwnDatabase) -> None:
        budi = factories.budi()
        for number in range(12):
            mover = people.alone(f"Tamu {'A' * number} Baru", 70 + number)
            host = people.alone(f"Kakek {'A' * number} Tua", 90 + number)
            death = Death(date=factories.TODAY, resident_id=host.members[0])
            place = JoinKk(host.id, {mover.members[0]: Shdk.OTHER_KIN})
            joining = JoinFamily(date=factories.TODAY, consent_of="Kakek", placements=(place,))
            at_once(lambda d=death: people.record(d, by=budi), lambda j=joining: people.record(j, by=budi))  # type: ignore[misc]
        report = checking.check(factories.TODAY)
        assert report.ok, report.first


class TestManyOfficers:
    def test_moving_the_same_people_about_never_wait_for_each_other_in_a_ring(self, own_database: OwnDatabase) -> None:
        homes = [people.live(*_brothers(n), number=20 + n) for n in range(3)]
        movable = [home.members[place] for home in homes for place in (1, 2)]
        budi = factories.budi()

        def shuffle(seed: int) -> Callable[[], object]:
            chance = random.Random(seed)

            def work() -> int:
                done = 0
                for _ in range(12):
                    who, home = chance.sample(movable, 2), chance.choice(homes)
                    place = JoinKk(home.id, dict.fromkeys(who, Shdk.OTHER_KIN))
                    event = JoinFamily(date=factories.TODAY, consent_of="Kepala keluarga", placements=(place,))
                    try:
                        people.record(event, by=budi)
                        done += 1
                    except Refusal:
                        continue
                return done

            return work

        answers = at_once(*(shuffle(seed) for seed in range(5)))
        assert sum(a for a in answers if isinstance(a, int)) == models.LifeEvent.objects.count() > 0
        assert None not in answers
        report = checking.check(factories.TODAY)
        assert report.ok, report.first
        assert models.Membership.objects.filter(until_date=None).count() == 9


class TestSeveralEventsOfOneForm:
    def test_held_at_once_never_wait_for_each_other_in_a_ring(
        self, own_database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing, "TRIES", 1)
        homes = [people.live(*_brothers(n), number=20 + n) for n in range(2)]
        budi = factories.budi()

        def moves(order: tuple[int, int], place: int) -> Callable[[], object]:
            def work() -> int:
                for _ in range(8):
                    events = [
                        JoinFamily(
                            date=factories.TODAY,
                            consent_of="Kepala keluarga",
                            placements=(JoinKk(homes[home].id, {homes[home].members[place]: Shdk.OTHER_KIN}),),
                        )
                        for home in order
                    ]
                    writing.run(lambda: _hold_and_look(events, budi))  # noqa: B023 - run has answered before the next round
                return 8

            return work

        assert at_once(moves((0, 1), 1), moves((1, 0), 2)) == [8, 8]


def _hold_and_look(events: Sequence[JoinFamily], officer: Officer) -> None:
    services.hold_around(events)
    for event in events:
        with contextlib.suppress(Refusal):
            people.record(event, by=officer)


class TestARing:
    def test_is_broken_by_doing_the_work_of_one_again(self, own_database: OwnDatabase) -> None:
        homes = [people.alone("Joko Susilo", 3), people.alone("Tono Wijaya", 4)]
        both_hold = threading.Barrier(2)
        tries: list[int] = []

        def waits_for(first: int, second: int) -> Callable[[], object]:
            def work() -> str:
                tries.append(first)
                _hold(homes[first])
                with contextlib.suppress(threading.BrokenBarrierError):
                    both_hold.wait(timeout=0.5)
                _hold(homes[second])
                return "done"

            return lambda: writing.run(work)

        assert at_once(waits_for(0, 1), waits_for(1, 0)) == ["done", "done"]
        assert len(tries) == (3 if connection.vendor == "postgresql" else 2)


def _hold(home: people.Home) -> None:
    rows = models.Family.objects.filter(pk=home.id)
    rows = rows.select_for_update() if connection.vendor == "postgresql" else rows
    assert [row.pk for row in rows] == [home.id]


def _brothers(number: int) -> tuple[tuple[Biodata, Shdk], ...]:
    born = ("1970-01-01", "1990-01-01", "1992-01-01")
    names = (f"{first} {['Satu', 'Dua', 'Tiga'][number]}" for first in ("Umar", "Yusuf", "Zainal"))
    people_here = (people.person(name, Sex.MALE, day) for name, day in zip(names, born, strict=True))
    return tuple(zip(people_here, (Shdk.HEAD, Shdk.CHILD, Shdk.CHILD), strict=True))
