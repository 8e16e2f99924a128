"""Answers about procedures: printed text to the letter, with the machine's meaning beside it."""

import datetime
from typing import Any

from loket.api.shapes import Told
from loket.casework.procedures import PublishedProcedure
from loket.core.engine.evidence import fields_of
from loket.core.procedure.acts import Field, Kind
from loket.core.procedure.model import Procedure, Step


class ProcedureLine(Told):
    """A procedure as lists show it."""

    service: str
    name: str
    number: str | None
    effective_date: datetime.date
    promise: str | None
    fingerprint: str

    @classmethod
    def of(cls, published: PublishedProcedure) -> "ProcedureLine":
        """The line of a published procedure."""
        return cls(**_line(published))


class QuestionOut(Told):
    """A guide question; `choices` is empty for yes or no."""

    name: str
    text: str
    kind: str
    choices: dict[str, str]
    default: bool | str | None


class RequirementOut(Told):
    """A paper to bring, as printed; `when` says for which answers, `any_of` groups those of which one suffices."""

    id: str
    text: str
    when: str | None
    any_of: str | None
    copies: int
    original: str


class EvidenceField(Told):
    """One field of evidence with the JSON Schema its value must satisfy."""

    name: str
    label: str
    required: bool
    json_schema: dict[str, Any]

    @classmethod
    def of(cls, field: Field) -> "EvidenceField":
        """The field of an act."""
        schema = {**_SCHEMAS[field.kind]}
        if field.choices:
            schema["enum"] = [value for value, _label in field.choices]
        return cls(name=field.name, label=field.label, required=field.required, json_schema=schema)


class OutcomeOut(Told):
    """One way out of a step: on to `next`, back to `returns_to`, or to the `end`."""

    key: str
    label: str
    next: str | None
    returns_to: str | None
    end: str | None
    waits_for: str | None


class StepOut(Told):
    """A row of the flow table, its acts, the evidence they leave, and the ways out."""

    id: str
    no: str
    lane: str
    activity: str
    acts: list[str]
    inputs: list[str]
    time: str | None
    outputs: list[str]
    remark: str | None
    book: str | None
    evidence: list[EvidenceField]
    outcomes: list[OutcomeOut]

    @classmethod
    def of(cls, step: Step) -> "StepOut":
        """A step."""
        outcomes = [
            OutcomeOut(key=key, label=o.label, next=o.next, returns_to=o.return_, end=o.end, waits_for=o.waits_for)
            for key, o in step.outcomes.items()
        ]
        return cls(
            id=step.id,
            no=step.no,
            lane=step.actor,
            activity=step.activity,
            acts=list(step.acts),
            inputs=list(step.inputs),
            time=step.time,
            outputs=list(step.outputs),
            remark=step.remark,
            book=step.book,
            evidence=evidence_of(step),
            outcomes=outcomes,
        )


class ComponentOut(Told):
    """One of the fourteen components of a standar pelayanan."""

    key: str
    no: str
    title: str
    text: list[str]


class StandardOut(Told):
    """The standar pelayanan printed beside the procedure."""

    unit: str
    kind: str
    components: list[ComponentOut]


class BookOut(Told):
    """A register book of the procedure."""

    key: str
    title: str
    format: str


class LaneOut(Told):
    """A column of the flow table, and the positions that fill it."""

    id: str
    title: str
    kind: str
    positions: list[str]


class ProcedureOut(ProcedureLine):
    """A whole procedure."""

    product: str
    legal_basis: list[str]
    questions: list[QuestionOut]
    requirements: list[RequirementOut]
    return_reasons: dict[str, str]
    pause_reasons: dict[str, str]
    lanes: list[LaneOut]
    books: list[BookOut]
    steps: list[StepOut]
    standard: StandardOut | None

    @classmethod
    def of(cls, published: PublishedProcedure) -> "ProcedureOut":
        """A published procedure."""
        procedure = published.procedure
        standard = StandardOut.model_validate(procedure.standard) if procedure.standard else None
        return cls(
            **_line(published),
            product=procedure.product,
            legal_basis=list(procedure.identity.legal_basis),
            questions=_questions(procedure),
            requirements=_requirements(procedure),
            return_reasons=procedure.return_reasons,
            pause_reasons={key: reason.label for key, reason in procedure.clock.pauses.items()},
            lanes=[
                LaneOut(id=key, title=lane.title, kind=lane.kind, positions=list(lane.positions))
                for key, lane in procedure.actors.items()
            ],
            books=[BookOut(key=key, title=book.title, format=book.format) for key, book in procedure.books.items()],
            steps=[StepOut.of(step) for step in procedure.steps],
            standard=standard,
        )


def evidence_of(step: Step) -> list[EvidenceField]:
    """The evidence that completing a step asks for."""
    return [EvidenceField.of(field) for field in fields_of(step)]


def _line(published: PublishedProcedure) -> dict[str, Any]:
    identity = published.procedure.identity
    return {
        "service": published.service,
        "name": identity.name,
        "number": identity.number,
        "effective_date": published.effective,
        "promise": published.procedure.clock.promise,
        "fingerprint": published.fingerprint,
    }


def _questions(procedure: Procedure) -> list[QuestionOut]:
    return [
        QuestionOut(name=name, text=q.text, kind=q.kind, choices=q.choices, default=q.default)
        for name, q in procedure.questions.items()
    ]


def _requirements(procedure: Procedure) -> list[RequirementOut]:
    return [
        RequirementOut(id=key, text=r.text, when=r.when, any_of=r.any_of, copies=r.copies, original=r.original)
        for key, r in procedure.requirements.items()
    ]


_LINE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["requirement", "state"],
    "properties": {
        "requirement": {"type": "string"},
        "state": {"enum": ["present", "wrong", "missing", "not_applicable"]},
        "note": {"type": "string"},
    },
}
_SCHEMAS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string", "minLength": 1},
    Kind.LONG_TEXT: {"type": "string", "minLength": 1},
    Kind.TICK: {"const": True},
    Kind.CHOICE: {"type": "string"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.NIK: {"type": "string", "pattern": "^[0-9]{16}$"},
    Kind.COUNT: {"type": "integer", "minimum": 0},
    Kind.CHECKLIST: {"type": "array", "items": _LINE_SCHEMA},
    Kind.SIGNATURE: {"type": "string", "minLength": 1},
}
