"""
What a judgement needs beside the register: today, the office's settings, and the warnings an officer takes upon himself.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Context:
    """
    `today` is the office's date. `accepted` gives the reason for each rule whose warning is accepted, by the rule's id.

    `reported_date` is the day on which the event was reported, by which lateness counts; without it, today.
    `transit_days` is how long an SKPWNI stays valid, in calendar days, as the office has set it.
    """

    today: datetime.date
    accepted: Mapping[str, str] = field(default_factory=dict)
    transit_days: int = 100
    reported_date: datetime.date | None = None

    @property
    def reported(self) -> datetime.date:
        """The day by which lateness counts."""
        return self.reported_date or self.today
