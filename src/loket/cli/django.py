"""Django is set up only by the commands that need it: `loket procedure check` starts without it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from django.db import DatabaseError

USAGE = 2
_DAMAGED = ("is not a database", "malformed", "disk I/O error")


def set_up() -> None:
    """Read the settings and load the apps; harmless when done before. Ends with 2 when the settings do not read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(USAGE) from None
    except PermissionError as closed:
        typer.echo(
            f"{closed.filename} tidak dapat dibaca atau dibuat. Periksa LOKET_HOME dan izin foldernya.", err=True
        )
        raise typer.Exit(USAGE) from None


def set_up_with_database() -> None:
    """
    The same, and a database that answers and has our tables.

    Ends with 2 otherwise: a database that is down must not read as a register that was tampered with.
    """
    set_up()
    from django.conf import settings
    from django.db import connection

    with database_told():
        founded = "offices_office" in connection.introspection.table_names()
    if not founded:
        first = "`loket manage migrate`" if settings.PRODUCTION else "`loket run` atau `loket setup-demo`"
        typer.echo(f"Basis data ini masih kosong. Jalankan dahulu {first}.", err=True)
        raise typer.Exit(USAGE)


@contextmanager
def database_told() -> Iterator[None]:
    """
    Around what asks the database: that it is away, or its file damaged, is one sentence and the end with 2.

    What went wrong in a database that answers is a fault of ours, and goes on.
    """
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        told = _what_fails(error)
        if told is None:
            raise
        typer.echo(told, err=True)
        raise typer.Exit(USAGE) from None


def _what_fails(error: "DatabaseError") -> str | None:
    from django.conf import settings
    from django.db import DatabaseError, connection

    said = str(error).strip().splitlines()[0] if str(error).strip() else "tanpa keterangan"
    file = settings.DATABASE_FILE
    if file is not None and any(sign in said for sign in _DAMAGED):
        return (
            f"Berkas basis data {file} rusak ({said}). Jangan dihapus: pindahkan berkas itu beserta -wal dan -shm di "
            "sampingnya ke tempat lain, lalu pulihkan dengan `loket backup restore`."
        )
    connection.close()
    try:
        connection.ensure_connection()
    except DatabaseError:
        hint = f"Periksa izin dan folder {file}" if file else "Periksa apakah servernya berjalan, dan DATABASE_URL"
        return f"Basis data tidak menjawab: {said.rstrip('.')}. {hint}."
    return None
