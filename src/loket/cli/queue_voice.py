"""`loket queue-voice`: make the clips in which the display of the queue calls, on this machine and without the internet."""

from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up
from loket.cli.refusing import told


def queue_voice(
    speed: Annotated[int, typer.Option("--speed", min=80, max=260, help="Kata per menit.")] = 140,
) -> None:
    """Buat suara panggilan antrean dengan espeak-ng. Tanpa itu layar antrean tetap bekerja, tanpa suara."""
    set_up()
    from loket.lobby.queue import voice

    made = told(lambda: voice.render(speed), usage=USAGE, code_of=lambda _refusal: 1)
    typer.echo(f"{made} potongan suara dibuat di {voice.folder()}. Muat ulang layar antrean.")
