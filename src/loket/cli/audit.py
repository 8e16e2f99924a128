"""`loket audit`: prove that nothing written was changed, and seal the day."""

import datetime
import json
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.bar import bar
from loket.cli.django import set_up_with_database

if TYPE_CHECKING:
    from loket.casework.audit.verification import AuditReport

BAD = 1
USAGE = 2
MOST_SHOWN = 20

app = typer.Typer(no_args_is_help=True, help="Pembuktian riwayat: periksa semua catatan, dan segel hari ini.")

Json = Annotated[bool, typer.Option("--json", help="Laporan untuk dibaca mesin.")]
OfficeKey = Annotated[str | None, typer.Option("--office", metavar="KEY", help="Satu kantor saja, misalnya bintan.")]


@app.command("verify")
def verify(*, office: OfficeKey = None, as_json: Json = False) -> None:
    """
    Hitung ulang semua riwayat, nomor dan segel. Tidak mengubah apa pun, dan loket boleh tetap buka.

    Kode keluar 1 bila ada yang tidak sesuai; yang pertama disebut paling atas.
    """
    set_up_with_database()
    from loket.casework.audit import verification

    _require_office(office)
    with bar("Memeriksa riwayat", verification.size(office), quiet=as_json) as step:
        report = verification.verify(office, step)
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _show(report)
    if not report.ok:
        raise typer.Exit(BAD)


def _show(report: "AuditReport") -> None:
    print(
        f"Diperiksa: {report.cases} permohonan, {report.events} peristiwa, {report.numbers} nomor, "
        f"{report.checkpoints} segel."
    )
    if report.ok:
        print("Semua sesuai: tidak ada catatan yang diubah, dihapus, disisipkan atau dilewati.")
        return
    print(f"TIDAK SESUAI: {report.bad_count} baris.")
    for row in report.bad_rows[:MOST_SHOWN]:
        print(f"  ✗ {row.resi}, urutan {row.seq}: {row.why}")
    if report.bad_count > MOST_SHOWN:
        print(f"  … dan {report.bad_count - MOST_SHOWN} lagi; pakai --json untuk daftarnya.")


@app.command("checkpoint")
def checkpoint(
    *,
    date: Annotated[
        datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Tanggal segel; bawaan: hari ini.")
    ] = None,
    office: OfficeKey = None,
    as_json: Json = False,
) -> None:
    """
    Segel keadaan semua permohonan, satu kali sehari untuk tiap kantor.

    Cetak atau kirim sidik segelnya ke luar kantor: dengan itu riwayat yang ditulis ulang tetap ketahuan.
    """
    set_up_with_database()
    from django.utils import timezone

    from loket.casework.audit.checkpoints import make_checkpoint
    from loket.core.problems import Refusal
    from loket.offices import queries as offices

    _require_office(office)
    now = timezone.now()
    made = []
    for key in [office] if office else [record.key for record in offices.offices()]:
        try:
            made.append(make_checkpoint(key, date.date() if date else offices.today(key, now)))
        except Refusal as refusal:
            typer.echo(f"{key}: {refusal.explanation} {refusal.hint}", err=True)
            raise typer.Exit(USAGE) from refusal
    if as_json:
        typer.echo(json.dumps([seal.as_json() for seal in made], ensure_ascii=False, indent=2))
        return
    for seal in made:
        already = " (sudah dibuat sebelumnya)" if seal.replayed else ""
        print(f"{seal.office_key}: segel no. {seal.number}, {seal.date:%d-%m-%Y}, {seal.count} permohonan{already}")
        print(f"  {seal.root.hex()}")


def _require_office(key: str | None) -> None:
    from loket.offices import queries as offices

    known = [record.key for record in offices.offices()]
    if key is not None and key not in known:
        typer.echo(f"Kantor “{key}” tidak ada. Yang ada: {', '.join(known) or 'belum ada satu pun'}.", err=True)
        raise typer.Exit(USAGE)
