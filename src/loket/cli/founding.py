"""`loket office`: bring a real office to life from its file, and make the two accounts from which all others follow."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import office_of
from loket.cli.refusing import told
from loket.core.procedure.office import read_office

app = typer.Typer(
    no_args_is_help=True, help="Kantor sungguhan: pasang dari berkasnya, lalu buat dua pengelola pertama."
)


@app.command("install")
def install(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Misalnya sop/bintan/office.yaml.")],
    why: Annotated[str, typer.Option("--why", help="Dasar keputusan; tercatat pada riwayat kantor.")],
) -> None:
    """
    Pasang kantor, atau samakan yang ada, dengan berkasnya: nama, jam, bagian, dan jabatan. Petugas contoh tidak ikut.

    Kode keluar 1 bila berkas masih berisi kesalahan; lalu tidak ada yang berubah.
    """
    reading = read_office(file)
    if reading.office is None or reading.problems:
        for problem in reading.problems:
            typer.echo(f"{problem.place} {problem.id} {problem.sentence} {problem.hint}".rstrip(), err=True)
        typer.echo("Tidak dipasang: perbaiki dahulu kesalahan di atas.", err=True)
        raise typer.Exit(1)
    set_up_with_database()
    from django.utils import timezone

    from loket.offices import services

    described, decision = reading.office, services.Decision.founding(timezone.now(), why)
    done = told(lambda: services.install_office(described, decision), usage=USAGE, code_of=lambda _refusal: USAGE)
    typer.echo(f"Kantor {done.key} ({done.name}) terpasang. Berikutnya:")
    typer.echo(f"  loket office first-keeper {done.key} --help            (dua kali, untuk dua orang)")
    typer.echo(f"  loket procedure publish {file.parent}/LAYANAN/TANGGAL.yaml   (untuk setiap layanan)")


@app.command("first-keeper")
def first_keeper(
    office: Annotated[str, typer.Argument(help="Kunci kantor, misalnya bintan.")],
    *,
    username: Annotated[str, typer.Option("--username", help="Misalnya bintan.siti.")],
    name: Annotated[str, typer.Option("--name", help="Nama lengkap dengan gelar.")],
    position: Annotated[str, typer.Option("--position", help="Jabatan yang mengelola kantor, misalnya administrator.")],
    decree: Annotated[str, typer.Option("--decree", help="Nomor surat keputusan penunjukannya.")],
    why: Annotated[str, typer.Option("--why", help="Dasar keputusan; tercatat pada riwayat kantor.")],
    nip: Annotated[str, typer.Option("--nip", help="18 angka; kosongkan bila tidak ada.")] = "",
    since: Annotated[
        datetime.datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Berlaku sejak; bawaan: hari ini.")
    ] = None,
) -> None:
    """Buat akun pengelola pertama atau kedua. Sesudah itu petugas lain diusulkan dan dipastikan pada halaman Jabatan."""
    set_up_with_database()
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from loket.offices import queries, services
    from loket.offices.terms import AppointmentKind
    from loket.web.desk.office.password import first_password

    key, password, now = office_of(office).key, first_password(), timezone.now()
    day = since.date() if since else queries.today(key, now)
    seating = services.Seating(position, AppointmentKind.DEFINITIF, decree, day)
    told(
        lambda: services.found_keeper(
            key,
            newcomer=services.Newcomer(username, name, nip),
            seating=seating,
            password_hash=make_password(password),
            decision=services.Decision.founding(now, why),
        ),
        usage=USAGE,
        code_of=lambda _refusal: USAGE,
    )
    typer.echo(f"Akun {username} dibuat, kata sandi pertama {password} (tampil sekali ini saja).")
