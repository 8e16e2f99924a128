"""Ages to the day, and what they entitle to."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loket.core.register.ages import age_on, birthday, kia_until_date, may_be_recorded, needs_ktp_el
from loket.core.register.codes import MaritalStatus, Sex
from tests.core.register.people import biodata, day

dates = st.dates(datetime.date(1900, 1, 1), datetime.date(2060, 12, 31))


class TestAge:
    @pytest.mark.parametrize(
        ("born", "on", "years"),
        [
            ("2009-12-21", "2026-12-20", 16),
            ("2009-12-21", "2026-12-21", 17),
            ("2008-02-29", "2025-02-28", 16),
            ("2008-02-29", "2025-03-01", 17),
            ("2008-02-29", "2028-02-29", 20),
        ],
    )
    def test_is_completed_on_the_birthday(self, born: str, on: str, years: int) -> None:
        assert age_on(day(born), day(on)) == years

    @given(dates, st.integers(0, 40))
    @example(datetime.date(2008, 2, 29), 17)
    def test_changes_on_the_birthday(self, born: datetime.date, years: int) -> None:
        turning = birthday(born, years)
        assert age_on(born, turning) == years
        assert age_on(born, turning - datetime.timedelta(days=1)) == years - 1


class TestEntitlement:
    child = biodata("Lia Salim", Sex.FEMALE, "2010-06-15")
    wife = biodata("Lia Salim", Sex.FEMALE, "2010-06-15", marital_status=MaritalStatus.KAWIN_BELUM_TERCATAT)

    def test_to_a_ktp_el_is_by_age_or_marriage(self) -> None:
        assert not needs_ktp_el(self.child, day("2027-06-14"))
        assert needs_ktp_el(self.child, day("2027-06-15"))
        assert needs_ktp_el(self.wife, day("2026-01-01"))

    def test_to_be_recorded_is_from_sixteen_or_marriage(self) -> None:
        assert not may_be_recorded(self.child, day("2026-06-14"))
        assert may_be_recorded(self.child, day("2026-06-15"))
        assert may_be_recorded(self.wife, day("2025-01-01"))

    @pytest.mark.parametrize(
        ("on", "until"),
        [
            ("2010-06-14", None),
            ("2010-06-15", "2015-06-15"),
            ("2015-06-14", "2015-06-15"),
            ("2015-06-15", "2027-06-15"),
            ("2027-06-14", "2027-06-15"),
            ("2027-06-15", None),
        ],
    )
    def test_to_a_kia_ends_on_the_fifth_or_seventeenth_birthday(self, on: str, until: str | None) -> None:
        assert kia_until_date(self.child, day(on)) == (day(until) if until else None)

    def test_to_a_kia_ends_with_marriage(self) -> None:
        assert kia_until_date(self.wife, day("2020-01-01")) is None
