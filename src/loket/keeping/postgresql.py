"""PostgreSQL's own programs: a dump of one snapshot as a stream, and a restore from one. Passwords are on no command line."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import psycopg
from django.db import connection, transaction
from psycopg.conninfo import conninfo_to_dict

from loket.keeping.refusals import ProgramFailed, ProgramMissing
from loket.keeping.streams import pieces_of

DEBIAN: Final = Path("/usr/lib/postgresql")
_VERSION: Final = re.compile(r"\(PostgreSQL\) (\d+)")
_PARTS: Final = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
_ENVIRONMENT: Final = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
# Without owners, rights and remarks a backup is restored by whoever owns the new database.
_PLAIN: Final = ("--no-owner", "--no-privileges", "--no-comments")


def server_major() -> int:
    """The version of the server, of which its programs must be at least."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def program(name: str, least: int, folder: Path = DEBIAN) -> Path:
    """The program of the oldest version that will do. Raises ProgramMissing."""
    installed = sorted((int(path.parent.parent.name), path) for path in folder.glob(f"[0-9]*/bin/{name}"))
    for major, path in installed:
        if major >= least:
            return path
    on_path = shutil.which(name)
    if on_path and _major_of(on_path) >= least:
        return Path(on_path)
    raise ProgramMissing(program=name, version=least)


def _major_of(path: str) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 (found on the path)
    found = _VERSION.search(told.stdout)
    return int(found[1]) if found else 0


@contextmanager
def one_snapshot() -> Iterator[str]:
    """Statements inside read one instant; gives the name by which a dump reads the same one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        name: str = cursor.fetchone()[0]
        yield name


def dumped(settings: Mapping[str, Any], snapshot: str, least: int) -> Iterator[bytes]:
    """The database as of a snapshot, in the custom form. Raises ProgramMissing and ProgramFailed."""
    command = [str(program("pg_dump", least)), "--format=custom", "--compress=1", *_PLAIN, f"--snapshot={snapshot}"]
    with _running(command, settings, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield from pieces_of(process.stdout)  # type: ignore[arg-type]  # a pipe of bytes


def restored(pieces: Iterator[bytes], settings: Mapping[str, Any], least: int) -> None:
    """
    Fill an empty database, all or nothing. Raises ProgramMissing and ProgramFailed, and whatever `pieces` raises.
    """
    words = [*_PLAIN, "--exit-on-error", "--single-transaction", f"--dbname={settings['NAME']}"]
    command = [str(program("pg_restore", least)), *words]
    with _running(command, settings, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        try:
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            # It has ended and says why; that is raised where the block ends.
            process.wait()


@contextmanager
def _running(
    command: Sequence[str], settings: Mapping[str, Any], *, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(  # noqa: S603 (a program of PostgreSQL and our own words)
            command, stdin=stdin, stdout=stdout, stderr=told, env=environment(settings)
        )
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            _close(process)
        if code := process.returncode:
            told.seek(0)
            lines = told.read().decode("utf-8", "replace").strip().splitlines() or [f"kode {code}"]
            raise ProgramFailed(program=Path(command[0]).name, told=lines[0][:300])


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            # What is still on its way to a program that has ended goes nowhere.
            with suppress(BrokenPipeError):
                pipe.close()
    process.wait()


def environment(settings: Mapping[str, Any]) -> dict[str, str]:
    """How a program of PostgreSQL reaches a database of these settings."""
    own = {name: str(settings[key]) for key, name in _ENVIRONMENT.items() if settings.get(key)}
    safe = {f"PG{name.upper()}": str(value) for name, value in _of_libpq(settings).items()}
    return {**os.environ, **safe, **own, "PGDATABASE": str(settings["NAME"])}


def address(settings: Mapping[str, Any]) -> str:
    """The same settings as DATABASE_URL."""
    who = ":".join(quote(str(settings[key]), safe="") for key in ("USER", "PASSWORD") if settings.get(key))
    where = ":".join(str(settings[key]) for key in ("HOST", "PORT") if settings.get(key))
    query = urlencode(_of_libpq(settings))
    return f"postgresql://{who}@{where}/{quote(str(settings['NAME']), safe='')}" + (f"?{query}" if query else "")


def settings_from(address: str) -> dict[str, Any]:
    """The settings of an address. Raises ProgramFailed for one that is none of PostgreSQL."""
    try:
        known = conninfo_to_dict(address)
    except psycopg.ProgrammingError as wrong:
        raise ProgramFailed(program="PostgreSQL", told=str(wrong).splitlines()[0]) from None
    found: dict[str, Any] = {key: known.get(name, "") for key, name in _PARTS.items()}
    return {**found, "OPTIONS": {name: value for name, value in known.items() if name.startswith("ssl")}}


def _of_libpq(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.get("OPTIONS", {}).items() if name.startswith("ssl")}
