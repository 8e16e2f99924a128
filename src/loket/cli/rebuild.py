"""`loket rebuild`: the case rows against their events."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.bar import bar
from loket.cli.django import set_up_with_database

if TYPE_CHECKING:
    from loket.casework.audit.rebuilding import RebuildReport

DIFFERENT = 1
MOST_SHOWN = 20


def rebuild(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Laporan untuk dibaca mesin.")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Tulis keadaan yang benar; riwayat tidak disentuh.")] = False,
) -> None:
    """
    Susun ulang keadaan tiap permohonan dari riwayatnya, dan bandingkan dengan yang tersimpan.

    Kode keluar 1 bila ada perbedaan yang tersisa. Permohonan yang riwayatnya sendiri rusak dilaporkan, tidak ditulis.
    """
    set_up_with_database()
    from loket.casework.audit import rebuilding

    with bar("Menyusun ulang", rebuilding.size(), quiet=as_json) as step:
        report = rebuilding.rebuild(repair=repair, progress=step)
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _show(report)
    if not report.ok:
        raise typer.Exit(DIFFERENT)


def _show(report: "RebuildReport") -> None:
    print(f"Dibandingkan: {report.compared} permohonan.")
    if not report.count:
        print("Semua sama dengan riwayatnya.")
        return
    print(f"Berbeda: {report.count} kolom; ditulis ulang: {report.repaired}.")
    for found in report.differences[:MOST_SHOWN]:
        mark = "✓" if found.repaired else "✗"
        if found.column == "riwayat":
            print(f"  {mark} {found.resi}: riwayatnya tidak utuh; jalankan `loket audit verify`")
        else:
            print(f"  {mark} {found.resi}, {found.column}: tersimpan {found.stored}, menurut riwayat {found.folded}")
    if report.count > MOST_SHOWN:
        print(f"  … dan {report.count - MOST_SHOWN} lagi; pakai --json untuk daftarnya.")
