"""Pages that bear the longest QR and a sentence about the signature: nothing overflows, and a telephone reads the code."""

from dataclasses import replace

import pytest

from loket.core.proof.payload import LONGEST
from loket.documents.papers.issue import Page
from loket.documents.qr import sealed_qr_svg
from loket.documents.typesetting import typeset
from tests.apps.documents.page_reading import read_pages, text_of
from tests.apps.documents.paper_samples import every_page

PAYLOAD = "8" + "Z" * (LONGEST - 1)
SENTENCE = (
    "Dokumen ini ditandatangani secara elektronik memakai sertifikat elektronik yang diterbitkan Otoritas Latihan Loket. "
    "Kode verifikasi 7K2M-94QX-B3TD; periksa keasliannya di https://disdukcapil.bintankab.example/verifikasi/."
)
# A card has no room for either, and nobody signs the layout that is only looked at.
PAGES = {n: page for n, page in every_page().items() if page.template in ("akta", "kk", "letter") and n != "kk-lama"}


def signed(page: Page) -> Page:
    texts = {**page.sheet.texts, "code": PAYLOAD, "certificate": SENTENCE}
    drawings = {**page.sheet.drawings, "qr": sealed_qr_svg(PAYLOAD)}
    return replace(page, sheet=replace(page.sheet, texts=texts, drawings=drawings))


@pytest.mark.parametrize("name", PAGES)
class TestASignedPaper:
    def test_has_no_more_sheets_than_one_signed_with_ink(self, name: str) -> None:
        plain, made = PAGES[name], signed(PAGES[name])
        assert len(read_pages(typeset(made.template, made.sheet))) == len(
            read_pages(typeset(plain.template, plain.sheet))
        )

    def test_says_so_and_keeps_all_words_on_the_page(self, name: str) -> None:
        made = signed(PAGES[name])
        pdf = typeset(made.template, made.sheet)
        pages = read_pages(pdf)
        assert [page.outside(6.0) for page in pages] == [[]] * len(pages)
        assert "7K2M-94QX-B3TD" in text_of(pdf)
