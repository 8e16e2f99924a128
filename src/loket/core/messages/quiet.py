"""The hours in which nobody is disturbed: a message waits until they are over."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of day until another, on the office's clock, over midnight where the first is the later; none where they are alike."""

    begins: datetime.time
    ends: datetime.time

    def after(self, moment: datetime.datetime) -> datetime.datetime:
        """The moment itself, on the office's clock, or the end of the quiet hours it falls in."""
        time = moment.timetz().replace(tzinfo=None)
        if self.begins <= self.ends:
            is_quiet, is_tomorrow = self.begins <= time < self.ends, False
        else:
            is_quiet, is_tomorrow = time >= self.begins or time < self.ends, time >= self.begins
        if not is_quiet:
            return moment
        day = moment.date() + datetime.timedelta(days=is_tomorrow)
        return datetime.datetime.combine(day, self.ends, moment.tzinfo)
