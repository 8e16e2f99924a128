"""`loket witness`: watch the history of another office, and say in words what is wrong with it. Needs no database."""

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loket.cli.refusing import T, told
from loket.cli.witness_file import (
    Witness,
    WitnessFileExists,
    WitnessFileUnusable,
    WitnessFileUnwritable,
    WitnessPlaceWrong,
    alone,
    read_witness,
    write_witness,
)
from loket.core.problems import Refusal
from loket.core.proof.note import NoteKey, cosignature_line
from loket.core.proof.witness import judge, read_request, watched

BAD = 1
USAGE = 2

app = typer.Typer(
    no_args_is_help=True, help="Saksi dari luar kantor: melihat apakah riwayat sebuah kantor hanya bertambah."
)

StateFile = Annotated[Path, typer.Argument(metavar="SAKSI", help="Berkas saksi, misalnya saksi.json.")]


@app.command("init")
def init(
    file: StateFile,
    *,
    name: Annotated[str, typer.Option("--name", help="Nama saksi, misalnya saksi/pontianak.")],
) -> None:
    """Buat saksi baru dengan kuncinya sendiri. Simpan berkasnya di mesin yang bukan milik kantor yang diawasi."""

    def made() -> Witness:
        witness = Witness(name, Ed25519PrivateKey.generate())
        known = str(witness.public_key)
        _require_place(file)
        with alone(file):
            if file.exists():
                raise WitnessFileExists(file=file)
            write_witness(file, witness)
        typer.echo(known)
        return witness

    _refusing(made)


@app.command("watch")
def watch(
    file: StateFile, key: Annotated[str, typer.Argument(metavar="KUNCI", help="Isi `loket audit key` kantor itu.")]
) -> None:
    """Awasi sebuah kantor. Terima kuncinya langsung dari kantor itu, bukan dari surat yang membawa segelnya."""

    def added() -> NoteKey:
        known = NoteKey.read(key)
        with _alone(file):
            witness = read_witness(file)
            offices = watched(known, witness.offices)
            if offices != witness.offices:
                write_witness(file, replace(witness, offices=offices))
        return known

    typer.echo(f"Saksi mengawasi {_refusing(added).name}.")


@app.command("sign")
def sign(
    file: StateFile,
    request: Annotated[
        Path, typer.Argument(metavar="PERMINTAAN", help="Hasil `loket audit extension`; - dari masukan.")
    ],
) -> None:
    """
    Periksa segel sebuah kantor, dan tanda tangani bila riwayatnya hanya bertambah.

    Jawabannya satu baris untuk ditempel di bawah segel itu. Kode keluar 1 dan alasannya bila ditolak, 2 bila tidak terbaca.
    """
    typer.echo(_refusing(lambda: _signed(file, _text(request))))


def _signed(file: Path, text: str) -> str:
    asked = read_request(text)
    with _alone(file):
        witness = read_witness(file)
        latest = witness.seen.get(asked.note.head.origin)
        head = judge(asked, witness.offices, latest.head if latest else None)
        line = str(cosignature_line(head, witness.name, witness.key, int(time.time())))
        # Written before the answer leaves: a witness that forgot what it signed could sign another past.
        write_witness(file, replace(witness, seen={**witness.seen, head.origin: asked.note}))
    return line


@app.command("show")
def show(file: StateFile) -> None:
    """Kunci saksi, dan apa yang terakhir dilihatnya dari tiap kantor."""
    witness = _refusing(lambda: read_witness(file))
    typer.echo(str(witness.public_key))
    for origin in dict.fromkeys(key.name for key in witness.offices):
        note = witness.seen.get(origin)
        typer.echo(f"{origin}: {note.head.size if note else 0} catatan" + (f", {note.head.root.hex()}" if note else ""))


def _require_place(file: Path) -> None:
    """Raises WitnessPlaceWrong for a folder, and for a file in one that is not there."""
    if file.is_dir():
        raise WitnessPlaceWrong(place=file, fault="adalah folder", example=file / "saksi.json")
    if not file.parent.is_dir():
        raise WitnessPlaceWrong(place=f"Folder {file.parent}", fault="tidak ada", example=file.name)


def _alone(file: Path) -> AbstractContextManager[None]:
    if not file.parent.is_dir():
        raise WitnessFileUnusable(file=file)
    return alone(file)


def _text(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError:
        typer.echo(f"Berkas {file} tidak dapat dibaca.", err=True)
        raise typer.Exit(USAGE) from None
    return data.decode("utf-8", "replace")


def _refusing(work: Callable[[], T]) -> T:
    return told(work, usage=USAGE, code_of=_code)


def _code(refusal: Refusal) -> int:
    """A file of the witness that cannot be used says nothing of the office that is watched."""
    unusable = isinstance(refusal, WitnessFileUnusable | WitnessFileUnwritable | WitnessFileExists | WitnessPlaceWrong)
    return USAGE if unusable else BAD
