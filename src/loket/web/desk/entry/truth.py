"""The current truth as the start of a correction: what the register says, written as a form writes it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from uuid import UUID

from loket.core.entry import EntryForm, Field, Raw
from loket.web.desk.entry.people import Names, ref_of
from loket.web.desk.entry.typed import Row, Typed


def with_truth(typed: Typed, form: EntryForm, names: Names) -> Typed:
    """The answers, with every field that mirrors the register and is still empty filled from it, also in rows."""
    values, found = dict(typed.values), truth_of(form, typed, names)
    for name, field in form.fields.items():
        if field.columns:
            rows = ((f"{name}.{place}.", row) for place, row in typed.rows_of(name))
            values[name] = tuple(_completed(row, path, field.columns, found) for path, row in rows)
        elif found.get(name) and not values.get(name):
            values[name] = found[name]
    return typed.with_values(values)


def _completed(row: Row, path: str, columns: Iterable[Field], found: Mapping[str, str]) -> Row:
    told = {column.name: found.get(f"{path}{column.name}", "") for column in columns}
    return {**{name: text for name, text in told.items() if text}, **row}


def truth_of(form: EntryForm, typed: Typed, names: Names) -> dict[str, str]:
    """
    What the register says for every field that mirrors it, of those whom the form names and this office is shown.

    The cell of a row goes by its name on the screen: `returning.0.religion`.
    """
    found = dict(_mirrored(form.fields, typed.values, names))
    for name, field in form.fields.items():
        columns = {column.name: column for column in field.columns}
        for place, row in typed.rows_of(name) if columns else ():
            found |= {f"{name}.{place}.{cell}": text for cell, text in _mirrored(columns, row, names)}
    return found


def _mirrored(fields: Mapping[str, Field], answers: Raw | Row, names: Names) -> Iterator[tuple[str, str]]:
    for name, field in fields.items():
        if field.element is None or field.of is None:
            continue
        given = answers.get(field.of, "")
        ref = ref_of(fields[field.of], given) if isinstance(given, str) else None
        resident = names.known.residents.get(ref) if ref is not None else None
        if resident is not None and not names.is_elsewhere(resident):
            yield name, as_typed(getattr(resident.biodata, field.element, None), names)


def as_typed(value: object, names: Names) -> str:
    """
    A value of biodata as someone would type it: a person by NIK, a code by its number, a date day first.

    Empty for a person whom this office is not shown.
    """
    if value is None:
        return ""
    if isinstance(value, UUID):
        if value in names.hidden:
            return ""
        person = names.people.get(value)
        return person.nik.digits if person and person.nik else str(value)
    if isinstance(value, datetime.date):
        return f"{value:%d-%m-%Y}"
    return str(value.value) if isinstance(value, Enum) else str(value)
