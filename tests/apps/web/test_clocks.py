"""A due time in words: office time, not wall time."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from loket.core.worktime import WorkCalendar, weekly_hours
from loket.web.desk.clocks import chip, spoken

WIB = ZoneInfo("Asia/Jakarta")
MORNING, AFTERNOON = (datetime.time(8), datetime.time(12)), (datetime.time(13), datetime.time(16))
HOURS = weekly_hours((MORNING, AFTERNOON), (MORNING,))
CALENDAR = WorkCalendar(WIB, HOURS)


def at(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    """A moment of November 2026 on the office's clock; the 16th is a Monday."""
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=WIB)


class TestChip:
    @pytest.mark.parametrize(
        ("due", "now", "words", "tone"),
        [
            (at(16, 9, 30), at(16, 9), "sisa 30 menit", "soon"),
            (at(16, 13, 30), at(16, 11, 30), "sisa 1 jam", "soon"),
            (at(17, 8, 30), at(16, 15), "sisa 1 jam 30 menit", "plain"),
            (at(16, 15), at(16, 9), "sisa 5 jam", "plain"),
            (at(30, 9), at(16, 9), "sampai 30 Nov", "plain"),
            (at(16, 9), at(16, 9, 25), "lewat 25 menit", "late"),
            (at(16, 15, 30), at(17, 8, 30), "lewat 1 jam", "late"),
            (at(12, 9), at(16, 9), "lewat 4 hari", "late"),
        ],
    )
    def test_counts_what_the_office_is_open(
        self, due: datetime.datetime, now: datetime.datetime, words: str, tone: str
    ) -> None:
        shown = chip(CALENDAR, due, now)
        assert shown is not None
        assert (shown.words, shown.tone) == (words, tone)

    def test_names_the_exact_time(self) -> None:
        shown = chip(CALENDAR, at(16, 9, 30), at(16, 9))
        assert shown is not None
        assert shown.exact == "Sen 16 Nov 2026, 09.30"

    def test_says_that_the_clock_stands(self) -> None:
        shown = chip(CALENDAR, None, at(16, 9), paused=True)
        assert shown is not None
        assert (shown.words, shown.tone) == ("waktu berhenti", "paused")

    def test_is_silent_where_nothing_is_promised(self) -> None:
        assert chip(CALENDAR, None, at(16, 9)) is None


class TestSpoken:
    def test_never_says_zero(self) -> None:
        assert spoken(datetime.timedelta(seconds=20)) == "1 menit"
