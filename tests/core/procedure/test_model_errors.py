"""Pydantic's findings in the words of the house. Each kind has its reproducer in tests/sop."""

import pytest
from pydantic import ValidationError

from loket.core.procedure.document import Document, parse
from loket.core.procedure.model import Procedure
from loket.core.procedure.model_errors import problems_of
from tests.core.procedure.example import variant


def problems(document: Document) -> list[tuple[str, str, str]]:
    with pytest.raises(ValidationError) as caught:
        Procedure.model_validate(document.data)
    return [(p.id, p.sentence, p.hint) for p in problems_of(caught.value, document, Procedure)]


def found(*replacements: tuple[str, str]) -> list[tuple[str, str, str]]:
    return problems(parse(variant(*replacements), "contoh.yaml"))


class TestProblemsOf:
    def test_says_once_that_a_default_is_neither_a_yes_nor_an_answer(self) -> None:
        sentence = "“questions.pindahan.default” harus berupa true, false atau id pilihan."
        hint = "Periksa lekuk dan tanda hubung di depan isinya."
        assert found(("pindahan: {text", "pindahan: {default: 5, text")) == [("value-kind", sentence, hint)]

    def test_suggests_the_keys_of_the_part_the_key_stands_in(self) -> None:
        hints = {
            "identitas: ": found(("identity: ", "identitas: "))[1][2],
            "nxt": found(("diajukan: {label: Diajukan, next: periksa}", "diajukan: {nxt: periksa}"))[0][2],
            "fule": found(("source: {file", "source: {fule: x, file"))[0][2],
            "janji": found(("clock: {promise: 3 hari kerja", "clock: {promis: x, promise: 3 hari kerja"))[0][2],
        }
        assert hints == {
            "identitas: ": "Mungkin maksudnya “identity”.",
            "nxt": "Mungkin maksudnya “next”.",
            "fule": "Mungkin maksudnya “file”.",
            "janji": "Mungkin maksudnya “promise”.",
        }

    @pytest.mark.parametrize("data", [None, [], "format: 1"])
    def test_names_the_file_itself_where_nothing_fits(self, data: object) -> None:
        sentence = "“berkas” harus berupa kelompok kunci dan isi."
        assert problems(Document("contoh.yaml", data))[0][:2] == ("value-kind", sentence)

    def test_asks_for_text_where_a_part_is_left_empty(self) -> None:
        hint = "Tulis satu teks, bukan daftar atau kosong."
        assert found(("product: Kartu Keluarga (KK)", "product:")) == [
            ("value-not-text", "“product” harus berupa teks.", hint)
        ]

    def test_shortens_what_is_too_long_to_quote(self) -> None:
        assert "…" in found(("kind: applicant", "kind: " + "pemohon " * 9))[0][1]
