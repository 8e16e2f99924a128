"""`loket case`: give the history of a case away as a file that proves itself, and check such a file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import officer_of

app = typer.Typer(
    no_args_is_help=True, help="Riwayat satu permohonan: ekspor yang dapat dibuktikan, dan pemeriksaannya."
)


@app.command("export")
def export(
    resi: Annotated[str, typer.Argument(metavar="RESI", help="Nomor resi permohonan.")],
    *,
    officer: Annotated[
        str,
        typer.Option("--officer", metavar="USERNAME", help="Petugas yang mengekspor; ini tercatat sebagai pembacaan."),
    ],
    witnessed: Annotated[
        bool, typer.Option("--witnessed", help="Sertakan jawaban saksi; pemeriksa lalu memerlukan kunci saksi juga.")
    ] = False,
    output: Annotated[Path | None, typer.Option("--output", help="Berkas tujuan; bawaan: ke layar.")] = None,
) -> None:
    """
    Ekspor riwayat yang sudah disegel, dengan suratnya dan pembuktiannya. Isinya data pribadi: jaga berkasnya.

    Periksa dengan `loket case verify`, atau dengan satu berkas loket_verify_case.py tanpa Loket.
    """
    set_up_with_database()
    from loket.core.problems import BadTerm, Refusal
    from loket.signing.queries import export_case

    who = officer_of(officer)
    try:
        made = export_case(resi, who, witnessed=witnessed)
    except BadTerm as wrong:
        typer.echo(f"{wrong.problem.sentence} {wrong.problem.hint}", err=True)
        raise typer.Exit(USAGE) from wrong
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal
    if made.later:
        typer.echo(f"{made.later} peristiwa terakhir belum disegel, jadi belum termasuk.", err=True)
    if output is None:
        typer.echo(made.text, nl=False)
        return
    try:
        with open(output, "w", encoding="utf-8", newline="", opener=_for_its_owner) as file:
            file.write(made.text)
    except OSError:
        typer.echo(f"Berkas {output} tidak dapat ditulis.", err=True)
        raise typer.Exit(USAGE) from None
    typer.echo(f"{made.resi}: {made.events} peristiwa ditulis ke {output}.")


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@app.command(
    "verify", add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def verify(
    arguments: Annotated[
        list[str] | None, typer.Argument(help="Berkas dan pilihannya; --help menyebut semuanya.")
    ] = None,
) -> None:
    """Periksa ekspor riwayat, misalnya `loket case verify permohonan.json --key kunci.txt`."""
    from loket.signing.standalone.loket_verify_case import main

    raise typer.Exit(main(arguments or []))
