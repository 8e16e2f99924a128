"""`loket messages`: the histories of cases followed, and what is due in the outbox sent; once, or for as long as it runs."""

import signal
import threading
from typing import TYPE_CHECKING, Annotated, Final

import typer

from loket.cli.django import set_up_with_database
from loket.cli.message_gateway import gateway

if TYPE_CHECKING:
    from loket.outbox.services import Apart

app = typer.Typer(no_args_is_help=True, help="Pesan kepada pemohon: kirim yang waktunya tiba.")
_CLEAN_EVERY: Final = 720
"""Passes: once an hour at five seconds each."""
_REMIND_EVERY: Final = 12
"""Once a minute: mandates are told soon, and the waiting documents are read whole for it."""


app.command("gateway")(gateway)


@app.command("send")
def send(
    *,
    once: Annotated[bool, typer.Option("--once", help="Satu putaran, lalu selesai.")] = False,
    every: Annotated[int, typer.Option(min=1, max=600, help="Detik di antara dua putaran.")] = 5,
) -> None:
    """
    Ikuti permohonan, kirim pesan yang waktunya tiba, dan tanyakan yang belum jelas. Berjalan terus sampai dihentikan.

    Beberapa pengirim boleh berjalan bersamaan: setiap pesan dikirim oleh satu saja. Yang mati di tengah jalan tidak membuat
    pesan terkirim dua kali.
    """
    set_up_with_database()
    if once:
        _once()
        return
    stop = threading.Event()
    for ended in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ended, lambda _number, _frame: stop.set())
    _run(stop, every)


def _once() -> None:
    from loket.complaints.services import close_unheard, tell_all
    from loket.outbox.services import Faults, follow_all, keep_terms, remind_all, send_due

    faults = Faults()
    reminded, closed = keep_terms(apart=faults.apart)
    closed += close_unheard(apart=faults.apart)
    reminded += remind_all(apart=faults.apart) + tell_all(apart=faults.apart)
    told, moved = follow_all(apart=faults.apart), send_due(apart=faults.apart)
    typer.echo(f"{told} kejadian dikabarkan, {moved} pesan berubah keadaan, {reminded} diingatkan, {closed} ditutup.")
    if faults.count:
        typer.echo(f"{faults.count} pekerjaan gagal; sebabnya ada di log.", err=True)
        raise typer.Exit(1)


def _run(stop: threading.Event, every: int) -> None:
    from loket.outbox.services import Faults

    faults, passes = Faults(), 0
    while not stop.is_set():
        _pass(passes, faults.apart)
        passes += 1
        stop.wait(every)


def _pass(number: int, apart: "Apart") -> None:
    """Each job for itself: the database of an office is restarted now and then, and what was not sent is still due."""
    from django.db import close_old_connections

    from loket.complaints.services import close_unheard, tell_all
    from loket.outbox.services import follow_all, keep_terms, remind_all, remove_old, send_due

    apart("the connection", close_old_connections, None)
    if number % _CLEAN_EVERY == 0:
        apart("removing what is old", remove_old, 0)
        apart("the terms", lambda: keep_terms(apart=apart), (0, 0))
        apart("closing complaints", lambda: close_unheard(apart=apart), 0)
    if number % _REMIND_EVERY == 0:
        apart("reminding", lambda: remind_all(apart=apart), 0)
        apart("telling complainants", lambda: tell_all(apart=apart), 0)
    apart("following", lambda: follow_all(apart=apart), 0)
    apart("sending", lambda: send_due(apart=apart), 0)
