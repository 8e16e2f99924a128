"""The words of the office: found whole in a text, each explained once, on a page that everyone may read."""

import pytest
from django.test import Client

from loket.web.office_words import OFFICE_WORDS, words_in


def found(*texts: str) -> list[str]:
    return [word.key for word in words_in(texts)]


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "keys"),
        [
            ("Kartu Keluarga (KK) asli", ["kk"]),
            ("Formulir F-1.07 bagi kuasa", ["f-1.07", "kuasa"]),
            ("Formulir F.1.02", ["f-1.02"]),
            ("Surat nikah yang dilegalisir", ["legalisir"]),
            ("fotokopi KTP-el", ["fotokopi", "ktp-el"]),
            # Parts of other words are none of them.
            ("berkaskan wnian KKN siakad", []),
            ("kk", []),
        ],
    )
    def test_takes_whole_words_and_capitals_as_they_are_written(self, text: str, keys: list[str]) -> None:
        assert found(text) == keys

    def test_keeps_the_order_of_the_list_and_names_each_once(self) -> None:
        assert found("resi, NIK", "resi lagi") == ["nik", "resi"]


class TestTheList:
    def test_is_in_the_order_of_the_alphabet_with_one_meaning_each(self) -> None:
        words = [word.word.casefold() for word in OFFICE_WORDS]
        assert len(set(words)) == len(words)
        assert len({word.key for word in OFFICE_WORDS}) == len(words)
        assert all(word.spellings for word in OFFICE_WORDS)

    def test_explains_each_word_on_its_page_at_an_address_of_its_own(self) -> None:
        said = Client().get("/istilah/").content.decode()
        assert [word.key for word in OFFICE_WORDS if f'id="{word.key}"' not in said] == []
