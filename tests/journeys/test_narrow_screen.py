"""A desk on a telephone: the frame leaves the screen to the work."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.journeys.conftest import PHONE, AtDesk

HIGHEST = 120


@pytest.fixture
def screen() -> ViewportSize:
    """A telephone held upright."""
    return PHONE


class TestANarrowScreen:
    @pytest.mark.parametrize("username", ["bintan.budi", "bintan.wati"])
    def test_keeps_the_frame_low_and_says_who_sits_there(self, at_desk: AtDesk, username: str) -> None:
        desk = at_desk(username)
        frame = desk.page.get_by_role("banner").bounding_box()
        assert frame is not None
        assert frame["height"] <= HIGHEST
        expect(desk.page.locator(".who__name")).to_be_visible()

    def test_has_room_for_the_way_to_the_password(self, at_desk: AtDesk) -> None:
        desk = at_desk("bintan.wati")
        desk.follow("Ganti kata sandi")
        expect(desk.page.locator("input[type=password]")).to_have_count(3)
        desk.page.get_by_label("Kata sandi sekarang").fill("salah")
        with desk.leaving(status=422):
            desk.page.keyboard.press("Enter")
        expect(desk.page.locator(".problems")).to_be_focused()

    def test_lays_the_figures_out_in_even_rows(self, at_desk: AtDesk) -> None:
        desk = at_desk("bintan.hadi")
        desk.visit("/papan/")
        boxes = [tile.bounding_box() for tile in desk.page.locator(".board > li").all()]
        rows = [box["y"] for box in boxes if box is not None]
        assert sorted(rows.count(row) for row in set(rows)) == [3, 3, 3]
