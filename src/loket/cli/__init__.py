"""The command line: one small module per group of commands, mounted here."""

import sys
from typing import Annotated

import typer

from loket.cli import (
    audit,
    backup,
    case,
    database,
    founding,
    keys,
    messages,
    procedure,
    quarantine,
    register,
    retention,
    signer,
    token,
    witness,
)
from loket.cli.break_glass import break_glass
from loket.cli.check import check, serve
from loket.cli.django import database_told, set_up
from loket.cli.proposals import confirm_proposal
from loket.cli.publish import publish
from loket.cli.queue_voice import queue_voice
from loket.cli.rebuild import rebuild
from loket.cli.rehearse import rehearse
from loket.cli.second_factor import remove_second_factor
from loket.cli.serve import accounts, run, setup_demo

app = typer.Typer(
    name="loket",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Loket menjalankan kantor kependudukan menurut SOP-nya sendiri.",
)
app.command("run")(run)
app.command("serve")(serve)
app.command("check")(check)
app.command("setup-demo")(setup_demo)
app.command("accounts")(accounts)
app.add_typer(founding.app, name="office")
app.add_typer(procedure.app, name="procedure")
procedure.app.command("publish")(publish)
app.command("rehearse")(rehearse)
app.add_typer(audit.app, name="audit")
app.command("rebuild")(rebuild)
app.add_typer(register.app, name="register")
app.add_typer(token.app, name="token")
app.add_typer(signer.app, name="signer")
app.add_typer(witness.app, name="witness")
app.add_typer(case.app, name="case")
app.add_typer(messages.app, name="messages")
app.add_typer(backup.app, name="backup")
app.add_typer(keys.app, name="keys")
app.add_typer(database.app, name="database")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(retention.app, name="retention")
app.command("remove-second-factor")(remove_second_factor)
app.command("queue-voice")(queue_voice)
app.command("break-glass")(break_glass)
app.command("confirm-proposal")(confirm_proposal)


@app.command(
    "verify", add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def verify(
    arguments: Annotated[
        list[str] | None, typer.Argument(help="Berkas dan pilihannya; --help menyebut semuanya.")
    ] = None,
) -> None:
    """Periksa surat bertanda tangan elektronik, misalnya `loket verify surat.pdf --trust akar.pem`."""
    from loket.signing.standalone.loket_verify import main

    raise typer.Exit(main(arguments or []))


@app.command("manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(
    arguments: Annotated[list[str] | None, typer.Argument(help="Perintah Django dan pilihannya.")] = None,
) -> None:
    """Jalankan perintah Django, misalnya `loket manage createsuperuser`."""
    set_up()
    from django.core.management import execute_from_command_line

    with database_told():
        execute_from_command_line([sys.argv[0], *(arguments or [])])
