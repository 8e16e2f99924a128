"""When an office is open: hours, breaks, periods, holidays, closures and zones."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from loket.core.worktime import (
    CIVIL_SERVICE_HOURS,
    CIVIL_SERVICE_RAMADAN_HOURS,
    Closure,
    Holiday,
    HolidayKind,
    HoursPeriod,
    WorkCalendar,
    open_spans,
    weekly_hours,
)
from loket.core.worktime.calendar import ClosedReason
from loket.core.worktime.hours import WeeklyHours
from tests.core.worktime.sample_offices import (
    FIVE_DAY_OFFICE,
    FRIDAY,
    RAMADAN_2026,
    SEVEN_HOURS,
    SIX_DAY_OFFICE,
    WIB,
    WIT,
    december,
)


def open_time(hours: WeeklyHours) -> timedelta:
    any_day = date(2026, 1, 1)
    return sum(
        (datetime.combine(any_day, b) - datetime.combine(any_day, a) for spans in hours for a, b in spans), timedelta()
    )


class TestWeeklyHours:
    def test_the_civil_service_week_has_the_hours_of_the_regulation(self) -> None:
        assert open_time(CIVIL_SERVICE_HOURS) == timedelta(hours=37, minutes=30)
        assert open_time(CIVIL_SERVICE_RAMADAN_HOURS) == timedelta(hours=32, minutes=30)

    def test_refuses_to_close_before_opening(self) -> None:
        with pytest.raises(ValueError, match="hari Senin: jam tutup harus sesudah jam buka"):
            weekly_hours(((time(12), time(8)),), FRIDAY)

    def test_refuses_spans_that_overlap(self) -> None:
        with pytest.raises(ValueError, match="hari Jumat: urutkan dari pagi"):
            weekly_hours(SEVEN_HOURS, ((time(8), time(12)), (time(11), time(15))))

    def test_refuses_a_week_without_seven_days(self) -> None:
        with pytest.raises(ValueError, match="tujuh hari"):
            WorkCalendar(WIB, CIVIL_SERVICE_HOURS[:6])  # type: ignore[arg-type]

    def test_refuses_a_period_that_ends_before_it_begins(self) -> None:
        with pytest.raises(ValueError, match="Masa jam layanan “Ramadan” harus berakhir"):
            HoursPeriod(date(2026, 3, 20), date(2026, 2, 18), CIVIL_SERVICE_RAMADAN_HOURS, "Ramadan")


class TestOpenSpans:
    def test_yields_the_hours_of_a_day_around_its_break(self) -> None:
        spans = list(open_spans(FIVE_DAY_OFFICE, december(21), december(22)))
        assert spans == [(december(21, 8), december(21, 12)), (december(21, 13), december(21, 16))]

    def test_gives_friday_its_own_break(self) -> None:
        spans = list(open_spans(FIVE_DAY_OFFICE, december(18), december(19)))
        assert spans == [(december(18, 8), december(18, 11, 30)), (december(18, 13), december(18, 16, 30))]

    def test_cuts_the_spans_to_the_bounds(self) -> None:
        spans = list(open_spans(FIVE_DAY_OFFICE, december(21, 10), december(21, 14)))
        assert spans == [(december(21, 10), december(21, 12)), (december(21, 13), december(21, 14))]

    def test_passes_over_holidays_and_the_weekend(self) -> None:
        spans = list(open_spans(FIVE_DAY_OFFICE, december(24), december(28, 9)))
        assert spans == [(december(28, 8), december(28, 9))]

    def test_opens_on_saturday_in_a_week_of_six_days(self) -> None:
        assert list(open_spans(SIX_DAY_OFFICE, december(19), december(21))) == [(december(19, 8), december(19, 12))]

    def test_holds_other_hours_in_ramadan_and_not_on_its_last_bound(self) -> None:
        office = WorkCalendar(WIB, CIVIL_SERVICE_HOURS, (RAMADAN_2026,))
        eve = date(2026, 2, 17)
        opens = [
            next(open_spans(office, datetime.combine(day, time(), WIB), datetime.combine(day, time(23), WIB)))[0].time()
            for day in (eve, RAMADAN_2026.valid_from, date(2026, 3, 19), RAMADAN_2026.valid_until)
        ]
        assert opens == [time(7, 30), time(8), time(8), time(7, 30)]

    def test_asks_for_no_more_days_than_are_taken(self) -> None:
        office = WorkCalendar(WIB, CIVIL_SERVICE_HOURS)
        spans = open_spans(office, december(1), datetime(9000, 1, 1, tzinfo=WIB))
        assert next(spans) == (december(1, 7, 30), december(1, 12))

    def test_answers_on_the_clock_of_the_office(self) -> None:
        office = WorkCalendar(WIT, CIVIL_SERVICE_HOURS)
        begins, _ = next(open_spans(office, december(20, 22), december(21, 22)))
        assert begins.tzinfo is WIT
        assert begins == december(21, 7, 30, WIT)

    def test_refuses_a_time_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="tidak menyebut zona"):
            next(open_spans(FIVE_DAY_OFFICE, datetime(2026, 12, 21), december(22)))  # noqa: DTZ001


class TestWorkCalendar:
    @pytest.mark.parametrize(("year", "five", "six"), [(2026, 240, 291), (2027, 242, 291)])
    def test_counts_the_working_days_of_a_year(self, year: int, five: int, six: int) -> None:
        days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
        assert sum(FIVE_DAY_OFFICE.is_working_day(day) for day in days) == five
        assert sum(SIX_DAY_OFFICE.is_working_day(day) for day in days) == six

    def test_refuses_a_zone_outside_indonesia(self) -> None:
        with pytest.raises(ValueError, match="Europe/Berlin bukan zona Indonesia"):
            WorkCalendar(ZoneInfo("Europe/Berlin"), CIVIL_SERVICE_HOURS)

    def test_refuses_two_periods_over_one_date(self) -> None:
        other = HoursPeriod(date(2026, 3, 19), date(2026, 4, 1), CIVIL_SERVICE_HOURS, "Mudik")
        with pytest.raises(ValueError, match="“Ramadan” dan “Mudik” tumpang tindih"):
            WorkCalendar(WIB, CIVIL_SERVICE_HOURS, (other, RAMADAN_2026))

    def test_allows_a_period_to_begin_where_another_ends(self) -> None:
        after = HoursPeriod(date(2026, 3, 20), date(2026, 4, 1), CIVIL_SERVICE_HOURS, "Mudik")
        office = WorkCalendar(WIB, CIVIL_SERVICE_HOURS, (after, RAMADAN_2026))
        assert office.hours_on(date(2026, 3, 19))[1] == "Ramadan"
        assert office.hours_on(date(2026, 3, 20))[1] == "Mudik"

    def test_does_not_follow_a_later_change_of_the_given_holidays(self) -> None:
        given: dict[date, Holiday] = {}
        office = WorkCalendar(WIB, CIVIL_SERVICE_HOURS, holidays=given)
        given[date(2026, 12, 21)] = Holiday("Hari Jadi", HolidayKind.REGIONAL, "SE Bupati")
        assert office.is_working_day(date(2026, 12, 21))

    @pytest.mark.parametrize(
        ("day", "reasons"),
        [
            (date(2026, 12, 24), [ClosedReason.HOLIDAY]),
            (date(2026, 12, 26), [ClosedReason.WEEKEND]),
            (
                date(2026, 12, 28),
                [ClosedReason.OUTSIDE_HOURS, None, ClosedReason.BREAK, None, ClosedReason.OUTSIDE_HOURS],
            ),
        ],
    )
    def test_says_why_each_stretch_of_a_day_is_closed(self, day: date, reasons: list[ClosedReason | None]) -> None:
        segments = FIVE_DAY_OFFICE.day(day).segments
        assert [segment.closed and segment.closed.reason for segment in segments] == reasons
        assert all(earlier.end_at == later.start_at for earlier, later in pairwise(segments))

    def test_names_a_day_off_in_midweek_and_an_awaited_holiday(self) -> None:
        tuesday_off = (SEVEN_HOURS, (), SEVEN_HOURS, SEVEN_HOURS, FRIDAY, (), ())
        office = WorkCalendar(WIB, tuesday_off, holidays=FIVE_DAY_OFFICE.holidays)
        texts = [
            closed.text
            for day in (date(2026, 12, 22), date(2027, 3, 10))
            if (closed := office.day(day).segments[0].closed) is not None
        ]
        assert texts == ["bukan hari kerja", "Hari Raya Idul Fitri (perkiraan)"]

    def test_has_no_gap_where_one_span_follows_another_at_once(self) -> None:
        without_break = weekly_hours(((time(0), time(12)), (time(12), time(16))), FRIDAY)
        segments = WorkCalendar(WIB, without_break).day(date(2026, 12, 21)).segments
        assert [segment.closed is None for segment in segments] == [True, True, False]


class TestClosure:
    FLOOD = Closure(december(22, 10), december(22, 14), "banjir", december(22, 6))

    def test_takes_part_of_a_day_out(self) -> None:
        office = FIVE_DAY_OFFICE.with_closure(self.FLOOD)
        spans = list(open_spans(office, december(22), december(23)))
        assert spans == [(december(22, 8), december(22, 10)), (december(22, 14), december(22, 16))]

    def test_takes_whole_days_out(self) -> None:
        closure = Closure.of_days(date(2026, 12, 21), date(2026, 12, 22), WIB, "pindah kantor", december(1))
        office = FIVE_DAY_OFFICE.with_closure(closure)
        assert not office.is_working_day(date(2026, 12, 21))
        assert not office.is_working_day(date(2026, 12, 22))
        assert office.is_working_day(date(2026, 12, 23))

    def test_leaves_other_days_and_holidays_as_they_were(self) -> None:
        closure = Closure.of_days(date(2026, 12, 24), date(2026, 12, 24), WIB, "listrik padam", december(1))
        office = FIVE_DAY_OFFICE.with_closure(closure)
        assert office.day(date(2026, 12, 24)) == FIVE_DAY_OFFICE.day(date(2026, 12, 24))
        assert office.day(date(2026, 12, 23)) == FIVE_DAY_OFFICE.day(date(2026, 12, 23))

    def test_keeps_the_reason_of_the_closure_named_first(self) -> None:
        later = Closure(december(22, 13), december(22, 15), "upacara", december(22, 7))
        segments = FIVE_DAY_OFFICE.with_closure(self.FLOOD).with_closure(later).day(date(2026, 12, 22)).segments
        closed = [
            (segment.closed.text, segment.start_at.hour, segment.end_at.hour)
            for segment in segments
            if segment.closed is not None and segment.closed.reason is ClosedReason.CLOSURE
        ]
        assert closed == [("banjir", 10, 12), ("banjir", 12, 13), ("banjir", 13, 14), ("upacara", 14, 15)]

    def test_is_unknown_before_it_was_declared(self) -> None:
        office = FIVE_DAY_OFFICE.with_closure(self.FLOOD)
        assert office.as_known_at(december(22, 5)) == FIVE_DAY_OFFICE
        assert office.as_known_at(december(22, 6)) == office

    def test_refuses_to_end_before_it_begins(self) -> None:
        with pytest.raises(ValueError, match="Penutupan kantor “banjir” harus berakhir"):
            Closure(december(22, 10), december(22, 10), "banjir", december(22))

    def test_refuses_a_declaration_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="tidak menyebut zona"):
            Closure(december(22), december(23), "banjir", datetime(2026, 12, 22))  # noqa: DTZ001
