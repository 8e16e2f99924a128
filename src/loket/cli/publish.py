"""`loket procedure publish`: put a checked procedure into force in the database of this office."""

from pathlib import Path
from typing import Annotated

import typer

from loket.cli.django import set_up_with_database
from loket.core.procedure.check import check
from loket.core.procedure.reader import read

FAULTY = 1


def publish(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Misalnya sop/bintan/kk/2026-12-01.yaml.")],
) -> None:
    """
    Berlakukan satu prosedur sejak tanggal pada nama berkasnya; permohonan yang berjalan tetap pada versinya.

    Kode keluar 1 bila berkas masih berisi kesalahan atau kantornya belum dipasang; lalu tidak ada yang berubah.
    """
    reading = read(file)
    errors = check(reading).errors
    if errors or reading.procedure is None or reading.effective_date is None:
        for problem in errors:
            typer.echo(f"{problem.place} {problem.id} {problem.sentence} {problem.hint}".rstrip(), err=True)
        typer.echo("Tidak diberlakukan: perbaiki dahulu kesalahan di atas.", err=True)
        raise typer.Exit(FAULTY)
    set_up_with_database()
    from loket.casework import services
    from loket.core.problems import Refusal

    try:
        version = services.publish(reading.procedure, effective=reading.effective_date)
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}".rstrip(), err=True)
        raise typer.Exit(FAULTY) from None
    typer.echo(f"{version.office_key}/{version.service} berlaku sejak {version.effective:%d-%m-%Y}.")
