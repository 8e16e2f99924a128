"""What papers say in the cases that a family on file does not show."""

import time
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

import pytest

from loket.core.register.codes import Citizenship, Religion
from loket.documents.papers.akta import (
    BirthAktaRecord,
    DeathAktaRecord,
    birth_akta_page,
    death_akta_page,
)
from loket.documents.papers.biodata import BiodataRecord
from loket.documents.papers.cards import KiaRecord, KtpElRecord
from loket.documents.papers.issue import Issue, Page, Signer, full_name, rt_rw
from loket.documents.papers.kinds import OfficePaper, page_of
from loket.documents.papers.kk import KkRecord
from loket.documents.papers.number_words import date_words, number_words
from loket.documents.papers.office_papers import DispositionRecord
from loket.documents.papers.people import Person
from loket.documents.papers.places import Place
from loket.documents.services import paper_pdf, paper_pictures
from loket.documents.typesetting import template_version, typeset
from tests.apps.documents.page_reading import read_pages, text_of
from tests.apps.documents.paper_people import ADI, AGUS, ISSUE, JANE, KIJANG, KK, SARI, WORK, kk_of
from tests.apps.documents.paper_samples import every_page
from tests.apps.documents.reading import words_of


def words(page: Page) -> str:
    return words_of(typeset(page.template, page.sheet))


def born(**changes: Any) -> Person:
    return replace(ADI, biodata=replace(ADI.biodata, **changes))


class TestNumberWords:
    @pytest.mark.parametrize(
        ("number", "spoken"),
        [
            (0, "nol"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (31, "tiga puluh satu"),
            (100, "seratus"),
            (117, "seratus tujuh belas"),
            (999, "sembilan ratus sembilan puluh sembilan"),
            (1000, "seribu"),
            (1984, "seribu sembilan ratus delapan puluh empat"),
            (2026, "dua ribu dua puluh enam"),
        ],
    )
    def test_are_those_of_certificates(self, number: int, spoken: str) -> None:
        assert number_words(number) == spoken

    @pytest.mark.parametrize("number", [-1, 10000])
    def test_end_where_years_end(self, number: int) -> None:
        with pytest.raises(ValueError, match="0 to 9999"):
            number_words(number)

    def test_of_a_date(self) -> None:
        assert date_words(date(2010, 11, 12)) == "dua belas November tahun dua ribu sepuluh"


class TestBirthAkta:
    def page(self, child: Person, **more: Any) -> str:
        return words(birth_akta_page(BirthAktaRecord(issue=ISSUE, akta_number="LU-1", child=child, **more)))

    def test_of_a_mother_alone_names_her_alone(self) -> None:
        read = self.page(born(father_name=""))
        assert "dari seorang ibu SARI WULANDARI" in read
        assert "ayah" not in read

    def test_of_a_foundling_says_that_nobody_is_known(self) -> None:
        assert "yang asal-usul orang tuanya tidak diketahui" in self.page(born(father_name="", mother_name=""))

    def test_of_parents_whose_marriage_is_not_registered_says_so(self) -> None:
        assert "yang perkawinannya belum tercatat" in self.page(ADI, unrecorded=True)

    def test_without_the_order_leaves_it_out(self) -> None:
        read = self.page(ADI)
        assert "anak ke" not in read
        assert "ADI SALIM laki-laki," in read

    def test_a_second_excerpt_says_that_it_is_the_second(self) -> None:
        assert "KUTIPAN KEDUA AKTA KELAHIRAN" in self.page(ADI, second=True)

    def test_of_a_foreigner_is_headed_so(self) -> None:
        assert "ORANG ASING" in self.page(born(citizenship=Citizenship.WNA))

    def test_leaves_titles_out(self) -> None:
        dead = DeathAktaRecord(
            issue=ISSUE, akta_number="KM-1", dead=AGUS, died_on=date(2026, 1, 1), died_at_place="Kijang"
        )
        assert "Drs." not in words(death_akta_page(dead)).replace("Drs. Hadi", "")

    def test_of_death_without_known_parents_says_so(self) -> None:
        alone = replace(AGUS, biodata=replace(AGUS.biodata, father_name="", mother_name=""))
        dead = DeathAktaRecord(
            issue=ISSUE, akta_number="KM-1", dead=alone, died_on=date(2026, 1, 1), died_at_place="Kijang"
        )
        assert "yang nama orang tuanya tidak diketahui" in words(death_akta_page(dead))


class TestNames:
    def test_have_titles_on_kk_and_card(self) -> None:
        assert full_name(AGUS.biodata) == "Drs. H. AGUS SALIM, M.Si."
        assert full_name(ADI.biodata) == "ADI SALIM"

    def test_of_a_belief_name_its_organisation_on_biodata(self) -> None:
        kejawen = born(religion=Religion.KEPERCAYAAN, belief_organisation="Sapta Darma")
        assert "(Sapta Darma)" in words(page_of(BiodataRecord(ISSUE, (kejawen,))))
        assert "Sapta" not in words(page_of(KtpElRecord(ISSUE, kejawen)))


class TestPlaces:
    def test_leave_out_what_is_not_known(self) -> None:
        assert Place().one_line == ""
        assert Place(street="Jl. A", regency="Kota B").one_line == "Jl. A, Kota B"
        assert Place(hamlet="Dusun C").street_line == "Dusun C"
        assert (rt_rw("", ""), rt_rw("1", "")) == ("-", "1/-")

    def test_print_the_words_of_the_office(self) -> None:
        nagari = replace(KIJANG, village_label="Nagari")
        assert "Nagari : KIJANG KOTA" in words(page_of(replace(KK, place=nagari)))


class TestKk:
    def test_of_fourteen_goes_on_on_a_second_sheet_with_the_same_number(self) -> None:
        page = page_of(KkRecord(ISSUE, kk_of(AGUS, *(ADI for _ in range(13))), KIJANG, WORK))
        first, second = read_pages(typeset(page.template, page.sheet))
        for sheet in (first, second):
            assert str(AGUS.kk_number) in {w.words for w in sheet.words}
        read = words(page)
        assert "Lembar 1 dari 2" in read
        assert "14 ADI SALIM" in read
        assert "15 - - -" in read

    def test_of_ten_is_one_sheet(self) -> None:
        page = page_of(KkRecord(ISSUE, kk_of(AGUS, *(ADI for _ in range(9))), KIJANG, WORK))
        assert len(read_pages(typeset(page.template, page.sheet))) == 1

    def test_prints_the_permit_of_a_foreigner_with_itap(self) -> None:
        assert "WNA - 2D41AB1234-W" in words(page_of(replace(KK, kk=kk_of(AGUS, JANE))))

    def test_of_nobody_is_an_empty_sheet(self) -> None:
        assert "1 - - - -" in words(page_of(replace(KK, kk=kk_of())))


class TestSpeed:
    def test_a_warm_kk_is_made_while_the_applicant_looks_up(self) -> None:
        typeset_kk(0)
        spent = []
        for number in range(1, 16):
            started = time.process_time()
            typeset_kk(number)
            spent.append(time.process_time() - started)
        # The aim of the benchmark is 40 ms; a test runs beside others and gets the double.
        assert median(spent) < 0.08


def typeset_kk(number: int) -> None:
    """A KK that has not been set before."""
    other = replace(AGUS, biodata=replace(AGUS.biodata, full_name=f"Agus {number_words(number)}"))
    page = page_of(KkRecord(ISSUE, kk_of(other, SARI, ADI, *(ADI for _ in range(number % 3))), KIJANG, WORK))
    typeset(page.template, page.sheet)


class TestFrame:
    def test_prints_on_whose_behalf_is_signed(self) -> None:
        signer = Signer(title="Sekretaris", name="Nisa", nip="1", on_behalf="a.n. Kepala Dinas")
        for record in (
            KtpElRecord(ISSUE, SARI),
            KkRecord(replace(ISSUE, signer=signer), kk_of(AGUS), KIJANG, WORK),
            BiodataRecord(replace(ISSUE, signer=signer), (SARI,)),
        ):
            read = words(page_of(record))
            assert ("a.n. Kepala Dinas" in read) == (not isinstance(record, KtpElRecord))

    def test_shows_the_sign_of_an_electronic_signature_only_when_there_is_one(self) -> None:
        said = "Ditandatangani secara elektronik dengan sertifikat BSrE."
        signed: Issue = replace(ISSUE, code="7K2M-94QX-B3TD", certificate=said)
        for plain in (KK, BiodataRecord(ISSUE, (SARI,))):
            record = replace(plain, issue=signed)
            assert said in words(page_of(record))
            assert said not in words(page_of(plain))
            assert paper_pictures(record, ppi=30) != paper_pictures(plain, ppi=30)

    def test_says_which_copy_it_is(self) -> None:
        second = replace(ISSUE, copy_number=2)
        for record in (
            replace(KK, issue=second),
            BiodataRecord(second, (SARI,)),
            KiaRecord(second, ADI, date(2032, 4, 3), with_photo=True),
            BirthAktaRecord(issue=second, akta_number="LU-1", child=ADI),
        ):
            assert "Salinan cetak ke-2" in words(page_of(record))

    def test_marks_a_draft_on_every_template(self) -> None:
        draft = replace(ISSUE, draft=("NIK menunggu SIAK",))
        for record in (
            replace(KK, issue=draft),
            BiodataRecord(draft, (SARI,)),
            KiaRecord(draft, ADI, date(2032, 4, 3), with_photo=True),
            BirthAktaRecord(issue=draft, akta_number="LU-1", child=ADI),
        ):
            read = text_of(paper_pdf(record))
            assert "KONSEP – belum berlaku: NIK menunggu SIAK" in read


class TestOfficePapers:
    def test_disposition_prints_the_note_above_the_lines(self) -> None:
        record = DispositionRecord(
            issue=ISSUE,
            sender="Camat",
            letter_number="1",
            letter_date=date(2026, 1, 1),
            received_on=date(2026, 1, 2),
            agenda_number="3",
            subject="Jemput bola",
            passed_to=("Sekretaris",),
            instructions=("Arsipkan",),
            note="Segera, sebelum Senin.",
        )
        assert "Segera, sebelum Senin." in words(page_of(record))

    def test_have_names_apart_from_those_of_the_register(self) -> None:
        assert len({*OfficePaper}) == 5


class TestVersion:
    def test_is_one_for_each_template_and_counts_what_it_imports(self) -> None:
        versions = {page.template: template_version(page.template) for page in every_page().values()}
        assert {*versions} == {"kk", "letter", "akta", "card"}
        assert len({*versions.values()}) == 4
        assert all(len(version) == 64 for version in versions.values())
