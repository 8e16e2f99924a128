"""`loket messages`: the histories of cases followed, and what is due in the outbox sent; once, or for as long as it runs."""

import logging
import signal
import threading
from typing import Annotated, Final

import typer

from loket.cli.django import set_up_with_database
from loket.cli.message_gateway import gateway

app = typer.Typer(no_args_is_help=True, help="Pesan kepada pemohon: kirim yang waktunya tiba.")
_log: Final = logging.getLogger(__name__)
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
        reminded, closed = _keep_terms()
        closed += _close_unheard()
        reminded += _remind()
        told, moved = _pass()
        typer.echo(
            f"{told} kejadian dikabarkan, {moved} pesan berubah keadaan, {reminded} diingatkan, {closed} ditutup."
        )
        return
    stop = threading.Event()
    for ended in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ended, lambda _number, _frame: stop.set())
    _run(stop, every)


def _run(stop: threading.Event, every: int) -> None:
    from django.db import DatabaseError, close_old_connections

    from loket.complaints.services import close_unheard, tell_all
    from loket.outbox.services import keep_terms, remind_all, remove_old

    passes = 0
    while not stop.is_set():
        try:
            close_old_connections()
            if passes % _CLEAN_EVERY == 0:
                remove_old()
                keep_terms()
                close_unheard()
            if passes % _REMIND_EVERY == 0:
                remind_all()
                tell_all()
            _pass()
        except DatabaseError:
            # The database of an office is restarted now and then; what was not sent is still due.
            _log.exception("a pass of the sender of messages failed")
        passes += 1
        stop.wait(every)


def _keep_terms() -> tuple[int, int]:
    from loket.outbox.services import keep_terms

    return keep_terms()


def _close_unheard() -> int:
    from loket.complaints.services import close_unheard

    return close_unheard()


def _pass() -> tuple[int, int]:
    from loket.outbox.services import follow_all, send_due

    return follow_all(), send_due()


def _remind() -> int:
    from loket.complaints.services import tell_all
    from loket.outbox.services import remind_all

    return remind_all() + tell_all()
