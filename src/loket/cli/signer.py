"""`loket signer`: with which certificate from outside an official signs, set on the server where its files and tokens are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import officer_of

if TYPE_CHECKING:
    from loket.offices.records import Officer
    from loket.signing.records import CertificateRecord
    from loket.signing.services import OutsideCertificate

app = typer.Typer(no_args_is_help=True, help="Sertifikat penanda tangan dari luar kantor: pasang dan lihat.")
_PROVIDERS = ("pkcs11", "remote")


@app.command("set")
def set_certificate(
    username: Annotated[str, typer.Argument(help="Nama pengguna pejabat penanda tangan.")],
    *,
    provider: Annotated[str, typer.Option(help="pkcs11: kunci di dalam token; remote: kunci pada penyedia.")],
    key: Annotated[str, typer.Option(help="pkcs11:token=LABEL;object=LABEL, atau nomor penanda tangan pada penyedia.")],
    certificate: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="Sertifikat penanda tangan, berkas PEM.")
    ],
    root: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="Sertifikat penerbitnya, berkas PEM.")],
    officer: Annotated[
        str, typer.Option("--officer", metavar="USERNAME", help="Kepala kantor atau pengelola yang memutuskan.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Tidak bertanya lagi.")] = False,
) -> None:
    """
    Mulai sekarang pejabat ini menandatangani dengan sertifikat itu. Sertifikat lama tetap membuktikan surat lama.

    Untuk token, PIN diminta sekali untuk membuktikan kuncinya; tidak disimpan.
    """
    set_up_with_database()
    from loket.signing.services import Holder, OutsideCertificate

    if provider not in _PROVIDERS:
        _stop(f"Penyedia “{provider}” tidak dikenal. Yang ada: {', '.join(_PROVIDERS)}.")
    outside = OutsideCertificate(Holder(provider), key, certificate.read_bytes(), root.read_bytes())
    signer, by = officer_of(username), officer_of(officer)
    record = _used(outside, signer, by, yes=yes)
    typer.echo(f"{signer.full_name} kini menandatangani dengan sertifikat itu. {_line(record)}")


def _used(outside: "OutsideCertificate", signer: "Officer", by: "Officer", *, yes: bool) -> "CertificateRecord":
    from loket.core.problems import Refusal
    from loket.signing.services import Holder, Passphrase, named_in, use_certificate

    try:
        typer.echo(f"Sertifikat atas nama {named_in(outside)}, untuk {signer.full_name}.")
        if not yes:
            typer.confirm("Benar orangnya?", abort=True)
        typed = typer.prompt("PIN token", hide_input=True) if outside.holder is Holder.PKCS11 else ""
        return use_certificate(signer, outside, by, pin=Passphrase(typed))
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal


@app.command("show")
def show(
    username: Annotated[str, typer.Argument(help="Nama pengguna pejabat penanda tangan.")],
    *,
    root: Annotated[
        bool, typer.Option("--root", help="Cetak sertifikat penerbitnya, untuk `loket verify --trust`.")
    ] = False,
) -> None:
    """Tampilkan sertifikat yang dipakai seorang pejabat sekarang: di mana kuncinya, siapa penerbitnya, sampai kapan."""
    set_up_with_database()
    from loket.signing import queries

    record = queries.certificate_of(officer_of(username))
    if record is None:
        _stop("Pejabat ini belum mempunyai sertifikat.")
    typer.echo(record.root.strip() if root else _line(record))


def _line(record: "CertificateRecord") -> str:
    return f"Kunci: {record.provider}. Penerbit: {record.issuer}. Berlaku sampai {record.valid_until:%d-%m-%Y}."


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(USAGE)
