"""The gate for scans."""

import hashlib
import io
import time

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from loket.documents.refusals import ScanBroken, ScanEmpty, ScanNotAllowed, ScanTooLarge
from loket.documents.scan_images import clean_image
from loket.documents.scan_limits import MAX_BYTES, MAX_PAGES, Finding, ScanKind, Unacceptable
from loket.documents.scan_pdfs import clean_pdf
from loket.documents.services import accept_scan
from tests.apps.documents import strange_files as strange


def unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def everything_in(pdf: bytes) -> bytes:
    """All objects of a PDF with their streams unpacked."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        parts = [found.unparse() for found in opened.objects]
        parts += [unpacked(found) for found in opened.objects if isinstance(found, pikepdf.Stream)]
        return b"\n".join([*parts, opened.trailer.unparse()])


class TestPictures:
    @pytest.mark.parametrize(("form", "kind"), [("JPEG", ScanKind.JPEG), ("PNG", ScanKind.PNG)])
    def test_are_drawn_again_alike(self, form: str, kind: ScanKind) -> None:
        original = strange.photograph()
        clean = accept_scan("kk." + form.lower(), strange.encoded(original, form))
        assert clean.kind is kind
        assert clean.pages == 1
        assert clean.sha256 == hashlib.sha256(clean.content).hexdigest()
        assert clean.media_type == f"image/{kind}"
        with Image.open(io.BytesIO(clean.content)) as drawn:
            assert drawn.format == form
            assert drawn.size == original.size
            assert [abs(drawn.getpixel((x, 200))[0] - original.getpixel((x, 200))[0]) < 6 for x in (9, 300, 600)] == [  # type: ignore[index]
                True
            ] * 3

    def test_lose_place_comment_and_profile_and_stand_upright(self) -> None:
        taken = strange.phone_jpeg()
        assert b"KOMENTAR RAHASIA" in taken
        clean = accept_scan("foto.jpg", taken)
        for secret in (b"RUMAH SARI", b"KOMENTAR RAHASIA", b"PROFIL", b"Exif"):
            assert secret not in clean.content
        with Image.open(io.BytesIO(clean.content)) as drawn:
            assert drawn.size == (480, 640)

    def test_of_a_camera_that_writes_several_into_one_keep_the_first(self) -> None:
        several = strange.camera_jpeg()
        clean = accept_scan("foto.jpg", several)
        assert len(clean.content) < len(several)
        with Image.open(io.BytesIO(clean.content)) as drawn:
            assert (drawn.format, drawn.size) == ("JPEG", (64, 48))

    def test_lose_texts_and_stand_on_white(self) -> None:
        clean = accept_scan("cap.png", strange.talking_png())
        assert b"RAHASIA" not in clean.content
        with Image.open(io.BytesIO(clean.content)) as drawn:
            assert drawn.mode == "RGB"
            assert drawn.getpixel((5, 5)) == (255, 255, 255)

    @pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
    def test_of_every_scanner_mode_are_taken(self, mode: str) -> None:
        form = "JPEG" if mode == "CMYK" else "PNG"
        picture = Image.new(mode, (50, 40))
        assert accept_scan("scan", strange.encoded(picture, form)).pages == 1

    def test_sixteen_bits_of_grey_keep_their_grey(self) -> None:
        clean = accept_scan("abu.png", strange.encoded(Image.new("I;16", (20, 20), 32_768), "PNG"))
        with Image.open(io.BytesIO(clean.content)) as drawn:
            assert drawn.getpixel((3, 3)) == 128

    def test_lose_an_archive_hidden_behind_their_end(self) -> None:
        hidden = strange.polyglot(strange.encoded(strange.photograph(), "JPEG"))
        clean = accept_scan("foto.jpg", hidden)
        assert b"PK" not in clean.content[-200:]
        assert b"index.html" not in clean.content

    def test_are_known_by_content_and_not_by_name(self) -> None:
        clean = accept_scan("kk.pdf", strange.encoded(strange.photograph(), "PNG"))
        assert clean.kind is ScanKind.PNG

    def test_without_a_byte_say_so_and_what_to_do(self) -> None:
        with pytest.raises(ScanEmpty) as refused:
            accept_scan("kk.pdf", b"")
        assert "0 byte" in refused.value.explanation
        assert "pemindai selesai" in refused.value.hint

    @pytest.mark.parametrize("form", ["JPEG", "PNG"])
    def test_cut_off_in_the_middle_are_broken(self, form: str) -> None:
        whole = strange.encoded(Image.effect_noise((300, 300), 60), form)
        with pytest.raises(ScanBroken) as refused:
            accept_scan("kk.jpg", whole[: len(whole) // 2])
        assert refused.value.explanation == "Berkas “kk.jpg” rusak atau tidak lengkap."

    def test_that_would_fill_the_memory_are_refused_at_once(self) -> None:
        bomb = strange.bomb_png()
        assert len(bomb) < 100_000
        started = time.monotonic()
        with pytest.raises(ScanTooLarge, match="50 juta titik"):
            accept_scan("kk.png", bomb)
        assert time.monotonic() - started < 10

    def test_just_over_the_limit_of_pixels_are_refused(self) -> None:
        with pytest.raises(ScanTooLarge, match="50 juta titik"):
            accept_scan("kk.png", strange.bomb_png(side=7_072))

    @given(place=st.integers(0, 2_000), value=st.integers(0, 255))
    def test_with_any_byte_changed_are_drawn_or_refused(self, place: int, value: int) -> None:
        spoiled = bytearray(strange.encoded(strange.photograph(48, 48), "JPEG"))
        spoiled[place % len(spoiled)] = value
        finding: Finding | None = None
        drawn = b""
        try:
            drawn = clean_image(ScanKind.JPEG, bytes(spoiled))
        except Unacceptable as refusal:
            finding = refusal.finding
        assert drawn.startswith(b"\xff\xd8\xff") != (finding in (Finding.BROKEN, Finding.PIXELS))


class TestPdfs:
    def test_keep_their_pages(self) -> None:
        clean = accept_scan("berkas.pdf", strange.saved(strange.plain_pdf(pages=3)))
        assert (clean.kind, clean.pages, clean.media_type) == (ScanKind.PDF, 3, "application/pdf")
        assert everything_in(clean.content).count(b"100 100 200 200 re") == 3

    def test_lose_everything_that_acts_and_everything_hidden(self) -> None:
        acting = strange.acting_pdf()
        assert strange.SCRIPT.encode() in everything_in(acting)
        content = everything_in(accept_scan("berkas.pdf", acting).content)
        for trace in (
            strange.SCRIPT.encode(), b"/JS", b"/JavaScript", b"/OpenAction", b"/AA", b"/Launch", b"calc.exe", b"/URI",
            b"/Annots", b"/EmbeddedFile", b"MZ-ISI", b"virus.exe", b"RAHASIA", b"/Metadata", b"/AcroForm", b"/Names",
        ):  # fmt: skip
            assert trace not in content
        assert b"100 100 200 200 re" in content

    def test_keep_the_answers_of_a_form_as_ink(self) -> None:
        clean = accept_scan("formulir.pdf", strange.filled_form_pdf())
        content = everything_in(clean.content)
        assert b"1 0 0 rg 0 0 100 20 re f" in content
        assert b"/Widget" not in content

    def test_keep_size_and_turn_that_stood_above_the_page(self) -> None:
        clean = accept_scan("berkas.pdf", strange.inheriting_pdf())
        with pikepdf.open(io.BytesIO(clean.content)) as opened:
            page = opened.pages[0]
            assert [int(side) for side in page.mediabox] == [0, 0, 300, 400]
            assert page.obj["/Rotate"] == 90

    def test_come_out_the_same_each_time(self) -> None:
        content = strange.saved(strange.plain_pdf())
        assert accept_scan("a.pdf", content) == accept_scan("b.pdf", content)

    @pytest.mark.parametrize("password", ["", "sari"])
    def test_that_are_locked_are_refused_with_a_way_out(self, password: str) -> None:
        with pytest.raises(ScanNotAllowed, match="simpan ulang tanpa kunci"):
            accept_scan("berkas.pdf", strange.locked_pdf(password))

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (strange.saved(strange.plain_pdf(pages=MAX_PAGES + 1)), "lebih dari 50 halaman"),
            (strange.crowded_pdf(20_001), "susunannya terlalu rumit"),
            (strange.huge_page_pdf(), "ukuran halamannya tidak wajar"),
            (strange.wide_picture_pdf(), "50 juta titik"),
            (strange.swelling_pdf(), "terlalu berat untuk dibuka"),
        ],
        ids=["pages", "objects", "page-side", "pixels", "content"],
    )
    def test_over_a_limit_are_refused_with_the_reason(self, content: bytes, why: str) -> None:
        assert len(content) < MAX_BYTES
        with pytest.raises(ScanTooLarge, match=why):
            accept_scan("berkas.pdf", content)

    @pytest.mark.parametrize(
        "content",
        [b"%PDF-1.7\n<html></html>", b"%PDF-", strange.saved(pikepdf.Pdf.new())],
        ids=["html", "head", "empty"],
    )
    def test_without_a_readable_page_are_broken(self, content: bytes) -> None:
        with pytest.raises(ScanBroken):
            accept_scan("berkas.pdf", content)

    @given(place=st.integers(0, 5_000), value=st.integers(0, 255))
    def test_with_any_byte_changed_are_rebuilt_without_scripts_or_refused(self, place: int, value: int) -> None:
        spoiled = bytearray(strange.acting_pdf())
        spoiled[place % len(spoiled)] = value
        try:
            rebuilt, _pages = clean_pdf(bytes(spoiled))
        except Unacceptable:
            return
        assert strange.SCRIPT.encode() not in everything_in(rebuilt)

    def test_with_the_tail_of_another_file_lose_it(self) -> None:
        clean = accept_scan("berkas.pdf", strange.polyglot(strange.saved(strange.plain_pdf())))
        assert b"index.html" not in clean.content


class TestOtherFiles:
    @pytest.mark.parametrize(
        ("name", "content", "why"),
        [
            ("gambar.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "halaman web"),
            ("gambar.png", b"\xef\xbb\xbf\n <?xml version='1.0'?><svg/>", "halaman web"),
            ("kk.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "halaman web"),
            ("kk.pdf", b"\n\n%PDF-1.4", "bukan hasil pindai"),
            ("kk.pdf", b"#!/bin/sh\nrm -rf /", "program"),
            ("kk.jpg", b"MZ\x90\x00", "program"),
            ("kk.pdf", strange.polyglot(b""), "arsip ZIP"),
            ("kk.gif", b"GIF89a", "GIF"),
            ("kk.jpg", b"RIFF\x00\x00\x00\x00WEBP", "WebP"),
            ("kk.txt", b"Sari Wulandari", "bukan hasil pindai"),
        ],
    )
    def test_are_refused_whatever_their_name(self, name: str, content: bytes, why: str) -> None:
        with pytest.raises(ScanNotAllowed, match=why) as refused:
            accept_scan(name, content)
        assert "PDF, JPEG, atau PNG" in refused.value.hint

    def test_over_ten_megabytes_are_refused_unopened(self) -> None:
        with pytest.raises(ScanTooLarge, match="lebih dari 10 MB"):
            accept_scan("kk.pdf", b"%PDF-" + b"0" * MAX_BYTES)

    def test_with_a_wild_name_are_named_in_one_short_line(self) -> None:
        with pytest.raises(ScanEmpty) as refused:
            accept_scan("x" * 500 + "\n\u202egpj.kk", b"")
        assert "\n" not in refused.value.explanation
        assert "\u202e" not in refused.value.explanation
        assert len(refused.value.explanation) < 120
