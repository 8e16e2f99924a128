"""`loket retention`: how long what is kept, what is past its term, and what was destroyed. It destroys nothing itself."""

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import office_of
from loket.cli.refusing import told
from loket.cli.tables import columns, show

if TYPE_CHECKING:
    from loket.keeping.due import Due
    from loket.keeping.terms import Term

app = typer.Typer(no_args_is_help=True, help="Masa simpan: apa disimpan berapa lama, dan apa yang sudah lewat.")

Own = Annotated[
    Path | None,
    typer.Option(
        "--terms",
        metavar="BERKAS",
        help="Coba dengan tahun dari CSV (id, tahun, dasar); bawaan: yang dicatat kantor di meja kerja.",
    ),
]
OneOffice = Annotated[str | None, typer.Option("--office", metavar="KEY", help="Satu kantor saja.")]


@app.command("list")
def list_terms(*, own: Own = None, office: OneOffice = None) -> None:
    """Sebutkan setiap kelas, masa simpannya, dasarnya, dan mengapa sesuatu disimpan tetap; dengan --office milik kantor itu."""
    set_up_with_database()
    table = columns("Kelas", "Isi", "Tahun", "Dimusnahkan", "Dasar", "Alasan")
    for term in _terms(own, office_of(office).key if office else None):
        years = str(term.years) if term.years else ("diisi kantor" if term.destroyable else "tetap")
        basis = term.basis if term.sure else f"{term.basis} (belum pasti)"
        table.add_row(term.id, term.what, years, "ya" if term.destroyable else "tidak", basis, term.why)
    show(table)


@app.command("due")
def due(
    *,
    own: Own = None,
    office: OneOffice = None,
    on: Annotated[
        datetime.datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Pada tanggal ini; bawaan: hari ini.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Daftar untuk dibaca mesin, dengan semua resi.")] = False,
) -> None:
    """Sebutkan pindaian yang sudah lewat masa simpannya. Tidak memusnahkan apa pun."""
    set_up_with_database()
    from django.utils import timezone

    from loket.keeping import queries
    from loket.offices import queries as offices

    keys = [office_of(office).key] if office else [record.key for record in offices.offices()]
    known = {key: _terms(own, key) for key in keys}
    found = [
        one
        for key in keys
        for one in queries.due(key, known[key], on.date() if on else offices.today(key, timezone.now()))
    ]
    if as_json:
        typer.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    _say(found, known)


@app.command("history")
def history(*, office: OneOffice = None) -> None:
    """Sebutkan pemusnahan yang sudah dilaksanakan: kelas, jumlah, surat persetujuan dan berita acaranya."""
    set_up_with_database()
    from loket.keeping import queries
    from loket.keeping.queries import StepKind
    from loket.offices import queries as offices

    chosen = [office_of(office)] if office else offices.offices()
    table = columns("Kantor", "Nomor", "Kelas", "Permohonan", "Tidak jadi", "Persetujuan", "Berita acara", "Selesai")
    for record in chosen:
        for one in queries.destructions_of(record.id):
            letter, end = one.step(StepKind.APPROVED), one.step(StepKind.FINISHED)
            if letter and end:
                counted = (str(one.destroyed), str(one.left_out))
                table.add_row(
                    record.key, str(one.id), one.class_id, *counted, letter.number, one.minutes, f"{end.at:%d-%m-%Y}"
                )
    if table.row_count:
        show(table)
    else:
        print("Belum ada pemusnahan yang dilaksanakan.")


def _say(found: "list[Due]", known: "dict[str, tuple[Term, ...]]") -> None:
    for one in found:
        print(
            f"{one.office_key}, {one.term.id}: {one.scans} pindaian dari {len(one.cases)} permohonan, "
            f"{one.bytes / 1_000_000:.1f} MB, yang tertua ditutup {one.oldest:%d-%m-%Y} ({one.term.basis})."
        )
    if not found:
        print("Tidak ada yang lewat masa simpannya.")
    for key, terms in known.items():
        if left := [term.id for term in terms if term.destroyable and term.years is None]:
            print(f"{key}: belum diisi kantor, jadi tidak dihitung: {', '.join(left)}. Isi pada Kantor › Arsip.")


def _as_json(one: "Due") -> dict[str, object]:
    return {
        "office": one.office_key,
        "class": one.term.id,
        "years": one.term.years,
        "basis": one.term.basis,
        "scans": one.scans,
        "bytes": one.bytes,
        "oldest": one.oldest.isoformat(),
        "cases": list(one.cases),
    }


def _terms(own: Path | None, office_key: str | None) -> "tuple[Term, ...]":
    from loket.keeping import queries

    if own is None and office_key is not None:
        return queries.office_terms(office_key)
    return told(lambda: queries.terms(own), usage=USAGE, code_of=lambda _refusal: USAGE)
