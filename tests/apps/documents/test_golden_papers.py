"""
Every paper beside what is on file: the text that `pdftotext` reads back, and a small picture of each page.

After a change that is meant, `python -m tests.apps.documents.test_golden_papers` writes both anew; look at them before
they are committed.
"""

import hashlib
import sys

import pytest

from loket.documents.papers.issue import Page
from loket.documents.typesetting import draw, typeset
from tests.apps.documents.page_reading import GOLDEN, difference, read_pages, text_of
from tests.apps.documents.paper_samples import every_page

PAGES = every_page()
MOST_DIFFERENT = 0.002
PPI = 32.0
PPI_OF_CARDS = 96.0


def pictures(page: Page) -> tuple[bytes, ...]:
    return draw(page.template, page.sheet, ppi=PPI_OF_CARDS if page.template == "card" else PPI)


def write_golden() -> None:
    """Put the present texts and pictures on file."""
    GOLDEN.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (GOLDEN / f"{name}.txt").write_text(f"{text_of(typeset(page.template, page.sheet))}\n", "utf-8")
        for number, picture in enumerate(pictures(page), start=1):
            (GOLDEN / f"{name}-{number}.png").write_bytes(picture)


@pytest.mark.parametrize("name", PAGES)
class TestPaper:
    def test_reads_back_as_on_file(self, name: str) -> None:
        page = PAGES[name]
        assert text_of(typeset(page.template, page.sheet)) == (GOLDEN / f"{name}.txt").read_text("utf-8").rstrip("\n")

    def test_looks_as_on_file(self, name: str) -> None:
        drawn = pictures(PAGES[name])
        assert len(drawn) == len(list(GOLDEN.glob(f"{name}-[0-9].png")))
        for number, picture in enumerate(drawn, start=1):
            assert difference(picture, GOLDEN / f"{name}-{number}.png") <= MOST_DIFFERENT

    def test_keeps_all_words_on_the_page(self, name: str) -> None:
        page = PAGES[name]
        margin = 1.5 if page.template == "card" else 6.0
        assert [read.outside(margin) for read in read_pages(typeset(page.template, page.sheet))] == [[]] * len(
            pictures(page)
        )

    def test_is_the_same_file_every_time(self, name: str) -> None:
        page = PAGES[name]
        first, second = (hashlib.sha256(typeset(page.template, page.sheet)).hexdigest() for _ in range(2))
        assert first == second


class TestTheFile:
    def test_holds_no_paper_that_is_gone(self) -> None:
        assert {path.stem for path in GOLDEN.glob("*.txt")} == set(PAGES)

    def test_tells_one_paper_from_another(self) -> None:
        (picture,) = pictures(PAGES["akta-kelahiran"])
        assert difference(picture, GOLDEN / "akta-kematian-1.png") > MOST_DIFFERENT
        assert difference(picture, GOLDEN / "kk-1.png") == 1.0


if __name__ == "__main__":
    write_golden()
    sys.exit(0)
