"""A due time in words: the day and the hour; office time stands beside them."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from loket.core.worktime import Measures, WorkCalendar, weekly_hours
from loket.web.desk.clocks import chip, measured, reopening, spoken

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
            (at(16, 9, 30), at(16, 9), "s.d. 09.30 hari ini", "soon"),
            (at(16, 13, 30), at(16, 11, 30), "s.d. 13.30 hari ini", "soon"),
            (at(16, 15), at(16, 9), "s.d. 15.00 hari ini", "plain"),
            (at(17, 8, 30), at(16, 15), "s.d. besok, 08.30", "plain"),
            (at(25, 10), at(21, 9), "s.d. Rabu 25 Nov, 10.00", "plain"),
            (at(16, 10), at(16, 10), "s.d. 10.00 hari ini", "soon"),
            (at(16, 9), at(16, 9, 25), "lewat sejak 09.00 hari ini", "late"),
            (at(16, 15, 30), at(17, 8, 30), "lewat sejak kemarin, 15.30", "late"),
            (at(12, 9), at(16, 9), "lewat sejak Kamis 12 Nov, 09.00", "late"),
        ],
    )
    def test_names_the_day_and_the_hour(
        self, due: datetime.datetime, now: datetime.datetime, words: str, tone: str
    ) -> None:
        shown = chip(CALENDAR, due, now)
        assert shown is not None
        assert (shown.words, shown.tone) == (words, tone)

    def test_names_only_the_date_of_what_is_far(self) -> None:
        shown = chip(CALENDAR, at(16, 9) + datetime.timedelta(days=60), at(16, 9))
        assert shown is not None
        assert shown.words == "s.d. 15 Jan 2027"

    @pytest.mark.parametrize(
        ("due", "now", "note"),
        [
            (at(17, 8, 30), at(16, 15), "sisa 1 jam 30 menit waktu kerja"),
            (at(16, 15, 30), at(17, 8, 30), "lewat 1 jam waktu kerja"),
            # Due at closing time: not a minute of office time has passed since.
            (at(16, 16), at(16, 16, 1), "belum ada waktu kerja sesudahnya"),
            (at(24, 9), at(21, 9), "sisa 8 jam waktu kerja · di luar jam layanan, berjalan lagi Senin 23 Nov, 08.00"),
            (at(16, 15), at(16, 12, 30), "sisa 2 jam waktu kerja · di luar jam layanan, berjalan lagi 13.00 hari ini"),
        ],
    )
    def test_keeps_the_office_time_beside_it(self, due: datetime.datetime, now: datetime.datetime, note: str) -> None:
        shown = chip(CALENDAR, due, now)
        assert shown is not None
        assert shown.note == note

    def test_names_the_exact_time_under_the_pointer(self) -> None:
        shown = chip(CALENDAR, at(16, 9, 30), at(16, 9))
        assert shown is not None
        assert shown.title == "Sen 16 Nov 2026, 09.30 · sisa 30 menit waktu kerja"

    def test_says_that_the_clock_stands(self) -> None:
        shown = chip(CALENDAR, None, at(16, 9), paused=True)
        assert shown is not None
        assert (shown.words, shown.tone) == ("waktu berhenti", "paused")

    def test_is_silent_where_nothing_is_promised(self) -> None:
        assert chip(CALENDAR, None, at(16, 9)) is None


class TestReopening:
    def test_is_silent_while_the_office_is_open(self) -> None:
        assert reopening(CALENDAR, at(16, 9)) == ""

    def test_names_the_next_working_day(self) -> None:
        assert reopening(CALENDAR, at(20, 17)) == "Senin 23 Nov, 08.00"
        assert reopening(CALENDAR, at(16, 16)) == "besok, 08.00"
        assert reopening(CALENDAR, at(17, 7)) == "08.00 hari ini"


class TestSpoken:
    def test_never_says_zero(self) -> None:
        assert spoken(datetime.timedelta(seconds=20)) == "1 menit"


class TestMeasured:
    @staticmethod
    def _measures(**hours: int) -> Measures:
        names = ("citizen_calendar_time", "office_working_time", "waiting_on_applicant", "waiting_on_centre", "outage")
        return Measures(*(datetime.timedelta(hours=hours.get(name, 0)) for name in names))

    def test_shares_out_the_time_of_a_case(self) -> None:
        told = dict(measured(self._measures(citizen_calendar_time=75, office_working_time=9, waiting_on_applicant=4)))
        assert told == {
            "Sejak diajukan": "3 hari kalender",
            "Waktu kerja kantor": "9 jam",
            "Menunggu pemohon, waktu kerja": "4 jam",
        }

    def test_says_what_the_centre_and_an_outage_took(self) -> None:
        told = dict(measured(self._measures(citizen_calendar_time=5, waiting_on_centre=2, outage=1)))
        assert told["Sejak diajukan"] == "5 jam"
        assert (told["Menunggu pusat, waktu kerja"], told["Gangguan, waktu kerja"]) == ("2 jam", "1 jam")

    def test_is_silent_where_no_time_has_passed(self) -> None:
        assert list(measured(self._measures())) == []
