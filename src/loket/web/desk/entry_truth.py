"""The current truth as the start of a correction: what the register says, written as a form writes it."""

import datetime
from enum import Enum
from uuid import UUID

from loket.core.entry import EntryForm, Raw
from loket.web.desk.entry_people import Names, ref_of
from loket.web.desk.entry_typed import Typed


def with_truth(typed: Typed, form: EntryForm, names: Names) -> Typed:
    """The answers, with every field that mirrors the register and is still empty filled from it."""
    values = dict(typed.values)
    for name, text in truth_of(form, typed.values, names).items():
        if text and not values.get(name):
            values[name] = text
    return typed.with_values(values)


def truth_of(form: EntryForm, values: Raw, names: Names) -> dict[str, str]:
    """What the register says for every field that mirrors it, of those whom the form names and this office keeps."""
    found: dict[str, str] = {}
    for name, field in form.fields.items():
        if field.element is None or field.of is None:
            continue
        given = values.get(field.of, "")
        ref = ref_of(form.fields[field.of], given) if isinstance(given, str) else None
        resident = names.known.residents.get(ref) if ref is not None else None
        if resident is not None and not names.is_elsewhere(resident):
            found[name] = as_typed(getattr(resident.biodata, field.element, None), names)
    return found


def as_typed(value: object, names: Names) -> str:
    """A value of biodata as someone would type it: a person by NIK, a code by its number, a date day first."""
    if value is None:
        return ""
    if isinstance(value, UUID):
        person = names.people.get(value)
        return person.nik.digits if person and person.nik else str(value)
    if isinstance(value, datetime.date):
        return f"{value:%d-%m-%Y}"
    return str(value.value) if isinstance(value, Enum) else str(value)
