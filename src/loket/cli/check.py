"""`loket check` and `loket serve`: what an installation lacks before an office may rely on it, and the server that insists."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.django import set_up
from loket.cli.serve import require_free, serve_here
from loket.storage.own_folders import only_look

if TYPE_CHECKING:
    from django.core.checks import CheckMessage

UNSAFE = 1
USAGE = 2
PRODUCTION = "loket-production"
"""The tag under which the settings register their checks."""


def check(*, as_json: Annotated[bool, typer.Option("--json", help="Laporan untuk dibaca mesin.")] = False) -> None:
    """
    Periksa apakah pemasangan ini aman untuk kantor sungguhan. Tidak mengubah apa pun.

    Kode keluar 1 bila ada yang kurang; tiap baris menyebut cara memperbaikinya.
    """
    # Before the settings are read, which make what is missing.
    only_look()
    faults, doubts = _found()
    if as_json:
        told = {"ok": not faults, "faults": [*map(_plain, faults)], "doubts": [*map(_plain, doubts)]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show(doubts, err=False, sign="!")
        _show(faults, err=False)
        typer.echo(_counted(faults) if faults else "Aman: semua pemeriksaan produksi terpenuhi.")
    if faults:
        raise typer.Exit(UNSAFE)


def serve(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port pada 127.0.0.1, untuk proksi TLS.")] = 8000,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Banyaknya permintaan yang dilayani bersamaan.")] = 8,
) -> None:
    """
    Layani kantor sungguhan di belakang proksi TLS. Menolak jalan selama `loket check` menyebut kekurangan.

    Tabel tidak diubah; sesudah memasang versi baru jalankan `loket manage migrate` lebih dahulu.
    """
    require_free(port)
    faults, doubts = _found()
    _show(doubts, err=True, sign="!")
    if faults:
        typer.echo("Loket tidak dijalankan: pemasangan ini belum aman.", err=True)
        _show(faults, err=True)
        typer.echo(_counted(faults), err=True)
        raise typer.Exit(USAGE)
    _require_tables()
    serve_here(port, threads)


def _found() -> "tuple[list[CheckMessage], list[CheckMessage]]":
    """What stops the start, and what the office may decide otherwise."""
    set_up()
    from django.core.checks import ERROR, run_checks

    found = run_checks(tags=[PRODUCTION], include_deployment_checks=True, databases=["default"])
    return [one for one in found if one.level >= ERROR], [one for one in found if one.level < ERROR]


def _plain(fault: "CheckMessage") -> dict[str, str | None]:
    return {"id": fault.id, "what": fault.msg, "hint": fault.hint}


def _show(faults: "list[CheckMessage]", *, err: bool, sign: str = "✗") -> None:
    for fault in faults:
        typer.echo(f"  {sign} {fault.id}: {fault.msg}\n      {fault.hint}", err=err)


def _counted(faults: "list[CheckMessage]") -> str:
    return f"{len(faults)} hal perlu diperbaiki."


def _require_tables() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        typer.echo("Tabel basis data belum sesuai versi ini. Jalankan `loket manage migrate`.", err=True)
        raise typer.Exit(USAGE)
