"""The English catalogue says all that the screens say, and nothing else."""

import re

import pytest
from django.test import Client

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
