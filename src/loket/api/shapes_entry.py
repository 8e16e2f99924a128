"""What the form of an application sends and answers: its fields, what was typed, what would follow, what was issued."""

import datetime
from collections.abc import Set
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, JsonValue

from loket.api.shapes import Line, Prose, Sent, Slug, Told
from loket.core.entry import EntryForm
from loket.core.entry import Field as FormField
from loket.core.register.field_classes import specific_in
from loket.entries.records import EntryRecord, Filling, Judged, ProductRecord
from loket.register.services import to_json

FieldName = Annotated[str, Field(max_length=80)]
Answer = Annotated[str, Field(max_length=1000)]
Row = Annotated[dict[FieldName, Answer], Field(max_length=60)]
Rows = Annotated[list[Row], Field(max_length=60)]


class FormFieldOut(Told):
    """One question of a form; `list` names its code list, `columns` the fields of each row."""

    name: str
    label: str
    kind: str
    required: bool
    help: str
    list: str | None
    choices: dict[str, str]
    when: str | None
    columns: tuple["FormFieldOut", ...] = ()


class EntryIn(Sent):
    """
    A form as typed, right or wrong. `revision` is that of the form last read, 0 for none.

    `accepted` answers warnings by rule; `outside` says why the application changes nothing in the register.
    """

    revision: Annotated[int, Field(ge=0, le=9999)]
    kind: Slug
    values: Annotated[dict[FieldName, Answer | Rows], Field(max_length=100)] = Field(default_factory=dict)
    accepted: Annotated[dict[FieldName, Line], Field(max_length=50)] = Field(default_factory=dict)
    outside: Annotated[str, Field(max_length=400)] = ""

    def filling(self) -> Filling:
        return Filling(self.kind, self.values, self.accepted, self.outside)


class TickIn(Sent):
    """A verifier's verdict on one field of the form last read, which is that of `revision`; null takes it back."""

    revision: Annotated[int, Field(ge=1, le=9999)]
    field: FieldName
    verdict: Literal["benar", "salah"] | None
    note: Annotated[Prose, Field(max_length=400)] = ""


class EntryOut(Told):
    """One revision of a form. `withheld` names the fields of specific data that this caller is not shown."""

    revision: int
    kind: str
    values: dict[str, str | list[dict[str, str]]]
    accepted: dict[str, str]
    outside: str
    acted_as: str
    at: datetime.datetime
    ticks: dict[str, str]
    replayed: bool
    withheld: list[str] = []

    @classmethod
    def of(cls, entry: EntryRecord, hidden: Set[str] = frozenset()) -> Self:
        names = specific_in(entry.kind) & hidden
        ticks = {name: str(tick.verdict) for name, tick in entry.ticks.items() if name not in names}
        values = {
            n: v if isinstance(v, str) else [{k: cell for k, cell in row.items() if k not in names} for row in v]
            for n, v in entry.values.items()
            if n not in names
        }
        return cls(
            revision=entry.revision,
            kind=entry.kind,
            values=values,
            accepted=dict(entry.accepted),
            outside=entry.outside,
            acted_as=entry.acted_as,
            at=entry.at,
            ticks=ticks,
            replayed=entry.replayed,
            withheld=sorted(names),
        )


class RemarkOut(Told):
    """Something wrong, or something an officer must answer: a field's fault, or a finding of the register's rules."""

    id: str
    level: Literal["refusal", "warning"]
    field: str | None
    sentence: str
    hint: str
    basis: str = ""


class JudgedOut(Told):
    """A form as it would be taken now. `families` are the KKs it touches, each before and after."""

    stands: bool
    remarks: list[RemarkOut]
    differing: dict[str, str]
    families: JsonValue
    papers: list[str]
    days_late: int

    @classmethod
    def of(cls, judged: Judged) -> Self:
        faults = [
            RemarkOut(id=p.id, level="refusal", field=p.field, sentence=p.sentence, hint=p.hint)
            for p in judged.problems
        ]
        found = [
            RemarkOut(id=f.rule, level=f.level.value, field=None, sentence=f.sentence, hint=f.hint, basis=f.basis)
            for f in judged.foreseen.findings
        ]
        return cls(
            stands=judged.stands,
            remarks=faults + found,
            differing=dict(judged.differing),
            families=to_json(judged.foreseen.families),
            papers=[f"{o.paper}: {o.act}" for o in judged.foreseen.outputs],
            days_late=judged.foreseen.days_late,
        )


class FormOut(Told):
    """The form of an application: which kinds it may be of, the fields of its kind, and what was last saved."""

    kinds: tuple[str, ...]
    title: str
    form: str
    fields: list[FormFieldOut]
    entry: EntryOut | None
    judged: JudgedOut | None

    @classmethod
    def of(
        cls,
        kinds: tuple[str, ...],
        form: EntryForm,
        entry: EntryRecord | None,
        judged: Judged | None,
        hidden: Set[str] = frozenset(),
    ) -> Self:
        return cls(
            kinds=kinds,
            title=form.title,
            form=form.form,
            fields=[_field(field) for field in form.fields.values()],
            entry=EntryOut.of(entry, hidden) if entry else None,
            judged=JudgedOut.of(judged) if judged else None,
        )


def _field(field: FormField) -> FormFieldOut:
    columns = tuple(_field(column) for column in field.columns)
    return FormFieldOut(
        name=field.name,
        label=field.label,
        kind=field.kind.value,
        required=field.required,
        help=field.help,
        list=field.list,
        choices=dict(field.choices),
        when=field.when,
        columns=columns,
    )


class ProductOut(Told):
    """A paper that the application yields, takes back or annotates."""

    id: int
    paper: str
    act: str
    number: str
    note: str
    resident_ids: tuple[UUID, ...]
    family_id: UUID | None
    kk_number: str
    life_event: UUID
    issued_on: datetime.date

    @classmethod
    def of(cls, product: ProductRecord) -> Self:
        return cls.model_validate(product)
