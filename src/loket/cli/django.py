"""Django is set up only by the commands that need it: `loket procedure check` starts without it."""

import os

import typer

USAGE = 2


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


def set_up_with_database() -> None:
    """
    The same, and a database that answers and has our tables.

    Ends with 2 otherwise: a database that is down must not read as a register that was tampered with.
    """
    set_up()
    from django.conf import settings
    from django.db import OperationalError, connection

    try:
        founded = "offices_office" in connection.introspection.table_names()
    except OperationalError as down:
        typer.echo(f"Basis data tidak menjawab: {str(down).splitlines()[0]} Periksa DATABASE_URL.", err=True)
        raise typer.Exit(USAGE) from None
    if not founded:
        first = "`loket manage migrate`" if settings.PRODUCTION else "`loket run` atau `loket setup-demo`"
        typer.echo(f"Basis data ini masih kosong. Jalankan dahulu {first}.", err=True)
        raise typer.Exit(USAGE)
