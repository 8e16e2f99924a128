"""The time of a procedure: what it promises, for what its clock stands, how long it waits for an applicant."""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from loket.core.procedure.parts import Part, Slug, Text, WaitsFor, duration_of
from loket.core.worktime.duration import Duration


class PauseReason(Part):
    """A reason for which the clock may stop, who is waited for, and at which steps (empty: all)."""

    label: Text
    waits_for: WaitsFor
    steps: tuple[Slug, ...] = ()


class Waiting(Part):
    """
    How long a file waits for its applicant, in working days since it began to wait: when the applicant is reminded, and when
    it is closed without an answer. Basis: ours; an office names the rule of its own that it follows.
    """

    remind_after: Annotated[tuple[Annotated[int, Field(ge=1, le=365)], ...], Field(min_length=1)]
    close_after: Annotated[int, Field(ge=1, le=365)]


class Promises(Part):
    """Promises that differ by how one step was passed; until then, and for any other outcome, the clock's own counts."""

    step: Slug
    outcomes: Annotated[dict[Slug, Text], Field(min_length=1)]

    @cached_property
    def durations(self) -> dict[str, Duration | None]:
        """The times by outcome; None where nothing readable is promised."""
        return {outcome: duration_of(text) for outcome, text in self.outcomes.items()}


class Clock(Part):
    """
    The promise for the whole case: its printed text, the step whose completion starts it and the one that stops it.

    Without `starts_after` the clock starts at submission; without `stops_after` it stops with the case. `promise_by` is for
    what is promised only once somebody has said of which kind the case is.
    """

    promise: Text | None = None
    promise_by: Promises | None = None
    starts_after: Slug | None = None
    stops_after: Slug | None = None
    pauses: dict[Slug, PauseReason] = Field(default_factory=dict)
    waiting: Waiting | None = None

    @cached_property
    def duration(self) -> Duration | None:
        """The printed promise as a duration; None where nothing readable is promised."""
        return duration_of(self.promise)

    def duration_after(self, outcome: str | None) -> Duration | None:
        """What is promised once the step of `promise_by` was passed with this outcome; None as long as it was not."""
        if self.promise_by is None or outcome not in self.promise_by.outcomes:
            return self.duration
        return self.promise_by.durations[outcome]
