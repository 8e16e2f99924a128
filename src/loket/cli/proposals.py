"""`loket confirm-proposal`: the second person at the server, where an office has nobody left who could be it."""

from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import office_of


def confirm_proposal(
    office: Annotated[str, typer.Argument(help="Kantor, misalnya bintan.")],
    number: Annotated[int | None, typer.Argument(help="Nomor usulan; tanpa nomor, daftarnya ditampilkan.")] = None,
    why: Annotated[str, typer.Option("--why", help="Alasan; tercatat pada riwayat kantor.")] = "",
) -> None:
    """Pastikan usulan jabatan atau akun bila di kantor tidak ada orang kedua. Tercatat sebagai perintah server."""
    set_up_with_database()
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from loket.core.problems import Refusal
    from loket.offices import services
    from loket.web.desk.office.password import first_password

    key = office_of(office).key
    if number is None:
        _list(key)
        return
    password = first_password()
    decision = services.Decision.founding(timezone.now(), why)
    try:
        done = services.confirm_proposal(key, proposal=number, password_hash=make_password(password), decision=decision)
    except Refusal as refusal:
        typer.echo(refusal.explanation, err=True)
        raise typer.Exit(USAGE) from refusal
    typer.echo(f"Usulan {number} untuk {done.full_name} dipastikan dari komputer server.")
    if done.username:
        typer.echo(f"Nama pengguna {done.username}, kata sandi pertama {password} (tampil sekali ini saja).")


def _list(office_key: str) -> None:
    from loket.offices import queries

    waiting = queries.open_proposals(office_key)
    for one in waiting:
        typer.echo(f"{one.id}\t{one.full_name}\t{one.printed_title}\tdiusulkan {one.proposer}: {one.why}")
    if not waiting:
        typer.echo("Tidak ada usulan yang menunggu.")
