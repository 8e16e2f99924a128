"""Dates as papers write them."""

from datetime import UTC, date, datetime

import pytest

from loket.documents.dates import clock_time, long_date, long_moment, plain_date, short_date

MOMENT = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)


class TestLongMoment:
    @pytest.mark.parametrize(
        ("zone", "words"),
        [
            ("Asia/Jakarta", "Senin, 23 November 2026 pukul 10.05 WIB"),
            ("Asia/Pontianak", "Senin, 23 November 2026 pukul 10.05 WIB"),
            ("Asia/Makassar", "Senin, 23 November 2026 pukul 11.05 WITA"),
            ("Asia/Jayapura", "Senin, 23 November 2026 pukul 12.05 WIT"),
            ("UTC", "Senin, 23 November 2026 pukul 03.05 UTC+0000"),
        ],
    )
    def test_names_the_zone_of_the_office(self, zone: str, words: str) -> None:
        assert long_moment(MOMENT, zone) == words

    def test_takes_the_day_from_the_clock_of_the_office(self) -> None:
        late = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
        assert long_moment(late, "Asia/Jakarta") == "Jumat, 1 Januari 2027 pukul 00.30 WIB"

    def test_refuses_a_moment_without_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            long_moment(datetime(2026, 11, 23, 10, 15), "Asia/Jakarta")  # noqa: DTZ001


class TestDates:
    def test_days_and_months_are_indonesian(self) -> None:
        assert [long_date(date(2026, 2, day)).split(",")[0] for day in range(2, 9)] == [
            "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
        ]  # fmt: skip
        assert [plain_date(date(2026, month, 1)).split()[1] for month in (1, 2, 3, 5, 8, 10, 12)] == [
            "Januari", "Februari", "Maret", "Mei", "Agustus", "Oktober", "Desember",
        ]  # fmt: skip

    def test_a_book_has_short_ones(self) -> None:
        assert short_date(date(2026, 3, 7)) == "07-03-2026"
        assert clock_time(MOMENT, "Asia/Makassar") == "11.05 WITA"
