"""The pages of a resident, a KK and an address: as of a day, with their history, for the office that keeps them."""

import datetime
import uuid
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core.register.codes import MoveClass, Sex, Shdk
from loket.core.register.events import CorrectBiodata, Death, LifeEvent
from loket.core.register.moves import AddressChange
from loket.core.register.placements import NewKk
from loket.register import queries as register
from loket.web.desk.register.words import EVENTS
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser

YESTERDAY = factories.TODAY - datetime.timedelta(days=1)
MOST_STATEMENTS = 30


def path(resident_id: UUID) -> str:
    return f"/penduduk/{resident_id}/"


def kk_path(family_id: UUID) -> str:
    return f"/penduduk/kk/{family_id}/"


def father_dies(home: people.Home) -> UUID:
    """Agus dies today; Sari is the head of a new KK with Adi. The id of that KK."""
    new = NewKk(uuid.uuid4(), home.members[1], {home.members[2]: Shdk.CHILD})
    people.record(Death(date=factories.TODAY, resident_id=home.members[0], placements=(new,)))
    assert isinstance(new.family_id, UUID)
    return new.family_id


class TestAResident:
    def test_is_shown_with_biodata_papers_family_and_spouse(self, budi: DeskBrowser) -> None:
        home = people.saris()
        page = budi.get(path(home.members[1]))
        assert page.status == 200
        for words in ("Sari Wulandari", "Kijang", "03-03-1986", "Kartu sudah diserahkan", "Istri", "Agus Salim"):
            assert words in page.text, words
        assert kk_path(home.id) in page.body
        assert path(home.members[0]) in page.body

    def test_is_whole_in_number_here_and_masked_in_links(self, budi: DeskBrowser) -> None:
        home = people.saris()
        page = budi.get(path(home.members[1]))
        assert "9901 0643 0386 0001" in page.text
        assert home.kk_number.digits not in page.body
        assert "990106••••••00••" in page.text

    def test_of_another_office_is_not_there(self, budi: DeskBrowser, dewi: DeskBrowser) -> None:
        home = people.saris()
        for address in (path(home.members[1]), f"{path(home.members[1])}kembar/", kk_path(home.id)):
            assert dewi.get(address).status == 404, address
        assert dewi.get(f"{kk_path(home.id)}alamat/").status == 404
        assert budi.get(path(uuid.uuid4())).status == 404

    def test_is_told_as_of_a_day(self, budi: DeskBrowser) -> None:
        home = people.saris()
        father_dies(home)
        assert "Cerai Mati" in budi.get(path(home.members[1])).text
        before = budi.get(f"{path(home.members[1])}?tanggal={YESTERDAY}")
        assert "Keadaan pada 15 November 2026" in before.text
        assert "Kawin Tercatat" in before.text.split("Riwayat data")[0]
        assert "belum mengenal" in budi.get(f"{path(home.members[1])}?tanggal=1999-01-01").text

    @pytest.mark.parametrize("text", ["kemarin", "2026-13-01", "0000-00-00", "9" * 40, "%00"])
    def test_is_told_as_of_today_for_a_date_that_is_none(self, budi: DeskBrowser, text: str) -> None:
        page = budi.get(f"{path(people.saris().members[1])}?tanggal={text}")
        assert page.status == 200
        assert "Tanggal itu tidak terbaca" in page.text

    def test_is_never_told_as_of_a_day_to_come(self, budi: DeskBrowser) -> None:
        page = budi.get(f"{path(people.saris().members[1])}?tanggal=2199-01-01")
        assert f'value="{factories.TODAY}"' in page.body
        assert "Tanggal itu belum tiba" in page.text

    def test_is_taken_to_the_counter_without_typing_the_number(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        address = path(people.saris().members[1])
        taken, form = budi.fill(address, "/permohonan/baru/")
        page = budi.post(taken, form)
        assert page.status == 200
        assert 'value="Sari Wulandari"' in page.body
        assert 'value="9901064303860001"' in page.body
        assert "Terima permohonan" not in wati.get(address).text

    def test_shows_what_each_version_changed_and_the_event_with_its_case(self, budi: DeskBrowser) -> None:
        home = people.saris()
        taken = factories.take_in()
        event = CorrectBiodata(
            date=factories.TODAY,
            resident_id=home.members[1],
            changes={"birth_place": "Tanjungpinang"},
            papers={"birth_place": "Akta kelahiran"},
        )
        people.record(event, case=taken.resi)
        page = budi.get(path(home.members[1]))
        assert "Tempat lahir: semula Kijang → menjadi Tanjungpinang" in page.text
        assert "Pembetulan biodata" in page.text
        assert f"/permohonan/{taken.resi}/" in page.body

    def test_leaves_a_trace_that_a_supervisor_reads(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        home = people.saris()
        budi.get(path(home.members[1]))
        [trace] = register.readings_of(resident=home.members[1])
        assert trace.acted_as.startswith("Budi Santoso")
        assert "Siapa yang melihat data ini" not in budi.get(path(home.members[1])).text
        assert "Budi Santoso" in wati.get(path(home.members[1])).text.split("Siapa yang melihat data ini")[1]

    def test_costs_a_fixed_number_of_statements(self, budi: DeskBrowser) -> None:
        home = people.saris()
        father_dies(home)
        for address in (path(home.members[1]), kk_path(home.id), f"{kk_path(home.id)}alamat/"):
            budi.get(address)
            with CaptureQueriesContext(connection) as few:
                budi.get(address)
            assert len(few) <= MOST_STATEMENTS, (address, len(few))


class TestAKk:
    def test_is_shown_in_the_order_of_the_card(self, budi: DeskBrowser) -> None:
        home = people.saris()
        page = budi.get(kk_path(home.id))
        names = [page.body.index(name) for name in ("1. <a", "2. <a", "3. <a")]
        assert names == sorted(names)
        for words in ("Keluarga Agus Salim", "Jl. Nusantara 12, RT 001/RW 002", "Kepala Keluarga", "berlaku"):
            assert words in page.text, words

    def test_tells_who_came_and_went_with_before_and_after(self, budi: DeskBrowser) -> None:
        home = people.saris()
        new = father_dies(home)
        old = budi.get(kk_path(home.id))
        assert "tidak berlaku sejak 16 November 2026" in old.text
        assert "Pada tanggal itu KK ini tidak berlaku" in old.text
        assert "keluar Agus Salim (Kepala Keluarga)" in old.text
        assert kk_path(new) in old.body
        opened = budi.get(kk_path(new))
        assert "masuk Sari Wulandari (Kepala Keluarga)" in opened.text
        assert "KK ini mulai berlaku" in opened.text
        assert kk_path(home.id) in opened.body
        assert "Istri" in budi.get(f"{kk_path(home.id)}?tanggal={YESTERDAY}").text

    def test_marks_its_own_draft_number(self, budi: DeskBrowser) -> None:
        new = father_dies(people.saris())
        assert "KONSEP" in budi.get(kk_path(new)).text.split("Isi kartu")[0]

    def test_holds_a_long_family(self, budi: DeskBrowser) -> None:
        head = (people.person("Agus Salim", Sex.MALE, "1970-02-02"), Shdk.HEAD)
        longest = "Siti Nurhaliza binti Muhammad Abdurrahman Wirasana Kusumawati"
        children = [
            (people.person(f"{longest[: 60 - place]}", Sex.FEMALE, f"20{10 + place}-04-04"), Shdk.CHILD)
            for place in range(13)
        ]
        home = people.live(head, *children, number=9)
        page = budi.get(kk_path(home.id))
        assert page.status == 200
        assert "14." in page.text

    def test_shows_all_who_live_at_its_address_and_lived_there(self, budi: DeskBrowser) -> None:
        home = people.saris()
        people.watis()
        people.record(
            AddressChange(
                date=factories.TODAY, family_id=home.id, address=people.NEXT_DOOR, move_class=MoveClass.WITHIN_VILLAGE
            )
        )
        now = budi.get(f"{kk_path(home.id)}alamat/").text
        assert "Jl. Nusantara 14" in now
        assert "KK Wati Rahayu" in now
        assert "Agus Salim" in now
        before = budi.get(f"{kk_path(home.id)}alamat/?tanggal={YESTERDAY}").text
        assert "Jl. Nusantara 12" in before
        assert "Wati Rahayu" not in before
        assert "menjadi Jl. Nusantara 14, RT 001/RW 002, Kijang" in budi.get(kk_path(home.id)).text

    def test_tells_of_a_kk_of_another_office_at_the_address_only_that_it_is(self, budi: DeskBrowser) -> None:
        home = people.saris()
        people.alone("Orang Lain", number=7, office=factories.dewi(), address=people.HOUSE)
        page = budi.get(f"{kk_path(home.id)}alamat/").text
        assert "Satu KK di alamat ini tercatat di kantor lain" in page
        assert "Orang Lain" not in page

    def test_leaves_a_trace(self, budi: DeskBrowser) -> None:
        home = people.saris()
        budi.get(kk_path(home.id))
        budi.get(f"{kk_path(home.id)}alamat/")
        assert [trace.what for trace in register.readings_of(family=home.id)] == ["alamat", "kk"]


def _every_kind(of: type[LifeEvent]) -> set[str]:
    return (
        {of.kind}
        if not of.__subclasses__() and hasattr(of, "kind")
        else set().union(*(_every_kind(one) for one in of.__subclasses__()))
    )


def test_every_kind_of_life_event_has_words() -> None:
    assert _every_kind(LifeEvent) - EVENTS.keys() == set()
