"""The commands of the engine as clients send them: one shape for each kind, told apart by `kind`."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from loket.api.shapes import Line, Prose, Sent, Slug
from loket.core import engine

EvidenceName = Annotated[str, Field(max_length=60)]
Evidence = Annotated[dict[EvidenceName, JsonValue], Field(max_length=50)]
PersonNumber = Annotated[int, Field(ge=1, le=2**53)]


class ClaimIn(Sent):
    """Take the open step from the pool."""

    kind: Literal["claim"]

    def command(self) -> engine.Command:
        return engine.Claim()


class ReleaseIn(Sent):
    """Put the open step back; a superior who releases another's says why."""

    kind: Literal["release"]
    reason: Prose = ""

    def command(self) -> engine.Command:
        return engine.Release(self.reason)


class ReassignIn(Sent):
    """Give the open step to a colleague; `to_person` stands under /positions."""

    kind: Literal["reassign"]
    to_person: PersonNumber
    reason: Prose


class CompleteIn(Sent):
    """Finish the open step by a forward outcome, with the evidence that its acts leave."""

    kind: Literal["complete"]
    outcome: Slug
    evidence: Evidence = Field(default_factory=dict)

    def command(self) -> engine.Command:
        return engine.Complete(self.outcome, self.evidence)


class ReturnLineIn(Sent):
    """One fault: what it concerns, the reason of the procedure, and a note for whoever mends it."""

    subject: Line
    reason: Slug
    note: Prose = ""


class ReturnIn(Sent):
    """Send the case back by a return outcome; every fault is a line."""

    kind: Literal["return"]
    outcome: Slug
    lines: Annotated[list[ReturnLineIn], Field(min_length=1, max_length=50)]
    evidence: Evidence = Field(default_factory=dict)

    def command(self) -> engine.Command:
        lines = tuple(engine.ReturnLine(line.subject, line.reason, line.note) for line in self.lines)
        return engine.Return(self.outcome, lines, self.evidence)


class RecallIn(Sent):
    """Take back your own latest step before anyone touched the next."""

    kind: Literal["recall"]

    def command(self) -> engine.Command:
        return engine.Recall()


class PauseIn(Sent):
    """Stop the clock for a reason of the procedure."""

    kind: Literal["pause"]
    reason: Slug
    note: Prose = ""

    def command(self) -> engine.Command:
        return engine.PauseClock(self.reason, self.note)


class ResumeIn(Sent):
    """What was waited for has come; the note says what."""

    kind: Literal["resume"]
    note: Prose

    def command(self) -> engine.Command:
        return engine.ResumeClock(self.note)


class WithdrawIn(Sent):
    """The applicant takes the application back."""

    kind: Literal["withdraw"]
    reason: Prose

    def command(self) -> engine.Command:
        return engine.Withdraw(self.reason)


class ReopenIn(Sent):
    """A superior reopens the closed case at an earlier step."""

    kind: Literal["reopen"]
    to: Slug
    reason: Prose

    def command(self) -> engine.Command:
        return engine.Reopen(self.to, self.reason)


class NoteIn(Sent):
    """Add a remark to the file."""

    kind: Literal["note"]
    text: Prose

    def command(self) -> engine.Command:
        return engine.Note(self.text)


EngineCommandIn = (
    ClaimIn | ReleaseIn | CompleteIn | ReturnIn | RecallIn | PauseIn | ResumeIn | WithdrawIn | ReopenIn | NoteIn
)
CommandIn = Annotated[EngineCommandIn | ReassignIn, Field(discriminator="kind")]


class ActIn(Sent):
    """
    One act. `version` is that of the case as the client last saw it: a case that has moved since is not touched.
    """

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    command: CommandIn

    model_config = {
        **Sent.model_config,
        "json_schema_extra": {
            "examples": [{"version": 4, "command": {"kind": "complete", "outcome": "lanjut", "evidence": {}}}]
        },
    }
