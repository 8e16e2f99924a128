"""What taking in and acting send and answer."""

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from loket.api.commands import Evidence
from loket.api.shapes import Line, Prose, Sent, Slug, Told
from loket.api.shapes_procedure import EvidenceField, evidence_of
from loket.casework.records import Acted, Applicant, ChecklistLine, TakenIn, TurnedAway
from loket.core.engine import Offer
from loket.core.procedure.model import Procedure
from loket.core.terms import Nik


def _nik(text: str) -> str:
    return Nik.parse(text).digits if text.strip() else ""


NikText = Annotated[str, Field(max_length=40, examples=["9901014101900001"]), AfterValidator(_nik)]
LineState = Literal["present", "wrong", "missing", "not_applicable"]


class ApplicantIn(Sent):
    """Who applies; `subject` says for whom or what when that is not the applicant."""

    name: Annotated[Line, Field(min_length=1)]
    nik: NikText = ""
    phone: Annotated[str, Field(max_length=30)] = ""
    subject: Annotated[str, Field(max_length=400)] = ""

    def applicant(self) -> Applicant:
        return Applicant(self.name, self.nik, self.phone, self.subject)


class ChecklistLineIn(Sent):
    """
    The verdict on one requirement.

    `original` says what became of the original, `copies` how many were handed in; without them: as the procedure asks.
    """

    requirement: Slug
    state: LineState
    note: Prose = ""
    original: Literal["none", "shown", "kept"] | None = None
    copies: Annotated[int, Field(ge=0, le=10)] | None = None

    def line(self) -> ChecklistLine:
        return ChecklistLine(self.requirement, self.state, self.note, self.original, self.copies)


AnswerName = Annotated[str, Field(max_length=40)]


class IntakeIn(Sent):
    """
    An application at the counter: the guide questions answered, every paper judged.

    `evidence` holds what the counter's other steps ask for, such as a queue number.
    """

    service: Slug
    applicant: ApplicantIn
    answers: Annotated[dict[AnswerName, bool | Line], Field(max_length=50)] = Field(default_factory=dict)
    checklist: Annotated[list[ChecklistLineIn], Field(max_length=100)] = Field(default_factory=list)
    evidence: Evidence = Field(default_factory=dict)


class ChecklistLineOut(Told):
    """The verdict on one requirement."""

    requirement: str
    state: str
    note: str


class TakenInOut(Told):
    """
    What became of an application: `accepted` with a resi, or turned away with a slip and the lines that say why.

    `replayed`: the same key had been used before, and this is that answer.
    """

    accepted: bool
    resi: str | None = None
    version: int | None = None
    status: str | None = None
    step: str | None = None
    register_number: str | None = None
    promise_due_at: datetime.datetime | None = None
    slip_id: int | None = None
    lines: list[ChecklistLineOut] = Field(default_factory=list)
    replayed: bool = False

    @classmethod
    def of(cls, answer: TakenIn | TurnedAway) -> "TakenInOut":
        """The answer of the service."""
        if isinstance(answer, TurnedAway):
            lines = [ChecklistLineOut.model_validate(line) for line in answer.lines]
            return cls(accepted=False, slip_id=answer.slip_id, lines=lines, replayed=answer.replayed)
        return cls(
            accepted=True,
            resi=answer.resi,
            version=answer.version,
            status=answer.status.value,
            step=answer.step,
            register_number=answer.register_number or None,
            promise_due_at=answer.promise_due_at,
            replayed=answer.replayed,
        )


class ActedOut(Told):
    """A committed act; `number` is the printed register number when this act took one."""

    resi: str
    version: int
    status: str
    step: str | None
    number: str | None
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    replayed: bool

    @classmethod
    def of(cls, acted: Acted) -> "ActedOut":
        """The answer of the service."""
        return cls.model_validate(acted)


class OfferOut(Told):
    """
    Something the officer may do now. `choice` is the outcome, the pause reason or the step that goes with it.

    `evidence` are the fields that completing asks for; `return_reasons` the reasons a return may give.
    """

    kind: str
    choice: str | None
    label: str
    evidence: list[EvidenceField]
    return_reasons: dict[str, str]

    @classmethod
    def of(cls, offer: Offer, procedure: Procedure, step: str | None) -> "OfferOut":
        """An offer of the engine, with what its command asks for."""
        at_step = step is not None and offer.command in ("complete", "return")
        return cls(
            kind=offer.command,
            choice=offer.choice,
            label=offer.label,
            evidence=evidence_of(procedure.by_id[step]) if at_step and step else [],
            return_reasons=procedure.return_reasons if offer.command == "return" else {},
        )


class ActsOut(Told):
    """What the officer may do with a case that stands at `version`; send that version with the act."""

    resi: str
    version: int
    step: str | None
    acts: list[OfferOut]
