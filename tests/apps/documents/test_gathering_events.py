"""The papers that follow a life event, gathered from what it left in the register."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core.register.change import Act, Paper
from loket.core.register.codes import MoveKind, MoveReason, Sex
from loket.core.register.events import Death, Stillbirth
from loket.core.register.moves import MoveOut
from loket.core.terms import RegionCode
from loket.documents.gathering import PaperRequest, gather
from loket.register import services as register_services
from tests.apps.documents.asking import AT, TODAY, ask, birth, child_of, gaps, printed, saris
from tests.apps.register import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions() -> None:
    register_services.load_regions()


class TestAfterALifeEvent:
    def test_a_birth_prints_the_number_of_its_certificate(self) -> None:
        home = saris()
        people.record(birth()(home))
        words = printed(ask(Paper.AKTA_KELAHIRAN, child_of(home), number="", details={}))
        assert "Akta Kelahiran Nomor 2101-LU-16112026-0001" in words
        assert "KONSEP" not in words
        assert "dari ayah AGUS SALIM dan ibu SARI WULANDARI" in words

    def test_biodata_names_the_parents_with_their_nik(self) -> None:
        home = saris()
        people.record(birth()(home))
        words = printed(ask(Paper.BIODATA, child_of(home), number=""))
        assert "9901060202840001 · AGUS SALIM" in words
        assert "KONSEP" not in words

    def test_a_death_prints_the_dead_with_the_kk_of_the_day_before(self) -> None:
        home = saris()
        people.record(Death(date=TODAY, resident_id=home.members[2], akta_number="2101-KM-16112026-0001"))
        request = ask(Paper.AKTA_KEMATIAN, home.members[2], number="", details={"death_place": "RSUD Kijang"})
        record = gather(request, printed_at=AT)
        assert record.dead.kk_number == home.kk_number
        assert record.died_on == TODAY
        assert record.akta_number == "2101-KM-16112026-0001"

    def test_a_stillbirth_prints_what_was_reported(self) -> None:
        home = saris()
        event = people.record(Stillbirth(date=TODAY, mother_id=home.members[1], weeks=34, sex=Sex.FEMALE))
        details = {"father_name": "Agus Salim", "birth_place": "RSUD Kijang", "determined_by": "Dokter"}
        words = printed(ask(Paper.SK_LAHIR_MATI, home.members[1], life_event_id=event.id, details=details))
        assert "Lama dalam kandungan : 34 minggu" in words
        assert "Jenis kelamin : Perempuan" in words

    def test_an_acknowledgement_needs_the_father(self) -> None:
        home = saris()
        people.record(birth()(home))
        words = printed(ask(Paper.AKTA_PENGAKUAN_ANAK, child_of(home)))
        assert "oleh seorang ayah bernama AGUS SALIM dengan persetujuan ibu kandungnya bernama SARI WULANDARI" in words
        assert "ayah yang mengakui" in gaps(ask(Paper.AKTA_PENGAKUAN_ANAK, home.members[2]))

    def test_a_note_in_the_margin_names_certificate_and_ground(self) -> None:
        home = saris()
        people.record(birth()(home))
        request = ask(
            Paper.AKTA_KELAHIRAN, child_of(home), act=Act.ANNOTATE, note="pembetulan", details={"basis": "Penetapan 7"}
        )
        words = printed(request)
        assert "pada Akta Kelahiran Nomor 2101-LU-16112026-0001" in words
        assert "Catatan pinggir tentang pembetulan." in words
        assert "dasar catatan pinggir" in gaps(replace(request, details={}))


class TestSkpwni:
    def leave(self, *, all_go: bool = True) -> tuple[people.Home, UUID]:
        home = saris()
        movers = frozenset(home.members if all_go else home.members[2:])
        event = people.record(
            MoveOut(
                date=TODAY,
                family_id=home.id,
                movers=movers,
                kind_of_move=MoveKind.HEAD_AND_ALL if all_go else MoveKind.MEMBERS,
                destination=RegionCode("6171011002"),
                reason=MoveReason.OTHER,
                reason_text="Ikut orang tua",
                skpwni_number="SKPWNI/2101/16112026/0001",
            )
        )
        return home, event.id

    def request(self, home: people.Home, event_id: UUID, **details: str) -> PaperRequest:
        told = {"destination_street": "Jl. Tanjungpura 1", "movers_kk": "Membuat KK baru", **details}
        return ask(Paper.SKPWNI, *home.members, family_id=home.id, life_event_id=event_id, number="", details=told)

    def test_tells_the_kk_of_origin_and_where_to(self) -> None:
        home, event_id = self.leave()
        words = printed(self.request(home, event_id))
        for told in (
            "Nomor: SKPWNI/2101/16112026/0001",
            "ANTAR PROVINSI",
            f"Nomor KK : {home.kk_number}",
            "Nama kepala keluarga : AGUS SALIM",
            "Alasan pindah : Ikut orang tua",
            "Provinsi Kalimantan Barat",
            "Status KK yang tidak pindah : Tidak ada yang ditinggal",
            "Kepala Keluarga dan Seluruh Anggota Keluarga",
            "3 9901060404150001 ADI SALIM Anak",
            "berlaku sampai dengan tanggal 23 Februari 2027",
        ):
            assert told in words
        assert "KONSEP" not in words

    def test_of_members_alone_leaves_the_kk_of_the_rest(self) -> None:
        home, event_id = self.leave(all_go=False)
        request = self.request(home, event_id)
        words = printed(replace(request, resident_ids=home.members[2:]))
        assert "Status KK yang tidak pindah : Nomor KK tetap" in words
        assert "Jenis kepindahan : Anggota Keluarga" in words
        assert gaps(replace(request, resident_ids=(home.members[2], register_services.new_id()))) == (
            "anggota KK asal di antara yang pindah",
        )

    def test_names_the_applicant_that_is_chosen(self) -> None:
        home, event_id = self.leave()
        record = gather(self.request(home, event_id, applicant_id=str(home.members[1])), printed_at=AT)
        assert record.applicant.name == "SARI WULANDARI"

    def test_names_its_gaps(self) -> None:
        home, event_id = self.leave()
        request = replace(self.request(home, event_id), details={})
        assert gaps(request) == ("alamat tujuan", "status KK yang pindah")

    def test_of_nobody_under_way_is_a_gap(self) -> None:
        assert gaps(self.request(saris(), register_services.new_id())) == ("kepindahan keluar yang sedang berjalan",)

    def test_biodata_of_all_who_go_is_read_at_once(self) -> None:
        home, _ = self.leave()
        with CaptureQueriesContext(connection) as statements:
            record = gather(ask(Paper.BIODATA, *home.members), printed_at=AT)
        assert [p.name for p in record.people] == ["AGUS SALIM", "SARI WULANDARI", "ADI SALIM"]
        assert {p.head_name for p in record.people} == {"Agus Salim"}
        assert len(statements) <= 15

    def test_arrival_prints_the_kk_they_are_in_now(self) -> None:
        home = saris()
        request = ask(Paper.SKDWNI, *home.members[:2])
        words = printed(request)
        assert f"Nomor KK : {home.kk_number}" in words
        assert "Tanggal kedatangan : 10 November 2026" in words
