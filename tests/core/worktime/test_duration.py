"""Printed times are read as durations, and nothing is guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.worktime.duration import Duration, Unit, parse_duration


class TestParseDuration:
    @pytest.mark.parametrize(
        ("printed", "amount", "unit"),
        [
            ("5 Menit", 5, Unit.MINUTES),
            ("30 mnt", 30, Unit.MINUTES),
            ("10 menit", 10, Unit.MINUTES),
            ("10 menit/berkas", 10, Unit.MINUTES),
            ("± 15 menit", 15, Unit.MINUTES),
            ("1 jam 30 menit", 90, Unit.MINUTES),
            ("2 jam kerja", 2, Unit.WORKING_HOURS),
            ("2 Jam", 2, Unit.WORKING_HOURS),
            ("24 jam kerja", 24, Unit.WORKING_HOURS),
            ("3 (tiga) Hari Kerja (Maksimal)", 3, Unit.WORKING_DAYS),
            ("3(tiga) Hari Kerja (Melalui)", 3, Unit.WORKING_DAYS),
            ("Tiga hari kerja", 3, Unit.WORKING_DAYS),
            ("14 (empat belas) hari kerja", 14, Unit.WORKING_DAYS),
            ("paling lama 5 hari kerja sejak berkas lengkap", 5, Unit.WORKING_DAYS),
            ("1 hk", 1, Unit.WORKING_DAYS),
            ("1x24 jam", 24, Unit.CALENDAR_HOURS),
            ("1×24 jam", 24, Unit.CALENDAR_HOURS),
            ("3 (tiga) X 24 Jam", 72, Unit.CALENDAR_HOURS),
            ("24 jam", 24, Unit.CALENDAR_HOURS),
            ("2 hari", 2, Unit.CALENDAR_DAYS),
            ("30 (tiga puluh) hari kalender.", 30, Unit.CALENDAR_DAYS),
            ("sepuluh hari", 10, Unit.CALENDAR_DAYS),
            ("dua puluh lima hari", 25, Unit.CALENDAR_DAYS),
            ("3 Minggu", 3, Unit.WEEKS),
        ],
    )
    def test_reads_the_words_on_the_paper(self, printed: str, amount: int, unit: Unit) -> None:
        assert parse_duration(printed) == Duration(amount, unit)

    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("5-10 menit", Duration(10, Unit.MINUTES, 5)),
            ("5 – 10 Menit", Duration(10, Unit.MINUTES, 5)),
            ("5 s/d 10 menit", Duration(10, Unit.MINUTES, 5)),
            ("3 (tiga) sampai 5 (lima) hari kerja", Duration(5, Unit.WORKING_DAYS, 3)),
            ("1-2 x 24 jam", Duration(48, Unit.CALENDAR_HOURS, 24)),
        ],
    )
    def test_lets_the_upper_end_of_a_range_count(self, printed: str, expected: Duration) -> None:
        assert parse_duration(printed) == expected

    @pytest.mark.parametrize("printed", ["", "   ", "-", "–", " — ", "......", "…", "___"])
    def test_leaves_an_unset_time_unset(self, printed: str) -> None:
        assert parse_duration(printed) is None

    @pytest.mark.parametrize("printed", ["asap", "segera", "10", "menit", "1 bulan", "1x24 hari", "1x24 jam kerja"])
    def test_tells_the_clerk_what_to_write_instead(self, printed: str) -> None:
        with pytest.raises(ValueError, match=f"Waktu “{printed}” tidak dapat dibaca. Tulis angka dan satuannya"):
            parse_duration(printed)

    def test_refuses_a_number_that_its_words_contradict(self) -> None:
        with pytest.raises(ValueError, match="Angka dan huruf pada “3 \\(lima\\) hari kerja” berbeda"):
            parse_duration("3 (lima) hari kerja")

    @pytest.mark.parametrize("printed", ["0 menit", "100001 menit"])
    def test_refuses_an_amount_that_promises_nothing_or_a_lifetime(self, printed: str) -> None:
        with pytest.raises(ValueError, match="Lama waktu harus antara 1 dan 100000"):
            parse_duration(printed)

    def test_refuses_a_range_that_runs_backwards(self) -> None:
        with pytest.raises(ValueError, match="Rentang 10–5 terbalik"):
            parse_duration("10-5 menit")

    @given(printed=st.text() | st.text(alphabet="0123456789 x×-(/)jamkerhitugs.±", max_size=30))
    def test_answers_any_text_with_a_duration_nothing_or_a_sentence(self, printed: str) -> None:
        try:
            answer = str(parse_duration(printed))
        except ValueError as refusal:
            answer = str(refusal)
        assert answer == "None" or re.match(r"\d|Waktu “|Angka dan huruf|Lama waktu|Rentang", answer)


class TestDuration:
    @given(
        amount=st.integers(1, 100_000),
        at_least=st.none() | st.integers(0, 100_000),
        unit=st.sampled_from(Unit),
    )
    def test_prints_what_is_read_back_as_the_same(self, amount: int, at_least: int | None, unit: Unit) -> None:
        duration = Duration(amount, unit, at_least if at_least is not None and at_least < amount else None)
        assert parse_duration(str(duration)) == duration

    def test_prints_whole_days_of_hours_as_the_paper_does(self) -> None:
        assert str(Duration(48, Unit.CALENDAR_HOURS)) == "2 × 24 jam"
        assert str(Duration(30, Unit.CALENDAR_HOURS)) == "30 jam kalender"

    @pytest.mark.parametrize("unit", Unit)
    def test_only_calendar_units_run_while_the_office_is_closed(self, unit: Unit) -> None:
        assert unit.runs_while_closed == (unit in {Unit.CALENDAR_HOURS, Unit.CALENDAR_DAYS, Unit.WEEKS})
