"""
A form as data: the blocks and fields of F-1.01, F-1.02, F-1.03, F-1.06 and F-2.01, with what each field may hold.

It says what is asked, in the words of the form; what an answer does to the register is the business of `kinds`.
Basis: Permendagri 109/2019, lampiran formulir.
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field as Limit

from loket.core.procedure.model import Question
from loket.core.procedure.parts import AnswerName, Part, Slug, Text


class FieldKind(StrEnum):
    """
    What a field holds.

    `resident` and `family` point at someone or a KK of the register by number (or by id, while the number is awaited);
    `members` lists people of the KK in `of` with what becomes of each; `people` describes people the register does not know.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    TICK = "tick"
    CHOICE = "choice"
    CODE = "code"
    NIK = "nik"
    KK = "kk"
    REGION = "region"
    RESIDENT = "resident"
    FAMILY = "family"
    MEMBERS = "members"
    PEOPLE = "people"


ROWS = frozenset({FieldKind.MEMBERS, FieldKind.PEOPLE})
"""Kinds whose value is a list of rows, each with the fields in `columns`."""


class Field(Part):
    """
    One question of a form.

    `list` names the code list of a `code`. `element` names the element of biodata that the field sets for the resident in
    `of`: the form then starts from the current truth and marks what differs. `when` is an expression over ticks and choices.
    `paper` points to the requirement whose scan shows the answer. `least` and `most` bound a number. `here`: the region
    lies in the office's own regency. `default` is what an
    empty answer means; a tick has none. `detail` is the name by which a printed paper asks for the answer, where that is
    another than the field's own. `apart` names fields whose people a list of members leaves out, each with the condition:
    what becomes of them is what the form itself is about. Of a KK that is its head. `begins` is what an empty form starts
    from: the applicant's NIK, name or KK, or the number, date, kabupaten/kota and address of the letter he is under way with.
    """

    name: AnswerName
    label: Text
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    help: Text = ""
    list: Slug | None = None
    choices: dict[Slug, Text] = Limit(default_factory=dict)
    when: Text | None = None
    element: Text | None = None
    of: AnswerName | None = None
    longest: Annotated[int, Limit(ge=1, le=1000)] = 100
    least: int | None = None
    most: int | None = None
    default: Text = ""
    paper: Slug | None = None
    detail: AnswerName | None = None
    here: bool = False
    apart: dict[AnswerName, Text] = Limit(default_factory=dict)
    begins: Literal["nik", "name", "kk", "letter", "letter_date", "origin", "origin_address"] | None = None
    columns: tuple["Field", ...] = ()


class Block(Part):
    """A block of the printed form, with its heading."""

    title: Text
    note: Text = ""
    fields: Annotated[tuple[Field, ...], Limit(min_length=1)]


class EntryForm(Part):
    """The form of one kind of entry: its title, the printed form it stands for, and its blocks in printed order."""

    kind: Slug
    title: Text
    form: Text
    regulation: Text = "Permendagri 109/2019"
    effect: Text
    blocks: Annotated[tuple[Block, ...], Limit(min_length=1)]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields by name, in printed order."""
        return {field.name: field for block in self.blocks for field in block.fields}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The ticks and choices, as conditions see them."""
        kinds = {FieldKind.TICK: "yes_no", FieldKind.CHOICE: "choice"}
        return {
            f.name: Question(text=f.label, kind=kinds[f.kind], choices=f.choices)  # type: ignore[arg-type]
            for f in self.fields.values()
            if f.kind in kinds
        }
