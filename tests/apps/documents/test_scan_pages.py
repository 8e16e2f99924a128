"""A page of a scan as a picture: of any shape and number, and never a crash."""

from io import BytesIO

import pytest
import typst
from PIL import Image

from loket.documents import scan_pages
from loket.documents.scan_limits import Finding
from loket.documents.scan_pages import draw_page
from loket.documents.scan_process import Answer


def pdf(width: int, height: int) -> bytes:
    """Two pages of a size in points."""
    made = typst.compile(f"#set page(width: {width}pt, height: {height}pt)\nSatu\n#pagebreak()\nDua".encode())
    assert isinstance(made, bytes)
    return made


class TestDrawPage:
    @pytest.mark.parametrize("size", [(595, 842), (842, 595), (200, 14000), (14000, 200)])
    def test_fits_a_page_of_any_shape_into_a_sheet(self, size: tuple[int, int]) -> None:
        picture = Image.open(BytesIO(draw_page(pdf(*size), 1)))
        assert picture.format == "PNG"
        assert max(picture.size) <= 1300

    def test_draws_the_page_that_is_asked_for(self) -> None:
        both = pdf(200, 200)
        assert draw_page(both, 1) != draw_page(both, 2)

    @pytest.mark.parametrize("number", [0, 3, -1])
    def test_says_that_there_is_no_such_page(self, number: int) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            draw_page(pdf(200, 200), number)

    def test_says_that_a_broken_pdf_cannot_be_drawn(self) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            draw_page(b"%PDF-1.7 rusak", 1)

    def test_draws_what_was_too_heavy_no_second_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []

        def heavy(task: str, **_more: object) -> Answer:
            asked.append(task)
            return Answer(Finding.TOO_MUCH_WORK, b"", 0, 0)

        monkeypatch.setattr(scan_pages, "ask", heavy)
        for number in (1, 2):
            with pytest.raises(ValueError, match="too-much-work"):
                draw_page(b"%PDF-1.7 berat", number)
        assert asked == ["page"]
