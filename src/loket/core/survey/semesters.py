"""The halves of a year by which the survey is reported. Basis: Permenpan-RB 14/2017 ps. 1, at least once a year; Bintan each semester."""

import datetime
from dataclasses import dataclass

_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Semester:
    """January to June, or July to December; both days included."""

    first: datetime.date
    last: datetime.date

    @property
    def number(self) -> int:
        """1 or 2."""
        return 1 if self.first.month == 1 else 2

    @property
    def before(self) -> "Semester":
        """The one that ended the day before."""
        return semester_of(self.first - _ONE_DAY)


def semester_of(day: datetime.date) -> Semester:
    """The semester in which a day lies."""
    if day.month <= 6:
        return Semester(datetime.date(day.year, 1, 1), datetime.date(day.year, 6, 30))
    return Semester(datetime.date(day.year, 7, 1), datetime.date(day.year, 12, 31))


def last_of_full_months(day: datetime.date) -> datetime.date:
    """The last day of the month before."""
    return day.replace(day=1) - _ONE_DAY
