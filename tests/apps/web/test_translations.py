"""The English catalogue says all that the screens say, and nothing else."""

import re

import pytest
from django.test import Client
from django.utils.translation import ngettext, override

from loket.core.problems import BadTerm
from loket.core.terms import Nik, Resi
from loket.web.desk.wording import book_title, retold, said, service_title, told
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser
from tools.messages import collected, translations

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+>")


class TestTheCatalogue:
    def test_has_every_message_translated(self) -> None:
        known = translations()
        assert [message for message in collected() if not known.get(message)] == []

    def test_keeps_no_message_that_is_no_longer_said(self) -> None:
        said = collected()
        assert [message for message in translations() if message not in said] == []

    def test_keeps_every_placeholder(self) -> None:
        changed = [
            message
            for message, english in translations().items()
            if sorted(PLACEHOLDER.findall(message)) != sorted(PLACEHOLDER.findall(english))
        ]
        assert changed == []

    def test_has_both_forms_of_a_plural(self) -> None:
        assert "%(count)s kali\0%(count)s kali" in collected()
        with override("en"):
            shown = [ngettext("%(count)s kali", "%(count)s kali", n) % {"count": n} for n in (1, 3)]
        assert shown == ["once (1)", "3 times"]


class TestWhatTheCoreSays:
    @pytest.mark.parametrize(
        "typed", ["9901O14101900001", "123", "9901014113900001", "9901014101900000", "0001014101900001"]
    )
    def test_of_a_nik_is_english_too(self, typed: str) -> None:
        with pytest.raises(BadTerm) as bad, override("en"):
            Nik.parse(typed)
        with override("en"):
            english = said(bad.value.problem)
        assert english.sentence != bad.value.problem.sentence
        assert english.hint != bad.value.problem.hint
        with override("id"):
            assert said(bad.value.problem) == bad.value.problem

    def test_of_a_resi_is_english_too(self) -> None:
        with pytest.raises(BadTerm) as bad:
            Resi.parse("123")
        with override("en"):
            assert said(bad.value.problem).sentence.startswith("A resi number is 12 letters and digits")

    def test_of_a_step_or_a_field_is_english_too(self) -> None:
        with override("en"):
            assert told("5. Verifikasi, Bubuhkan paraf") == "5. Verify, Give paraf"
            assert told("Hasil cetak, Kelengkapan persyaratan") == "Result of the print, Completeness of the papers"
            assert told("Kepala Seksi") == "Kepala Seksi"
            assert retold("Buka kembali pada “5. Verifikasi, Bubuhkan paraf”") == "Reopen at “5. Verify, Give paraf”"

    def test_of_a_printed_title_keeps_it_and_says_what_it_is(self) -> None:
        with override("en"):
            assert service_title("kk") == "Kartu Keluarga (family card)"
            assert book_title("Buku register KTP-el") == "Buku register KTP-el (register book)"
        with override("id"):
            assert book_title("Buku register KTP-el") == "Buku register KTP-el"


class TestEnglish:
    @pytest.fixture
    def budi_in_english(self, budi: DeskBrowser) -> DeskBrowser:
        budi.post("/bahasa/", {"language": "en", "next": "/"})
        return budi

    def test_speaks_on_every_page_of_a_case(self, budi_in_english: DeskBrowser) -> None:
        case = factories.take_in()
        text = budi_in_english.get(f"/permohonan/{case.resi}/").text
        assert "The flow by this office's SOP" in text
        assert "is done by Petugas Pelayanan, not by your position" in text

    def test_leaves_the_printed_words_of_the_office_as_they_are(self, budi_in_english: DeskBrowser) -> None:
        case = factories.take_in()
        assert "Petugas Pelayanan Memeruskan" in budi_in_english.get(f"/permohonan/{case.resi}/").text

    def test_is_not_chosen_by_what_the_browser_prefers(self, client: Client, db: None) -> None:
        page = client.get("/masuk/", headers={"accept-language": "en-GB,en"})
        assert '<html lang="id">' in page.content.decode()
