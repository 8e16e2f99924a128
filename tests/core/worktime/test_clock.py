"""When promises fall due, and who used the time: the worked examples and the rules one by one."""

from datetime import date, datetime, time, timedelta

import pytest

from loket.core.worktime import (
    CIVIL_SERVICE_HOURS,
    Closure,
    Due,
    Duration,
    Incident,
    Measures,
    Pause,
    StretchKind,
    Unit,
    WorkCalendar,
    due,
    elapsed,
    measure,
    parse_duration,
)
from tests.core.worktime.sample_offices import (
    FIVE_DAY_OFFICE,
    RAMADAN_2026,
    SIX_DAY_OFFICE,
    WIB,
    WIT,
    WITA,
    december,
)


def promise(printed: str) -> Duration:
    duration = parse_duration(printed)
    assert duration is not None
    return duration


def applicant_pause(start: datetime, end: datetime | None) -> Pause:
    return Pause(start, end, "surat nikah belum ada", "applicant")


class TestWorkedExamples:
    """Hours Mon-Thu 08-12 and 13-16, Fri 08-11:30 and 13-16:30; 24 and 25 December 2026 closed."""

    @pytest.mark.parametrize(
        ("start", "printed", "disturbance", "expected"),
        [
            pytest.param(december(21, 15, 30), "60 menit kerja", (), december(22, 8, 30), id="none"),
            pytest.param(december(18, 11), "120 menit kerja", (), december(18, 14, 30), id="Friday break"),
            pytest.param(
                december(23, 10), "3 hari kerja", (), december(30, 16), id="two closed days, weekend: end of Wed 30"
            ),
            pytest.param(
                december(21, 8),
                "480 menit kerja",
                (applicant_pause(december(21, 16), december(22, 8)),),
                december(22, 9),
                id="pause all off hours: unchanged",
            ),
            pytest.param(
                december(21, 8),
                "480 menit kerja",
                (applicant_pause(december(21, 15), december(22, 9)),),
                december(22, 11),
                id="pause Mon 15:00 to Tue 09:00",
            ),
            pytest.param(december(24, 10), "1×24 jam", (), december(25, 10), id="holiday, round the clock"),
        ],
    )
    def test_fall_due_as_the_design_says(
        self, start: datetime, printed: str, disturbance: tuple[Pause, ...], expected: datetime
    ) -> None:
        assert due(FIVE_DAY_OFFICE, start, promise(printed), disturbance).at == expected


class TestDueInOpenTime:
    def test_is_due_at_closing_time_when_the_day_is_used_up(self) -> None:
        assert due(FIVE_DAY_OFFICE, december(21, 8), promise("420 menit")).at == december(21, 16)

    def test_begins_at_the_next_opening_when_started_at_night(self) -> None:
        assert due(FIVE_DAY_OFFICE, december(21, 20), promise("10 menit")).at == december(22, 8, 10)

    def test_counts_working_hours_over_the_end_of_the_month_and_year(self) -> None:
        start = december(31, 15, 30)
        assert due(FIVE_DAY_OFFICE, start, promise("1 jam kerja")).at == datetime(2027, 1, 4, 8, 30, tzinfo=WIB)

    def test_uses_the_short_hours_of_ramadan(self) -> None:
        office = WorkCalendar(WIB, CIVIL_SERVICE_HOURS, (RAMADAN_2026,))
        start = datetime(2026, 2, 17, 15, 30, tzinfo=WIB)
        assert due(office, start, promise("60 menit")).at == datetime(2026, 2, 18, 8, 30, tzinfo=WIB)
        # 09.30 + 6 h 30 min of the ordinary day would be 17.00 of one day; in Ramadan the day ends at 15.00.
        start = datetime(2026, 2, 18, 9, 30, tzinfo=WIB)
        assert due(office, start, promise("390 menit")).at == datetime(2026, 2, 19, 9, 30, tzinfo=WIB)

    def test_is_not_moved_by_a_night_between_nine_and_five(self) -> None:
        office = WorkCalendar(WIB, (*(((time(9), time(17)),),) * 5, (), ()))
        night = applicant_pause(december(21, 17), december(22, 9))
        assert due(office, december(21, 10), promise("8 jam kerja"), (night,)).at == december(22, 10)

    def test_keeps_the_pause_when_the_promise_is_changed(self) -> None:
        pauses = (applicant_pause(december(21, 10), december(21, 11)),)
        assert due(FIVE_DAY_OFFICE, december(21, 8), promise("3 jam kerja"), pauses).at == december(21, 12)
        assert due(FIVE_DAY_OFFICE, december(21, 8), promise("4 jam kerja"), pauses).at == december(21, 14)

    def test_takes_overlapping_pauses_and_outages_out_once(self) -> None:
        pauses = (
            applicant_pause(december(21, 10), december(21, 11)),
            Pause(december(21, 10, 30), december(21, 11, 30), "menunggu SIAK", "centre"),
            applicant_pause(december(21, 9), december(21, 9)),
        )
        outages = (Incident(december(21, 9), december(21, 14), "jaringan putus"),)
        assert due(FIVE_DAY_OFFICE, december(21, 8), promise("2 jam kerja"), pauses, outages).at == december(21, 15)

    def test_ignores_a_pause_that_was_over_before_the_start(self) -> None:
        pauses = (applicant_pause(december(21, 8), december(21, 9)),)
        assert due(FIVE_DAY_OFFICE, december(21, 10), promise("60 menit"), pauses).at == december(21, 11)

    def test_is_moved_by_a_closure_declared_late(self) -> None:
        flood = Closure.of_days(date(2026, 12, 22), date(2026, 12, 22), WIB, "banjir", december(22, 6))
        office = FIVE_DAY_OFFICE.with_closure(flood)
        start, duration = december(21, 15, 30), promise("60 menit")
        assert due(office.as_known_at(december(21, 15, 30)), start, duration).at == december(22, 8, 30)
        assert due(office, start, duration).at == december(23, 8, 30)

    def test_leaves_an_outage_out(self) -> None:
        outage = Incident(december(21, 8, 30), december(21, 11), "server SIAK mati")
        assert due(FIVE_DAY_OFFICE, december(21, 8), promise("60 menit"), (), (outage,)).at == december(21, 11, 30)


class TestDueInWorkingDays:
    def test_counts_saturday_in_a_week_of_six_days(self) -> None:
        start = december(17, 10)
        assert due(FIVE_DAY_OFFICE, start, promise("2 hari kerja")).at == december(21, 16)
        assert due(SIX_DAY_OFFICE, start, promise("2 hari kerja")).at == december(19, 12)

    def test_begins_on_the_first_working_day_after_a_start_on_sunday(self) -> None:
        assert due(FIVE_DAY_OFFICE, december(20, 21), promise("1 hari kerja")).at == december(21, 16)

    def test_starts_on_the_last_of_a_month(self) -> None:
        start = datetime(2026, 1, 31, 9, tzinfo=WIB)
        # 18 working days in February, which has two days of Imlek, and two in March.
        assert due(FIVE_DAY_OFFICE, start, promise("20 hari kerja")).at == datetime(2026, 3, 3, 16, tzinfo=WIB)

    def test_makes_good_the_hours_of_a_pause(self) -> None:
        pauses = (applicant_pause(december(15, 10), december(15, 12)),)
        assert due(FIVE_DAY_OFFICE, december(14, 10), promise("3 hari kerja"), pauses).at == december(18, 10)

    def test_makes_good_a_whole_day_by_a_whole_day_even_a_short_one(self) -> None:
        thursday_off = (applicant_pause(december(17), december(18)),)
        assert due(SIX_DAY_OFFICE, december(16, 10), promise("2 hari kerja"), thursday_off).at == december(19, 12)

    def test_makes_good_half_a_long_day_by_half_a_short_one(self) -> None:
        half_of_thursday = (applicant_pause(december(17, 8), december(17, 11, 30)),)
        assert due(SIX_DAY_OFFICE, december(16, 10), promise("2 hari kerja"), half_of_thursday).at == december(19, 10)

    def test_does_not_mind_a_pause_on_the_day_of_the_start(self) -> None:
        pauses = (applicant_pause(december(14, 11), december(14, 15)),)
        assert due(FIVE_DAY_OFFICE, december(14, 10), promise("1 hari kerja"), pauses).at == december(15, 16)

    def test_treats_a_day_closed_throughout_as_no_working_day(self) -> None:
        flood = Closure.of_days(date(2026, 12, 15), date(2026, 12, 15), WIB, "banjir", december(15))
        assert due(FIVE_DAY_OFFICE.with_closure(flood), december(14), promise("1 hari kerja")).at == december(16, 16)

    def test_makes_good_an_afternoon_closed_on_the_last_day(self) -> None:
        ceremony = Closure(december(15, 13), december(15, 16), "upacara", december(15))
        office = FIVE_DAY_OFFICE.with_closure(ceremony)
        assert due(office, december(14), promise("1 hari kerja")).at == december(16, 11)

    def test_makes_good_an_outage(self) -> None:
        outage = Incident(december(15, 8), december(15, 9), "listrik padam")
        assert due(FIVE_DAY_OFFICE, december(14), promise("1 hari kerja"), (), (outage,)).at == december(16, 9)


class TestDueRoundTheClock:
    def test_ends_at_the_same_clock_time_even_when_closed(self) -> None:
        assert due(FIVE_DAY_OFFICE, december(19, 10), promise("1 minggu")).at == december(26, 10)
        assert due(FIVE_DAY_OFFICE, december(22, 20), promise("2 hari")).at == december(24, 20)

    def test_runs_over_the_end_of_february(self) -> None:
        start = datetime(2026, 2, 28, 9, tzinfo=WIB)
        assert due(FIVE_DAY_OFFICE, start, promise("3x24 jam")).at == datetime(2026, 3, 3, 9, tzinfo=WIB)

    def test_is_moved_by_a_pause_at_night_and_by_an_outage(self) -> None:
        pauses = (applicant_pause(december(21, 20), december(22, 6)),)
        outages = (Incident(december(22, 10), december(22, 12), "jaringan putus"),)
        assert due(FIVE_DAY_OFFICE, december(21, 10), promise("1x24 jam"), pauses, outages).at == december(22, 22)


class TestDueWhileSomethingLasts:
    @pytest.mark.parametrize("printed", ["8 jam kerja", "1 hari kerja", "1x24 jam"])
    def test_is_open_while_a_pause_lasts(self, printed: str) -> None:
        pauses = (applicant_pause(december(21, 15), None),)
        open_due = due(FIVE_DAY_OFFICE, december(21, 8), promise(printed), pauses)
        assert open_due.at is None
        assert open_due.explain[-1].kind is StretchKind.PAUSED
        assert open_due.explain[-1].end_at is None
        assert open_due.explain[-1].length == timedelta()

    def test_is_open_while_an_outage_lasts(self) -> None:
        outages = (Incident(december(21, 9), None, "server mati"),)
        assert due(FIVE_DAY_OFFICE, december(21, 8), promise("2 jam kerja"), (), outages).at is None

    def test_is_not_opened_again_by_a_pause_after_it_fell_due(self) -> None:
        pauses = (applicant_pause(december(21, 9), None),)
        assert due(FIVE_DAY_OFFICE, december(21, 8), promise("60 menit"), pauses).at == december(21, 9)

    def test_lets_a_pause_without_end_swallow_what_begins_later(self) -> None:
        pauses = (applicant_pause(december(21, 9), None), applicant_pause(december(21, 10), december(21, 11)))
        open_due = due(FIVE_DAY_OFFICE, december(21, 8), promise("2 jam kerja"), pauses)
        assert [stretch.start_at.hour for stretch in open_due.explain] == [8, 9]


class TestZones:
    def test_the_same_hours_in_three_zones_are_three_instants(self) -> None:
        start = december(21, 6)
        instants = [
            due(WorkCalendar(zone, CIVIL_SERVICE_HOURS), start, promise("1 hari kerja")).at for zone in (WIB, WITA, WIT)
        ]
        assert instants == [december(22, 16), december(22, 15), december(22, 14)]

    def test_takes_the_date_of_the_start_from_the_clock_of_the_office(self) -> None:
        late_evening_in_jakarta = december(21, 22, 30)
        jayapura = WorkCalendar(WIT, CIVIL_SERVICE_HOURS)
        assert due(FIVE_DAY_OFFICE, late_evening_in_jakarta, promise("1 hari kerja")).at == december(22, 16)
        assert due(jayapura, late_evening_in_jakarta, promise("1 hari kerja")).at == december(23, 16, 0, WIT)


class TestImpossiblePromises:
    NEVER_OPEN = WorkCalendar(WIB, ((), (), (), (), (), (), ()))

    @pytest.mark.parametrize("printed", ["1 menit", "1 hari kerja"])
    def test_an_office_that_never_opens_is_said_to_be_so(self, printed: str) -> None:
        with pytest.raises(ValueError, match="tidak ditemukan dalam sepuluh tahun"):
            due(self.NEVER_OPEN, december(21), promise(printed))

    def test_a_promise_of_centuries_is_a_slip_of_the_pen(self) -> None:
        with pytest.raises(ValueError, match="sepuluh tahun"):
            due(FIVE_DAY_OFFICE, december(21), Duration(100_000, Unit.WEEKS))

    def test_a_start_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="tidak menyebut zona"):
            due(FIVE_DAY_OFFICE, datetime(2026, 12, 21), promise("1 menit"))  # noqa: DTZ001

    def test_a_pause_that_ends_before_it_begins_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Jeda “surat nikah belum ada” tidak boleh berakhir sebelum mulainya"):
            applicant_pause(december(22), december(21))

    def test_an_outage_that_ends_before_it_begins_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Gangguan “banjir” tidak boleh"):
            Incident(december(22), december(21), "banjir")

    def test_a_pause_must_wait_for_someone_known(self) -> None:
        with pytest.raises(ValueError, match="harus menunggu pemohon, pusat atau kantor, bukan nobody"):
            Pause(december(21), None, "entah", "nobody")  # type: ignore[arg-type]


class TestElapsed:
    def test_counts_open_time_outside_pauses_and_outages(self) -> None:
        pauses = (applicant_pause(december(21, 15), december(22, 9)),)
        outages = (Incident(december(22, 10), december(22, 10, 30), "listrik padam"),)
        counted = elapsed(FIVE_DAY_OFFICE, december(21, 8), december(22, 11), pauses, outages)
        assert counted == timedelta(hours=6 + 1.5)

    def test_lets_an_open_pause_last_to_the_end(self) -> None:
        pauses = (applicant_pause(december(21, 10), None),)
        assert elapsed(FIVE_DAY_OFFICE, december(21, 8), december(23, 8), pauses) == timedelta(hours=2)

    def test_refuses_an_end_before_the_start(self) -> None:
        with pytest.raises(ValueError, match="Waktu akhir tidak boleh mendahului waktu mulai"):
            elapsed(FIVE_DAY_OFFICE, december(22), december(21))


class TestMeasure:
    def test_shares_the_time_out_between_those_who_used_it(self) -> None:
        pauses = (
            applicant_pause(december(21, 10), december(21, 12)),
            Pause(december(22, 8), december(22, 11), "menunggu PRR", "centre"),
            Pause(december(22, 13), december(22, 14), "kepala dinas rapat", "office"),
        )
        outages = (Incident(december(22, 10), december(22, 12), "jaringan putus"),)
        measures = measure(FIVE_DAY_OFFICE, december(21, 8), december(22, 16), pauses, outages)
        assert measures == Measures(
            citizen_calendar_time=timedelta(days=1, hours=8),
            office_working_time=timedelta(hours=8),
            waiting_on_applicant=timedelta(hours=2),
            waiting_on_centre=timedelta(hours=3),
            outage=timedelta(hours=1),
        )


class TestDue:
    def test_joins_equal_neighbours_of_the_explanation(self) -> None:
        explained = due(FIVE_DAY_OFFICE, december(24, 10), promise("60 menit")).explain
        assert [(stretch.start_at, stretch.kind, stretch.text) for stretch in explained] == [
            (december(24, 10), StretchKind.CLOSED, "Cuti Bersama Hari Raya Natal"),
            (december(25), StretchKind.CLOSED, "Hari Raya Natal"),
            (december(26), StretchKind.CLOSED, "akhir pekan"),
            (december(28), StretchKind.CLOSED, "di luar jam kerja"),
            (december(28, 8), StretchKind.COUNTED, ""),
        ]

    def test_is_equal_to_another_with_the_same_grounds(self) -> None:
        first: Due = due(FIVE_DAY_OFFICE, december(21, 8), promise("60 menit"))
        assert first == due(FIVE_DAY_OFFICE, december(21, 8), promise("60 menit"))
        assert first != due(FIVE_DAY_OFFICE, december(21, 8), promise("61 menit"))
