"""`loket keys`: which keys wrap the keys of specific data, a new one, and sealing what was kept in the clear before."""

from typing import Annotated

import typer

from loket.cli.bar import bar
from loket.cli.django import set_up_with_database
from loket.cli.refusing import told
from loket.cli.tables import columns, show

Quiet = Annotated[bool, typer.Option("--quiet", help="Tanpa penunjuk kemajuan.")]
app = typer.Typer(no_args_is_help=True, help="Kunci data khusus: lihat, ganti, dan segel data lama.")


@app.command("list")
def list_keys() -> None:
    """Tampilkan kunci pembungkus, berkasnya ada atau tidak, dan berapa kunci data yang dibungkusnya."""
    set_up_with_database()
    from loket.vault import queries

    lines = queries.key_encryption_keys()
    if not lines:
        typer.echo("Belum ada kunci: dibuat saat data khusus pertama disimpan.")
        return
    table = columns("Kunci", "Berkas", "Dipakai", "Kunci data")
    for line in lines:
        use = "untuk yang baru" if line.current else ("masih" if line.wraps else "tidak lagi")
        table.add_row(line.name, "ada" if line.here else "HILANG", use, str(line.wraps))
    show(table)
    typer.echo(f"Kunci data yang dimusnahkan: {queries.destroyed()}")
    if any(line.wraps and not line.here for line in lines):
        typer.echo("Kembalikan berkas yang hilang dari cadangan kunci; tanpa itu datanya tidak terbaca.", err=True)
        raise typer.Exit(1)


@app.command("rotate")
def rotate(*, quiet: Quiet = False) -> None:
    """Buat kunci pembungkus baru dan bungkus ulang semua kunci data; yang terhenti dilanjutkan dengan perintah yang sama."""
    set_up_with_database()
    from loket.vault import services

    def work() -> tuple[str, int]:
        name = services.begin_rotation()
        with bar("Membungkus ulang", services.waiting(), quiet=quiet) as step:
            return name, services.rewrap(done=step)

    name, count = told(work, usage=2, code_of=lambda _refusal: 1)
    typer.echo(f"{count} kunci data kini dibungkus oleh {name}. Cadangkan folder kunci sekarang.")


@app.command("seal")
def seal(*, quiet: Quiet = False) -> None:
    """Segel pindaian yang disimpan sebelum ada penyegelan; yang sudah tersegel dilewati."""
    set_up_with_database()
    from loket.casework.papers import old_papers, seal_old_papers

    def work() -> int:
        with bar("Menyegel", old_papers(), quiet=quiet) as step:
            return seal_old_papers(done=step)

    typer.echo(f"{told(work, usage=2, code_of=lambda _refusal: 1)} berkas disegel.")
