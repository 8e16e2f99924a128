"""The halves of a year."""

import datetime

import pytest

from loket.core.survey.semesters import Semester, last_of_full_months, semester_of


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class TestASemester:
    @pytest.mark.parametrize(
        ("on", "first", "last", "number"),
        [
            ("2026-01-01", "2026-01-01", "2026-06-30", 1),
            ("2026-06-30", "2026-01-01", "2026-06-30", 1),
            ("2026-07-01", "2026-07-01", "2026-12-31", 2),
            ("2026-12-31", "2026-07-01", "2026-12-31", 2),
        ],
    )
    def test_holds_the_day(self, on: str, first: str, last: str, number: int) -> None:
        found = semester_of(day(on))
        assert found == Semester(day(first), day(last))
        assert found.number == number

    def test_follows_another(self) -> None:
        assert semester_of(day("2026-03-01")).before == semester_of(day("2025-12-31"))
        assert semester_of(day("2026-08-01")).before == semester_of(day("2026-01-01"))


class TestFullMonths:
    def test_end_the_day_before_this_one_began(self) -> None:
        assert last_of_full_months(day("2026-11-22")) == day("2026-10-31")
        assert last_of_full_months(day("2026-01-01")) == day("2025-12-31")
