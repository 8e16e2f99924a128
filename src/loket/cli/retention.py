"""`loket retention`: how long what is kept, and what is past its term. It destroys nothing."""

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
    typer.Option("--terms", metavar="BERKAS", help="Tahun menurut JRA kantor: CSV dengan kolom id, tahun, dasar."),
]


@app.command("list")
def list_terms(*, own: Own = None) -> None:
    """Sebutkan setiap kelas, masa simpannya, dasarnya, dan mengapa sesuatu disimpan tetap."""
    set_up_with_database()
    table = columns("Kelas", "Isi", "Tahun", "Dimusnahkan", "Dasar", "Alasan")
    for term in _terms(own):
        years = str(term.years) if term.years else ("diisi kantor" if term.destroyable else "tetap")
        basis = term.basis if term.sure else f"{term.basis} (belum pasti)"
        table.add_row(term.id, term.what, years, "ya" if term.destroyable else "tidak", basis, term.why)
    show(table)


@app.command("due")
def due(
    *,
    own: Own = None,
    office: Annotated[str | None, typer.Option("--office", metavar="KEY", help="Satu kantor saja.")] = None,
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

    known = _terms(own)
    keys = [office_of(office).key] if office else [record.key for record in offices.offices()]
    found = [
        one for key in keys for one in queries.due(key, known, on.date() if on else offices.today(key, timezone.now()))
    ]
    if as_json:
        typer.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    _say(found, known)


def _say(found: "list[Due]", known: "tuple[Term, ...]") -> None:
    for one in found:
        print(
            f"{one.office_key}, {one.term.id}: {one.scans} pindaian dari {len(one.cases)} permohonan, "
            f"{one.bytes / 1_000_000:.1f} MB, yang tertua ditutup {one.oldest:%d-%m-%Y} ({one.term.basis})."
        )
    if not found:
        print("Tidak ada yang lewat masa simpannya.")
    if open_terms := [term.id for term in known if term.destroyable and term.years is None]:
        print(f"Belum diisi kantor, jadi tidak dihitung: {', '.join(open_terms)}. Isi dengan --terms.")


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


def _terms(own: Path | None) -> "tuple[Term, ...]":
    from loket.keeping import queries

    return told(lambda: queries.terms(own), usage=USAGE, code_of=lambda _refusal: USAGE)
