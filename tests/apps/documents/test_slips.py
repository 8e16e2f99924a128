"""The slips: what the applicant and the folder carry away."""

from dataclasses import replace
from datetime import datetime

import pytest

from loket.documents.records import HandedPaper, PaperState
from loket.documents.services import ResiSize, file_slip_pdf, refusal_slip_pdf, resi_pdf, resi_preview
from tests.apps.documents.reading import letters_of, pages_of, size_of, words_of
from tests.apps.documents.samples import FOLDER, NIK, SARI, SENT_BACK, STEPS


@pytest.mark.parametrize("size", list(ResiSize))
class TestResi:
    def test_tells_the_applicant_all_that_was_agreed(self, size: ResiSize) -> None:
        words = words_of(resi_pdf(SARI, size))
        for agreed in (
            "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
            "7K2M-94QX-B3TD",
            "470/0412/KK/2026",
            "Penerbitan Kartu Keluarga",
            "Sari Wulandari",
            "Senin, 23 November 2026 pukul 10.15 WIB",
            "Kamis, 26 November 2026 pukul 10.15 WIB",
            "Janji layanan: 3 hari kerja",
            "Kutipan akta kelahiran – salinan, asli sudah dilihat (2 lembar)",
            "KTP-el asli pemohon",
            "SMS 0812 0000 0000",
            "tidak dipungut biaya",
        ):
            assert agreed in words

    def test_never_prints_the_whole_nik(self, size: ResiSize) -> None:
        letters = letters_of(resi_pdf(SARI, size))
        assert NIK.digits not in letters
        assert NIK.masked in letters

    def test_names_the_originals_the_office_keeps(self, size: ResiSize) -> None:
        words = words_of(resi_pdf(SARI, size))
        kept = words[words.index("DOKUMEN ASLI YANG DISIMPAN KANTOR") : words.index("SAAT MENGAMBIL, BAWALAH")]
        assert "Kartu Keluarga lama" in kept
        assert "Formulir F-1.02" not in kept

    def test_promises_no_original_back_that_becomes_archive_or_is_withdrawn(self, size: ResiSize) -> None:
        words = words_of(resi_pdf(SARI, size))
        assert "Wajib dikembalikan" not in words
        assert "yang menjadi arsip, ditarik, atau diganti dokumen baru tidak kembali" in words

    def test_says_so_when_no_original_is_kept(self, size: ResiSize) -> None:
        words = words_of(resi_pdf(replace(SARI, papers=(HandedPaper("Formulir F-1.02"),)), size))
        assert "Tidak ada. Semua dokumen asli sudah dikembalikan kepada pemohon." in words

    def test_a_second_print_says_which_print_it_is(self, size: ResiSize) -> None:
        assert "Cetakan ke-" not in words_of(resi_pdf(SARI, size))
        assert "Cetakan ke-3" in words_of(resi_pdf(replace(SARI, print_number=3), size))

    def test_a_slip_for_a_lost_one_is_marked(self, size: ResiSize) -> None:
        assert "RESI PENGGANTI" not in words_of(resi_pdf(SARI, size))
        assert "DUPLIKAT 1" in words_of(resi_pdf(replace(SARI, duplicate=1, mark="5HWN"), size))

    def test_tells_who_may_collect(self, size: ResiSize) -> None:
        assert "surat kuasa" in words_of(resi_pdf(SARI, size))
        in_person = words_of(resi_pdf(replace(SARI, in_person_only=True), size))
        assert "tidak dapat diwakilkan" in in_person
        assert "surat kuasa" not in in_person

    def test_can_be_seen_before_it_is_printed(self, size: ResiSize) -> None:
        pictures = resi_preview(SARI, size)
        assert len(pictures) == len(pages_of(resi_pdf(SARI, size)))
        assert all(picture.startswith(b"\x89PNG") for picture in pictures)

    def test_leaves_out_what_is_not_known(self, size: ResiSize) -> None:
        bare = replace(
            SARI, register_number=None, applicant_nik=None, promise_due_at=None, promise="", papers=(), subject=""
        )
        words = words_of(resi_pdf(bare, size))
        for label in ("NIK", "Perihal", "Dijanjikan selesai", "BERKAS YANG DISERAHKAN", "470/0412"):
            assert label not in words
        assert "7K2M-94QX-B3TD" in words

    def test_keeps_a_promise_in_words_when_no_date_is_set(self, size: ResiSize) -> None:
        words = words_of(resi_pdf(replace(SARI, promise_due_at=None), size))
        assert "Dijanjikan selesai paling lambat 3 hari kerja" in words


class TestResiPaper:
    def test_a5_is_a5_and_ends_in_the_part_for_the_office(self) -> None:
        pdf = resi_pdf(SARI)
        assert size_of(pdf) == (148, 210)
        assert len(pages_of(pdf)) == 1
        assert "potong di sini BAGIAN KANTOR" in words_of(pdf)

    def test_the_roll_is_one_strip_that_grows_with_the_list(self) -> None:
        papers = tuple(HandedPaper(f"Surat keterangan {n}", PaperState.ORIGINAL_KEPT) for n in range(40))
        pdf = resi_pdf(replace(SARI, papers=papers), "80mm")
        assert len(pages_of(pdf)) == 1
        width, height = size_of(pdf)
        assert width == 80
        assert height > size_of(resi_pdf(SARI, "80mm"))[1] + 200

    def test_a_long_list_goes_on_on_a_second_sheet_without_losing_a_paper(self) -> None:
        papers = tuple(HandedPaper(f"Surat keterangan nomor {n:03d}") for n in range(60))
        pdf = resi_pdf(replace(SARI, papers=papers))
        words = words_of(pdf)
        assert len(pages_of(pdf)) > 1
        assert all(paper.name in words for paper in papers)
        assert "Lembar 1 dari" in words

    def test_refuses_a_size_no_printer_has(self) -> None:
        with pytest.raises(ValueError, match="a3"):
            resi_pdf(SARI, "a3")

    def test_refuses_a_moment_without_time_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            resi_pdf(replace(SARI, received_at=datetime(2026, 11, 23, 10, 15)))  # noqa: DTZ001

    def test_tells_the_hour_of_the_office(self) -> None:
        east = replace(SARI, letterhead=replace(SARI.letterhead, zone="Asia/Jayapura"))
        assert "Senin, 23 November 2026 pukul 12.15 WIT" in words_of(resi_pdf(east))


class TestFileSlip:
    def test_shows_every_step_with_who_does_it(self) -> None:
        pdf = file_slip_pdf(FOLDER)
        words = words_of(pdf)
        assert size_of(pdf) == (148, 210)
        assert all(step.name in words and step.position in words for step in STEPS)
        assert "470/0412/KK/2026" in words
        assert "4 berkas, 1 di antaranya asli yang disimpan" in words

    def test_shouts_a_priority_only_when_there_is_one(self) -> None:
        assert "DIDAHULUKAN: Penduduk rentan" in words_of(file_slip_pdf(FOLDER))
        assert "DIDAHULUKAN" not in words_of(file_slip_pdf(replace(FOLDER, priority="")))

    def test_waits_for_a_register_number(self) -> None:
        assert "belum ada" in words_of(file_slip_pdf(replace(FOLDER, register_number=None)))


class TestRefusalSlip:
    def test_names_each_lacking_paper_why_and_what_to_bring(self) -> None:
        words = words_of(refusal_slip_pdf(SENT_BACK))
        for told in (
            "Buku nikah Belum ada Buku nikah asli dan salinannya",
            "Kutipan akta kelahiran Belum sesuai Nama ibu berbeda dengan Kartu Keluarga.",
            "Akta yang sudah diperbaiki, atau surat pernyataan F-2.03",
        ):
            assert told in words

    def test_says_that_no_number_was_used(self) -> None:
        words = words_of(refusal_slip_pdf(SENT_BACK))
        assert "Belum ada nomor register yang dipakai" in words
        assert "470/" not in words

    def test_lists_what_was_in_order_and_when_to_come_back(self) -> None:
        words = words_of(refusal_slip_pdf(SENT_BACK))
        assert "YANG SUDAH SESUAI – Formulir F-1.02 – Kartu Keluarga lama" in words
        assert "Jam layanan: Senin–Kamis 08.00–15.00" in words

    def test_never_prints_the_whole_nik(self) -> None:
        assert NIK.digits not in letters_of(refusal_slip_pdf(SENT_BACK))

    def test_refuses_to_turn_away_a_complete_file(self) -> None:
        with pytest.raises(ValueError, match="lacking"):
            refusal_slip_pdf(replace(SENT_BACK, lacking=()))
