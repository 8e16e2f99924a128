"""`loket backup`: make backups that only their recipients can open, and prove that they can be restored."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from loket.cli.bar import bars
from loket.cli.django import USAGE, set_up, set_up_with_database
from loket.cli.refusing import told
from loket.cli.tables import columns, show

if TYPE_CHECKING:
    from loket.core.proof.note import NoteKey
    from loket.keeping.queries import Manifest
    from loket.keeping.services import Recipients

T = TypeVar("T")
NOT_EQUAL = 1

app = typer.Typer(no_args_is_help=True, help="Cadangan terenkripsi: buat, uji pulih, pulihkan.")

Target = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Folder tempat semua cadangan, sebaiknya media lain.")
]
DataReaders = Annotated[
    Path | None, typer.Option("--recipients", metavar="BERKAS", help="Kunci publik yang dapat membuka data.")
]
KeyReaders = Annotated[
    Path | None,
    typer.Option("--key-recipients", metavar="BERKAS", help="Kunci publik yang dapat membuka kunci kantor."),
]
Backup = Annotated[Path, typer.Argument(metavar="CADANGAN", help="Folder satu cadangan, yang memuat manifest.json.")]
Identity = Annotated[Path, typer.Option("--identity", metavar="BERKAS", help="Kunci rahasia seorang penerima data.")]
KeyIdentity = Annotated[
    Path | None, typer.Option("--keys-identity", metavar="BERKAS", help="Kunci rahasia seorang penerima kunci kantor.")
]
Scratch = Annotated[
    Path | None,
    typer.Option("--scratch", metavar="FOLDER", help="Tempat pulih sementara; bawaan: folder sementara sistem."),
]
CheckKey = Annotated[
    str, typer.Option("--key", metavar="KUNCI", help="Isi `loket backup key` dari server asal cadangan ini.")
]


@app.command("make")
def make(*, to: Target, recipients: DataReaders = None, key_recipients: KeyReaders = None) -> None:
    """
    Buat satu cadangan: basis data, berkas dan kunci, masing-masing terenkripsi. Loket boleh tetap buka.

    Kode keluar 2 bila tidak dibuat; alasannya dan yang harus dilakukan disebut.
    """
    set_up_with_database()
    _make(to, _recipients(recipients, key_recipients))


def _make(to: Path, readers: "Recipients") -> "Manifest":
    from django.conf import settings

    from loket.keeping import services

    started = time.monotonic()
    with _progress("Basis data", "Berkas", "Kunci") as step:
        made = _told(lambda: services.make_backup(to, readers, step))
    parts = made.data["parts"]
    size = sum(int(part["size"]) for part in parts.values())
    print(
        f"Cadangan {made.name}: {made.data['events']} peristiwa, {parts['papers']['files']} berkas, "
        f"{size / 1_000_000:.1f} MB terenkripsi, {time.monotonic() - started:.1f} detik."
    )
    print(f"  {made.folder}")
    if made.folder.stat().st_dev == Path(settings.HOME).stat().st_dev:
        print("  Cadangan ini ada di disk yang sama dengan Loket, dan hilang bersamanya. Apakah medianya terpasang?")
    if len(readers.data) < 2:
        print("  Penerima data baru satu. Bila kuncinya hilang, cadangan ini tidak dapat dibuka; tambahkan yang kedua.")
    return made


@app.command("rehearse")
def rehearse(backup: Backup, *, identity: Identity, keys_identity: KeyIdentity = None, scratch: Scratch = None) -> None:
    """
    Pulihkan ke tempat sementara, hitung ulang semuanya, dan bandingkan dengan manifesnya.

    Mencetak waktunya dan "equal" bila sama; kode keluar 1 bila tidak. Hasilnya tercatat pada server ini.
    """
    set_up_with_database()
    from loket.keeping import queries

    manifest = _told(lambda: queries.read_manifest(backup))
    identities = _told(lambda: queries.read_identities(identity))
    keys = _told(lambda: queries.read_identities(keys_identity)) if keys_identity else []
    _rehearse(manifest, identities, keys, scratch=scratch, opened_by="pemegang")


def _rehearse(
    manifest: "Manifest", identities: list[Any], keys: list[Any], *, scratch: Path | None, opened_by: str
) -> None:
    from loket.core.problems import Refusal
    from loket.keeping import services

    try:
        with _progress("Basis data", "Berkas", "Kunci", "Pembuktian") as step:
            outcome = services.rehearse(manifest, identities, keys, key=_own_key(), scratch=scratch, progress=step)
    except Refusal as refusal:
        services.keep_failure(manifest, refusal, opened_by=opened_by)
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(NOT_EQUAL) from refusal
    services.keep_proof(manifest, outcome, opened_by=opened_by)
    verdict = "equal" if outcome.equal else "NOT EQUAL"
    print(
        f"{manifest.name}: {verdict}. {outcome.events} peristiwa, {outcome.papers} berkas, {outcome.seconds:.1f} detik."
    )
    if not outcome.opened:
        print("  Isi pindaian tidak dibuka, hanya dibandingkan; sebut --keys-identity untuk membukanya juga.")
    for line in outcome.differences:
        print(f"  ✗ {line}")
    if not outcome.equal:
        raise typer.Exit(NOT_EQUAL)


@app.command("nightly")
def nightly(
    *,
    to: Target,
    recipients: DataReaders = None,
    key_recipients: KeyReaders = None,
    keep: Annotated[int, typer.Option("--keep", min=1, help="Banyaknya cadangan yang disimpan.")] = 14,
    scratch: Scratch = None,
) -> None:
    """
    Pekerjaan malam: buat cadangan, uji pulih, lalu hapus yang lama.

    Uji pulih memakai kunci satu malam yang hanya ada di memori. Yang lama dihapus hanya bila uji pulihnya sama.
    """
    set_up_with_database()
    from dataclasses import replace

    from pyrage.x25519 import Identity as PrivateKey

    from loket.keeping import services

    night = PrivateKey.generate()
    readers = replace(_recipients(recipients, key_recipients), night=(str(night.to_public()),))
    made = _make(to, readers)
    _rehearse(made, [night], [night], scratch=scratch, opened_by="malam")
    for name in _told(lambda: services.prune(to, keep)):
        print(f"Dihapus: {name}")


@app.command("list")
def list_backups(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder tempat semua cadangan.")],
) -> None:
    """Sebutkan cadangan dalam sebuah folder, dan hasil uji pulihnya."""
    set_up_with_database()
    from loket.keeping import queries

    if not folder.is_dir():
        typer.echo(f"Folder {folder} tidak ada. Apakah medianya terpasang?", err=True)
        raise typer.Exit(USAGE)
    table = columns("Cadangan", "Peristiwa", "Berkas", "MB", "Uji pulih")
    outcomes: dict[str, str] = {}
    for proof in reversed(queries.proofs(most=1000)):
        outcomes[proof.backup] = f"{'equal' if proof.equal else 'NOT EQUAL'} {proof.at:%d-%m-%Y}"
    for manifest in queries.backups_in(folder):
        parts = manifest.data["parts"]
        size = sum(int(part["size"]) for part in parts.values()) / 1_000_000
        files = str(parts["papers"]["files"])
        table.add_row(
            manifest.name, str(manifest.data["events"]), files, f"{size:.1f}", outcomes.get(manifest.name, "–")
        )
    show(table)


@app.command("restore")
def restore(
    backup: Backup,
    *,
    identity: Identity,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Folder baru, yang belum ada atau kosong.")],
    keys_identity: KeyIdentity = None,
    database: Annotated[
        str, typer.Option("--database", metavar="ALAMAT", help="Basis data PostgreSQL baru yang kosong, postgresql://…")
    ] = "",
    key: CheckKey = "",
) -> None:
    """Pulihkan ke tempat baru yang kosong. Yang sedang dipakai tidak pernah ditimpa."""
    # The database that the settings name may be the one that was lost.
    set_up()
    from loket.core.proof.note import NoteKey
    from loket.keeping import queries, services

    manifest = _told(lambda: queries.read_manifest(backup))
    identities = _told(lambda: queries.read_identities(identity))
    keys = _told(lambda: queries.read_identities(keys_identity)) if keys_identity else []
    known = _told(lambda: NoteKey.read(key)) if key else None
    _told(lambda: queries.prove(manifest, known))
    if known is None:
        typer.echo("Tanda tangan manifes tidak diperiksa; sebut kunci pemeriksanya dengan --key.", err=True)
    place = _told(lambda: services.Place.at(to, database))
    with _progress("Basis data", "Berkas", "Kunci") as step:
        _told(lambda: services.restore(manifest, place, identities, keys, step))
    print(f"Dipulihkan ke {to}. Periksa sebelum dipakai:")
    print(f"  LOKET_HOME={to} " + ("DATABASE_URL=… " if database else "") + "loket audit verify")
    if not keys:
        print("  Kunci kantor belum dipulihkan; ulangi ke folder lain dengan --keys-identity bila diperlukan.")


@app.command("key")
def key() -> None:
    """Kunci pemeriksa cadangan server ini. Simpan di luar server, bersama kunci rahasia penerima."""
    set_up_with_database()
    known = _own_key()
    if known is None:
        typer.echo("Belum ada cadangan yang dibuat di server ini.", err=True)
        raise typer.Exit(USAGE)
    typer.echo(str(known))


@app.command("new-identity")
def new_identity(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas baru untuk kunci rahasia.")],
) -> None:
    """Buat kunci rahasia penerima cadangan, dan cetak kunci publiknya. Jalankan di komputer penerima, bukan di server."""
    from pyrage.x25519 import Identity as PrivateKey

    from loket.keeping.refusals import IdentityExists, IdentityUnwritable

    made = PrivateKey.generate()

    def write() -> None:
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise IdentityExists(file=file) from None
        except OSError:
            raise IdentityUnwritable(file=file, folder=file.absolute().parent) from None
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(f"# public key: {made.to_public()}\n{made}\n")

    _told(write)
    typer.echo(str(made.to_public()))


def _own_key() -> "NoteKey | None":
    from loket.signing import queries

    return _told(queries.backup_key)


def _recipients(data: Path | None, keys: Path | None) -> "Recipients":
    from django.conf import settings

    from loket.keeping import queries
    from loket.keeping.services import Recipients

    def read() -> Recipients:
        return Recipients(
            queries.read_recipients(
                data or _path(settings.BACKUP_RECIPIENTS),
                what="data",
                option="--recipients",
                variable="LOKET_BACKUP_RECIPIENTS",
            ),
            queries.read_recipients(
                keys or _path(settings.BACKUP_KEY_RECIPIENTS),
                what="kunci kantor",
                option="--key-recipients",
                variable="LOKET_BACKUP_KEY_RECIPIENTS",
            ),
        )

    return _told(read)


def _path(text: str) -> Path | None:
    return Path(text) if text else None


@contextmanager
def _progress(*titles: str) -> Iterator[Callable[[str, int], None]]:
    parts = ("database", "papers", "keys", "proof")[: len(titles)]
    with bars(*((title, None) for title in titles), quiet=not sys.stderr.isatty()) as steps:
        by_part = dict(zip(parts, steps, strict=True))
        yield lambda part, count: by_part[part](count)


def _told(work: Callable[[], T]) -> T:
    return told(work, usage=USAGE, code_of=lambda _refusal: USAGE)
