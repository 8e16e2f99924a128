"""The pages of the pick-up book and of the register books."""

import io
from dataclasses import replace
from datetime import date

from PIL import Image

from loket.documents.services import pickup_page_pdf, register_page_pdf
from loket.documents.sheets import pickup_page_sheet
from loket.documents.typesetting import draw
from tests.apps.documents.reading import pages_of, size_of, words_of
from tests.apps.documents.samples import PICKUPS, REGISTER, pickup_line


def ink_in_the_last_column(*, signed: bool) -> int:
    page = replace(PICKUPS, lines=(pickup_line(1, signed=signed),), blank_rows=0, code="")
    (picture,) = draw("pickup-page", pickup_page_sheet(page), ppi=72)
    with Image.open(io.BytesIO(picture)) as image:
        page_image = image.convert("L")
    column = page_image.crop((int(page_image.width * 0.84), 0, int(page_image.width * 0.94), page_image.height))
    return sum(column.histogram()[:100])


class TestPickupPage:
    def test_shows_who_took_what_when_and_as_whom(self) -> None:
        pdf = pickup_page_pdf(PICKUPS)
        words = words_of(pdf)
        assert size_of(pdf) == (297, 210)
        assert "Kamis, 26 November 2026" in words
        assert "3 470/0403/KK/2026 7K2M-94QX-B3TD Sari Wulandari Kartu Keluarga Rudi Hartono Suami, kuasa" in words
        assert "26-11-2026 09.33 WIB" in words
        assert "Halaman 3" in words
        assert "BP-2026-11-26-3" in words

    def test_draws_the_signature_of_the_pad(self) -> None:
        assert ink_in_the_last_column(signed=True) > ink_in_the_last_column(signed=False)

    def test_names_a_period_of_several_days(self) -> None:
        page = replace(PICKUPS, valid_until=date(2026, 12, 1))
        assert "26 November 2026 – 1 Desember 2026" in words_of(pickup_page_pdf(page))

    def test_carries_all_lines_over_several_sheets(self) -> None:
        lines = tuple(pickup_line(n, signed=n % 5 == 0) for n in range(1, 29))
        pages = pages_of(pickup_page_pdf(replace(PICKUPS, lines=lines)))
        assert len(pages) > 1
        assert all(line.register_number in " ".join(pages) for line in lines)
        assert all("Tanda tangan" in page for page in pages)

    def test_an_empty_day_says_so(self) -> None:
        page = replace(PICKUPS, lines=(), blank_rows=0)
        assert "Tidak ada pengambilan pada masa ini." in words_of(pickup_page_pdf(page))


class TestRegisterPage:
    def test_shows_each_entry_once_in_order(self) -> None:
        pdf = register_page_pdf(REGISTER)
        words = words_of(pdf)
        assert size_of(pdf) == (297, 210)
        places = [words.index(line.number) for line in REGISTER.lines]
        assert places == sorted(places)
        assert "Halaman 21 dari 34" in words
        assert "Tahun 2026" in words

    def test_a_void_entry_keeps_its_number_and_says_why(self) -> None:
        words = words_of(register_page_pdf(REGISTER))
        void = words[words.index("470/0414/KK/2026") : words.index("470/0415/KK/2026")]
        assert "BATAL – pemohon menarik permohonan" in void
        assert "Verifikasi Kepala Bidang" not in void

    def test_leaves_room_for_the_signature_of_the_signer_only_when_named(self) -> None:
        assert "Drs. Hadi Purnomo, M.Si. NIP 99700101 199503 1 001" in words_of(register_page_pdf(REGISTER))
        unsigned = replace(REGISTER, signer_title="", signer_name="", signer_nip="")
        assert "NIP" not in words_of(register_page_pdf(unsigned))

    def test_an_empty_page_says_so(self) -> None:
        assert "Belum ada catatan pada halaman ini." in words_of(register_page_pdf(replace(REGISTER, lines=())))
