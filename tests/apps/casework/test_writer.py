"""SQLite's one writer: in order, together, and no failure of one is the failure of another."""

import threading
import uuid
from functools import partial

import pytest
from django.db import IntegrityError, connection, connections

from loket.casework import models, services
from loket.casework.store import door
from loket.core.engine import Note
from loket.storage.writer import writer
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import budi

THREADS = 8
NOTES = 25


def _note_for(resi: str, version: int) -> None:
    services.act(resi, Note(f"catatan {version}"), officer=budi(), version=version, key=uuid.uuid4())


class TestManyThreads:
    def test_lose_nothing(self, own_database: OwnDatabase) -> None:
        cases = [factories.take_in() for _ in range(THREADS)]
        finished: list[int] = []

        def work(place: int) -> None:
            try:
                for further in range(NOTES):
                    _note_for(cases[place].resi, cases[place].version + further)
                finished.append(place)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work, args=(place,)) for place in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(finished) == list(range(THREADS))
        versions = models.Case.objects.values_list("version", flat=True)
        assert set(versions) == {cases[0].version + NOTES}
        assert models.Event.objects.filter(kind="note-added").count() == THREADS * NOTES


class TestTheQueue:
    def test_is_served_in_the_order_it_was_joined(self, own_database: OwnDatabase) -> None:
        hold, order = threading.Event(), list[int]()
        first = writer().submit(hold.wait)
        jobs = [writer().submit(partial(order.append, place)) for place in range(300)]
        hold.set()
        first.outcome()
        for job in jobs:
            job.outcome()
        assert order == list(range(300))

    def test_commits_together_what_waited_together(self, own_database: OwnDatabase) -> None:
        hold, depths = threading.Event(), list[tuple[int, bool]]()
        first = writer().submit(hold.wait)

        def look() -> None:
            depths.append((len(connection.savepoint_ids), connection.in_atomic_block))

        jobs = [writer().submit(look) for _ in range(3)]
        hold.set()
        first.outcome()
        for job in jobs:
            job.outcome()
        assert depths == [(1, True)] * 3

    def test_keeps_a_failure_to_the_one_who_caused_it(self, own_database: OwnDatabase) -> None:
        case = factories.take_in()
        hold = threading.Event()
        first = writer().submit(hold.wait)

        def twice() -> None:
            series = models.Series(name="bintan/x/2026", office_id=budi().office_id, book="x", year=2026, value=1)
            series.save(force_insert=True)
            series.save(force_insert=True)

        bad = writer().submit(twice)
        good = writer().submit(lambda: models.Case.objects.filter(resi=case.resi).update(subject="baik"))
        hold.set()
        first.outcome()
        with pytest.raises(IntegrityError):
            bad.outcome()
        assert good.outcome() == 1
        assert not models.Series.objects.filter(book="x").exists()

    def test_answers_only_what_is_committed(self, own_database: OwnDatabase) -> None:
        case = factories.take_in()
        door.run(lambda: models.Case.objects.filter(resi=case.resi).update(subject="tetap"))
        connection.close()
        assert models.Case.objects.get(resi=case.resi).subject == "tetap"


class TestInsideATransactionOfTheCaller:
    @pytest.mark.django_db
    def test_the_work_runs_on_the_callers_connection(self) -> None:
        here = threading.get_ident()
        assert door.run(threading.get_ident) == here
