"""`loket run`: bring the database up to date, found the demo offices where it is empty, and serve."""

import os
import socket
import sys
import time
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from loket.cli.django import set_up

PASSWORD = "loket"  # noqa: S105 (printed on purpose: invented offices, for trying out)
SHOWN = ("bintan", "metro", "pontianak", "pesisir-selatan", "sumbersuko")


def run(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port pada 127.0.0.1.")] = 8000,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Banyaknya permintaan yang dilayani bersamaan.")] = 8,
) -> None:
    """Layani meja petugas dan API. Basis data kosong diisi lima kantor contoh lebih dahulu."""
    _require_free(port)
    _prepare(Console(stderr=True))
    from granian import Granian
    from granian.constants import Interfaces

    os.environ["DJANGO_SETTINGS_MODULE"] = "loket.config.settings"
    typer.echo(f"Akun contoh: bintan.budi dan lainnya di sop/<kantor>/office.yaml, sandi {PASSWORD}.")
    typer.echo(f"Loket: http://127.0.0.1:{port}  (berhenti: Ctrl-C)")
    sys.stdout.flush()
    # One process: on SQLite all writes pass through its one writer thread.
    server = Granian(
        "loket.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_enabled=False,
    )
    server.serve()


def _require_free(port: int) -> None:
    """
    Refuse a port that another program holds.

    The server would share it with a second one of its kind, and SQLite's one writer thread would be two.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            typer.echo(f"Port {port} sudah dipakai program lain. Pilih port lain: make run PORT={port + 1}", err=True)
            raise typer.Exit(2) from None


def setup_demo() -> None:
    """Siapkan basis data: tabel, dan lima kantor contoh bila masih kosong."""
    _prepare(Console(stderr=True))


def _prepare(console: Console) -> None:
    set_up()
    from django.core.management import call_command

    from loket.offices import queries as offices

    call_command("migrate", verbosity=0)
    if offices.offices():
        return
    started = time.perf_counter()
    console.print("Basis data kosong: memasang lima kantor contoh …")
    cases = _found(console)
    console.print(f"{cases} permohonan rekaan dibuat dalam {time.perf_counter() - started:.0f} detik.")
    _accounts(console)


def _found(console: Console) -> int:
    from pathlib import Path

    from django.conf import settings
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from loket.casework.demo_cases import fill
    from loket.casework.founding import found

    now = timezone.now()
    keys = found(Path(settings.SOP_ROOT), now=now, password_hash=make_password(PASSWORD))
    with console.status("Mengisi meja petugas …"):
        return sum(fill(key, now) for key in keys)


def _accounts(console: Console) -> None:
    from loket.offices import queries as offices

    table = Table(title=f"Akun contoh, sandi semua: {PASSWORD}", title_justify="left")
    for heading in ("Kantor", "Nama pengguna", "Nama", "Jabatan"):
        # What must be typed is never cut off, however narrow the terminal.
        table.add_column(heading, no_wrap=heading == "Nama pengguna", overflow="fold")
    for record in offices.offices():
        seats = {a.person: a.title for a in offices.appointments(record.key) if a.kind == "definitif"}
        for person in offices.persons(record.key):
            table.add_row(record.short_name, person.username, person.full_name, seats.get(person.person, ""))
    console.print(table)
