"""Which papers apply, which of them stand in for each other, and which are still missing."""

from loket.core.procedure.requirements import alternatives, applicable, mattering, unmet
from tests.core.procedure.example import example

PAPERS = (
    "kk: {text: Kartu Keluarga, copies: 1}",
    """kk: {text: Kartu Keluarga, copies: 1}
  skpwni: {text: Surat pindah, when: pindahan}
  lapor: {text: Laporan polisi, when: 'keperluan == "hilang"'}
  akta: {text: Akta lahir, any_of: lahir}
  ijazah: {text: Ijazah, any_of: lahir}""",
)


class TestApplicable:
    def test_keeps_the_printed_order(self) -> None:
        answers = {"pindahan": True, "keperluan": "hilang"}
        assert applicable(example(PAPERS), answers) == ("kk", "skpwni", "lapor", "akta", "ijazah")

    def test_asks_only_for_what_the_answers_call_for(self) -> None:
        assert applicable(example(PAPERS), {"pindahan": False, "keperluan": "baru"}) == ("kk", "akta", "ijazah")

    def test_takes_the_default_of_an_unanswered_question(self) -> None:
        with_default = example(PAPERS, ("pindahan: {text", "pindahan: {default: true, text"))
        assert "skpwni" in applicable(with_default, {})
        assert "skpwni" in applicable(with_default, {"pindahan": None})
        assert "skpwni" not in applicable(with_default, {"pindahan": False})

    def test_asks_for_a_paper_whose_condition_cannot_be_read(self) -> None:
        assert "skpwni" in applicable(example(PAPERS, ("when: pindahan", "when: pindahan and")), {})


class TestAlternatives:
    def test_puts_papers_that_stand_in_for_each_other_together(self) -> None:
        assert alternatives(example(PAPERS), {}) == (("kk",), ("akta", "ijazah"))

    def test_does_not_mix_a_group_with_a_paper_of_the_same_name(self) -> None:
        named_alike = example(PAPERS, ("kk: {text", "lahir: {text"))
        assert alternatives(named_alike, {}) == (("lahir",), ("akta", "ijazah"))


class TestUnmet:
    def test_is_content_with_one_of_a_group(self) -> None:
        assert unmet(example(PAPERS), {}, ["kk", "ijazah"]) == ()

    def test_names_every_group_without_a_paper(self) -> None:
        assert unmet(example(PAPERS), {"pindahan": True}, ["kk"]) == (("skpwni",), ("akta", "ijazah"))


class TestMattering:
    def test_names_what_has_no_answer_and_no_default(self) -> None:
        assert mattering(example(PAPERS), {}) == ("pindahan", "keperluan")

    def test_leaves_out_what_would_change_no_paper(self) -> None:
        unasked = example(PAPERS, ("when: pindahan", 'when: pindahan and keperluan == "baru"'))
        assert mattering(unasked, {"pindahan": True, "keperluan": "baru"}) == ("pindahan", "keperluan")
        assert mattering(unasked, {"pindahan": True, "keperluan": "hilang"}) == ("keperluan",)

    def test_holds_a_default_for_an_answer(self) -> None:
        with_default = example(
            ("kk: {text: Kartu Keluarga, copies: 1}", "kk: {text: KK}"),
            ("pindahan: {text", "pindahan: {default: true, text"),
        )
        assert mattering(with_default, {"keperluan": "baru"}) == ()
