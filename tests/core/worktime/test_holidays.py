"""The shipped holidays agree with an independent source and cite their decree."""

from collections import Counter
from datetime import date

import holidays as independent
import pytest

from loket.core.worktime.holidays import (
    Holiday,
    HolidayKind,
    decrees,
    national_holidays,
    read_holidays,
    years_with_decree,
)

HEADER = "tanggal,jenis,nama,dasar,kepastian"


class TestNationalHolidays:
    @pytest.mark.parametrize(
        ("kind", "category"), [(HolidayKind.NATIONAL, "public"), (HolidayKind.COLLECTIVE_LEAVE, "government")]
    )
    def test_agrees_with_an_independent_list(self, kind: HolidayKind, category: str) -> None:
        theirs = independent.country_holidays("ID", years=years_with_decree(), categories=(category,), language="id")
        assert set(national_holidays(frozenset({kind}))) == set(theirs)

    def test_has_as_many_days_as_the_decrees(self) -> None:
        counted = Counter((day.year, holiday.kind) for day, holiday in national_holidays().items())
        # 2024: 17 days by the joint decree and two election days by decrees of the president.
        assert [counted[year, HolidayKind.NATIONAL] for year in (2024, 2025, 2026, 2027)] == [19, 17, 17, 18]
        assert [counted[year, HolidayKind.COLLECTIVE_LEAVE] for year in (2024, 2025, 2026, 2027)] == [10, 11, 8, 8]

    def test_cites_the_decree_of_the_year(self) -> None:
        christmas_leave = national_holidays()[date(2026, 12, 24)]
        assert christmas_leave == Holiday(
            "Cuti Bersama Hari Raya Natal",
            HolidayKind.COLLECTIVE_LEAVE,
            "Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB Nomor 1497 Tahun 2025, "
            "Nomor 2 Tahun 2025, dan Nomor 5 Tahun 2025",
        )

    @pytest.mark.parametrize(
        ("day", "citation"),
        [
            (date(2024, 2, 14), "Keputusan Presiden Nomor 10 Tahun 2024"),
            (date(2024, 11, 27), "Keputusan Presiden Nomor 33 Tahun 2024"),
            (date(2025, 8, 18), "Nomor 933 Tahun 2025"),
            (date(2027, 1, 1), "Nomor 1205 Tahun 2026"),
        ],
    )
    def test_cites_the_instrument_of_a_single_day(self, day: date, citation: str) -> None:
        assert citation in national_holidays()[day].decree

    def test_every_decree_was_set_before_its_holidays(self) -> None:
        set_on = {decree.cited_as: decree.decided_date for decree in decrees().values()}
        assert all(set_on[holiday.decree] < day for day, holiday in national_holidays().items())

    def test_marks_the_days_that_still_await_confirmation(self) -> None:
        awaited = [day for day, holiday in national_holidays().items() if not holiday.is_certain]
        assert awaited == [date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)]

    def test_leaves_out_the_kinds_not_asked_for(self) -> None:
        national = national_holidays(frozenset({HolidayKind.NATIONAL}))
        assert date(2026, 12, 25) in national
        assert date(2026, 12, 24) not in national

    def test_says_which_years_have_a_decree(self) -> None:
        assert years_with_decree() == {2024, 2025, 2026, 2027}


class TestReadHolidays:
    def test_reads_a_regional_holiday_with_its_own_instrument(self) -> None:
        lines = [HEADER, "2026-10-23,libur daerah,Hari Jadi Kota Pontianak,SE Wali Kota Pontianak,pasti"]
        holiday = Holiday("Hari Jadi Kota Pontianak", HolidayKind.REGIONAL, "SE Wali Kota Pontianak")
        assert read_holidays(lines, {}) == {date(2026, 10, 23): holiday}

    @pytest.mark.parametrize(
        "line",
        [
            "2026-02-30,libur nasional,Hari Itu,SKB,pasti",
            "2026-02-03,hari besar,Hari Itu,SKB,pasti",
            "2026-02-03,libur nasional,Hari Itu,SKB,mungkin",
            "2026-02-03,libur nasional,,SKB,pasti",
            "2026-02-03,libur nasional,Hari Itu,,pasti",
            "2026-02-03,libur nasional,Hari Itu",
            "2026-02-02,libur nasional,Hari yang sama,SKB,pasti",
        ],
    )
    def test_names_the_line_that_cannot_be_read(self, line: str) -> None:
        with pytest.raises(ValueError, match=r"Daftar hari libur, baris 3: .* Isi tanggal"):
            read_holidays([HEADER, "2026-02-02,libur nasional,Hari Ini,SKB,pasti", line], {})

    def test_asks_for_the_columns_when_they_are_missing(self) -> None:
        with pytest.raises(ValueError, match=r"baris 2: .*Isi tanggal"):
            read_holidays(["date,name", "2026-02-02,Hari Ini"], {})
