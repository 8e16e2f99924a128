"""`loket run`: bring the database up to date, found the demo offices where it is empty, and serve."""

import datetime
import os
import socket
import sys
import time
from collections.abc import Iterator
from typing import Annotated, Final

import typer
from rich.console import Console

from loket.cli.django import database_told, set_up, set_up_with_database
from loket.cli.tables import columns, show

PASSWORD = "loket"  # noqa: S105 (printed on purpose: invented offices, for trying out)
DEMO_PEOPLE: Final = 2000
REGISTER_AGE_DAYS: Final = 12
"""The residents of a demonstration are as they were before its applications began."""


def run(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port pada 127.0.0.1.")] = 8000,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Banyaknya permintaan yang dilayani bersamaan.")] = 8,
) -> None:
    """Layani meja petugas dan API. Basis data kosong diisi lima kantor contoh lebih dahulu."""
    require_free(port)
    _require_no_office()
    _prepare(Console(stderr=True))
    typer.echo(f"Akun contoh: bintan.budi dan lainnya (`loket accounts`), sandi {PASSWORD}.")
    serve_here(port, threads)


def serve_here(port: int, threads: int) -> None:
    """Serve until the process is stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    os.environ["DJANGO_SETTINGS_MODULE"] = "loket.config.settings"
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


def _require_no_office() -> None:
    """An office at work gets no invented neighbours, nor accounts whose password is printed."""
    set_up()
    from django.conf import settings

    if settings.PRODUCTION:
        typer.echo("LOKET_MODE=production: `loket run` hanya untuk contoh. Pakai `loket serve`.", err=True)
        raise typer.Exit(2)


def require_free(port: int) -> None:
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
    _require_no_office()
    _prepare(Console(stderr=True))


def _prepare(console: Console) -> None:
    set_up()
    from django.core.management import call_command

    from loket.offices import queries as offices

    with database_told():
        call_command("migrate", verbosity=0)
        if offices.offices():
            return
    started = time.perf_counter()
    console.print("Basis data kosong: memasang lima kantor contoh …")
    cases = _found(console)
    _give_voice(console)
    console.print(f"{cases} permohonan rekaan dibuat dalam {time.perf_counter() - started:.0f} detik.")
    _show_first(console)


def _found(console: Console) -> int:
    from pathlib import Path

    from django.conf import settings
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from loket.casework.demo_cases import fill
    from loket.casework.founding import found

    now = timezone.now()
    keys = found(Path(settings.SOP_ROOT), now=now, password_hash=make_password(PASSWORD))
    with console.status("Mengisi register dengan penduduk karangan …"):
        for key in keys:
            _populate(key, now)
    for key in keys:
        _line_up(key, now)
    with console.status("Mengisi meja petugas …"):
        return sum(fill(key, now) for key in keys)


def _populate(office_key: str, now: datetime.datetime) -> None:
    """Residents as of before the first invented application, and the decision to use the register."""
    from loket.entries.services import use_register
    from loket.offices import queries as offices
    from loket.register.sample.writing import make_sample

    earlier = offices.today(office_key, now) - datetime.timedelta(days=REGISTER_AGE_DAYS)
    make_sample(office_key, people=DEMO_PEOPLE, seed=1, today=earlier)
    office = offices.office(office_key)
    use_register(office.id, True, officer=None, why="Register latihan berisi penduduk karangan")


def _give_voice(console: Console) -> None:
    """The voice of the queue, where something on this machine speaks."""
    from loket.lobby.queue import voice

    try:
        voice.render()
    except (voice.NoSynthesiser, voice.VoiceNotMade) as none:
        console.print(f"{none.explanation} {none.hint}")


def _line_up(office_key: str, now: datetime.datetime) -> None:
    """Three counters, with a line for cards and one for everything else."""
    from loket.casework import procedures
    from loket.core.queue.rules import QueueRules
    from loket.lobby.queue import services
    from loket.offices import queries as offices

    found = procedures.services_of(office_key, offices.today(office_key, now))
    letters = {one.service: "B" if one.service.startswith(("ktp", "kia")) else "A" for one in found}
    lines = tuple(sorted(set(letters.values())))
    rules = QueueRules(letters, {1: lines, 2: lines[:1], 3: lines[-1:]})
    services.set_rules(offices.office(office_key).id, rules, officer=None, why="Aturan contoh", at=now)


def accounts() -> None:
    """Tampilkan semua akun kantor: nama pengguna, nama dan jabatan."""
    set_up_with_database()
    from loket.offices import queries as offices

    table = columns("Kantor", "Nama pengguna", "Nama", "Jabatan")
    for record in offices.offices():
        for username, full_name, title in _accounts_of(record.key):
            table.add_row(record.short_name, username, full_name, title)
    show(table)


def _show_first(console: Console) -> None:
    """One account for each position of the first office: enough to begin with."""
    from loket.offices import queries as offices

    first = offices.offices()[0]
    console.print(f"Akun contoh {first.short_name}, sandi semua: {PASSWORD}")
    titles: set[str] = set()
    for username, full_name, title in _accounts_of(first.key):
        if title not in titles:
            titles.add(title)
            console.print(f"  {username:<14} {title}, {full_name}", highlight=False, soft_wrap=True)
    console.print("Semua akun kelima kantor: .venv/bin/loket accounts")


def _accounts_of(office_key: str) -> Iterator[tuple[str, str, str]]:
    """User name, name and position of each person, in the order of the office's file."""
    from loket.offices import queries as offices

    seats = {a.person: a.title for a in offices.appointments(office_key) if a.kind == "definitif"}
    for person in sorted(offices.persons(office_key), key=lambda person: person.person):
        yield person.username, person.full_name, seats.get(person.person, "")
