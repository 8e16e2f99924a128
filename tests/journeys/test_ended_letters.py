"""A family left and never reported there: once its letter has run out, it counts here again, by one form of the list."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import DESKTOP, PHONE, AtDesk

OPERATOR = "bintan.joko"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "360"])
def screen(request: pytest.FixtureRequest) -> ViewportSize:
    """A desk, and a telephone."""
    size: ViewportSize = request.param
    return size


class TestALetterThatHasRunOut:
    def test_is_closed_from_the_list(
        self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin], screen: ViewportSize
    ) -> None:
        home = kin[f"surat-habis-{screen['width']}"]
        head, *others = home.niks
        behind.leave(home.kk, OPERATOR, days_ago=130)
        joko = at_desk(OPERATOR)
        joko.visit("/penduduk/segera-habis/")
        line = joko.page.get_by_role("row").filter(has_text=head)
        for name in others:
            expect(line).to_contain_text(name)
        line.get_by_text("Catat yang terjadi").click()
        joko.look()
        with joko.leaving(status=422):
            line.get_by_role("button", name="Catat").click()
        expect(joko.page.locator(".problems")).to_be_focused()
        line.get_by_label("kembali ke KK asal").check()
        with joko.leaving():
            line.get_by_role("button", name="Catat").click()
        joko.sees("kembali pada KK asal", head)
        expect(line).to_have_count(0)
        assert behind.register(home.niks[head])["kk"] == home.kk
