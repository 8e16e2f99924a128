"""What people type is printed as they typed it, within its column, the same way every time."""

import hashlib
import os
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
import typst

from loket.core.printable import is_drawn
from loket.documents.records import FileStep, HandedPaper, LackingPaper, LackKind, PaperState
from loket.documents.refusals import SignNotPrintable
from loket.documents.services import (
    file_slip_pdf,
    pickup_page_pdf,
    refusal_slip_pdf,
    register_page_pdf,
    resi_pdf,
    warm_up,
)
from loket.documents.sheets import (
    file_slip_sheet,
    pickup_page_sheet,
    refusal_sheet,
    register_page_sheet,
    resi_sheet,
)
from loket.documents.typesetting import Sheet, draw, typeset
from tests.apps.documents.reading import has_blank_sides, letters_of, words_of
from tests.apps.documents.samples import (
    FOLDER,
    HEAD,
    PICKUPS,
    REGISTER,
    SARI,
    SENT_BACK,
    pickup_line,
    register_line,
)

ROOT = Path(__file__).parents[3]
LONGEST = "W" * 60
OVERFULL_HEAD = replace(HEAD, government=LONGEST, office=LONGEST, address=LONGEST, contact=LONGEST, complaints=LONGEST)
PPI = 60.0


def overfull_slips() -> dict[str, Sheet]:
    """Every slip with the widest name the law allows, as one word, wherever a person may type."""
    resi = replace(
        SARI,
        letterhead=OVERFULL_HEAD,
        register_number=LONGEST,
        service=LONGEST,
        applicant_name=LONGEST,
        received_by=LONGEST,
        promise=LONGEST,
        subject=LONGEST,
        papers=(HandedPaper(LONGEST, PaperState.ORIGINAL_KEPT, note=LONGEST), HandedPaper(LONGEST)),
        bring=(LONGEST,),
        tracking_address=LONGEST,
    )
    folder = replace(
        FOLDER,
        letterhead=OVERFULL_HEAD,
        register_number=LONGEST,
        service=LONGEST,
        applicant_name=LONGEST,
        subject=LONGEST,
        priority=LONGEST,
        steps=(FileStep("1", LONGEST, LONGEST, LONGEST),),
    )
    sent_back = replace(
        SENT_BACK,
        letterhead=OVERFULL_HEAD,
        reference=LONGEST,
        service=LONGEST,
        applicant_name=LONGEST,
        refused_by=LONGEST,
        lacking=(LackingPaper(LONGEST, LackKind.WRONG, LONGEST, LONGEST),),
        complete=(LONGEST,),
        opening_hours=LONGEST,
    )
    return {
        "resi-a5": resi_sheet(resi),
        "resi-80mm": resi_sheet(resi),
        "file-slip": file_slip_sheet(folder),
        "refusal-slip": refusal_sheet(sent_back),
    }


def overfull_book_pages() -> dict[str, Sheet]:
    """The pages of the books, filled the same way."""
    hand_over = replace(
        pickup_line(1),
        register_number=LONGEST,
        applicant_name=LONGEST,
        document=LONGEST,
        collector=LONGEST,
        relation=LONGEST,
    )
    entry = replace(register_line(1), number=LONGEST, applicant_name=LONGEST, service=LONGEST, outcome=LONGEST)
    register = replace(
        REGISTER,
        letterhead=OVERFULL_HEAD,
        book=LONGEST,
        lines=(entry, replace(entry, void_reason=LONGEST)),
        signer_title=LONGEST,
        signer_name=LONGEST,
        signer_nip=LONGEST,
        notes=(LONGEST,),
    )
    pickups = replace(PICKUPS, letterhead=OVERFULL_HEAD, code=LONGEST, lines=(hand_over,))
    return {"pickup-page": pickup_page_sheet(pickups), "register-page": register_page_sheet(register)}


class TestTypedText:
    @pytest.mark.parametrize(
        "typed",
        [
            '#eval("1 + 1")',
            "#panic()",
            "$x^2$",
            "*Sari* _Wulandari_ `kode`",
            "\"Sari\" 'Wulandari' -- --- ...",
            "<label> @acuan [isi] {blok} \\n // /* ~ =",
            "#import \"common.typ\"; #read('../../services.py')",
            "Nur’aini D’Souza",
            "Mu‘āwiyah Śrī Ṣḥafí Žižek",
            "{{ sheet }} {% now %} &amp; %s \\u0041",
            "Suparman",
            "K. H. Raden Mas Ngabehi Sosrodiningrat Wiryoatmodjo Kusumo Hadi",
        ],
    )
    def test_is_printed_to_the_letter(self, typed: str) -> None:
        assert typed in words_of(resi_pdf(replace(SARI, applicant_name=typed, subject="")))

    @pytest.mark.parametrize("name", ["A" * 60, LONGEST, "Q"])
    @pytest.mark.parametrize("size", ["a5", "80mm"])
    def test_of_one_word_keeps_every_letter(self, name: str, size: str) -> None:
        assert name in letters_of(resi_pdf(replace(SARI, applicant_name=name), size))

    def test_of_invisible_signs_and_line_breaks_becomes_one_plain_line(self) -> None:
        typed = "Sari\u202e\u200b\x00\nWulan\ufeffdari\u2066"
        plain = resi_pdf(replace(SARI, applicant_name="Sari Wulandari"))
        assert resi_pdf(replace(SARI, applicant_name=typed)) == plain

    def test_in_two_spellings_of_unicode_prints_the_same(self) -> None:
        composed, apart = "Ren\u00e9", "Rene\u0301"
        assert resi_pdf(replace(SARI, applicant_name=composed)) == resi_pdf(replace(SARI, applicant_name=apart))

    @pytest.mark.parametrize(
        "template", ["resi-a5", "resi-80mm", "file-slip", "refusal-slip", "pickup-page", "register-page"]
    )
    def test_stays_within_the_page(self, template: str) -> None:
        margin_mm = 4.0 if template == "resi-80mm" else 10.0
        pages = draw(template, {**overfull_slips(), **overfull_book_pages()}[template], ppi=PPI)
        assert pages
        assert all(has_blank_sides(page, margin_mm=margin_mm, ppi=PPI) for page in pages)


class TestScripts:
    @pytest.mark.parametrize("name", ["سارة بنت هادي", "Сари Вуландари", "Σάρη", "Ngurah Śaśī"])
    def test_prints_those_with_glyphs(self, name: str) -> None:
        record = replace(SARI, applicant_name=name, subject="")
        assert set(name) - {" "} <= set(letters_of(resi_pdf(record)))

    @pytest.mark.parametrize("name", ["ꦱꦫꦶ", "ᬲᬭᬶ", "王小明", "Sari 🙂", "Sari \ue000", "Sari \ud800"])
    @pytest.mark.parametrize("size", ["a5", "80mm"])
    def test_refuses_those_without_instead_of_printing_boxes(self, name: str, size: str) -> None:
        with pytest.raises(SignNotPrintable) as refused:
            resi_pdf(replace(SARI, applicant_name=name), size)
        assert "tidak dapat dicetak" in refused.value.explanation
        assert "huruf Latin, seperti pada akta" in refused.value.hint
        assert "pembetulan biodata" in refused.value.hint


class TestTheTableOfTheCore:
    def test_holds_only_signs_that_the_fonts_draw(self) -> None:
        drawn = [chr(number) for number in range(sys.maxunicode + 1) if is_drawn(chr(number))]
        # A mark that combines needs a letter to stand on, and an Arabic one that of its own script.
        words = " ".join(f"q{sign}" if unicodedata.combining(sign) else sign for sign in drawn)
        assert len(drawn) > 2500
        resi_pdf(replace(SARI, subject=words))

    @pytest.mark.parametrize("sign", ["✅", "★", "〇", "ꦱ", "֊", "⁐", "₿", "ϒ", "Ѫ", "🙂"])
    def test_lacks_what_they_do_not(self, sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
        assert not is_drawn(sign)
        monkeypatch.setattr("loket.documents.typesetting.is_drawn", lambda _sign: True)
        with pytest.raises(SignNotPrintable):
            resi_pdf(replace(SARI, subject=sign))


class TestTemplate:
    def test_with_the_sheet_of_another_paper_is_a_fault_and_no_refusal(self) -> None:
        with pytest.raises(typst.TypstError, match="priority"):
            typeset("file-slip", resi_sheet(SARI))


class TestSameInput:
    def test_gives_the_same_bytes_in_another_process(self) -> None:
        program = (
            "import hashlib, sys; sys.path.insert(0, '.'); import django; django.setup();"
            "from tests.apps.documents import samples as s; from loket.documents import services as v;"
            "made = [v.resi_pdf(s.SARI), v.resi_pdf(s.SARI, '80mm'), v.file_slip_pdf(s.FOLDER),"
            " v.refusal_slip_pdf(s.SENT_BACK), v.pickup_page_pdf(s.PICKUPS), v.register_page_pdf(s.REGISTER)];"
            "print(' '.join(hashlib.sha256(pdf).hexdigest() for pdf in made))"
        )
        elsewhere = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "loket.config.settings"},
        )
        here = [
            resi_pdf(SARI),
            resi_pdf(SARI, "80mm"),
            file_slip_pdf(FOLDER),
            refusal_slip_pdf(SENT_BACK),
            pickup_page_pdf(PICKUPS),
            register_page_pdf(REGISTER),
        ]
        assert elsewhere.stdout.split() == [hashlib.sha256(pdf).hexdigest() for pdf in here]

    def test_gives_the_same_bytes_from_many_threads_at_once(self) -> None:
        names = [f"Sari Wulandari {n}" for n in range(12)]
        expected = [resi_pdf(replace(SARI, applicant_name=name)) for name in names]
        with ThreadPoolExecutor(4) as threads:
            made = list(threads.map(lambda name: resi_pdf(replace(SARI, applicant_name=name)), names))
        assert made == expected

    def test_another_name_gives_other_bytes(self) -> None:
        assert resi_pdf(SARI) != resi_pdf(replace(SARI, applicant_name="Sari Wulandara"))


class TestSpeed:
    def test_a_warm_slip_is_made_while_the_printer_wakes(self) -> None:
        warm_up()
        resi_pdf(SARI)
        spent = []
        for n in range(15):
            record = replace(SARI, applicant_name=f"Sari Wulandari {n}", register_number=f"470/{n:04d}/KK/2026")
            started = time.process_time()
            resi_pdf(record)
            spent.append(time.process_time() - started)
        assert median(spent) < 0.15
