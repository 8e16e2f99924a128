"""What all parts of a procedure are made of: short texts, slugs, a frozen record that knows its keys."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from loket.core.worktime.duration import Duration, parse_duration

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
AnswerName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(max_length=4000)]
WaitsFor = Literal["applicant", "centre", "office"]


class Part(BaseModel):
    """A frozen piece of a procedure; unknown keys are refused, so a misspelt key cannot pass for silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


def duration_of(text: str | None) -> Duration | None:
    """A printed time; None where nothing is printed or it cannot be read."""
    try:
        return parse_duration(text or "")
    except ValueError:
        return None
