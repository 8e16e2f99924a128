"""A form held against the register as it is now: read, looked up, and foreseen, without writing anything."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.utils import timezone

from loket.core.entry import EntryForm, Field, FieldKind, Filled, Known, Raw, Values, read
from loket.core.entry.kinds import KINDS
from loket.core.problems import BadTerm, Problem, Refusal
from loket.core.register.events import LifeEvent
from loket.entries.records import Judged
from loket.entries.seeing import hidden_among, quiet_findings, quiet_problems, unspoken
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import queries as register
from loket.register import services as registry
from loket.register.records import CodeRecord


def code_lists(form: EntryForm, on: datetime.date) -> dict[str, tuple[CodeRecord, ...]]:
    """The lines in force of every code list the form uses."""
    names = {f.list for field in form.fields.values() for f in (field, *field.columns) if f.list}
    return register.lists_of(names, on)


def filled(
    kind: str, raw: Raw, officer: Officer, at: datetime.datetime, reported_on: datetime.date | None = None
) -> tuple[Filled, tuple[Problem, ...]]:
    """The answers read, with what the register knows of whom they name."""
    form = KINDS[kind].form
    today = offices.today(officer.office_key, at)
    codes = {name: {line.code for line in lines} for name, lines in code_lists(form, today).items()}
    answers = read(form, raw, codes)
    known = register.known(answers.values.refs())
    problems = (*answers.problems, *_lost_regions(form, answers.values, officer))
    return Filled(answers.values, known, today, registry.new_id, reported_on), problems


_UNLISTED: Final = (
    "Pilih wilayah dari daftar. Bila tidak ada di sana, minta pengelola sistem memuat daftar wilayah seluruh Indonesia."
)


def _lost_regions(form: EntryForm, values: Values, officer: Officer) -> Iterator[Problem]:
    """Regions that are on no list, and addresses in this office that lie in another regency."""
    named = {n: values.region(n) for n, f in form.fields.items() if f.kind is FieldKind.REGION and n in values}
    listed = register.regions_of(named.values()) if named else {}
    regency = offices.office_by_id(officer.office_id).code.replace(".", "")
    for name, code in named.items():
        if code not in listed:
            sentence = f"Kode wilayah {code.digits} tidak ada dalam daftar."
            yield Problem("entry-region-unknown", sentence, _UNLISTED, field=name)
        elif form.fields[name].here and not code.digits.startswith(regency[:4]):
            sentence = f"{listed[code].name} bukan wilayah kantor ini."
            hint = "Pilih desa/kelurahan di wilayah kantor ini; untuk tujuan lain pakai permohonan pindah."
            yield Problem("entry-region-elsewhere", sentence, hint, field=name)


def events_of(kind: str, form: Filled) -> tuple[LifeEvent, ...]:
    """The life events a filled form asks for. Raises BadTerm for an answer that does not fit the register."""
    return KINDS[kind].events(form)


def judge(
    kind: str,
    raw: Raw,
    officer: Officer,
    accepted: Mapping[str, str],
    *,
    at: datetime.datetime | None = None,
    reported_on: datetime.date | None = None,
) -> Judged:
    """
    All that can be said of a form now, wrong or right; never raises for what someone typed.

    `reported_on` is the day the application came in, by which lateness counts. The register is asked as soon as every answer
    that its judgement rests on can be read, whatever else is still wrong or empty. No sentence names a resident whom the
    officer's office is not shown.
    """
    moment = at or timezone.now()
    asked, problems = filled(kind, raw, officer, moment, reported_on)
    form = KINDS[kind].form
    differing = dict(_differing(form, asked.values, asked.known, officer.office_id))
    foreseen, more = register.Foreseen(), None
    try:
        events = events_of(kind, replace(asked, values=asked.values.guarded(problems)))
        foreseen = register.foresee(events, officer=officer, accepted=accepted, at=moment, reported_on=reported_on)
    except BadTerm as bad:
        more = bad.problem
    except Refusal as refused:
        more = refused.as_problem()
    numbers = frozenset(str(ref) for ref in asked.values.refs() if not isinstance(ref, UUID))
    if more is None or more in problems:
        judged = Judged(form, problems, foreseen, asked.known, differing, numbers)
        return _quiet(judged, officer) if foreseen.findings else judged
    return _quiet(Judged(form, (*problems, more), foreseen, asked.known, differing, numbers), officer)


def _quiet(judged: Judged, officer: Officer) -> Judged:
    words = unspoken(judged.known, officer.office_id)
    findings = quiet_findings(judged.foreseen.findings, words)
    return replace(
        judged,
        problems=quiet_problems(judged.problems, words),
        foreseen=replace(judged.foreseen, findings=findings),
    )


def _differing(form: EntryForm, values: Values, known: Known, office_id: int) -> Iterator[tuple[str, str]]:
    """Fields and cells that mirror an element of the biodata of someone shown here and say something else than the register."""
    mirrored = [(f, values) for f in form.fields.values() if _mirrors(f, values)]
    for name, field in form.fields.items():
        mirrored += [(column, row) for column in field.columns for row in values.rows(name) if _mirrors(column, row)]
    ids = {resident.id for resident in known.residents.values()} if mirrored else set()
    hidden = hidden_among(known, ids, office_id)
    for field, said in mirrored:
        ref = said.ref(field.of or "")
        resident = known.residents.get(ref) if ref is not None else None
        if resident is None or resident.id in hidden:
            continue
        now, named = getattr(resident.biodata, field.element or "", None), said.ref(field.name)
        told = known.residents.get(named) if named is not None else None
        if now != (told.id if told else said.held[field.name]):
            yield said.named(field.name), shown(now)


def _mirrors(field: Field, values: Values) -> bool:
    return field.element is not None and field.of is not None and field.name in values


def shown(value: object) -> str:
    """An element of biodata as forms write it."""
    if value is None:
        return ""
    if isinstance(value, UUID):
        return str(value)
    if hasattr(value, "label"):
        return str(value.label)
    return f"{value:%d-%m-%Y}" if hasattr(value, "strftime") else str(value)
