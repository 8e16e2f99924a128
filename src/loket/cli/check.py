"""`loket check` and `loket serve`: what an installation lacks before an office may rely on it, and the server that insists."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.django import set_up
from loket.cli.serve import require_free, serve_here

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
    faults = _faults()
    if as_json:
        told = [{"id": fault.id, "what": fault.msg, "hint": fault.hint} for fault in faults]
        typer.echo(json.dumps({"ok": not faults, "faults": told}, ensure_ascii=False, indent=2))
    elif faults:
        _show(faults, err=False)
    else:
        typer.echo("Aman: semua pemeriksaan produksi terpenuhi.")
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
    faults = _faults()
    if faults:
        typer.echo("Loket tidak dijalankan: pemasangan ini belum aman.", err=True)
        _show(faults, err=True)
        raise typer.Exit(USAGE)
    _require_tables()
    serve_here(port, threads)


def _faults() -> "list[CheckMessage]":
    set_up()
    from django.core.checks import run_checks

    return run_checks(tags=[PRODUCTION], include_deployment_checks=True, databases=["default"])


def _show(faults: "list[CheckMessage]", *, err: bool) -> None:
    for fault in faults:
        typer.echo(f"  ✗ {fault.id}: {fault.msg}\n      {fault.hint}", err=err)
    typer.echo(f"{len(faults)} hal perlu diperbaiki.", err=err)


def _require_tables() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        typer.echo("Tabel basis data belum sesuai versi ini. Jalankan `loket manage migrate`.", err=True)
        raise typer.Exit(USAGE)
