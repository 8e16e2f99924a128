"""
Fixtures of every test that touches the database.

Bintan and Pontianak are installed once, before the first test, with their officers and procedures. The database
refuses to delete history, so a test that must commit works on its own copy: `own_database`.
"""

import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from loket.casework import procedures
from loket.casework.store.seen import forget_cases
from loket.offices.memory import forget_all
from loket.register import looking_up, watching
from loket.signing import key_files
from loket.storage.writer import stop_writers
from loket.web import verifying
from loket.web.portal import complaining, queue, queue_board, survey, tracking
from loket.web.portal.home import beginning, opening, papers, recovering
from tests.apps import factories

AT_WORK = (key_files.MEMORY, key_files.PASSES)
"""How passphrases are stretched where people work."""
_OF_A_DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out, as deselected, what touches no database: it has run beside the tests on SQLite."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _touches_a_database(item)])
    items[:] = filter(_touches_a_database, items)


def _touches_a_database(item: pytest.Item) -> bool:
    fixtures = set(item.fixturenames) if isinstance(item, pytest.Function) else set()
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(_OF_A_DATABASE)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """
    The standing offices, beneath every test.

    In place of the plugin's fixture, which makes no database unless some test carries the mark django_db: a run of
    tests with their `own_database` alone would then start from the real one.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
        factories.install("bintan", "pontianak")
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _light_keys() -> Iterator[None]:
    """Keys of tests are guessed by nobody: a passphrase is stretched in a moment, and each key says how it was."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_files, "MEMORY", 64)
        patch.setattr(key_files, "PASSES", 1)
        yield


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """What the process remembers of one test's database is wrong for the next."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    forget_all()
    procedures.forget()
    verifying.LIMIT.forget()
    tracking.ASKING.forget()
    tracking.ONE_FILE.forget()
    survey.ASKING.forget()
    for throttle in (
        complaining.MAKING,
        complaining.CODES,
        beginning.BEGINNING,
        beginning.CODES,
        opening.ASKING,
        papers.FILES,
        recovering.ASKING,
        recovering.TRYING,
    ):
        throttle.forget()
    queue.TAKING.forget()
    queue.LOOKING.forget()
    queue_board.LOOKING.forget()
    forget_cases()
    looking_up.forget()
    watching.forget()


@dataclass(frozen=True)
class OwnDatabase:
    """A database of one test; `environment` lets another process work on it too."""

    name: str
    environment: dict[str, str]


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[OwnDatabase]:
    """A committed copy of the standing database, for threads, processes and tampering."""
    if connection.in_atomic_block:
        pytest.fail("own_database commits: the test must not carry the mark django_db as well")
    backend = _postgresql if connection.vendor == "postgresql" else _sqlite
    with django_db_blocker.unblock():
        _forget()
        yield from backend(tmp_path)
        _forget()


def _sqlite(folder: Path) -> Iterator[OwnDatabase]:
    connection.ensure_connection()
    standing, standing_name = connection.connection, connection.settings_dict["NAME"]
    file = folder / "own.sqlite3"
    with sqlite3.connect(file) as copy:
        standing.backup(copy)
    copy.close()
    connection.connection = None
    connection.settings_dict["NAME"] = str(file)
    try:
        yield OwnDatabase(str(file), _environment(f"sqlite:///{file}", folder))
    finally:
        stop_writers()
        connection.close()
        connection.settings_dict["NAME"] = standing_name
        connection.connection = standing


def _postgresql(folder: Path) -> Iterator[OwnDatabase]:
    settings = connection.settings_dict
    standing_name, name = settings["NAME"], f"own_{uuid.uuid4().hex[:12]}"
    server = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"], "dbname": "postgres"}
    connection.close()
    with psycopg.connect(**server, password=settings["PASSWORD"], autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{standing_name}"')
    settings["NAME"] = name
    address = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{name}"
    try:
        yield OwnDatabase(name, _environment(address, folder))
    finally:
        stop_writers()
        connection.close()
        settings["NAME"] = standing_name
        with psycopg.connect(**server, password=settings["PASSWORD"], autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _environment(url: str, folder: Path) -> dict[str, str]:
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    own = {"DATABASE_URL": url, "LOKET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "loket.config.settings"}
    return {**os.environ, **own}
