"""The user that serves does the whole work of an office, and cannot undo one line of its history: neither guards nor tables are its own."""

import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.db import connection
from psycopg.errors import InsufficientPrivilege

from loket.casework import models
from loket.config.checked_database import database_faults
from loket.storage import rights
from tests.apps import factories
from tests.apps.casework.sealing import seal
from tests.apps.conftest import OwnDatabase
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.test_case import picture
from tests.apps.web.visitor import Visitor

LOKET = [sys.executable, "-c", "from loket.cli import app; app()"]
# Written out, so that a guard which a migration forgets is missed here.
HISTORY = {
    "casework_acting",
    "casework_checkpoint",
    "casework_checkpointleaf",
    "casework_event",
    "casework_messagelanguage",
    "casework_reading",
    "documents_blankmovement",
    "documents_print",
    "documents_printoutcome",
    "entries_effect",
    "entries_entry",
    "entries_product",
    "keeping_destruction",
    "keeping_destructionitem",
    "keeping_destructionoutcome",
    "keeping_destructionstep",
    "keeping_officeterm",
    "keeping_restoreproof",
    "offices_auditnote",
    "register_alarm",
    "register_breach",
    "register_breachstep",
    "register_exchangerun",
    "register_lifeevent",
    "register_reading",
    "register_statedpurpose",
    "signing_cosignature",
    "signing_historynote",
    "signing_sealstamp",
    "signing_signedpaper",
    "signing_signingstate",
    "signing_standingdecision",
}
NEVER_REMOVED = {
    "casework_case",
    "casework_paper",
    "casework_procedureversion",
    "offices_accountact",
    "offices_incident",
    "register_family",
    "register_recognition",
    "register_resident",
    "vault_datakey",
}


def _admin(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def role(own_database: OwnDatabase) -> Iterator[str]:
    """A user of the server with no rights yet."""
    name = f"kerja_{uuid.uuid4().hex[:8]}"
    _admin(f"CREATE ROLE {name} LOGIN PASSWORD 'uji'")
    yield name
    _admin(f"DROP OWNED BY {name}")
    _admin(f"DROP ROLE {name}")


@pytest.fixture
def granted(role: str) -> str:
    """The user that serves, with its rights."""
    assert rights.grant(role) == len(rights.tables())
    return role


@pytest.fixture
def serving(granted: str) -> Iterator[str]:
    """Everything in this process goes to the database as that user."""
    settings = connection.settings_dict
    owner = settings["USER"]
    connection.close()
    settings["USER"] = granted
    try:
        with time_machine.travel(factories.MONDAY, tick=False):
            yield granted
    finally:
        connection.close()
        settings["USER"] = owner


@pytest.fixture
def stolen(granted: str) -> Iterator[psycopg.Connection]:
    """Somebody else's connection, made with the password of the user that serves."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=granted,
        password="uji",
        autocommit=True,
    ) as made:
        yield made


def _is_forbidden(stolen: psycopg.Connection, statement: str) -> bool:
    """Whether the server refuses for want of a right; a trigger's refusal is another error, and passes through."""
    try:
        stolen.execute(statement)
    except InsufficientPrivilege:
        return True
    return False


class TestWhoServes:
    def test_is_another_user(self, serving: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, session_user")
            assert cursor.fetchone() == (serving, serving)

    def test_takes_in_and_works_a_case_to_its_end(self, serving: str) -> None:
        assert factories.take_in().register_number == "1/2026"
        case = factories.case_at("tanda-tangan-buku")
        while case.step:
            case = factories.complete(case)
        assert models.Event.objects.filter(case__resi=case.resi).count() > case.version - 1 > 5

    def test_seals_the_day(self, serving: str) -> None:
        case = factories.take_in()
        assert seal("bintan").count == 1
        assert models.CheckpointLeaf.objects.filter(resi=case.resi).exists()

    def test_signs_in_uploads_a_scan_and_opens_it(self, serving: str) -> None:
        visitor = Visitor(factories.budi())
        assert visitor.gives_password().location == "/"
        desk = DeskBrowser(factories.budi())
        case = factories.take_in()
        desk.post(f"/permohonan/{case.resi}/unggah/", {"requirement": "lainnya", "file": picture()})
        (paper,) = models.Paper.objects.all()
        assert desk.get(f"/permohonan/{case.resi}/berkas/{paper.pk}/").status == 200
        assert models.Reading.objects.count() >= 1

    def test_registers_a_birth(self, serving: str) -> None:
        from loket.casework import demo
        from loket.entries.records import Filling
        from loket.register import queries as register

        home = people.saris()
        case = demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY)
        births.save(case, Filling("kelahiran", births.answers(home)))
        demo.complete_open_step(
            demo.advance(case, "bintan", to=births.EFFECT, at=factories.MONDAY), "bintan", factories.MONDAY
        )
        assert [event.kind for event in register.events_of_family(home.id)][-1] == "kelahiran"

    def test_reads_what_a_dump_reads(self, stolen: psycopg.Connection) -> None:
        with stolen.transaction():
            for table in rights.tables():
                stolen.execute(f'LOCK TABLE "{table.name}" IN ACCESS SHARE MODE')
                stolen.execute(f'SELECT count(*) FROM "{table.name}"')
            stolen.execute("SELECT last_value FROM casework_checkpoint_id_seq")


class TestTheNight:
    def test_is_a_third_user_who_makes_a_backup_and_proves_it(
        self, own_database: OwnDatabase, granted: str, keeper: str, tmp_path: Path
    ) -> None:
        factories.take_in()
        made = [self._loket(own_database, "backup", "new-identity", f"{tmp_path}/{n}.txt").stdout for n in range(3)]
        keys = [re.search(r"age1\w+", told)[0] for told in made]  # type: ignore[index]
        (tmp_path / "data").write_text("\n".join(keys[:2]))
        (tmp_path / "kunci").write_text(keys[2])
        chosen = {
            "LOKET_BACKUP_RECIPIENTS": f"{tmp_path}/data",
            "LOKET_BACKUP_KEY_RECIPIENTS": f"{tmp_path}/kunci",
        }
        folder = tmp_path / "cadangan"
        folder.mkdir()
        done = self._loket(own_database, "backup", "nightly", "--to", str(folder), as_whom=keeper, **chosen)
        assert (done.returncode, "equal" in done.stdout) == (0, True), done.stderr
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM keeping_restoreproof WHERE equal")
            assert cursor.fetchone() == (1,)

    @pytest.fixture
    def keeper(self, granted: str) -> Iterator[str]:
        """The user of the night, as the how-to page makes it."""
        name = f"cadangan_{uuid.uuid4().hex[:8]}"
        _admin(f"CREATE ROLE {name} LOGIN CREATEDB PASSWORD 'uji' IN ROLE {granted}")
        yield name
        _admin(f"DROP ROLE {name}")

    def _loket(self, own: OwnDatabase, *words: str, as_whom: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        settings = connection.settings_dict
        who = f"{as_whom}:uji" if as_whom else str(settings["USER"])
        address = f"postgresql://{who}@{settings['HOST']}:{settings['PORT']}/{own.name}"
        environment = {**own.environment, "DATABASE_URL": address, **more}
        return subprocess.run(
            [*LOKET, *words], env=environment, capture_output=True, text=True, check=False, timeout=120
        )


class TestHistory:
    def test_is_what_the_guards_say(self, granted: str) -> None:
        guarded = {table.name: table for table in rights.tables()}
        assert {name for name in HISTORY if guarded[name].needed != ("SELECT", "INSERT")} == set()
        assert {name for name in NEVER_REMOVED if guarded[name].needed != ("SELECT", "INSERT", "UPDATE")} == set()

    @pytest.mark.parametrize("act", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
    def test_is_neither_changed_nor_removed(self, stolen: psycopg.Connection, act: str) -> None:
        columns = {table: self._a_column(table) for table in HISTORY}
        open_ = [table for table in HISTORY if not _is_forbidden(stolen, act.format(table, columns[table]))]
        assert open_ == []

    @pytest.mark.parametrize("act", ["DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
    def test_keeps_every_case_paper_and_person(self, stolen: psycopg.Connection, act: str) -> None:
        assert [table for table in NEVER_REMOVED if not _is_forbidden(stolen, act.format(table))] == []

    @pytest.mark.parametrize(
        "act",
        [
            "DROP TABLE {0} CASCADE",
            "ALTER TABLE {0} DISABLE TRIGGER ALL",
            "ALTER TABLE {0} DISABLE TRIGGER USER",
            "ALTER TABLE {0} RENAME TO lain",
            "CREATE TRIGGER lain BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION loket_refuse()",
        ],
    )
    def test_keeps_its_tables_as_they_are(self, stolen: psycopg.Connection, act: str) -> None:
        assert [table.name for table in rights.tables() if not _is_forbidden(stolen, act.format(table.name))] == []

    def test_keeps_every_guard(self, stolen: psycopg.Connection) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            guards = cursor.fetchall()
        assert len(guards) > 100
        assert [name for name, table in guards if not _is_forbidden(stolen, f"DROP TRIGGER {name} ON {table}")] == []

    @pytest.mark.parametrize(
        "way",
        [
            "SET session_replication_role = replica",
            "CREATE OR REPLACE FUNCTION loket_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
            "DROP FUNCTION loket_refuse() CASCADE",
            "CREATE TABLE public.lain (id int)",
            "CREATE SCHEMA lain",
            "SELECT setval('casework_checkpoint_id_seq', 1)",
            "DELETE FROM django_migrations",
            "INSERT INTO django_migrations (app, name, applied) VALUES ('casework', '0099', now())",
            "CREATE ROLE lain SUPERUSER",
            "COPY casework_event TO PROGRAM 'cat'",
        ],
    )
    def test_has_no_way_around(self, stolen: psycopg.Connection, way: str) -> None:
        assert _is_forbidden(stolen, way)

    def test_is_not_open_by_becoming_the_owner(self, stolen: psycopg.Connection) -> None:
        assert _is_forbidden(stolen, f'SET ROLE "{connection.settings_dict["USER"]}"')

    def _a_column(self, table: str) -> str:
        with connection.cursor() as cursor:
            return str(connection.introspection.get_table_description(cursor, table)[-1].name)


def _told() -> list[tuple[str, str]]:
    return [(number, what) for number, what, _hint in database_faults() if number in {"W133", "E134"}]


class TestTheCheck:
    def test_is_content_with_who_may_serve_and_no_more(self, serving: str) -> None:
        assert _told() == []

    def test_doubts_an_owner(self, own_database: OwnDatabase) -> None:
        ((number, what),) = _told()
        assert (number, "SUPERUSER" in what) == ("W133", True)

    def test_doubts_who_is_a_member_of_the_owner(self, granted: str) -> None:
        _admin(f'GRANT "{connection.settings_dict["USER"]}" TO {granted}')
        _admin(f"SET ROLE {granted}")
        assert [what for _, what in _told() if "memiliki tabel" in what] != []
        _admin("RESET ROLE")

    @pytest.mark.parametrize(
        ("more", "word"),
        [
            ("GRANT TRUNCATE ON casework_event TO {}", "boleh TRUNCATE pada casework_event"),
            ("GRANT UPDATE (hash) ON casework_event TO {}", "boleh UPDATE pada casework_event"),
            ("GRANT DELETE ON casework_case TO {}", "boleh DELETE pada casework_case"),
            ("GRANT INSERT ON django_migrations TO {}", "boleh INSERT pada django_migrations"),
            ("GRANT CREATE ON SCHEMA public TO {}", "boleh membuat tabel"),
            ("ALTER ROLE {} CREATEROLE", "CREATEROLE"),
        ],
    )
    def test_names_each_right_too_many(self, granted: str, more: str, word: str) -> None:
        _admin(more.format(granted))
        _admin(f"SET ROLE {granted}")
        ((number, what),) = _told()
        assert (number, word in what) == ("W133", True), what
        _admin("RESET ROLE")

    def test_names_a_table_that_came_after_the_grant(self, granted: str) -> None:
        _admin("CREATE TABLE tabel_baru (id int)")
        _admin(f"SET ROLE {granted}")
        ((number, what),) = _told()
        assert (number, "tabel_baru" in what) == ("E134", True)
        _admin("RESET ROLE")


class TestTheCommand:
    def _run(self, own: OwnDatabase, *words: str) -> subprocess.CompletedProcess[str]:
        command = [*LOKET, "database", "grant", *words]
        return subprocess.run(command, env=own.environment, capture_output=True, text=True, check=False, timeout=60)

    def test_grants_and_takes_back_what_was_too_much(self, own_database: OwnDatabase, role: str) -> None:
        _admin(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
        done = self._run(own_database, "--to", role)
        assert (done.returncode, f"{role} boleh melayani" in done.stdout) == (0, True), done.stderr
        _admin(f"SET ROLE {role}")
        assert _told() == []
        _admin("RESET ROLE")

    def test_prints_what_another_may_run_and_changes_nothing(self, own_database: OwnDatabase, role: str) -> None:
        printed = self._run(own_database, "--to", role, "--print").stdout
        assert f'GRANT SELECT, INSERT ON "public"."casework_event" TO "{role}";' in printed
        _admin(f"SET ROLE {role}")
        assert [number for number, _ in _told()] == ["E134"]
        _admin("RESET ROLE")
        _admin(printed)
        _admin(f"SET ROLE {role}")
        assert _told() == []
        _admin("RESET ROLE")

    def test_refuses_nobody_the_owner_and_who_does_not_own(self, own_database: OwnDatabase, role: str) -> None:
        owner = connection.settings_dict["USER"]
        for words, said in (
            (("--to", "tidak_ada"), "tidak mengenal"),
            (("--to", owner), "memiliki tabel"),
        ):
            refused = self._run(own_database, *words)
            assert (refused.returncode, said in refused.stderr) == (2, True), refused.stderr
        rights.grant(role)
        _admin(f"SET ROLE {role}")
        with pytest.raises(rights.NotTheOwner):
            rights.grant(role)
        _admin("RESET ROLE")

    def test_takes_a_name_with_signs_as_a_name(self, own_database: OwnDatabase) -> None:
        printed = rights.statements('a"; DROP TABLE x')
        assert all(line.endswith('"a""; DROP TABLE x"') for line in printed[1:])
