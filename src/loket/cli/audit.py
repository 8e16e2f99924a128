"""`loket audit`: prove that nothing written was changed, and seal the day."""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.bar import bar
from loket.cli.django import set_up_with_database
from loket.cli.refusing import T, told

if TYPE_CHECKING:
    from loket.casework.audit.checkpoints import CheckpointRecord
    from loket.casework.audit.verification import AuditReport
    from loket.core.problems import Refusal
    from loket.signing.proving import HistoryReport
    from loket.signing.records import SignedSeal, StampRecord

BAD = 1
USAGE = 2
MOST_SHOWN = 20

app = typer.Typer(no_args_is_help=True, help="Pembuktian riwayat: periksa semua catatan, dan segel hari ini.")

Json = Annotated[bool, typer.Option("--json", help="Laporan untuk dibaca mesin.")]
OfficeKey = Annotated[str | None, typer.Option("--office", metavar="KEY", help="Satu kantor saja, misalnya bintan.")]


@app.command("verify")
def verify(*, office: OfficeKey = None, as_json: Json = False) -> None:
    """
    Hitung ulang semua riwayat, nomor, segel dan surat bertanda tangan. Tidak mengubah apa pun, dan loket boleh tetap buka.

    Kode keluar 1 bila ada yang tidak sesuai; yang pertama disebut paling atas.
    """
    set_up_with_database()
    from loket.casework.audit import verification
    from loket.signing.queries import prove_history

    _require_office(office)
    with bar("Memeriksa riwayat", verification.size(office), quiet=as_json) as step:
        report = verification.verify(office, step)
    signed = prove_history(office)
    if as_json:
        told = {**report.as_json(), "ok": report.ok and not signed.bad, "signed": signed.as_json()}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show(report, signed)
    if not report.ok or signed.bad:
        raise typer.Exit(BAD)


def _show(report: "AuditReport", signed: "HistoryReport") -> None:
    print(
        f"Diperiksa: {report.cases} permohonan, {report.events} peristiwa, {report.numbers} nomor, "
        f"{report.checkpoints} segel, {signed.seals} tanda tangan segel, {signed.papers} surat bertanda tangan."
    )
    for why in signed.bad[:MOST_SHOWN]:
        print(f"  ✗ {why}")
    if signed.bad:
        print(f"TIDAK SESUAI: {len(signed.bad)} segel atau surat bertanda tangan.")
    if report.ok and signed.bad:
        return
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
    printed: Annotated[
        bool, typer.Option("--print", help="Halaman segel bertanda tangan, untuk dicetak atau dikirim ke luar kantor.")
    ] = False,
    as_json: Json = False,
) -> None:
    """
    Segel keadaan semua permohonan, satu kali sehari untuk tiap kantor, dan tanda tangani segelnya.

    Cetak atau kirim segel itu ke luar kantor: dengan itu riwayat yang ditulis ulang tetap ketahuan.
    Yang gagal pada satu kantor tidak menghentikan kantor lain; kode keluarnya lalu bukan 0.
    """
    set_up_with_database()
    from loket.offices import queries as offices
    from loket.signing.queries import printed_seal

    _require_office(office)
    keys = [office] if office else [record.key for record in offices.offices()]
    days = [_sealed(key, date.date() if date else None) for key in keys]
    made = [day for day in days if day.seal]
    if as_json:
        typer.echo(json.dumps([day.as_json() for day in made], ensure_ascii=False, indent=2))
    elif printed:
        print("\f".join(_told(partial(printed_seal, day.signed)) for day in made if day.signed), end="")
    else:
        for day in made:
            _name(day)
    if failed := [day.code for day in days if day.code]:
        raise typer.Exit(min(failed))


@dataclass(slots=True)
class _Day:
    """How far the seal of an office came today, and the exit code of why it came no further."""

    seal: "CheckpointRecord | None" = None
    signed: "SignedSeal | None" = None
    stamp: "StampRecord | None" = None
    code: int = 0

    def as_json(self) -> dict[str, object]:
        """The day as a machine reads it: the checkpoint, its signed text, and the time of its stamp."""
        assert self.seal is not None
        stamped_at = self.stamp.at.isoformat() if self.stamp else None
        note = self.signed.note.text if self.signed else None
        return {**self.seal.as_json(), "note": note, "stamped_at": stamped_at}


def _sealed(office_key: str, date: datetime.date | None) -> _Day:
    from django.utils import timezone

    from loket.casework.audit.checkpoints import make_checkpoint
    from loket.core.problems import Refusal
    from loket.offices import queries as offices
    from loket.signing.services import sign_latest, stamp_latest

    day = _Day()
    try:
        day.seal = make_checkpoint(office_key, date or offices.today(office_key, timezone.now()))
        day.signed = sign_latest(office_key)
        day.stamp = stamp_latest(office_key)
    except Refusal as refusal:
        typer.echo(f"{office_key}: {refusal.explanation} {refusal.hint}", err=True)
        day.code = _code(refusal)
    return day


def _name(day: _Day) -> None:
    seal, signed, stamp = day.seal, day.signed, day.stamp
    assert seal is not None
    already = " (sudah dibuat sebelumnya)" if seal.replayed else ""
    print(f"{seal.office_key}: segel no. {seal.number}, {seal.date:%d-%m-%Y}, {seal.count} permohonan{already}")
    print(f"  {seal.root.hex()}")
    if signed:
        print(f"  ditandatangani: {signed.note.head.size} catatan, akar {signed.note.head.root.hex()}")
    else:
        print("  belum ditandatangani")
    if stamp:
        print(f"  bercap waktu {stamp.at:%d-%m-%Y %H.%M.%S} UTC")


@app.command("extension")
def extension(
    *,
    office: Annotated[str, typer.Option("--office", metavar="KEY", help="Kantor, misalnya bintan.")],
    old_size: Annotated[
        int, typer.Option("--from", min=0, help="Banyaknya catatan yang terakhir dilihat saksi; 0 untuk saksi baru.")
    ] = 0,
) -> None:
    """Teks untuk saksi di luar kantor: segel terakhir, dan pembuktian bahwa segel itu melanjutkan yang dilihat saksi."""
    set_up_with_database()
    from loket.signing import queries

    _require_office(office)
    typer.echo(_told(lambda: queries.extension(office, old_size)).text, nl=False)


@app.command("stamp")
def stamp(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Tempat menulis kedua berkasnya.")],
    *,
    office: Annotated[str, typer.Option("--office", metavar="KEY", help="Kantor, misalnya bintan.")],
) -> None:
    """
    Cap waktu terakhir sebagai dua berkas, untuk diperiksa siapa pun tanpa Loket.

    Misalnya: openssl ts -verify -data segel.txt -in segel.tst -token_in -CAfile akar.pem
    """
    set_up_with_database()
    from loket.signing.queries import stamp_of

    _require_office(office)
    record = stamp_of(office)
    if record is None:
        typer.echo(f"{office}: belum ada segel bercap waktu. Atur LOKET_STAMP_ADDRESS, lalu segel lagi.", err=True)
        raise typer.Exit(USAGE)
    name = folder / f"segel-{office}-{record.number}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name.with_suffix(".txt").write_bytes(record.text.encode())
        name.with_suffix(".tst").write_bytes(record.token)
    except OSError as error:
        typer.echo(f"Folder “{folder}” tidak dapat ditulisi: {error.strerror}.", err=True)
        raise typer.Exit(USAGE) from None
    print(f"{name}.txt, {name}.tst: bercap waktu {record.at:%d-%m-%Y %H.%M.%S} UTC.")


@app.command("cosigned")
def cosigned(
    line: Annotated[
        str, typer.Argument(metavar="JAWABAN", help="Baris yang dijawab saksi, utuh di antara tanda kutip.")
    ],
    *,
    office: Annotated[str, typer.Option("--office", metavar="KEY", help="Kantor, misalnya bintan.")],
    witness: Annotated[
        str, typer.Option("--witness", metavar="KUNCI", help="Kunci saksi itu, seperti pada `loket witness show`.")
    ],
) -> None:
    """Simpan jawaban saksi pada segel yang dilihatnya; jawaban yang tidak cocok ditolak."""
    set_up_with_database()
    from loket.signing.services import keep_cosignature

    _require_office(office)
    number = _told(lambda: keep_cosignature(office, witness, line))
    print(f"{office}: segel no. {number} sudah dilihat saksi.")


@app.command("key")
def key(*, office: Annotated[str, typer.Option("--office", metavar="KEY", help="Kantor, misalnya bintan.")]) -> None:
    """Kunci pemeriksa riwayat satu kantor, untuk diberikan langsung kepada saksi dan siapa pun yang memeriksa."""
    set_up_with_database()
    from loket.signing import queries

    _require_office(office)
    typer.echo(str(_told(lambda: queries.history_key(office))))


def _told(work: Callable[[], T]) -> T:
    return told(work, usage=USAGE, code_of=_code)


def _code(refusal: "Refusal") -> int:
    """A history that was written anew is no mistake of whoever typed."""
    return BAD if refusal.id == "history-rewritten" else USAGE


def _require_office(key: str | None) -> None:
    from loket.offices import queries as offices

    known = [record.key for record in offices.offices()]
    if key is not None and key not in known:
        typer.echo(f"Kantor “{key}” tidak ada. Yang ada: {', '.join(known) or 'belum ada satu pun'}.", err=True)
        raise typer.Exit(USAGE)
