"""`loket register settings` and `loket register codes`: how an office works with the centre, and the lists of the forms."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import office_of, officer_of
from loket.cli.tables import columns, show

if TYPE_CHECKING:
    from loket.offices.records import Officer as OfficerRecord

Officer = Annotated[
    str | None, typer.Option("--officer", metavar="USERNAME", help="Kepala kantor atau pengelola yang memutuskan.")
]
DAY_FORMS = ["%d-%m-%Y", "%Y-%m-%d"]


def settings(
    *,
    office: Annotated[str | None, typer.Option("--office", metavar="KEY", help="Kantor, misalnya bintan.")] = None,
    national: Annotated[
        str | None, typer.Option("--national", help="Sumber NIK dan nomor KK: local, manual, atau file.")
    ] = None,
    transit_days: Annotated[int | None, typer.Option(min=1, help="Lamanya SKPWNI berlaku, dalam hari.")] = None,
    certificate: Annotated[
        str | None,
        typer.Option(help="Usulkan penetapan yang mengakui nomor buatan kantor; kosong: cabut, kertasnya KONSEP."),
    ] = None,
    confirm: Annotated[
        bool,
        typer.Option("--confirm", help="Pastikan usulan pengakuan bila di kantor tidak ada orang kedua."),
    ] = False,
    why: Annotated[str, typer.Option(help="Dasar perubahan: nomor surat atau alasan.")] = "",
    officer: Officer = None,
) -> None:
    """
    Tampilkan pengaturan register satu kantor, atau ubah: dari mana nomor datang, dan berapa hari SKPWNI berlaku.

    Yang dipakai untuk mengubah: --officer, --why, dan --national, --transit-days, atau --certificate. Setiap perubahan
    tercatat. Pengakuan nomor buatan kantor baru berlaku sesudah orang kedua memastikannya.
    """
    set_up_with_database()
    from loket.register import queries, services

    if confirm:
        _confirm_recognition(office or "")
        return
    if national is None and transit_days is None and certificate is None:
        _show_settings(office or "")
        return
    who = officer_of(_needed(officer, "--officer"))
    if office is not None and office != who.office_key:
        typer.echo(f"{who.full_name} bertugas di kantor {who.office_key}, bukan {office}.", err=True)
        raise typer.Exit(USAGE)
    old = queries.settings_of(who.office_id)
    if national is not None or transit_days is not None:
        adapter, days = national or old.national, transit_days or old.transit_days
        _refusing(lambda: services.choose_settings(adapter, transit_days=days, officer=who, why=why))
        print(f"Sejak sekarang nomor dari “{adapter}”, SKPWNI berlaku {days} hari.")
    if certificate is not None:
        _recognise(who, certificate, why)


def _show_settings(office: str) -> None:
    from loket.register import queries

    record = office_of(office)
    now = queries.settings_of(record.id)
    print(f"{record.name}: nomor dari “{now.national}”, SKPWNI berlaku {now.transit_days} hari.")
    if now.certificate:
        print(f"Nomor buatan kantor diakui oleh {now.certificate}.")
    if waiting := queries.open_recognition(record.id):
        print(f"Menunggu orang kedua: {waiting.certificate}, diusulkan {waiting.proposed_as}: {waiting.why}")


def _recognise(who: "OfficerRecord", certificate: str, why: str) -> None:
    from django.utils import timezone

    from loket.register import services

    now = timezone.now()
    if certificate.strip():
        _refusing(lambda: services.propose_recognition(who, certificate, why=why, at=now))
        print("Usulan dicatat. Kertas tetap bertanda KONSEP sampai orang kedua memastikannya.")
        return
    _refusing(lambda: services.end_recognition(who, why=why, at=now))
    print("Pengakuan dicabut. Kertas dengan nomor buatan kantor bertanda KONSEP lagi.")


def _confirm_recognition(office: str) -> None:
    from django.utils import timezone

    from loket.register import queries, services

    record = office_of(office)
    waiting = queries.open_recognition(record.id)
    if waiting is None:
        typer.echo("Tidak ada usulan yang menunggu.", err=True)
        raise typer.Exit(USAGE)
    _refusing(lambda: services.confirm_recognition(None, record.id, waiting.id, at=timezone.now()))
    print(f"Dipastikan dari komputer server: nomor buatan {record.name} diakui oleh {waiting.certificate}.")


def codes(
    name: Annotated[str | None, typer.Argument(metavar="LIST", help="Nama daftar, misalnya pekerjaan.")] = None,
    *,
    set_code: Annotated[
        int | None, typer.Option("--set", metavar="CODE", help="Kode yang ditambah atau diubah.")
    ] = None,
    retire: Annotated[
        int | None, typer.Option("--retire", metavar="CODE", help="Kode yang tidak dipakai lagi.")
    ] = None,
    words: Annotated[str, typer.Option("--name", help="Bunyi kode itu.")] = "",
    from_date: Annotated[
        datetime.datetime | None, typer.Option("--from", formats=DAY_FORMS, help="Berlaku sejak; biasanya hari ini.")
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Aturan atau surat yang menjadi dasarnya.")] = "",
    officer: Officer = None,
) -> None:
    """
    Tampilkan daftar kode formulir dengan masa berlaku dan sumbernya, atau ubah satu kode sejak suatu tanggal.

    Data lama tetap memakai kode yang berlaku ketika dicatat.
    """
    set_up_with_database()
    from django.utils import timezone

    from loket.register.code_versions import code_lists_known

    day = from_date.date() if from_date else timezone.localdate()
    known = {one.name: one.lines for one in code_lists_known(day)}
    if name is None:
        for one, lines in known.items():
            print(f"{one}: {lines} kode")
        return
    if name not in known:
        typer.echo(f"Daftar “{name}” tidak ada. Yang ada: {', '.join(known)}.", err=True)
        raise typer.Exit(USAGE)
    if set_code is not None:
        _change(name, set_code, words, day, source, _needed(officer, "--officer"))
    elif retire is not None:
        _retire(name, retire, day, _needed(officer, "--officer"))
    else:
        _print(name)


def _change(name: str, code: int, words: str, day: datetime.date, source: str, officer: str) -> None:
    from loket.register import services

    who = officer_of(officer)
    _refusing(lambda: services.set_code(name, code, words, from_date=day, source=source, officer=who))
    print(f"{name} {code}: “{words.strip()}” sejak {day:%d-%m-%Y}.")


def _retire(name: str, code: int, day: datetime.date, officer: str) -> None:
    from loket.register import services

    who = officer_of(officer)
    _refusing(lambda: services.retire_code(name, code, from_date=day, officer=who))
    print(f"{name} {code} tidak dipakai lagi sejak {day:%d-%m-%Y}.")


def _print(name: str) -> None:
    from loket.register.code_versions import code_versions

    table = columns("kode", "bunyi", "berlaku sejak", "sampai", "sumber")
    for line in code_versions(name):
        since, until = (f"{day:%d-%m-%Y}" if day else "" for day in (line.valid_from, line.valid_until))
        table.add_row(str(line.code), line.name, since, until, line.source)
    show(table)


def index() -> None:
    """
    Buat ulang catatan pencarian nama dari register. Diperlukan hanya bila pemuatan terhenti sebelum selesai.

    Selama itu petugas dapat terus bekerja; pencarian nama menemukan lebih sedikit sampai selesai.
    """
    set_up_with_database()
    from loket.cli.bar import bar
    from loket.register import checking
    from loket.register.finding.index import rebuild

    with bar("Mencatat nama", checking.residents()) as step:
        written = rebuild(step)
    print(f"{written} nama dapat dicari.")


def _needed(given: str | None, option: str) -> str:
    if given is None:
        typer.echo(f"Untuk mengubah, sebutkan {option}.", err=True)
        raise typer.Exit(USAGE)
    return given


def _refusing(work: Callable[[], object]) -> None:
    """Do a change; what refuses it is said in a sentence."""
    from django.db import IntegrityError

    from loket.core.problems import Refusal

    try:
        work()
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal
    except IntegrityError as early:
        typer.echo("Tanggal itu lebih awal dari perubahan terakhir. Pilih tanggal yang lebih baru.", err=True)
        raise typer.Exit(USAGE) from early
