"""
The weekly opening hours of an office, and periods (Ramadan) in which other hours hold.

Knows clock times and weekdays only: which dates are holidays is for `holidays`, what follows for `calendar`.
"""

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

Span = tuple[time, time]
"""One stretch of opening hours within a day, from the first time up to the second."""
DayHours = tuple[Span, ...]
WeeklyHours = tuple[DayHours, DayHours, DayHours, DayHours, DayHours, DayHours, DayHours]
"""Monday first; an empty day is a day off. A break is the gap between two spans."""

DAYS_OF_THE_WEEK = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def weekly_hours(
    monday_to_thursday: DayHours, friday: DayHours, saturday: DayHours = (), sunday: DayHours = ()
) -> WeeklyHours:
    """Build the week of a government office: four equal days, a Friday of its own, Saturday if it opens."""
    hours = (*(monday_to_thursday,) * 4, friday, saturday, sunday)
    check_hours(hours)
    return hours


def check_hours(hours: WeeklyHours) -> None:
    """Raise ValueError, with a sentence for the clerk, unless there are seven days of ordered, separate spans."""
    if len(hours) != 7:
        raise ValueError(f"Jam layanan harus diisi untuk tujuh hari, dari Senin sampai Minggu; ini {len(hours)} hari.")
    for day, spans in zip(DAYS_OF_THE_WEEK, hours, strict=True):
        if any(opens >= closes for opens, closes in spans):
            raise ValueError(f"Jam layanan hari {day}: jam tutup harus sesudah jam buka.")
        if any(earlier[1] > later[0] for earlier, later in pairwise(spans)):
            raise ValueError(f"Jam layanan hari {day}: urutkan dari pagi dan jangan tumpang tindih.")


@dataclass(frozen=True, slots=True)
class HoursPeriod:
    """
    Other weekly hours from `valid_from` up to, not including, `valid_until`; the label says why.

    Raises ValueError for an empty period or impossible hours.
    """

    valid_from: date
    valid_until: date
    hours: WeeklyHours
    label: str

    def __post_init__(self) -> None:
        if self.valid_from >= self.valid_until:
            raise ValueError(f"Masa jam layanan “{self.label}” harus berakhir sesudah tanggal mulainya.")
        check_hours(self.hours)


# Perpres 21/2023 fixes the length of the week, the start and the length of the break;
# at what time the break falls is the office's own, and this is the usual one.
CIVIL_SERVICE_HOURS = weekly_hours(
    ((time(7, 30), time(12)), (time(13), time(16))),
    friday=((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
)
"""37 h 30 min in five days. Basis: Perpres 21/2023."""

CIVIL_SERVICE_RAMADAN_HOURS = weekly_hours(
    ((time(8), time(12)), (time(12, 30), time(15))),
    friday=((time(8), time(11, 30)), (time(12, 30), time(15, 30))),
)
"""32 h 30 min in five days. Basis: Perpres 21/2023."""
