"""`loket quarantine`: what waits for the scanner for viruses, and taking it up once the scanner is back."""

import typer

from loket.cli.django import set_up_with_database
from loket.cli.tables import columns, show

app = typer.Typer(no_args_is_help=True, help="Karantina: berkas yang menunggu pemindai virus.")


@app.command("list")
def list_held() -> None:
    """Tampilkan berkas yang menunggu pemindai virus, yang tertua dahulu."""
    set_up_with_database()
    from loket.documents import queries

    held = queries.held_scans()
    if not held:
        typer.echo("Tidak ada berkas yang menunggu.")
        return
    table = columns("Sejak", "Resi", "Persyaratan", "Berkas")
    for one in held:
        table.add_row(one.at[:16].replace("T", " "), one.resi, one.requirement, one.name)
    show(table)


@app.command("retry")
def retry() -> None:
    """Periksa lagi yang menunggu dan lampirkan ke permohonannya; bersihkan sisa pemeriksaan yang terputus."""
    set_up_with_database()
    from loket.documents import services

    swept, done = services.sweep_quarantine(), services.take_up_held()
    typer.echo(f"{done.kept} dilampirkan, {done.refused} ditolak, {done.waiting} masih menunggu, {swept} sisa dihapus.")
    if done.waiting:
        typer.echo(done.why or "Proses lain sedang mengerjakannya; ulangi sebentar lagi.", err=True)
        typer.echo("Bila pemindai virus tidak menjawab, periksa LOKET_CLAMD dan layanan clamd.", err=True)
        raise typer.Exit(1)
