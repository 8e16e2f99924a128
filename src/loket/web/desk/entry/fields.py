"""
The data form as the templates draw it: each field with its answer, its choices, its fault, and what the register says.

One drawing serves the operator's form, the verifier's list and the copy for reading; no kind of form is known here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext as _

from loket.core.entry import EntryForm, Field, FieldKind, Raw, Ref
from loket.core.entry.reading import TICKED, answered_fields, asked_fields, left_out
from loket.core.problems import Problem
from loket.core.register.values import Kk, ResidentId
from loket.entries.records import EntryRecord, Judged, TickRecord
from loket.register.records import CodeRecord
from loket.web.desk.entry.people import Names, Whom, kk_named, number_of, ref_of, whom
from loket.web.desk.withheld import WITHHELD, withheld

LONG_LIST: Final = 15
LACKING: Final = frozenset({"entry-missing", "entry-rows-missing"})
"""What is merely not filled in yet: no fault while someone is still typing."""


@dataclass(frozen=True, slots=True)
class DrawnField:
    """
    One field with its answer as typed.

    `register` is what the register says where that differs; `former` what an earlier revision said, None when the same.
    `under` is the person, or where a label stands twice the block, that the field belongs to. `is_alone`: the KK whose
    members the field lists has none but those whom the form is about. `is_answered`: there is something to hold against the
    papers.
    """

    asked: Field
    name: str
    value: str = ""
    applies: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None
    register: str | None = None
    whom: Whom | None = None
    rows: tuple["DrawnRow", ...] = ()
    tick: TickRecord | None = None
    former: str | None = None
    under: str = ""
    is_alone: bool = False
    is_answered: bool = False

    @property
    def label(self) -> str:
        """The label, with the person it is about in a list of people."""
        return f"{self.under}: {self.asked.label}" if self.under else self.asked.label

    @property
    def id(self) -> str:
        """The id of the input, which summaries link to."""
        return f"f-{self.name}"

    @property
    def note_id(self) -> str:
        """The id of what is said beside the input; it stays when what is said changes."""
        return f"n-{self.name.replace('.', '-')}"

    @property
    def kind(self) -> str:
        """The kind as templates compare it."""
        return self.asked.kind.value

    @property
    def fault(self) -> Problem | None:
        """What is wrong with the answer; a field left empty is not wrong yet."""
        return self.problem if self.problem and self.problem.id not in LACKING else None

    @property
    def is_lacking(self) -> bool:
        """Whether an answer is still to come."""
        return self.problem is not None and self.problem.id in LACKING

    @property
    def has_search(self) -> bool:
        """Whether the list is too long to look through."""
        return len(self.choices) > LONG_LIST

    @property
    def as_radios(self) -> bool:
        """Whether all choices fit beside each other."""
        return bool(self.choices) and self.asked.kind is FieldKind.CHOICE and len(self.choices) <= 4

    @property
    def is_rows(self) -> bool:
        """Whether the answer is a list of people."""
        return self.asked.kind in (FieldKind.MEMBERS, FieldKind.PEOPLE)

    @property
    def rows_key(self) -> str:
        """Who stands in the list: while that is the same, the list on the screen need not be drawn anew."""
        return "|".join(cell.value for row in self.rows for cell in row.fields if cell.asked.name == "who")

    @property
    def words(self) -> str:
        """The answer as a reader wants it: the words of a code, the name behind a number."""
        if self.value == WITHHELD:
            return withheld()
        if self.asked.kind is FieldKind.TICK:
            return _("Ya") if self.value == TICKED else _("Tidak")
        return dict(self.choices).get(self.value, self.value)

    @property
    def finds(self) -> bool:
        """Whether someone of the register is named, who can be looked for by name."""
        return self.asked.kind in (FieldKind.RESIDENT, FieldKind.FAMILY, FieldKind.NIK)

    @property
    def ticked_by(self) -> str:
        """The verifier's name."""
        return self.tick.acted_as.split(" · ", 1)[0] if self.tick else ""

    @property
    def meant(self) -> tuple["DrawnRow", ...]:
        """The people of a list of whom anything is said."""
        return tuple(row for row in self.rows if row.is_meant)


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One person of a list: the fields, and for a member of the KK who it is."""

    place: int
    fields: tuple[DrawnField, ...]
    title: str = ""

    @property
    def is_quiet(self) -> bool:
        """Whether the rows above have said what there is to say about the fields."""
        return bool(self.title) and self.place > 0

    @property
    def is_meant(self) -> bool:
        """Whether anything is said of the person; of a member of the KK, anything but who it is."""
        said = (one for one in self.fields if one.asked.name != "who" or not self.title)
        return any(one.value and one.value != one.asked.default for one in said)


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A block of the printed form."""

    title: str
    note: str
    fields: tuple[DrawnField, ...]

    @property
    def applies(self) -> bool:
        """Whether any field of it is asked for."""
        return any(one.applies for one in self.fields)


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    What a form is drawn from. `former` are the answers of an earlier revision; `places` say where on the screen the rows of
    a list stand, when some between them say nothing.
    """

    form: EntryForm
    values: Raw
    judged: Judged
    names: Names
    lists: Mapping[str, Sequence[CodeRecord]]
    saved: EntryRecord | None = None
    former: Raw | None = None
    more: tuple[Problem, ...] = field(default=())
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)


def blocks_of(drawing: Drawing) -> tuple[DrawnBlock, ...]:
    """All blocks, with the fields that are not asked for marked as such."""
    asked = set(asked_fields(drawing.form, drawing.values))
    answered = set(answered_fields(drawing.form, drawing.values))
    problems: dict[str, Problem] = {}
    for problem in (*drawing.more, *drawing.judged.problems):
        problems.setdefault(problem.field or "", problem)
    labels = Counter(one.label for one in drawing.form.fields.values())
    blocks = []
    for block in drawing.form.blocks:
        fields = (_field(drawing, one, one.name in asked, problems) for one in block.fields)
        told = tuple(
            replace(f, under=block.title if labels[f.asked.label] > 1 else "", is_answered=f.name in answered)
            for f in fields
        )
        blocks.append(DrawnBlock(block.title, block.note, told))
    return tuple(blocks)


def _field(drawing: Drawing, asked: Field, applies: bool, problems: Mapping[str, Problem]) -> DrawnField:
    answer = drawing.values.get(asked.name, "")
    text = (answer if isinstance(answer, str) else "") or asked.default
    drawn = DrawnField(
        asked,
        asked.name,
        text,
        applies,
        _choices(drawing, asked),
        problems.get(asked.name),
        _in_words(drawing, asked, drawing.judged.differing.get(asked.name)),
        whom(asked, text, drawing.names),
        _rows(drawing, asked, () if isinstance(answer, str) else answer, problems),
        drawing.saved.ticks.get(asked.name) if drawing.saved else None,
    )
    alone = asked.kind is FieldKind.MEMBERS and _members(drawing, asked) == ()
    return replace(drawn, former=_former(drawing, drawn), is_alone=alone)


def _former(drawing: Drawing, drawn: DrawnField) -> str | None:
    if drawing.former is None:
        return None
    before, now = (source.get(drawn.name, "") or "" for source in (drawing.former, drawing.values))
    if before == now:
        return None
    return replace(drawn, value=before).words if isinstance(before, str) else _("daftar yang lain")


def _choices(drawing: Drawing, asked: Field) -> tuple[tuple[str, str], ...]:
    if asked.list:
        return tuple((str(line.code), line.name) for line in drawing.lists.get(asked.list, ()))
    return tuple(asked.choices.items())


def _in_words(drawing: Drawing, asked: Field, said: str | None) -> str | None:
    """
    What the register says of an element: a bare code in the words of its list, a person by name.

    A person whom this office is not shown goes by the name that stands with whom the field is about.
    """
    if said is None or asked.kind is not FieldKind.RESIDENT:
        return None if said is None else dict(_choices(drawing, asked)).get(said, said)
    person = next((one for who, one in drawing.names.people.items() if str(who) == said), None)
    if person is not None and person.id in drawing.names.hidden:
        return _borne_name(drawing, asked) or _("Tercatat pada kantor lain.")
    return f"{person.full_name} {person.nik or ''}".strip() if person else said


def _borne_name(drawing: Drawing, asked: Field) -> str:
    """The name of a parent as the biodata of the child has it."""
    ref = _ref_behind(drawing, asked.of or "")
    child = drawing.names.known.residents.get(ref) if ref is not None else None
    return str(getattr(child.biodata, (asked.element or "").replace("_id", "_name"), "")) if child else ""


def _rows(
    drawing: Drawing, asked: Field, rows: Sequence[Mapping[str, str]], problems: Mapping[str, Problem]
) -> tuple[DrawnRow, ...]:
    if asked.kind is FieldKind.PEOPLE:
        return _described(drawing, asked, rows, problems)
    if asked.kind is not FieldKind.MEMBERS:
        return ()
    people = _members(drawing, asked)
    said = {row.get("who", ""): (place, row) for place, row in enumerate(rows)}
    if people is None:
        return tuple(_row(drawing, asked, (place, place), row, problems, who) for who, (place, row) in said.items())
    drawn = []
    for place, (names, title) in enumerate(people):
        stored_at, row = _said_of(said, names)
        drawn.append(_row(drawing, asked, (place, stored_at), {**row, "who": names[0]}, problems, title))
    return tuple(drawn)


def _described(
    drawing: Drawing, asked: Field, rows: Sequence[Mapping[str, str]], problems: Mapping[str, Problem]
) -> tuple[DrawnRow, ...]:
    """People who are told of one after the other, each where it stands on the screen, and room for one more."""
    stands = dict(zip(drawing.places.get(asked.name, range(len(rows))), enumerate(rows), strict=True))
    empty: tuple[int, Mapping[str, str]] = (-1, {})
    said = ((place, *stands.get(place, empty)) for place in range(max(stands, default=-1) + 2))
    return tuple(_row(drawing, asked, (place, judged_at), row, problems) for place, judged_at, row in said)


def _said_of(
    said: Mapping[str, tuple[int, Mapping[str, str]]], names: tuple[str, ...]
) -> tuple[int, Mapping[str, str]]:
    """The answers about a member, by either of the names a form may give, and where they were stored; -1 for none."""
    return next((said[name] for name in names if name in said), (-1, {}))


def _members(drawing: Drawing, asked: Field) -> tuple[tuple[tuple[str, ...], str], ...] | None:
    """
    The people of the KK that the form names in `of`, but those whom it is about: by which numbers, and what they are called.

    None while it names no KK that this office may see.
    """
    kk = _kk_behind(drawing, asked.of or "")
    if kk is None or drawing.names.kk_elsewhere(kk):
        return None
    away = {_person_behind(drawing, name) for name in left_out(drawing.form, asked, drawing.values)}
    return tuple(
        (
            (number_of(row), str(row.resident_id)),
            f"{row.biodata.full_name} ({row.shdk.label}, {row.biodata.birth_date:%d-%m-%Y})",
        )
        for row in kk.rows
        if row.resident_id not in away
    )


def _ref_behind(drawing: Drawing, name: str) -> Ref | None:
    source, given = drawing.form.fields.get(name), drawing.values.get(name, "")
    return ref_of(source, given) if source and isinstance(given, str) else None


def _kk_behind(drawing: Drawing, name: str) -> Kk | None:
    ref = _ref_behind(drawing, name)
    return kk_named(ref, drawing.names.known) if ref is not None else None


def _person_behind(drawing: Drawing, name: str) -> ResidentId | None:
    """Whom a field names; of a KK, its head."""
    if drawing.form.fields[name].kind is FieldKind.FAMILY:
        kk = _kk_behind(drawing, name)
        return kk.head_id if kk else None
    ref = _ref_behind(drawing, name)
    person = drawing.names.known.residents.get(ref) if ref is not None else None
    return person.id if person else None


def _row(
    drawing: Drawing,
    asked: Field,
    places: tuple[int, int],
    row: Mapping[str, str],
    problems: Mapping[str, Problem],
    title: str = "",
) -> DrawnRow:
    """One row: `places` are where it is drawn, and where it stood in what was judged, by which its problems are named."""
    drawn_at, judged_at = places
    cells = tuple(
        DrawnField(
            column,
            f"{asked.name}.{drawn_at}.{column.name}",
            row.get(column.name, "") or column.default,
            choices=_choices(drawing, column),
            problem=problems.get(f"{asked.name}.{judged_at}.{column.name}"),
            register=_in_words(
                drawing, column, drawing.judged.differing.get(f"{asked.name}.{judged_at}.{column.name}")
            ),
            whom=None if title else whom(column, row.get(column.name, ""), drawing.names),
            under=title.split(" (", 1)[0] or _("Orang ke-{place}").format(place=drawn_at + 1),
        )
        for column in asked.columns
    )
    return DrawnRow(drawn_at, cells, title)
