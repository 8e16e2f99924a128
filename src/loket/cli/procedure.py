"""`loket procedure`: check, show and compare the procedures of a folder; publish their JSON Schema."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from loket.core.problems import Findings, Problem
from loket.core.procedure.acts import ACTS
from loket.core.procedure.check import check as check_one
from loket.core.procedure.check import check_catalogue
from loket.core.procedure.diff import Change, compare
from loket.core.procedure.model import Outcome, Procedure, Step
from loket.core.procedure.near import suggestion
from loket.core.procedure.office import OFFICE_FILE, read_office
from loket.core.procedure.reader import Reading, catalogue, fingerprint, read
from loket.core.procedure.schema import office_schema, procedure_schema

FAULTY = 1
USAGE = 2

app = typer.Typer(no_args_is_help=True, help="Prosedur sebagai data: periksa, tampilkan, bandingkan.")

Json = Annotated[bool, typer.Option("--json", help="Keluaran untuk dibaca mesin.")]
Folder = Annotated[Path, typer.Option("--dir", envvar="LOKET_SOP", help="Folder prosedur.")]
SOP = Path("sop")
YAML = frozenset({".yaml", ".yml"})


@app.command("check")
def check_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder prosedur, atau satu berkas.")] = SOP,
    *,
    as_json: Json = False,
) -> None:
    """Periksa semua prosedur dan kantor. Kode keluar 1 bila ada kesalahan; peringatan tidak menggagalkan."""
    findings, files = _findings(folder)
    if as_json:
        _print_json(
            {
                "files": files,
                "errors": len(findings.errors),
                "warnings": len(findings.warnings),
                "problems": [_problem_data(problem) for problem in findings.problems],
            }
        )
    else:
        _print_findings(findings, files)
    if findings.errors:
        raise typer.Exit(FAULTY)


@app.command("show")
def show_command(
    key: Annotated[str, typer.Argument(metavar="OFFICE/SERVICE", help="Misalnya bintan/kk atau bintan/kk@2019-01-02.")],
    *,
    folder: Folder = SOP,
    as_json: Json = False,
) -> None:
    """Tampilkan satu prosedur: identitas, standar, pelaku, persyaratan dan langkah-langkahnya."""
    reading, procedure = _procedure(key, folder)
    if as_json:
        _print_json(_procedure_data(reading, procedure))
    else:
        _print_procedure(reading, procedure)


@app.command("diff")
def diff_command(
    old: Annotated[str, typer.Argument(metavar="A", help="Berkas, atau OFFICE/SERVICE[@tanggal].")],
    new: Annotated[str, typer.Argument(metavar="B", help="Berkas, atau OFFICE/SERVICE[@tanggal].")],
    *,
    folder: Folder = SOP,
    as_json: Json = False,
) -> None:
    """Sebutkan perubahan dari prosedur A ke prosedur B dalam kalimat."""
    (_, before), (_, after) = _procedure(old, folder), _procedure(new, folder)
    changes = compare(before, after)
    if as_json:
        _print_json([{"kind": change.kind, "weight": change.weight, "sentence": change.sentence} for change in changes])
    else:
        _print_changes(changes)


@app.command("schema")
def schema_command(
    *, office: Annotated[bool, typer.Option("--office", help="Skema berkas kantor, bukan prosedur.")] = False
) -> None:
    """Cetak JSON Schema untuk penyunting teks."""
    _print_json(office_schema() if office else procedure_schema())


def _refuse(sentence: str, hint: str = "") -> NoReturn:
    typer.echo(f"{sentence} {hint}".strip(), err=True)
    raise typer.Exit(USAGE)


def _findings(folder: Path) -> tuple[Findings, int]:
    """What is wrong under a folder, or in one file, and how many files were read."""
    if folder.is_file() and folder.suffix not in YAML:
        _refuse(
            f"“{folder}” bukan berkas prosedur.", "Berkas prosedur adalah YAML, misalnya sop/bintan/kk/2019-01-02.yaml."
        )
    if folder.name == OFFICE_FILE and folder.is_file():
        return Findings(read_office(folder).problems), 1
    if folder.is_file():
        return check_one(read(folder)), 1
    if not folder.is_dir():
        _refuse(f"Folder atau berkas “{folder}” tidak ada.")
    found = catalogue(folder)
    if not found.readings:
        _refuse(f"Tidak ada prosedur di “{folder}”.", "Susunannya <kantor>/<layanan>/<tanggal>.yaml.")
    return check_catalogue(found), len(found.readings) + len(found.offices)


def _procedure(name: str, folder: Path) -> tuple[Reading, Procedure]:
    """The procedure a command names: a file, or a key with an optional date. Ends with 2 when there is none."""
    reading = read(Path(name)) if name.endswith(".yaml") else _by_key(name, folder)
    if reading.procedure is None:
        first = reading.problems[0]
        _refuse(f"{first.place}: {first.sentence}", first.hint)
    return reading, reading.procedure


def _by_key(name: str, folder: Path) -> Reading:
    key, _, date = name.partition("@")
    own = folder.joinpath(*key.split("/"))
    # All the others are read only to name a near key.
    found = catalogue(own if own.is_dir() else folder)
    versions = {str(reading.effective_date or reading.path.stem): reading for reading in found.versions(key)}
    if not versions:
        _refuse(f"Prosedur “{key}” tidak ada di “{folder}”.", suggestion(key, found.keys))
    if date and date not in versions:
        _refuse(f"Prosedur “{key}” tidak mempunyai versi {date}.", suggestion(date, versions))
    return versions[date] if date else list(versions.values())[-1]


def _print_json(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _problem_data(problem: Problem) -> dict[str, object]:
    return {
        "id": problem.id,
        "severity": problem.severity,
        "sentence": problem.sentence,
        "hint": problem.hint,
        "file": problem.place.file if problem.place else None,
        "line": problem.place.line if problem.place else None,
        "source": str(problem.source) if problem.source else None,
    }


def _print_findings(findings: Findings, files: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for problem in findings.problems:
        colour = "red" if problem in findings.errors else "yellow"
        console.print(f"{problem.place} [{colour}]{problem.id}[/] {escape(problem.sentence)}")
        source = f" (sumber: {problem.source})" if problem.source else ""
        console.print(f"    {escape(problem.hint + source)}", style="dim")
    console.print(f"{files} files, {len(findings.errors)} errors, {len(findings.warnings)} warnings")


def _print_changes(changes: list[Change]) -> None:
    if not changes:
        typer.echo("Tidak ada perubahan.")
    for change in changes:
        typer.echo(f"{change.weight:<8} {change.kind:<22} {change.sentence}")


def _procedure_data(reading: Reading, procedure: Procedure) -> Mapping[str, Any]:
    data: dict[str, Any] = procedure.model_dump(mode="json", by_alias=True)
    found = check_one(reading)
    extra = {
        "key": reading.key,
        "file": str(reading.path),
        "effective_date": str(reading.effective_date) if reading.effective_date else None,
        "fingerprint": fingerprint(procedure),
        "errors": len(found.errors),
        "warnings": len(found.warnings),
    }
    return extra | data


def _print_procedure(reading: Reading, procedure: Procedure) -> None:
    console = Console(highlight=False)
    identity = procedure.identity
    console.print(f"[bold]{escape(identity.name)}[/]  {reading.key}  berlaku {reading.effective_date}")
    rows = {
        "Templat": f"bukan dari sumber, menurut pola {procedure.template.pattern}" if procedure.template else None,
        "Kantor": " · ".join(identity.letterhead),
        "Unit": identity.unit,
        "Nomor SOP": identity.number,
        "Dibuat": identity.created.printed if identity.created else None,
        "Direvisi": identity.revised.printed if identity.revised else None,
        "Efektif": identity.effective.printed if identity.effective else None,
        "Disahkan oleh": identity.ratified_by.title if identity.ratified_by else None,
        "Produk": procedure.product,
        "Disahkan di": procedure.legalised_by or "kantor ini",
        "Janji waktu": procedure.clock.promise,
        "Sidik data": fingerprint(procedure)[:16],
    }
    console.print(_pairs("Identitas", rows))
    if procedure.standard is not None:
        texts = {f"{part.no}. {part.title}": "\n".join(part.text) for part in procedure.standard.components}
        console.print(_pairs("Standar pelayanan", texts))
    console.print(
        _pairs(
            "Pelaku", {actor.title: _lane(actor.positions, column=actor.column) for actor in procedure.actors.values()}
        )
    )
    papers = {f"{n}. {r.text}": r.when or "selalu" for n, r in enumerate(procedure.requirements.values(), 1)}
    console.print(_pairs("Persyaratan", papers))
    console.print("Langkah", style="italic")
    for step in procedure.steps:
        _print_step(console, procedure, step)


def _lane(positions: tuple[str, ...], *, column: bool) -> str:
    return (", ".join(positions) or "pemohon") + ("" if column else " (tanpa kolom)")


def _pairs(title: str, rows: Mapping[str, str | None]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False)
    for name, text in rows.items():
        table.add_row(escape(name), escape(text or "–"))
    return table


def _print_step(console: Console, procedure: Procedure, step: Step) -> None:
    actor = procedure.actors.get(step.actor)
    acts = ", ".join(ACTS[act].title if act in ACTS else act for act in step.acts)
    console.print(f"\n[bold]{escape(step.no)}  {step.id}[/]  {escape(actor.title if actor else step.actor)}")
    rows = {
        "Kegiatan": step.activity,
        "Perbuatan": acts,
        "Waktu": step.time,
        "Keluaran": "; ".join(step.outputs),
        "Hasil": "\n".join(f"{outcome.label} → {_way(outcome)}" for outcome in step.outcomes.values()),
        "Bacaan": step.reading,
    }
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 3))
    for name, text in rows.items():
        if text:
            table.add_row(f"[dim]{name}[/]", escape(text))
    console.print(table)


def _way(outcome: Outcome) -> str:
    if outcome.next is not None:
        return outcome.next
    if outcome.return_ is not None:
        return f"kembali ke {outcome.return_}"
    return "selesai" if outcome.end == "finished" else "ditolak"
