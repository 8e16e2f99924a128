"""What a NIK says of its holder and does not say; and the words of the codes."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.register.codes import MaritalStatus, Shdk
from loket.core.terms import Nik

TODAY = datetime.date(2026, 12, 21)


class TestNik:
    @pytest.mark.parametrize(
        ("digits", "born"),
        [
            ("9901012112260001", "2026-12-21"),
            ("9901012212260001", "1926-12-22"),
            ("9901016112900001", "1990-12-21"),
            ("9901012902000001", "2000-02-29"),
        ],
    )
    def test_suggests_the_latest_birth_date_that_has_been(self, digits: str, born: str) -> None:
        assert Nik.parse(digits).birth_date_before(TODAY) == datetime.date.fromisoformat(born)

    def test_suggests_none_for_a_day_of_neither_century(self) -> None:
        assert Nik.parse("9901012902010001").birth_date_before(TODAY) is None

    def test_suggests_none_before_its_own_century(self) -> None:
        assert Nik.parse("9901012902000001").birth_date_before(datetime.date(1999, 1, 1)) is None

    @given(st.dates(datetime.date(1920, 1, 1), datetime.date(2026, 12, 21)), st.booleans())
    def test_fits_who_it_was_made_for_and_no_other(self, born: datetime.date, woman: bool) -> None:
        nik = Nik.parse(f"990101{born.day + 40 * woman:02}{born:%m%y}0001")
        assert nik.of_woman is woman
        assert nik.fits(born, of_woman=woman)
        assert not nik.fits(born, of_woman=not woman)
        assert not nik.fits(born + datetime.timedelta(days=1), of_woman=woman)


class TestCodes:
    def test_print_as_numbers_of_the_form(self) -> None:
        assert (f"{Shdk.PARENT:02}", Shdk.PARENT.label, Shdk(7)) == ("07", "Orang Tua", Shdk.PARENT)

    def test_the_card_prints_four_of_the_six(self) -> None:
        labels = [status.ktp_el_label for status in MaritalStatus]
        assert labels == ["Belum Kawin", "Kawin", "Kawin", "Cerai Hidup", "Cerai Hidup", "Cerai Mati"]
