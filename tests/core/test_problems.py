"""How the heart says that something is wrong."""

import pytest

from loket.core.problems import BadTerm, Findings, Place, Problem, Refusal, Severity, one_stop


class Missing(Refusal):
    id = "missing"
    sentence = "Langkah “{step}” belum lengkap."
    hint = "Isi {fields} dahulu."


class TestRefusal:
    def test_fills_its_sentence_and_its_hint(self) -> None:
        refusal = Missing(step="Periksa", fields="nama")
        assert refusal.explanation == str(refusal) == "Langkah “Periksa” belum lengkap."
        assert refusal.hint == "Isi nama dahulu."

    def test_never_fails_while_explaining_itself(self) -> None:
        refusal = Missing()
        assert refusal.explanation == "Langkah “(step)” belum lengkap."
        assert refusal.hint == "Isi (fields) dahulu."

    def test_leaves_braces_of_its_data_alone(self) -> None:
        assert Missing(step="{fields}").explanation == "Langkah “{fields}” belum lengkap."

    def test_leaves_the_words_of_its_class_as_they_are(self) -> None:
        Missing(fields="nama")
        assert Missing.hint == "Isi {fields} dahulu."

    def test_becomes_a_problem_with_the_same_words(self) -> None:
        problem = Missing(step="Periksa", fields="nama").as_problem("nama")
        assert problem == Problem("missing", "Langkah “Periksa” belum lengkap.", "Isi nama dahulu.", field="nama")

    def test_without_words_of_its_own_still_says_something(self) -> None:
        assert Refusal().explanation == "Tindakan ini tidak dapat dilakukan sekarang."

    def test_is_raised_and_keeps_its_data(self) -> None:
        with pytest.raises(Refusal) as caught:
            raise Missing(step="Periksa")
        assert caught.value.data == {"step": "Periksa"}


class TestBadTerm:
    def test_is_a_value_error_that_carries_the_problem(self) -> None:
        problem = Problem("nik-length", "NIK harus 16 angka.", field="nik")
        with pytest.raises(ValueError, match="NIK harus 16 angka") as caught:
            raise BadTerm(problem)
        assert isinstance(caught.value, BadTerm)
        assert caught.value.problem is problem


class TestPlace:
    def test_is_written_as_editors_read_it(self) -> None:
        assert str(Place("sop/bintan/kk/2019-01-02.yaml", 12)) == "sop/bintan/kk/2019-01-02.yaml:12"


class TestFindings:
    late_error = Problem("a", "Salah.", place=Place("kk.yaml", 9))
    early_warning = Problem("b", "Aneh.", severity=Severity.WARNING, place=Place("kk.yaml", 2))
    early_error = Problem("c", "Salah.", place=Place("kk.yaml", 3))
    error_without_place = Problem("d", "Salah.")

    def test_stand_errors_first_then_by_place(self) -> None:
        findings = Findings((self.early_warning, self.late_error, self.early_error, self.error_without_place))
        assert [p.id for p in findings.problems] == ["d", "c", "a", "b"]

    def test_part_into_what_blocks_and_what_a_reader_should_know(self) -> None:
        findings = Findings((self.early_warning, self.late_error))
        assert findings.errors == (self.late_error,)
        assert findings.warnings == (self.early_warning,)

    def test_may_be_none(self) -> None:
        assert Findings().errors == Findings().warnings == ()


class TestOneStop:
    @pytest.mark.parametrize(
        ("text", "ended"),
        [
            ("Dipegang Anton Wijaya, S.E.. Tunggu.", "Dipegang Anton Wijaya, S.E. Tunggu."),
            ("Dipegang Budi.", "Dipegang Budi."),
            ("Sebentar ...", "Sebentar ..."),
        ],
    )
    def test_leaves_one_after_a_title_and_three_where_they_are_meant(self, text: str, ended: str) -> None:
        assert one_stop(text) == ended

    def test_is_how_a_refusal_ends(self) -> None:
        class Held(Refusal):
            id = "held"
            sentence = "Dipegang {name}."
            hint = "Hubungi {name}."

        refusal = Held(name="Hadi Kusuma, M.Si.")
        assert (refusal.explanation, refusal.hint) == ("Dipegang Hadi Kusuma, M.Si.", "Hubungi Hadi Kusuma, M.Si.")
