"""Lists of people on the data form: who is offered, what a move begins with, and where a row differs from the register."""

import re
from dataclasses import replace

import pytest

from loket.core.entry import Raw
from loket.core.register.codes import MoveKind, MoveReason, Shdk
from loket.core.register.moves import MoveAbroad, MoveOut
from loket.core.register.placements import NewKk
from loket.entries import queries as entries
from loket.entries.records import Filling, ProductRecord
from loket.register import queries as register
from loket.web.desk.entry.unmatched import unmatched_in
from tests.apps import factories
from tests.apps.entries import births, elsewhere
from tests.apps.entries.elsewhere import nik_of
from tests.apps.register import people
from tests.apps.register.people import Home
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, forms_of
from tests.apps.web.entry_desk import Birth, filling, judged, opened


def listed(body: str, field: str = "members") -> list[str]:
    """The members of the KK that the form lists, by name."""
    people_of = body.split(f'id="r-{field}"', 1)[1].split('class="people"', 1)[0]
    return re.findall(r'<legend class="person__name">([^(]+) \(', people_of)


def move_out(home: Home, *movers: int, to: NewKk | None = None) -> None:
    """Some of a family are under way to Pontianak."""
    going = frozenset(home.members[place] for place in movers)
    kind = MoveKind.HEAD_AND_ALL if len(going) == len(home.members) else MoveKind.HEAD_AND_SOME
    people.record(
        MoveOut(
            date=factories.TODAY,
            family_id=home.id,
            movers=going,
            kind_of_move=kind if 0 in movers else MoveKind.MEMBERS,
            destination=people.PONTIANAK.region,
            reason=MoveReason.WORK,
            skpwni_number="SKPWNI/2101/16112026/0001",
            placements=(to,) if to else (),
        ),
        accepted={"couple-shares-kk": "tugas di kota lain"},
    )


@pytest.mark.usefixtures("monday", "db")
class TestThoseWhoStay:
    def test_are_listed_without_who_has_died(self) -> None:
        home = people.saris()
        death = filling("kematian", home)
        body = judged(entry_desk.operator(death), death, resident=nik_of(home.members[0])).body
        assert listed(body) == ["Sari Wulandari", "Adi Salim"]

    def test_are_nobody_where_who_died_lived_alone(self) -> None:
        home = people.alone()
        death = filling("kematian", home)
        desk = entry_desk.operator(death)
        assert "muncul di sini setelah nomor di atas diisi" in desk.get(death.address).text
        body = judged(desk, death, resident=nik_of(home.members[0])).body
        assert listed(body) == []
        assert "Tidak ada anggota lain dalam KK ini." in body

    def test_lose_a_row_that_was_saved_for_who_leaves(self) -> None:
        home = people.saris()
        death = filling("kematian", home)
        agus, sari, adi = (nik_of(one) for one in home.members)
        rows = [{"who": agus, "shdk": "1"}, {"who": sari, "shdk": "1"}, {"who": adi, "shdk": "4"}]
        births.save(death.case, Filling("kematian", {"resident": agus, "date": "10-11-2026", "members": rows}))
        desk = entry_desk.operator(death)
        form = forms_of(desk.get(death.address).body)[death.address]
        assert [(form[f"members.{n}.who"], form[f"members.{n}.shdk"]) for n in (0, 1)] == [(sari, "1"), (adi, "4")]
        assert desk.post(death.address, {**form, "entry-do": "simpan"}).status == 302
        saved = entries.latest(death.resi)
        assert saved is not None
        assert saved.values["members"] == [{"who": sari, "shdk": "1"}, {"who": adi, "shdk": "4"}]

    def test_are_one_answer_to_compare_once_anything_is_said_of_them(self) -> None:
        home = people.saris()
        death = filling("kematian", home)
        agus, sari, _adi = (nik_of(one) for one in home.members)
        counts = []
        for revision, row in enumerate(({"who": sari}, {"who": sari, "shdk": "1"})):
            answers: Raw = {"resident": agus, "date": "10-11-2026", "members": [row]}
            births.save(death.case, Filling("kematian", answers), revision=revision)
            saved = entries.latest(death.resi)
            assert saved is not None
            counts.append(unmatched_in(saved))
        assert counts[1] == counts[0] + 1

    def test_hide_no_fault_of_the_row_that_is_left_out(self) -> None:
        home = people.saris()
        death = filling("kematian", home)
        agus, sari, adi = (nik_of(one) for one in home.members)
        rows = [{"who": agus, "shdk": "99"}, {"who": sari, "shdk": "98"}, {"who": adi, "shdk": "4"}]
        births.save(death.case, Filling("kematian", {"resident": agus, "date": "10-11-2026", "members": rows}))
        page = entry_desk.operator(death).get(death.address)
        assert "2 isian salah" in page.text
        assert "“99” bukan pilihan" in page.text
        assert page.text.count("“98” bukan pilihan") == 2
        assert 'href="#f-members.0.shdk"' in page.body

    def test_are_listed_without_the_head_when_the_form_says_that_he_died(self) -> None:
        home = people.saris()
        change = filling("ganti-kepala", home)
        desk, number = entry_desk.operator(change), home.kk_number.digits
        assert len(listed(judged(desk, change, family=number).body)) == 3
        body = judged(desk, change, family=number, cause="meninggal").body
        assert listed(body) == ["Sari Wulandari", "Adi Salim"]

    def test_are_listed_without_either_who_marries(self) -> None:
        watis, jokos = people.watis(), people.alone()
        wedding = filling("keluarga-baru", watis)
        typed = {"husband": nik_of(jokos.members[0]), "wife": nik_of(watis.members[1])}
        body = judged(entry_desk.operator(wedding), wedding, **typed).body
        assert listed(body, "wife_members") == ["Wati Rahayu"]
        assert listed(body, "husband_members") == []


@pytest.mark.usefixtures("monday", "db")
class TestAnArrival:
    def test_begins_with_everyone_who_left_with_the_applicant(self) -> None:
        home = people.saris()
        move_out(home, 0, 1, 2)
        arrival = filling("pindah-datang", home, nik_of(home.members[1]))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        rows = [(form[f"returning.{n}.who"], form[f"returning.{n}.shdk"]) for n in range(3)]
        assert rows == [
            (nik_of(home.members[0]), str(int(Shdk.HEAD))),
            (nik_of(home.members[1]), str(int(Shdk.WIFE))),
            (nik_of(home.members[2]), str(int(Shdk.CHILD))),
        ]
        assert (form["returning.0.religion"], form["returning.0.marital_status"]) == ("1", "2")
        assert form["returning.0.marriage_date"] == f"{people.MARRIED:%d-%m-%Y}"
        assert form["returning.3.who"] == ""

    def test_begins_with_the_letter_of_departure_and_where_they_lived(self) -> None:
        home = people.saris()
        move_out(home, 0, 1, 2)
        arrival = filling("pindah-datang", home, nik_of(home.members[1]))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert (form["skpwni_number"], form["skpwni_date"]) == ("SKPWNI/2101/16112026/0001", "16-11-2026")
        assert form["origin"] == "21.01"
        assert str(form["origin_address"]).startswith("Jl. Nusantara 12, RT 001/RW 002, ")
        assert "Bintan" in str(form["origin_address"])

    def test_tells_no_letter_that_leads_elsewhere(self) -> None:
        there = elsewhere.under_way(elsewhere.MAKASSAR)
        arrival = filling("pindah-datang", there, nik_of(there.members[0]))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert [form[name] for name in ("skpwni_number", "skpwni_date", "origin", "origin_address")] == [""] * 4

    def test_tells_the_letter_that_leads_here(self) -> None:
        there = elsewhere.under_way(people.KIJANG)
        arrival = filling("pindah-datang", there, nik_of(there.members[0]))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert (form["skpwni_number"], form["origin"]) == (elsewhere.LETTER, "61.71")

    def test_with_another_letter_wants_a_reason(self) -> None:
        there = elsewhere.under_way(people.KIJANG)
        arrival = filling("pindah-datang", there, nik_of(there.members[0]))
        answers = {**elsewhere.arrival(there), "skpwni_number": "SKPWNI/6171/16112026/0009", "origin": "18.72"}
        births.save(arrival.case, Filling("pindah-datang", answers))
        page = entry_desk.operator(arrival).get(arrival.address)
        assert "1 peringatan belum beralasan" in page.text
        assert f"SKPWNI-nya bernomor {elsewhere.LETTER}, bukan SKPWNI/6171/16112026/0009" in page.text
        assert "berkode 61.71, bukan 18.72" in page.text

    def test_leaves_the_place_in_the_kk_open_when_the_head_stayed(self) -> None:
        home = people.watis()
        move_out(home, 1)
        arrival = filling("pindah-datang", home, nik_of(home.members[1]))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert (form["returning.0.who"], form["returning.0.shdk"]) == (nik_of(home.members[1]), "")

    @pytest.mark.parametrize("nik", ["", "9901064303869999"])
    def test_begins_empty_for_whom_the_register_does_not_know(self, nik: str) -> None:
        arrival = filling("pindah-datang", people.saris(), nik)
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert form["returning.0.who"] == ""

    def test_begins_empty_for_who_lives_here(self) -> None:
        home = people.saris()
        arrival = filling("pindah-datang", home, nik_of(home.members[0]))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert form["returning.0.who"] == ""

    def test_tells_nothing_of_whom_another_office_keeps(self) -> None:
        there = people.alone(office=factories.dewi(), address=people.PONTIANAK)
        people.record(MoveAbroad(date=factories.TODAY, resident_ids=there.members), by=factories.dewi())
        arrival = filling("pindah-datang", there, nik_of(there.members[0]))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert form["returning.0.who"] == ""

    def test_that_was_saved_is_shown_as_it_was_saved(self) -> None:
        home = people.saris()
        move_out(home, 0, 1, 2)
        arrival = filling("pindah-datang", home, nik_of(home.members[0]))
        births.save(arrival.case, Filling("pindah-datang", {"origin_address": "Jl. Baru", "returning": []}))
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        assert (form["origin_address"], form["returning.0.who"]) == ("Jl. Baru", "")


@pytest.mark.usefixtures("monday", "db")
class TestARowBesideTheRegister:
    @pytest.fixture
    def arrival(self) -> Birth:
        home = people.alone()
        move_out(home, 0)
        return filling("pindah-datang", home)

    def test_is_marked_where_it_says_something_else(self, arrival: Birth) -> None:
        desk, who = entry_desk.operator(arrival), nik_of(arrival.home.members[0])
        typed = {"returning.0.who": who, "returning.0.religion": "2", "returning.0.marital_status": "1"}
        body = judged(desk, arrival, **typed).body
        note = body.split('id="n-returning-0-religion"', 1)[1].split("</div>", 1)[0]
        assert "Di register: <q>Islam</q>" in note
        assert "Di register" not in body.split('id="n-returning-0-marital_status"', 1)[1].split("</div>", 1)[0]

    def test_is_marked_for_who_reads_it_as_well(self, arrival: Birth, wati: DeskBrowser) -> None:
        row = {"who": nik_of(arrival.home.members[0]), "shdk": "1", "religion": "2"}
        births.save(arrival.case, Filling("pindah-datang", {"returning": [row]}))
        assert "Agama: KRISTEN Di register: Islam" in wati.get(arrival.address).text

    def test_keeps_its_place_on_the_screen_when_one_above_says_nothing(self, arrival: Birth) -> None:
        desk, who = entry_desk.operator(arrival), nik_of(arrival.home.members[0])
        body = judged(desk, arrival, **{"returning.0.who": "", "returning.2.who": who}).body
        assert "Joko Susilo" in body.split('id="n-returning-2-who"', 1)[1].split("</div>", 1)[0]
        assert "&quot;returning.2.religion&quot;: &quot;1&quot;" in body
        assert "SHDK" not in body.split('id="n-returning-0-shdk"', 1)[1].split("</div>", 1)[0]

    def test_far_beyond_the_others_is_drawn_beside_them(self, arrival: Birth) -> None:
        desk, who = entry_desk.operator(arrival), nik_of(arrival.home.members[0])
        assert 'id="n-returning-0-who"' in judged(desk, arrival, **{"returning.999.who": who}).body
        assert 'id="n-returning-999-who"' not in judged(desk, arrival, **{"returning.999.who": who}).body

    def test_is_filled_from_the_register_without_script(self, arrival: Birth) -> None:
        desk, who = entry_desk.operator(arrival), nik_of(arrival.home.members[0])
        typed = {"returning.0.who": who, "returning.0.religion": "2", "entry-do": "ambil"}
        page = desk.post(arrival.address, {**opened(desk, arrival), **typed})
        form = forms_of(page.body)[arrival.address]
        assert (form["returning.0.religion"], form["returning.0.marital_status"]) == ("2", "1")


@pytest.mark.usefixtures("monday", "db")
class TestAReplacedKk:
    def test_is_named_with_its_number(self) -> None:
        home = people.saris()
        lost = filling("kk-hilang", home)
        letter = {"police_letter": "SKTLK/311/XI/2026", "police_date": "10-11-2026"}
        births.save(lost.case, Filling("kk-hilang", {"family": home.kk_number.digits, **letter}))
        done = lost.moved(births.EFFECT).effected()
        text = entry_desk.operator(done).get(done.page).text
        assert f"KK · Agus Salim {home.kk_number.digits} terbit" in text
        [kk] = entries.products_of(done.resi)
        assert kk.kk_number == home.kk_number.digits

    def test_that_awaits_its_number_has_none_yet(self) -> None:
        home = people.saris()
        head = register.families_named([home.id])[home.id]
        record = ProductRecord(
            *(1, "A", "KK", "terbit", (), home.id, "", "", home.id, factories.TODAY, factories.MONDAY),
            family=replace(head, kk_number=None),
        )
        assert record.kk_number == ""


@pytest.mark.usefixtures("monday", "db")
class TestAListThatIsOnlyRead:
    def test_names_who_is_meant(self, wati: DeskBrowser) -> None:
        home = people.alone()
        move_out(home, 0)
        back = filling("batal-pindah", home)
        births.save(back.case, Filling("batal-pindah", {"movers": [{"who": nik_of(home.members[0])}]}))
        text = wati.get(back.address).text
        assert f"Orang ke-1 NIK: {nik_of(home.members[0])} Joko Susilo, lahir Kijang 08-08-1995" in text

    def test_says_of_nobody_that_it_is_empty(self, wati: DeskBrowser) -> None:
        home = people.saris()
        death = filling("kematian", home)
        births.save(death.case, Filling("kematian", {"resident": nik_of(home.members[1])}))
        assert "Anggota yang tinggal –" in wati.get(death.address).text


@pytest.mark.usefixtures("monday", "db")
class TestThePapersThatFollow:
    def test_name_the_kk_by_its_head_and_number(self) -> None:
        watis, jokos = people.watis(), people.alone()
        wedding = filling("keluarga-baru", watis)
        typed = {
            "husband": nik_of(jokos.members[0]),
            "wife": nik_of(watis.members[1]),
            "akta_number": "12/12/2020",
            "marriage_date": "01-02-2020",
            "place": "kk-suami",
        }
        body = judged(entry_desk.operator(wedding), wedding, **typed).body
        assert f"<li>KK · Joko Susilo {jokos.kk_number.digits} · terbit</li>" in body
        assert f"<li>KK · Wati Rahayu {watis.kk_number.digits} · terbit</li>" in body
