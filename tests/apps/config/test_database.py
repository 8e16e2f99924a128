"""The database that DATABASE_URL names, and the start-up check of what a register needs."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from loket.casework.checks import sqlite_keeps_its_promise
from loket.config.database import database_from
from loket.config.secret import secret_key
from loket.storage import rights
from tests.apps.conftest import OwnDatabase

FILE = Path("/srv/loket/loket.sqlite3")


class TestTheAddress:
    def test_is_a_file_of_its_own_without_one(self) -> None:
        assert database_from("", FILE)["NAME"] == str(FILE)
        assert database_from("sqlite:///berkas.sqlite3", FILE)["NAME"] == "berkas.sqlite3"
        assert database_from("sqlite:////srv/lain.sqlite3", FILE)["NAME"] == "/srv/lain.sqlite3"

    def test_takes_a_password_with_signs_in_it(self) -> None:
        found = database_from("postgresql://loket:r%40hasia@db.kantor:5433/dukcapil?sslmode=verify-full", FILE)
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
            "loket",
            "r@hasia",
            "db.kantor",
            "5433",
        )
        assert (found["NAME"], found["OPTIONS"]["sslmode"]) == ("dukcapil", "verify-full")

    def test_prepares_statements_on_the_server(self) -> None:
        options = database_from("postgres://db/loket", FILE)["OPTIONS"]
        assert (options["server_side_binding"], options["prepare_threshold"]) == (True, 1)

    def test_compiles_no_statement_unless_it_asks_for_that(self) -> None:
        assert database_from("postgres://db/loket", FILE)["OPTIONS"]["options"] == "-c jit=off"
        asked = "postgres://db/loket?sslmode=require&options=-c%20jit%3Don%20-c%20statement_timeout%3D9000"
        found = database_from(asked, FILE)["OPTIONS"]
        assert found["options"] == "-c jit=off -c jit=on -c statement_timeout=9000"
        assert found["sslmode"] == "require"

    def test_sends_no_options_to_a_pooler_that_refuses_them(self) -> None:
        assert "options" not in database_from("postgres://pooler/loket?options=", FILE)["OPTIONS"]

    def test_of_another_kind_is_refused_in_words(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="mysql"):
            database_from("mysql://db/loket", FILE)


@pytest.mark.django_db
class TestTheConnection:
    def test_compiles_nothing_on_postgresql_and_keeps_its_journal_on_sqlite(self) -> None:
        on_postgresql = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit" if on_postgresql else "PRAGMA journal_mode")
            assert cursor.fetchone() == ("off" if on_postgresql else "wal",)


class TestTheStartUpCheck:
    def test_is_content_with_our_settings(self, own_database: OwnDatabase) -> None:
        assert sqlite_keeps_its_promise(["default"]) == []

    def test_finds_a_database_that_would_lose_acknowledged_acts(self, own_database: OwnDatabase) -> None:
        if connection.vendor == "postgresql":
            assert sqlite_keeps_its_promise(["default"]) == []
            return
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
        (fault,) = sqlite_keeps_its_promise(["default"])
        assert (fault.id, fault.level) == ("casework.E001", 40)
        assert "synchronous" in fault.msg


class TestTheSecretKey:
    def test_is_made_once_and_for_the_owner_only(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LOKET_SECRET_KEY", raising=False)
        first = secret_key(tmp_path)
        assert len(first) >= 50
        assert secret_key(tmp_path) == first
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600

    def test_may_come_from_the_environment(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOKET_SECRET_KEY", "dari-lingkungan")
        assert secret_key(tmp_path) == "dari-lingkungan"
        assert not (tmp_path / "secret-key").exists()


@pytest.mark.django_db
class TestItsUsers:
    def test_are_none_on_sqlite(self) -> None:
        if connection.vendor == "sqlite":
            with pytest.raises(rights.NoUsersHere, match="SQLite"):
                rights.grant("kerja")
            with pytest.raises(rights.NoUsersHere):
                rights.statements("kerja")
