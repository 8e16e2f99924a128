"""
The data form as it was sent: plain answers by field name, rows by their place, and the reasons for warnings.

It judges nothing but whether the answers can be kept at all; what they mean is read by the core.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self, cast

from django.utils.translation import gettext as _

from loket.core.entry import EntryForm, Field, FieldKind, Raw
from loket.core.problems import Problem

ACCEPT: Final = "accept-"
LONGEST_ANSWER: Final = 2000
LONGEST_REASON: Final = 400
MOST_ROWS: Final = 60
_ROW = re.compile(r"(?P<field>[a-z0-9_]+)\.(?P<place>\d{1,3})\.(?P<column>[a-z0-9_]+)")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """
    What was typed into a form, with the reasons given for warnings by rule; `problems` keep it from being stored.

    `places` say where on the screen the rows of a list stand: one that says nothing is no answer, but keeps its place.
    """

    values: Raw = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def rows_of(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a list, each with its place on the screen."""
        rows = cast("Sequence[Row]", self.values.get(name, ()))
        yield from zip(self.places.get(name, range(len(rows))), rows, strict=True)

    def with_values(self, values: Raw) -> Self:
        """The same with other answers."""
        return replace(self, values=values)


def read_typed(form: EntryForm, posted: Mapping[str, str]) -> Typed:
    """The answers to this form among what was posted; anything else that was posted is left."""
    rows = _rows(posted)
    values: dict[str, str | Sequence[Row]] = {}
    places: dict[str, tuple[int, ...]] = {}
    for name, asked in form.fields.items():
        if asked.columns:
            said = {place: row for place, row in rows.get(name, {}).items() if _says_something(asked, row)}
            values[name] = tuple(_said(asked, row) for row in said.values())
            places[name] = tuple(said) if max(said, default=0) <= MOST_ROWS else tuple(range(len(said)))
        elif posted.get(name, "").strip():
            values[name] = posted[name].strip()
    reasons = {n.removeprefix(ACCEPT): r.strip() for n, r in posted.items() if n.startswith(ACCEPT) and r.strip()}
    problems = (*_unkeepable(form, values), *_bad_reasons(reasons))
    return Typed(values, {rule[:80]: reason for rule, reason in reasons.items()}, problems, places)


def revision_of(posted: Mapping[str, str]) -> int:
    """The revision of the form that was on the screen; -1, which no form has, where it cannot be read."""
    text = posted.get("entry-revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


def _rows(posted: Mapping[str, str]) -> dict[str, dict[int, Row]]:
    """The posted rows of each field by their places, in order."""
    found: dict[str, dict[int, Row]] = {}
    for name, answer in posted.items():
        part = _ROW.fullmatch(name)
        if part:
            row = found.setdefault(part["field"], {}).setdefault(int(part["place"]), {})
            row[part["column"]] = answer.strip()
    return {name: dict(sorted(rows.items())) for name, rows in found.items()}


def _said(asked: Field, row: Row) -> Row:
    return {column.name: row[column.name] for column in asked.columns if row.get(column.name)}


def _says_something(asked: Field, row: Row) -> bool:
    """A member of the KK of whom nothing is said stays out; so does a row as it was offered for a newcomer."""
    mute = {"who"} if asked.kind is FieldKind.MEMBERS and len(asked.columns) > 1 else set()
    return any(
        row.get(column.name) and row[column.name] != column.default
        for column in asked.columns
        if column.name not in mute
    )


def _unkeepable(form: EntryForm, values: Raw) -> tuple[Problem, ...]:
    problems = []
    for name, answer in values.items():
        texts = [answer] if isinstance(answer, str) else [text for row in answer for text in row.values()]
        label = form.fields[name].label
        if any(len(text) > LONGEST_ANSWER for text in texts):
            sentence = _("{label} terlalu panjang untuk disimpan.").format(label=label)
            problems.append(Problem("entry-too-long", sentence, _("Ringkas dahulu."), field=name))
        elif any("\x00" in text for text in texts):
            sentence = _("{label} memuat tanda yang tidak dapat disimpan.").format(label=label)
            problems.append(Problem("entry-unwritable", sentence, _("Ketik ulang isian ini."), field=name))
        if len(answer) > MOST_ROWS and not isinstance(answer, str):
            sentence = _("{label}: paling banyak {most} orang.").format(label=label, most=MOST_ROWS)
            problems.append(Problem("entry-too-many", sentence, field=name))
    return tuple(problems)


def _bad_reasons(reasons: Mapping[str, str]) -> tuple[Problem, ...]:
    sentence = _("Alasan ini terlalu panjang atau memuat tanda yang tidak dapat disimpan.")
    hint = _("Tulis dalam satu kalimat.")
    return tuple(
        Problem("entry-reason-unreadable", sentence, hint, field=f"{ACCEPT}{rule}")
        for rule, reason in reasons.items()
        if len(reason) > LONGEST_REASON or "\x00" in reason
    )
