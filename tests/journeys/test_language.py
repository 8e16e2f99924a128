"""The desk in English, by one press at the foot of the page, and back."""

from playwright.sync_api import expect

from tests.journeys.conftest import AtDesk


class TestTheLanguageSwitch:
    def test_turns_the_desk_english_and_back(self, at_desk: AtDesk) -> None:
        rina = at_desk("bintan.rina")
        with rina.leaving():
            rina.page.get_by_role("button", name="English").click()
        expect(rina.page.locator("html")).to_have_attribute("lang", "en")
        expect(rina.page.get_by_role("heading", level=1)).to_have_text("My desk")
        for path in ("/permohonan/baru/", "/pengambilan/", "/buku/"):
            rina.visit(path)
            expect(rina.page.locator("html")).to_have_attribute("lang", "en")
        with rina.leaving():
            rina.page.get_by_role("button", name="Bahasa Indonesia").click()
        rina.visit("/")
        expect(rina.page.get_by_role("heading", level=1)).to_have_text("Meja saya")
