"""
A form drawn for who is not shown its specific answers: the fields stand there, the answers and verdicts do not.

It changes what is drawn, never what is judged or kept.
"""

from collections.abc import Mapping, Set
from dataclasses import replace

from loket.core.entry import Field, Raw
from loket.core.register.field_classes import specific_in
from loket.entries.records import EntryRecord
from loket.web.desk.entry.fields import Drawing
from loket.web.desk.withheld import WITHHELD


def without_answers(drawing: Drawing, kind: str, hidden: Set[str]) -> Drawing:
    """The drawing with `WITHHELD` for every hidden answer that is specific in this kind of form, in rows too."""
    names = specific_in(kind) & hidden
    if not names:
        return drawing
    fields = drawing.form.fields
    return replace(
        drawing,
        values=_masked(drawing.values, fields, names),
        former=None if drawing.former is None else _masked(drawing.former, fields, names),
        saved=_unticked(drawing.saved, names) if drawing.saved else None,
    )


def _masked(values: Raw, fields: Mapping[str, Field], names: Set[str]) -> Raw:
    found = {**values, **{name: WITHHELD for name in fields if name in names}}
    for name, field in fields.items():
        said, columns = values.get(name, ""), names & {column.name for column in field.columns}
        if columns and not isinstance(said, str):
            found[name] = tuple({**row, **dict.fromkeys(columns, WITHHELD)} for row in said)
    return found


def _unticked(saved: EntryRecord, names: Set[str]) -> EntryRecord:
    return replace(saved, ticks={name: tick for name, tick in saved.ticks.items() if name not in names})
