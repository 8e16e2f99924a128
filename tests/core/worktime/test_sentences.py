"""A clerk reads in plain Indonesian why a promise falls due when it does."""

from datetime import date, time, timedelta

from loket.core.worktime import (
    Closure,
    Duration,
    Incident,
    Pause,
    Unit,
    WorkCalendar,
    due,
    explain_sentences,
    printed_length,
    printed_week,
)
from loket.core.worktime.hours import CIVIL_SERVICE_HOURS, DayHours, weekly_hours
from tests.core.worktime.sample_offices import FIVE_DAY_OFFICE, RAMADAN_2026, WIT, december


class TestExplainSentences:
    def test_tells_the_whole_story_of_a_promise_over_christmas(self) -> None:
        promise = due(FIVE_DAY_OFFICE, december(23, 14), Duration(1, Unit.WORKING_DAYS))
        assert explain_sentences(promise) == [
            "Janji 1 hari kerja, mulai Rabu 23 Desember 2026 pukul 14.00 WIB.",
            "Rabu 23 Desember 2026 14.00–16.00: hari mulai, belum dihitung; hari ke-1 adalah hari kerja berikutnya.",
            "Rabu 23 Desember 2026 16.00–24.00: di luar jam kerja.",
            "Kamis 24 Desember 2026: libur – Cuti Bersama Hari Raya Natal.",
            "Jumat 25 Desember 2026: libur – Hari Raya Natal.",
            "Sabtu 26 Desember 2026 – Minggu 27 Desember 2026: akhir pekan.",
            "Senin 28 Desember 2026 00.00–08.00: di luar jam kerja.",
            "Senin 28 Desember 2026 08.00–12.00: dihitung 4 jam.",
            "Senin 28 Desember 2026 12.00–13.00: istirahat.",
            "Senin 28 Desember 2026 13.00–16.00: dihitung 3 jam.",
            "Jatuh tempo: Senin 28 Desember 2026 pukul 16.00 WIB.",
        ]

    def test_names_pauses_outages_and_closures(self) -> None:
        office = FIVE_DAY_OFFICE.with_closure(Closure(december(21, 9), december(21, 10), "apel", december(21)))
        pauses = (Pause(december(21, 10), december(21, 10, 30), "KK asli dibawa", "applicant"),)
        outages = (Incident(december(21, 10, 30), december(21, 11), "jaringan putus"),)
        sentences = explain_sentences(due(office, december(21, 8), Duration(90, Unit.MINUTES), pauses, outages))
        assert sentences[2:5] == [
            "Senin 21 Desember 2026 09.00–10.00: kantor tutup – apel.",
            "Senin 21 Desember 2026 10.00–10.30: dijeda, menunggu pemohon – KK asli dibawa.",
            "Senin 21 Desember 2026 10.30–11.00: gangguan – jaringan putus, tidak dihitung.",
        ]

    def test_says_that_the_due_time_is_open_while_a_pause_lasts(self) -> None:
        pauses = (Pause(december(21, 10), None, "menunggu PRR", "centre"),)
        sentences = explain_sentences(due(FIVE_DAY_OFFICE, december(21, 8), Duration(1, Unit.WEEKS), pauses))
        assert sentences == [
            "Janji 1 minggu, mulai Senin 21 Desember 2026 pukul 08.00 WIB.",
            "Senin 21 Desember 2026 08.00–10.00: dihitung 2 jam.",
            "Sejak Senin 21 Desember 2026 pukul 10.00: dijeda, menunggu pusat – menunggu PRR.",
            "Jatuh tempo belum dapat ditentukan: waktu masih berhenti.",
        ]

    def test_joins_a_night_and_names_the_zone_and_the_period(self) -> None:
        office = WorkCalendar(WIT, CIVIL_SERVICE_HOURS, (RAMADAN_2026,))
        start = december(21, 14, 30).replace(month=2, day=19, tzinfo=WIT)
        assert explain_sentences(due(office, start, Duration(1, Unit.WORKING_HOURS))) == [
            "Janji 1 jam kerja, mulai Kamis 19 Februari 2026 pukul 14.30 WIT.",
            "Kamis 19 Februari 2026 14.30–15.00: dihitung 30 menit.",
            "Kamis 19 Februari 2026 15.00 – Jumat 20 Februari 2026 08.00: di luar jam kerja (Ramadan).",
            "Jumat 20 Februari 2026 08.00–08.30: dihitung 30 menit.",
            "Jatuh tempo: Jumat 20 Februari 2026 pukul 08.30 WIT.",
        ]

    def test_ends_a_stretch_at_midnight_on_the_day_that_it_ends(self) -> None:
        flood = Closure.of_days(date(2026, 12, 21), date(2026, 12, 22), FIVE_DAY_OFFICE.zone, "banjir", december(20))
        office = FIVE_DAY_OFFICE.with_closure(flood)
        sentences = explain_sentences(due(office, december(21, 8), Duration(5, Unit.MINUTES)))
        assert sentences[1] == "Senin 21 Desember 2026 08.00 – Selasa 22 Desember 2026 24.00: kantor tutup – banjir."


class TestPrintedLength:
    def test_uses_the_units_that_are_not_zero(self) -> None:
        assert printed_length(timedelta(days=2, minutes=5)) == "2 hari 5 menit"
        assert printed_length(timedelta(hours=1, minutes=30, seconds=59)) == "1 jam 30 menit"
        assert printed_length(timedelta(seconds=59)) == "kurang dari satu menit"


class TestPrintedWeek:
    MORNING: DayHours = ((time(8), time(12)),)
    WHOLE: DayHours = ((time(8), time(12)), (time(13), time(15, 30)))

    def test_joins_days_alike_and_leaves_out_days_off(self) -> None:
        week = weekly_hours(self.WHOLE, self.MORNING)
        assert printed_week(week) == "Senin–Kamis 08.00–12.00 dan 13.00–15.30; Jumat 08.00–12.00"

    def test_joins_no_days_across_another(self) -> None:
        week = (self.MORNING, (), self.MORNING, self.WHOLE, (), self.MORNING, self.MORNING)
        assert printed_week(week) == (
            "Senin 08.00–12.00; Rabu 08.00–12.00; Kamis 08.00–12.00 dan 13.00–15.30; Sabtu–Minggu 08.00–12.00"
        )

    def test_of_an_office_that_never_opens_says_nothing(self) -> None:
        assert printed_week(((),) * 7) == ""
