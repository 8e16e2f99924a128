"""Shapes that several operations share: what may be sent, and the small records inside answers."""

import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=40)]
Line = Annotated[str, StringConstraints(max_length=200)]
Prose = Annotated[str, StringConstraints(max_length=4000)]
Year = Annotated[int, Field(ge=2000, le=2100)]
_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)


def _in_this_century(day: datetime.date) -> datetime.date:
    if not _FIRST <= (day.date() if isinstance(day, datetime.datetime) else day) <= _LAST:
        raise ValueError("Tahun harus antara 2000 dan 2100.")
    return day


Day = Annotated[datetime.date, AfterValidator(_in_this_century)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_this_century)]


class Sent(BaseModel):
    """What a client sends. A name that no field has is refused, so that a misspelt one cannot pass for silence."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """What the API answers, read from frozen records by name."""

    model_config = ConfigDict(from_attributes=True)
