"""`loket database`: what the database user that serves may do, so that it can keep the office and not undo its history."""

from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.refusing import told

app = typer.Typer(no_args_is_help=True, help="Pengguna basis data: hak untuk melayani, tanpa hak atas riwayat.")


@app.command("grant")
def grant(
    *,
    to: Annotated[str, typer.Option("--to", metavar="PENGGUNA", help="Pengguna PostgreSQL yang melayani.")],
    only_print: Annotated[bool, typer.Option("--print", help="Cetak SQL-nya saja; tidak mengubah apa pun.")] = False,
) -> None:
    """
    Beri pengguna PostgreSQL hak untuk melayani saja; yang lebih dari itu dicabut. Jalankan lagi sesudah setiap migrasi.

    DATABASE_URL menyebut pemilik tabel. Riwayat lalu hanya dapat ditambah: pemilik saja yang dapat membuang penjaganya.
    """
    set_up_with_database()
    from loket.storage import rights

    if only_print:
        for statement in told(lambda: rights.statements(to), usage=USAGE, code_of=lambda _refusal: USAGE):
            print(f"{statement};")
        return
    count = told(lambda: rights.grant(to), usage=USAGE, code_of=lambda _refusal: USAGE)
    print(f"{to} boleh melayani: {count} tabel. Setel DATABASE_URL layanan dengan pengguna ini.")
