"""`loket messages gateway`: where the messages of one channel of an office go, named by who keeps it."""

import sys
from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import officer_of
from loket.cli.refusing import told

_REFUSED = 1


def gateway(
    channel: Annotated[str, typer.Argument(help="sms, whatsapp atau email.")],
    address: Annotated[
        str, typer.Argument(help="https://…, smtps://…, atau `apprise:`; `-` mencabut gerbang itu.", metavar="ADDRESS")
    ],
    *,
    officer: Annotated[
        str, typer.Option("--officer", metavar="USERNAME", help="Kepala kantor atau pengelola yang memutuskan.")
    ],
    sender: Annotated[str, typer.Option(help="Alamat pengirim surel.")] = "",
    asks: Annotated[bool, typer.Option("--asks/--no-asks", help="Gerbang dapat ditanya apakah pesan sampai.")] = True,
) -> None:
    """
    Atur gerbang satu saluran. Kata kuncinya, untuk `apprise:` alamat Apprise seluruhnya, diminta tanpa ditampilkan.

    Bila masukan bukan terminal, kata kunci dibaca dari baris pertamanya. Baris kosong: tanpa kata kunci.
    """
    set_up_with_database()
    from loket.core.messages.kinds import Channel
    from loket.outbox.queries import settings_of
    from loket.outbox.services import GatewaySetting, set_gateway

    if channel not in set(Channel):
        typer.echo(f"Saluran “{channel}” tidak ada. Yang ada: {', '.join(Channel)}.", err=True)
        raise typer.Exit(USAGE)
    by = officer_of(officer)
    wanted = GatewaySetting(Channel(channel), "" if address == "-" else address, asks, sender)
    secret = _secret() if wanted.address else None
    told(lambda: set_gateway(by, wanted, secret), usage=USAGE, code_of=lambda _refusal: _REFUSED)
    found = settings_of(by.office_id).gateways[Channel(channel)]
    typer.echo(f"Gerbang {channel}: {found.address or 'dicabut'}.")


def _secret() -> str | None:
    if sys.stdin.isatty():
        typed = str(typer.prompt("Kata kunci", default="", hide_input=True, show_default=False))
    else:
        typed = sys.stdin.readline()
    return typed.strip() or None
