"""`loket token`: who may use the API, as which officer, for what and how long."""

import sys
from typing import Annotated, NoReturn

import typer

from loket.cli.django import set_up_with_database
from loket.cli.tables import columns, show

app = typer.Typer(no_args_is_help=True, help="Token API: buat, lihat dan cabut.")


@app.command("create")
def create(
    officer: Annotated[str, typer.Option("--officer", help="Nama pengguna petugas yang diwakili token ini.")],
    scope: Annotated[list[str], typer.Option("--scope", help="Cakupan; boleh beberapa kali, misalnya cases:read.")],
    name: Annotated[str, typer.Option("--name", help="Untuk aplikasi apa.")] = "Tanpa nama",
    days: Annotated[int, typer.Option("--days", help="Berlaku berapa hari.")] = 90,
) -> None:
    """Buat token. Token hanya ditampilkan sekali ini; yang disimpan hanyalah sidiknya."""
    set_up_with_database()
    from django.utils import timezone

    from loket.api import services
    from loket.core.problems import Refusal

    scopes = [part for given in scope for part in given.replace(",", " ").split()]
    try:
        made = services.create_token(officer, name=name, scopes=scopes, days=days, now=timezone.now())
    except Refusal as refusal:
        _refuse(refusal)
    local = timezone.localtime(made.record.expires_at)
    print(f"Token {made.record.id} untuk {officer}, berlaku sampai {local:%d-%m-%Y %H.%M}.", file=sys.stderr)
    print(made.secret)


@app.command("list")
def list_tokens() -> None:
    """Tampilkan semua token: nomor, petugas, cakupan, masa berlaku, terakhir dipakai."""
    set_up_with_database()
    from django.utils import timezone

    from loket.api import queries
    from loket.offices import queries as offices

    found = queries.tokens()
    names = offices.names_of(record.person for record in found)
    table = columns("No.", "Nama", "Petugas", "Cakupan", "Berlaku sampai", "Terakhir dipakai", "Dicabut")
    for record in found:
        table.add_row(
            str(record.id),
            record.name,
            names.get(record.person, str(record.person)),
            ", ".join(record.scopes),
            f"{timezone.localtime(record.expires_at):%d-%m-%Y %H.%M}",
            f"{record.last_used_date:%d-%m-%Y}" if record.last_used_date else "-",
            f"{timezone.localtime(record.revoked_at):%d-%m-%Y %H.%M}" if record.revoked_at else "-",
        )
    show(table)


@app.command("revoke")
def revoke(number: Annotated[int, typer.Argument(help="Nomor token menurut `loket token list`.")]) -> None:
    """Cabut token; mulai saat ini ditolak di semua proses."""
    set_up_with_database()
    from django.utils import timezone

    from loket.api import services
    from loket.core.problems import Refusal

    try:
        services.revoke_token(number, now=timezone.now())
    except Refusal as refusal:
        _refuse(refusal)
    print(f"Token {number} dicabut.")


def _refuse(refusal: Exception) -> NoReturn:
    from loket.core.problems import Refusal

    assert isinstance(refusal, Refusal)
    print(f"{refusal.explanation} {refusal.hint}".strip(), file=sys.stderr)
    raise typer.Exit(2)
