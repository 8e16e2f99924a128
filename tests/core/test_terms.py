"""The numbers and codes of civil registration: what reads, what does not, and what the typist is told."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.problems import BadTerm, Problem
from loket.core.terms import (
    ComplaintCode,
    HomeCode,
    KkNumber,
    Nik,
    RegionCode,
    Resi,
    ScannedSlip,
    slip_mark,
    typed_mark,
)

BUDI_NIK = "9901012112900001"
SARI_NIK = "9901016112900001"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

days = st.integers(1, 28)
months = st.integers(1, 12)
pairs = st.integers(1, 99).map("{:02}".format)


@st.composite
def niks(draw: st.DrawFn) -> str:
    region = "99" + draw(pairs) + draw(pairs)
    day = draw(days) + draw(st.sampled_from([0, 40]))
    return f"{region}{day:02}{draw(months):02}{draw(st.integers(0, 99)):02}{draw(st.integers(1, 9999)):04}"


def nik_or_problem(text: str) -> Nik | Problem:
    try:
        return Nik.parse(text)
    except BadTerm as bad:
        return bad.problem


def resi_or_problem(text: str) -> Resi | Problem:
    try:
        return Resi.parse(text)
    except BadTerm as bad:
        return bad.problem


class TestNik:
    @given(niks())
    def test_reads_what_it_writes(self, digits: str) -> None:
        assert str(Nik.parse(digits)) == digits

    @given(niks(), st.integers(0, 15), st.sampled_from([" ", ".", "-", "\t", "\r\n", "\u00a0"]))
    def test_ignores_blanks_dots_hyphens_and_the_scanners_line_end(self, digits: str, place: int, gap: str) -> None:
        assert Nik.parse(digits[:place] + gap + digits[place:] + gap).digits == digits

    @given(st.text())
    def test_reads_sixteen_digits_or_says_why_not(self, text: str) -> None:
        read = nik_or_problem(text)
        assert len(read.digits) == 16 if isinstance(read, Nik) else read.field == "nik"

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("99010121129OOO01", "nik-letters"),
            ("9.92101E+15", "nik-letters"),
            ("", "nik-letters"),
            ("٩٩٠١٠١٢١١٢٩٠٠٠٠١", "nik-letters"),
            ("990101211290000", "nik-length"),
            ("99010121129000012", "nik-length"),
            ("9901013202900001", "nik-date"),
            ("9901013002900001", "nik-date"),
            ("9901017202900001", "nik-date"),
            ("9901014012900001", "nik-date"),
            ("9901010012900001", "nik-date"),
            ("9901012113900001", "nik-date"),
            ("9901012100900001", "nik-date"),
            ("9901012112900000", "nik-zero"),
            ("0001012112900001", "nik-zero"),
            ("9900012112900001", "nik-zero"),
            ("9901002112900001", "nik-zero"),
        ],
    )
    def test_refuses_an_impossible_number(self, text: str, problem: str) -> None:
        with pytest.raises(BadTerm) as caught:
            Nik.parse(text)
        assert caught.value.problem.id == problem

    def test_knows_a_number_that_a_spreadsheet_has_rounded(self) -> None:
        with pytest.raises(BadTerm) as caught:
            Nik.parse(" 9,92101E+15 ")
        assert "jadikan kolom itu teks" in caught.value.problem.hint

    def test_says_how_many_digits_were_typed(self) -> None:
        with pytest.raises(BadTerm) as caught:
            Nik.parse("9901")
        assert caught.value.problem.sentence == "NIK harus 16 angka, yang diketik 4 angka."

    @pytest.mark.parametrize("digits", ["9901012902000001", "9901016902000001", "9901013112900001", "9901017112900001"])
    def test_allows_the_last_days_of_a_month_for_men_and_women(self, digits: str) -> None:
        assert Nik.parse(digits).digits == digits

    def test_names_the_field_of_the_form(self) -> None:
        with pytest.raises(BadTerm) as caught:
            Nik.parse("x", field="collector_nik")
        assert caught.value.problem.field == "collector_nik"

    def test_hides_birth_date_and_half_the_serial_when_masked(self) -> None:
        assert Nik.parse(SARI_NIK).masked == "990101••••••00••"

    @given(niks())
    def test_masks_no_digit_too_few(self, digits: str) -> None:
        masked = Nik.parse(digits).masked
        assert len(masked) == 16
        assert masked.count("•") == 8

    def test_is_equal_by_its_digits(self) -> None:
        assert Nik.parse("9901.0121.1290.0001") == Nik.parse(BUDI_NIK)
        assert Nik.parse(BUDI_NIK) != Nik.parse(SARI_NIK)


class TestKkNumber:
    def test_reads_with_and_without_gaps(self) -> None:
        assert str(KkNumber.parse("9901 0102 0119 0003")) == "9901010201190003"

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "kk-shape"),
            ("990101020119000", "kk-shape"),
            ("99010102011900O3", "kk-shape"),
            ("９９０１０１０２０１１９０００３", "kk-shape"),
            ("9901013201190003", "kk-date"),
            ("9901010213190003", "kk-date"),
            ("9901010201190000", "kk-date"),
        ],
    )
    def test_refuses_an_impossible_number(self, text: str, problem: str) -> None:
        with pytest.raises(BadTerm) as caught:
            KkNumber.parse(text)
        assert caught.value.problem.id == problem
        assert caught.value.problem.field == "kk_number"


class TestRegionCode:
    @pytest.mark.parametrize("text", ["99", "99.01", "99.01.02", "99.01.02.1001"])
    def test_is_written_with_dots(self, text: str) -> None:
        assert str(RegionCode.parse(text)) == text
        assert str(RegionCode.parse(f" {text.replace('.', '')} ")) == text

    @pytest.mark.parametrize("text", ["", "9", "990", "99.01.02.10", "9901021O01", "٩٩"])
    def test_refuses_another_length_or_sign(self, text: str) -> None:
        with pytest.raises(BadTerm) as caught:
            RegionCode.parse(text)
        assert caught.value.problem.sentence == f"“{text}” bukan kode wilayah Kemendagri."


class TestScannedSlip:
    def test_of_a_first_slip_is_its_resi(self) -> None:
        found = ScannedSlip.parse("7k2m-94qx-b3td")
        assert (found.resi, found.mark, str(found)) == (Resi("7K2M94QXB3TD"), "", "7K2M-94QX-B3TD")

    def test_of_a_duplicate_has_the_mark_behind_it(self) -> None:
        found = ScannedSlip.parse("7K2M 94QX B3TD 5hwn")
        assert (found.resi.code, found.mark, str(found)) == ("7K2M94QXB3TD", "5HWN", "7K2M-94QX-B3TD-5HWN")

    @pytest.mark.parametrize("text", ["9901014101900001", "7K2M94QXB3TD5", "", "7K2M94QXB3TD5HWNA"])
    def test_is_no_nik_and_no_other_length(self, text: str) -> None:
        with pytest.raises(BadTerm):
            ScannedSlip.parse(text)

    def test_new_marks_have_a_letter_and_differ(self) -> None:
        fresh = [slip_mark() for _ in range(2000)]
        assert all(len(mark) == 4 and not mark.isdigit() and set(mark) <= set(CROCKFORD) for mark in fresh)
        assert len(set(fresh)) > 1900


class TestResi:
    def test_new_ones_are_readable_and_differ(self) -> None:
        fresh = {Resi.new().code for _ in range(200)}
        assert len(fresh) == 200
        assert all(len(code) == 12 and set(code) <= set(CROCKFORD) for code in fresh)

    @given(st.text(alphabet=CROCKFORD, min_size=12, max_size=12))
    def test_reads_what_it_prints(self, code: str) -> None:
        assert Resi.parse(str(Resi(code))) == Resi(code)
        assert Resi.parse(str(Resi(code)).lower()) == Resi(code)

    def test_is_printed_in_threes_of_four(self) -> None:
        assert str(Resi("7K2M94QXB3TD")) == "7K2M-94QX-B3TD"

    def test_takes_look_alikes_for_what_they_look_like(self) -> None:
        assert Resi.parse("OIlu-7K2M 94QX").code == "011V7K2M94QX"

    @pytest.mark.parametrize("text", ["", "7K2M-94QX-B3T", "7K2M-94QX-B3TDX", "7K2M-94QX-B3TÉ"])
    def test_refuses_another_shape(self, text: str) -> None:
        with pytest.raises(BadTerm) as caught:
            Resi.parse(text)
        assert caught.value.problem.id == "resi-shape"
        assert caught.value.problem.field == "resi"

    @given(st.text(alphabet=string.printable))
    def test_never_reads_anything_but_twelve_signs(self, text: str) -> None:
        read = resi_or_problem(text)
        assert set(read.code) <= set(CROCKFORD) if isinstance(read, Resi) else read.id == "resi-shape"


class TestHomeCode:
    def test_reads_what_it_prints(self) -> None:
        code = HomeCode.new()
        assert HomeCode.parse(str(code).lower()) == code
        assert len({HomeCode.new().code for _ in range(200)}) == 200
        assert str(HomeCode("7K2M94QXB3TD5HWN")) == "7K2M-94QX-B3TD-5HWN"

    @pytest.mark.parametrize("text", ["", "7K2M-94QX-B3TD", "7K2M-94QX-B3TD-5HW\u00c9", "7K2M-94QX-B3TD-5HWN-1"])
    def test_refuses_another_shape(self, text: str) -> None:
        with pytest.raises(BadTerm) as caught:
            HomeCode.parse(text)
        assert (caught.value.problem.id, caught.value.problem.field) == ("home-code-shape", "code")


class TestComplaintCode:
    def test_follows_from_a_digest_and_is_read_as_people_write_it(self) -> None:
        code = ComplaintCode.of_digest("00443214c74254b635cf" + "ff" * 22)
        assert code.code == "0123456789ABCDEF"
        assert str(code) == "0123-4567-89AB-CDEF"
        assert ComplaintCode.parse(" oI23 4567 89ab-cdef ") == code
        assert ComplaintCode.of_digest("f" * 64).code == "Z" * 16

    @pytest.mark.parametrize("text", ["", "7K2M", "7K2M-94QX-B3TD-5HWN-9", "7K2M-94QX-B3TD-5HW*"])
    def test_refuses_anything_else(self, text: str) -> None:
        with pytest.raises(BadTerm) as caught:
            ComplaintCode.parse(text)
        assert (caught.value.problem.id, caught.value.problem.field) == ("complaint-code-shape", "code")


class TestATypedMark:
    @pytest.mark.parametrize(
        ("text", "mark"), [("ab12", "AB12"), (" a-b 1.2 ", "AB12"), ("OIlu", "011V"), ("", ""), ("–", "")]
    )
    def test_is_read_however_it_is_typed(self, text: str, mark: str) -> None:
        assert typed_mark(text) == mark
