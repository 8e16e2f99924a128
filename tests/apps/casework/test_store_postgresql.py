"""A step on PostgreSQL: one read, one write, little log, in place."""

import datetime
import gc
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from loket.casework import demo, queries, services
from loket.casework.records import Acted, TakenIn
from loket.casework.refusals import StaleVersion
from loket.casework.store import door
from loket.casework.store.rows import Book, CaseRow, Link, Snapshot
from loket.casework.store.seen import forget_cases
from loket.core.engine import Reopen, Withdraw
from loket.core.worktime import HolidayKind
from loket.offices import queries as offices
from loket.offices import services as organisation
from loket.offices.memory import forget_all
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import MONDAY

CASES = 24
BUDGET_BYTES = 900
OFFICERS, YEARS = 8, range(2000, 2040)


@contextmanager
def _statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(" ".join(sql.split()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _value(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _step(case: TakenIn | Acted) -> Acted:
    return demo.complete_open_step(case, "bintan", MONDAY)


def _statements_of_one_step(case: TakenIn | Acted) -> list[str]:
    """Those of the service alone; the officers and the procedure are remembered from a step before."""
    officer, command, version = demo.next_act(case.resi, "bintan", MONDAY)
    with _statements() as seen:
        services.act(case.resi, command, officer=officer, version=version, key=uuid.uuid4())
    return seen


class TestAStep:
    def test_is_one_write_in_autocommit(self, own_database: OwnDatabase) -> None:
        factories.complete(factories.case_at("verifikasi-kasi"))
        seen = _statements_of_one_step(factories.case_at("verifikasi-kasi"))
        assert [sql.split()[0] for sql in seen] == ["WITH"], seen

    def test_of_a_case_this_process_has_not_seen_is_read_first(self, own_database: OwnDatabase) -> None:
        factories.complete(factories.case_at("verifikasi-kasi"))
        case = factories.case_at("verifikasi-kasi")
        forget_cases()
        seen = _statements_of_one_step(case)
        assert [sql.split()[0] for sql in seen] == ["SELECT", "WITH"], seen

    def test_that_takes_a_number_is_no_more(self, own_database: OwnDatabase) -> None:
        first = factories.complete(factories.case_at("registrasi-cap"))
        assert first.number == "KK/1/XI/2026"
        seen = _statements_of_one_step(factories.case_at("registrasi-cap"))
        assert [sql.split()[0] for sql in seen] == ["WITH"], seen
        assert "casework_series" in seen[0]

    def test_writes_little_log(self, own_database: OwnDatabase) -> None:
        cases: list[TakenIn | Acted] = [factories.take_in() for _ in range(CASES)]
        _value("SELECT pg_stat_force_next_flush()")
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        # The first change of a page after a checkpoint logs the whole page; that is the price of the checkpoint.
        for _ in range(2):
            cases = [_step(case) for case in cases]
        before, steps = _value("SELECT pg_current_wal_insert_lsn()"), 0
        while cases[0].step is not None and cases[0].step != "registrasi-cap":
            cases = [_step(case) for case in cases]
            steps += len(cases)
        written = _value(f"SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '{before}')")
        assert written / steps <= BUDGET_BYTES, f"{written / steps:.0f} bytes a step over {steps} steps"

    def test_moves_the_case_in_place(self, own_database: OwnDatabase) -> None:
        cases: list[TakenIn | Acted] = [factories.take_in() for _ in range(CASES)]
        while cases[0].step is not None and cases[0].step != "serahkan-dokumen":
            cases = [_step(case) for case in cases]
        _value("SELECT pg_stat_force_next_flush()")
        moved = "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'casework_case'"
        with connection.cursor() as cursor:
            cursor.execute(moved)
            updates, in_place = cursor.fetchone()
        assert updates >= CASES * 5
        assert in_place >= 0.9 * updates, f"{in_place} of {updates}"


class TestABulkAct:
    def test_and_a_single_one_never_wait_for_each_other(
        self, own_database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = (factories.case_at("registrasi-cap") for _ in range(2))
        officer, command, version = demo.next_act(second.resi, "bintan", MONDAY)
        append, alone = door.append_inside, ThreadPoolExecutor(1)
        rivals: list[Future[Acted]] = []

        def rival() -> Acted:
            try:
                return services.act(second.resi, command, officer=officer, version=version, key=uuid.uuid4())
            finally:
                connection.close()

        def append_and_let_the_rival_go(
            row: CaseRow, snapshot: Snapshot, link: Link, revision: int
        ) -> door.Recorded | None:
            recorded = append(row, snapshot, link, revision)
            if not rivals:
                rivals.append(alone.submit(rival))
                time.sleep(0.5)
            return recorded

        monkeypatch.setattr(door, "append_inside", append_and_let_the_rival_go)
        items = [(first.resi, first.version), (second.resi, second.version)]
        results = services.act_many(items, lambda _resi: command, officer=officer, key=uuid.uuid4())
        with alone, pytest.raises(StaleVersion):
            rivals[0].result(20)
        assert [result.ok for result in results] == [True, True]


class TestTheFirstNumbersOfABook:
    def test_are_taken_by_several_officers_in_the_same_moment(self, own_database: OwnDatabase) -> None:
        office, together = offices.office("bintan").id, threading.Barrier(OFFICERS)

        def take(year: int) -> int:
            book = Book(f"bintan/buku/{year}", office, "buku", year, "{number}/{year}", "I")
            together.wait(20)
            return door.run(lambda: door.take_number(book))[0]

        def officer() -> list[int]:
            try:
                return [take(year) for year in YEARS]
            finally:
                connection.close()

        with ThreadPoolExecutor(OFFICERS) as pool:
            taken = [future.result(60) for future in [pool.submit(officer) for _ in range(OFFICERS)]]
        assert [sorted(numbers) for numbers in zip(*taken, strict=True)] == [
            list(range(1, OFFICERS + 1)) for _ in YEARS
        ]


class TestAThreadThatEnds:
    @pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")
    def test_gives_the_server_its_connection_back(self, own_database: OwnDatabase) -> None:
        cases = [factories.case_at("verifikasi-kasi") for _ in range(4)]
        before = _value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")

        def one_act(case: TakenIn | Acted) -> None:
            # As a server's worker thread that is no longer needed: nobody closes what it leaves behind.
            factories.complete(case)

        for case in cases:
            thread = threading.Thread(target=one_act, args=(case,))
            thread.start()
            thread.join()
        gc.collect()
        deadline = time.monotonic() + 10
        while _value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") > before:
            assert time.monotonic() < deadline, "connections stay open"
            time.sleep(0.05)


class TestAReopening:
    def test_and_a_change_of_the_office_wait_for_each_other(
        self, own_database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = factories.act(factories.take_in(), Withdraw("tidak jadi"), factories.budi())
        append, alone = door.append_inside, ThreadPoolExecutor(1)
        changes: list[Future[None]] = []

        def change() -> None:
            try:
                organisation.set_holiday(
                    "bintan",
                    date=factories.TODAY + datetime.timedelta(days=1),
                    name="Banjir",
                    kind=HolidayKind.REGIONAL,
                    decree="SK 1",
                    decision=factories.decision(),
                )
                services.recompute_due("bintan")
            finally:
                connection.close()

        def late(row: CaseRow, snapshot: Snapshot, link: Link, revision: int) -> door.Recorded | None:
            changes.append(alone.submit(change))
            time.sleep(0.5)
            assert not changes[0].done(), "the office changed while a case was being reopened"
            return append(row, snapshot, link, revision)

        monkeypatch.setattr(door, "append_inside", late)
        factories.act(case, Reopen("serahkan", "salah paham"), factories.wati())
        with alone:
            changes[0].result(20)
        forget_all()
        assert queries.would_move("bintan") == ()


class TestAnIntake:
    def test_takes_its_number_last(self, own_database: OwnDatabase) -> None:
        factories.take_in()
        with _statements() as seen:
            factories.take_in()
        taken_at = next(place for place, sql in enumerate(seen) if "casework_series" in sql)
        after = [sql.split()[:3] for sql in seen[taken_at + 1 :]]
        assert after == [["INSERT", "INTO", "casework_case"], ["INSERT", "INTO", "casework_event"]]


class TestTheTimeOfRecording:
    def test_is_the_clock_of_the_database(self, own_database: OwnDatabase) -> None:
        before = _value("SELECT clock_timestamp()")
        factories.complete(factories.take_in())
        after = _value("SELECT clock_timestamp()")
        assert before <= _value("SELECT max(recorded_at) FROM casework_event") <= after

    def test_never_runs_backwards_within_a_case(self, own_database: OwnDatabase) -> None:
        case = factories.take_in()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE casework_case SET recorded_at = now() + interval '3 days'")
        factories.complete(case)
        assert _value("SELECT max(recorded_at) > now() + interval '2 days' FROM casework_event")
