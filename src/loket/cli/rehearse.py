"""`loket rehearse`: invented cases through the real services, then every invariant."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from loket.rehearsal.score import Report
from loket.rehearsal.stage import throw_away_database

VIOLATED = 1
USAGE = 2


def rehearse(
    procedure: Annotated[str, typer.Argument(metavar="OFFICE/SERVICE", help="Misalnya bintan/kk.")] = "",
    *,
    everything: Annotated[bool, typer.Option("--all", help="Semua prosedur dari semua kantor.")] = False,
    cases: Annotated[int, typer.Option(min=1, help="Banyaknya permohonan per prosedur.")] = 20,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Banyaknya petugas yang bekerja bersamaan.")] = 4,
    seed: Annotated[int, typer.Option(help="Benih dadu; benih sama, kejadian sama per petugas.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Laporan untuk dibaca mesin.")] = False,
) -> None:
    """
    Latihan: jalankan permohonan rekaan sampai selesai, dengan pengembalian, bentrok, dan kiriman ganda.

    Basis datanya sementara, sejenis dengan DATABASE_URL; register yang sebenarnya tidak disentuh. Kode keluar 1 bila
    ada yang dilanggar atau permohonan tidak selesai.
    """
    if everything == bool(procedure):
        typer.echo("Sebutkan satu prosedur (misalnya bintan/kk), atau --all.", err=True)
        raise typer.Exit(USAGE)
    with throw_away_database():
        reports = list(_reports(procedure, cases=cases, workers=workers, seed=seed, quiet=as_json))
    if as_json:
        typer.echo(json.dumps([report.as_json() for report in reports], ensure_ascii=False, indent=2))
    else:
        _show(reports)
    if not all(report.clean for report in reports):
        raise typer.Exit(VIOLATED)


def _reports(procedure: str, *, cases: int, workers: int, seed: int, quiet: bool) -> Iterator[Report]:
    # Settings read DATABASE_URL when Django is set up, so nothing of Django may be imported before this point.
    from loket.cli.django import set_up

    set_up()
    from loket.rehearsal.opening import open_offices
    from loket.rehearsal.rehearse import rehearse as play

    known = open_offices()
    if procedure and procedure not in known:
        typer.echo(f"Prosedur “{procedure}” tidak ada. Yang ada: {', '.join(known)}.", err=True)
        raise typer.Exit(USAGE)
    for key in [procedure] if procedure else known:
        office, service = key.split("/")
        with _bar(key, cases, quiet=quiet) as advance:
            yield play(office, service, cases=cases, workers=workers, seed=seed, progress=advance.step)


class _Advance:
    def __init__(self, progress: Progress, key: str, cases: int) -> None:
        self._progress = progress
        self._task = progress.add_task(key, total=cases)

    def step(self, done: int) -> None:
        self._progress.advance(self._task, done)


@contextmanager
def _bar(key: str, cases: int, *, quiet: bool) -> Iterator[_Advance]:
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as progress:
        yield _Advance(progress, key, cases)


def _show(reports: list[Report]) -> None:
    table = Table(title="Latihan", title_justify="left")
    for heading in ("Prosedur", "Selesai", "Langkah", "Kembali", "Bentrok", "per detik", "Langgar"):
        table.add_column(heading, justify="left" if heading == "Prosedur" else "right", no_wrap=True)
    for report in reports:
        steps = report.counts.get("langkah selesai", 0)
        table.add_row(
            report.procedure,
            f"{report.ended}/{report.cases}",
            str(steps),
            str(report.counts.get("dikembalikan", 0)),
            str(report.counts.get("bentrok", 0)),
            f"{steps / report.seconds:.0f}",
            str(len(report.violations)),
        )
    console = Console()
    console.print(table)
    violations = [sentence for report in reports for sentence in report.violations]
    for sentence in violations[:50]:
        console.print(f"  ✗ {sentence}", markup=False)
    ended = sum(report.ended for report in reports)
    console.print(f"{ended} permohonan selesai, {len(violations)} pelanggaran.")
