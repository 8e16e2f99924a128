"""
What a judgement needs beside the register: today, the office's settings, the warnings an officer takes upon himself, and
the life event that is judged, with the register as it was before.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from loket.core.register.events import LifeEvent
from loket.core.register.slice import Slice


@dataclass(frozen=True, slots=True)
class Context:
    """
    `today` is the office's date. `accepted` gives the reason for each warning that is accepted, see `Finding.reason_in`.

    `reported_date` is the day on which the event was reported, by which lateness counts; without it, today.
    `transit_days` is how long an SKPWNI stays valid, in calendar days, as the office has set it. `event` is there for rules
    that hold against the register what only the event tells, `before` is the register that the event finds, for rules about
    what the event ends; `decide` sets both, and they are None where what stands is checked.
    """

    today: datetime.date
    accepted: Mapping[str, str] = field(default_factory=dict)
    transit_days: int = 100
    reported_date: datetime.date | None = None
    event: LifeEvent | None = None
    before: Slice | None = None

    @property
    def reported(self) -> datetime.date:
        """The day by which lateness counts."""
        return self.reported_date or self.today
