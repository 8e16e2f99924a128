"""From the register to a paper: what is read, what makes a draft, and that a gap refuses the print."""

import datetime
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core.register import Documents, Permit
from loket.core.register.change import Act, Paper
from loket.core.register.codes import Citizenship, PermitKind, Sex, Shdk
from loket.core.register.moves import ForeignerRegistered, Newcomer
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.documents.gathering import DETAILS, draft_of_kk, gather, old_kk
from loket.documents.gathering.frame import letterhead_of, signer_of
from loket.documents.papers.kinds import OfficePaper, page_of
from loket.documents.refusals import NothingToPrint, PaperIncomplete, PaperOfAnotherOffice
from loket.documents.typesetting import typeset
from loket.offices import queries as offices
from loket.offices.terms import AppointmentKind
from loket.register import queries as register
from loket.register import services as register_services
from tests.apps import factories
from tests.apps.documents.asking import (
    AT,
    FOUND_IN_NO_REGISTER,
    HOUSE,
    TODAY,
    ask,
    birth,
    child_of,
    gaps,
    printed,
    saris,
)
from tests.apps.documents.reading import words_of
from tests.apps.register import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions() -> None:
    register_services.load_regions()


class TestKk:
    def test_is_printed_as_the_register_has_it(self) -> None:
        home = saris()
        words = printed(ask(Paper.KK, family_id=home.id))
        for told in (
            f"No. {home.kk_number}",
            "Kecamatan : BINTAN TIMUR",
            "Desa/Kelurahan : KIJANG KOTA",
            "Kabupaten/Kota : KABUPATEN BINTAN",
            "AGUS SALIM 9901060202840001 LAKI-LAKI KIJANG 02-02-1984 ISLAM",
            "KEPALA DINAS",
        ):
            assert told in words
        assert "KONSEP" not in words

    def test_takes_few_statements_however_many_members(self) -> None:
        home = saris()
        factories.hadi()
        with CaptureQueriesContext(connection) as statements:
            gather(ask(Paper.KK, family_id=home.id), printed_at=AT)
        assert len(statements) <= 6

    def test_that_is_not_in_force_is_a_gap(self) -> None:
        assert gaps(replace(ask(Paper.KK, family_id=saris().id), on=datetime.date(1999, 1, 1)))
        assert gaps(ask(Paper.KK)) == ("KK yang berlaku pada tanggal itu",)

    def test_names_every_gap_at_once(self) -> None:
        nowhere = replace(HOUSE, street="", rt="", rw="", region=RegionCode("9901061001"))
        home = people.live(
            (people.person("Joko", Sex.MALE, "1990-01-01", occupation=77777), Shdk.HEAD), number=5, address=nowhere
        )
        assert gaps(ask(Paper.KK, family_id=home.id)) == (
            "alamat",
            "RT",
            "RW",
            "nama Desa/Kelurahan",
            "nama Kecamatan",
            "nama kabupaten/kota",
            "nama provinsi",
            "jenis pekerjaan Joko",
        )

    def test_of_the_centre_awaited_or_minted_here_is_a_draft(self) -> None:
        home = saris()
        kk = register.family(home.id, TODAY)
        assert kk is not None
        request = ask(Paper.KK)
        plain = draft_of_kk(request, kk, printed_at=AT)
        assert plain.issue.draft == ("perubahan belum dicatat",)
        awaited = replace(kk, kk_number=None, rows=(replace(kk.rows[0], nik=None), *kk.rows[1:]))
        reasons = draft_of_kk(request, awaited, printed_at=AT).issue.draft
        assert reasons[1:] == ("nomor KK menunggu SIAK", "NIK menunggu SIAK")
        minted = replace(
            kk,
            kk_number=KkNumber("2101060101269001"),
            rows=(replace(kk.rows[0], nik=Nik("2101060101909002")), *kk.rows[1:]),
        )
        record = draft_of_kk(request, minted, printed_at=AT)
        assert record.issue.draft[1:] == ("nomor KK belum dari SIAK", "NIK belum dari SIAK")
        number = register_services.propose_recognition(factories.hadi(), "SK 470/2026", why="uji", at=AT)
        assert draft_of_kk(request, minted, printed_at=AT).issue.draft == record.issue.draft
        admin = factories.officer("bintan.admin")
        register_services.confirm_recognition(admin, admin.office_id, number, at=AT)
        certified = draft_of_kk(request, minted, printed_at=AT)
        assert certified.issue.draft == ("perubahan belum dicatat",)
        assert draft_of_kk(request, awaited, printed_at=AT).issue.draft[1:] == reasons[1:]
        page = page_of(record)
        assert "KONSEP – belum berlaku: perubahan belum dicatat" in words_of(typeset(page.template, page.sheet))

    def test_without_its_head_among_the_members_is_a_gap(self) -> None:
        kk = register.family(saris().id, TODAY)
        assert kk is not None
        with pytest.raises(PaperIncomplete, match="kepala keluarga di antara anggota"):
            draft_of_kk(ask(Paper.KK), replace(kk, rows=kk.rows[1:]), printed_at=AT)

    def test_of_before_2019_is_shown_in_the_old_layout(self) -> None:
        record = old_kk(ask(Paper.KK, family_id=saris().id), printed_at=AT)
        page = page_of(record)
        words = words_of(typeset(page.template, page.sheet))
        assert "tidak untuk dikeluarkan" in words
        assert "Golongan Darah" not in words


class TestOffice:
    def test_prints_no_kk_that_another_keeps(self) -> None:
        request = replace(ask(Paper.KK, family_id=saris().id), office_key="pontianak")
        with pytest.raises(PaperOfAnotherOffice, match="tercatat di kantor lain"):
            gather(request, printed_at=AT)
        with pytest.raises(PaperOfAnotherOffice):
            old_kk(request, printed_at=AT)

    def test_prints_letters_of_couples_of_whom_it_keeps_one(self) -> None:
        home, elsewhere = saris(), people.alone(office=factories.dewi(), address=HOUSE)
        stranger = ask(Paper.KTP_EL, elsewhere.members[0])
        with pytest.raises(PaperOfAnotherOffice):
            gather(stranger, printed_at=AT)
        both = ask(Paper.AKTA_PERKAWINAN, elsewhere.members[0], home.members[1])
        details = {"marriage_place": "Kijang", "marriage_date": "2026-11-14"}
        assert "JOKO SUSILO" in printed(replace(both, details=details))


class TestSigner:
    def test_is_the_head_of_the_office_unless_another_is_given(self) -> None:
        request = replace(ask(Paper.KK, family_id=saris().id), signer=None)
        words = printed(request)
        assert factories.hadi().full_name in words
        assert "KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KABUPATEN BINTAN" in words

    def test_is_the_plh_while_the_head_is_away(self) -> None:
        factories.away(factories.hadi())
        request = replace(ask(Paper.KK, family_id=saris().id), signer=None)
        assert "PLH. KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KABUPATEN BINTAN" in printed(request)

    def test_is_a_gap_while_nobody_heads_the_office(self) -> None:
        factories.away(factories.hadi())
        factories.away(factories.officer("bintan.nisa"))
        request = replace(ask(Paper.KK, family_id=saris().id), signer=None)
        assert gaps(request) == ("pejabat yang menandatangani",)

    def test_acts_under_the_title_of_the_day(self) -> None:
        office = offices.office("bintan")
        acting = replace(factories.hadi().seats[0], kind=AppointmentKind.PLT)
        officer = replace(factories.hadi(), seats=(acting,))
        assert signer_of(officer, office).title == f"Plt. Kepala {office.name}"
        camat = replace(acting, title="Camat", kind=AppointmentKind.DEFINITIF)
        village = replace(office, name="Kecamatan Sumbersuko Kabupaten Lumajang")
        assert signer_of(replace(officer, seats=(camat,)), village).title == "Camat Sumbersuko Kabupaten Lumajang"
        assert signer_of(replace(officer, seats=()), office).title == ""

    def test_heads_the_paper_with_the_government_of_the_place(self) -> None:
        office = offices.office("bintan")
        assert letterhead_of(office).government == "Pemerintah Kabupaten Bintan"
        assert letterhead_of(replace(office, name="Disdukcapil")).government == ""


class TestEveryPaper:
    def ids(self, paper: Paper | OfficePaper, home: people.Home) -> tuple[UUID, ...]:
        if paper in (Paper.KIA, Paper.AKTA_KELAHIRAN):
            return (home.members[2],)
        if paper is Paper.SK_LAHIR_MATI:
            return (home.members[1],)
        if paper is Paper.SK_PENGANGKATAN_ANAK:
            return home.members[::-1]
        return home.members[:2]

    @pytest.mark.parametrize("paper", sorted(set(FOUND_IN_NO_REGISTER) - {Paper.SKTT}))
    def test_is_printed_when_nothing_is_missing(self, paper: Paper | OfficePaper) -> None:
        home = saris()
        words = printed(ask(paper, *self.ids(paper, home), family_id=home.id))
        assert "12/2026" in words
        assert "KONSEP" not in words

    @pytest.mark.parametrize("paper", sorted(set(FOUND_IN_NO_REGISTER) - {Paper.SKTT}))
    def test_without_its_number_is_a_draft(self, paper: Paper | OfficePaper) -> None:
        home = saris()
        words = printed(replace(ask(paper, *self.ids(paper, home), family_id=home.id), number=""))
        assert "KONSEP – belum berlaku: nomor belum diambil dari buku register" in words

    @pytest.mark.parametrize("paper", sorted(set(FOUND_IN_NO_REGISTER) - {Paper.SKTT, Paper.AKTA_KELAHIRAN}))
    def test_without_its_details_names_them(self, paper: Paper | OfficePaper) -> None:
        home = saris()
        request = replace(ask(paper, *self.ids(paper, home), family_id=home.id), details={})
        assert gaps(request)

    @pytest.mark.parametrize("paper", [p for p in Paper if p is not Paper.KK])
    def test_of_nobody_known_is_a_gap(self, paper: Paper) -> None:
        assert gaps(ask(paper, register_services.new_id()))

    def test_takes_no_detail_that_is_not_listed(self) -> None:
        assert {*FOUND_IN_NO_REGISTER} <= {*DETAILS}
        assert all({*given} <= {*DETAILS[paper]} for paper, given in FOUND_IN_NO_REGISTER.items())
        own = {*OfficePaper}
        assert {*Paper, *own} == {*DETAILS}

    def test_that_is_taken_back_is_not_printed(self) -> None:
        with pytest.raises(NothingToPrint, match="KTP-el ditarik"):
            gather(ask(Paper.KTP_EL, act=Act.WITHDRAW), printed_at=AT)

    def test_with_a_date_that_is_none_names_it(self) -> None:
        home = saris()
        details = {**FOUND_IN_NO_REGISTER[Paper.AKTA_KEMATIAN], "death_date": "kemarin"}
        assert gaps(ask(Paper.AKTA_KEMATIAN, home.members[0], details=details)) == ("tanggal meninggal",)
        assert gaps(ask(Paper.AKTA_KELAHIRAN, home.members[2], details={"order": "sulung"})) == ("anak keberapa",)


class TestCards:
    def test_ktp_el_is_always_a_specimen(self) -> None:
        words = printed(ask(Paper.KTP_EL, saris().members[0]))
        assert "SPESIMEN" in words
        assert "SEUMUR HIDUP" in words

    def test_ktp_el_of_a_child_is_a_gap(self) -> None:
        assert gaps(ask(Paper.KTP_EL, saris().members[2])) == ("usia 17 tahun atau status pernah kawin pada Adi Salim",)

    def test_kia_needs_the_birth_certificate(self) -> None:
        assert gaps(ask(Paper.KIA, saris().members[2])) == ("nomor akta kelahiran",)

    def test_kia_of_an_adult_is_a_gap(self) -> None:
        assert "hak atas KIA pada Agus Salim (di bawah 17 tahun, belum kawin)" in gaps(
            ask(Paper.KIA, saris().members[0])
        )

    def test_kia_lasts_to_the_day_before_the_fifth_birthday(self) -> None:
        home, born = saris(), birth()
        people.record(born(home))
        words = printed(ask(Paper.KIA, child_of(home)))
        assert "Berlaku Hingga : 31-10-2031" in words
        assert "FOTO" not in words
        assert "AGUS SALIM" in words

    def test_sktt_lasts_as_long_as_the_permit(self) -> None:
        jane = Newcomer(
            register_services.new_id(),
            Nik("9901064505900004"),
            replace(
                people.person("Jane Smith", Sex.FEMALE, "1990-05-05"),
                citizenship=Citizenship.WNA,
                nationality="Australia",
                permit=Permit(PermitKind.ITAS, "2C21AB0001-X", datetime.date(2027, 6, 30)),
            ),
            Documents(),
        )
        people.record(ForeignerRegistered(date=TODAY, newcomer=jane, address=HOUSE))
        who = jane.resident_id
        assert isinstance(who, UUID)
        words = printed(ask(Paper.SKTT, who, details={"passport": "PA000001"}))
        assert "Berlaku sampai dengan : 30-06-2027" in words
        assert "2C21AB0001-X" in words
        assert gaps(ask(Paper.SKTT, saris().members[0], details={"passport": "P"})) == (
            "kewarganegaraan asing pada biodata",
            "nomor KITAS",
            "akhir izin tinggal",
        )
