"""People of Pontianak on the forms of Bintan: that they exist is told, who they are is not."""

import html
import re

import pytest

from loket.casework import demo
from loket.core.register.codes import Sex, Shdk
from loket.core.terms import RegionCode
from loket.entries import queries as entries
from loket.entries.records import Filling
from loket.register import queries as register
from tests.apps import factories
from tests.apps.entries import births, elsewhere
from tests.apps.entries.elsewhere import Apart, apart, nik_of, under_way
from tests.apps.register import people
from tests.apps.register.people import Home
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, forms_of
from tests.apps.web.entry_desk import Birth, filling, judged

pytestmark = pytest.mark.usefixtures("monday", "db")
UNSAID = "Isian ini tidak cocok dengan data orang yang tercatat pada kantor lain."


class TestWhoIsUnderWay:
    @pytest.mark.parametrize(("to", "offered"), [(people.KIJANG, True), (elsewhere.MAKASSAR, False)])
    def test_is_offered_where_the_letter_leads(self, to: RegionCode, offered: bool) -> None:
        home = under_way(to)
        nik = nik_of(home.members[0])
        arrival = filling("pindah-datang", home, nik)
        form = forms_of(entry_desk.operator(arrival).get(arrival.address).body)[arrival.address]
        row = (form["returning.0.who"], form["returning.0.religion"])
        assert row == ((nik, "1") if offered else ("", ""))

    @pytest.mark.parametrize(("to", "named"), [(people.KIJANG, True), (elsewhere.MAKASSAR, False)])
    def test_is_named_where_the_letter_leads(self, to: RegionCode, named: bool) -> None:
        home = under_way(to)
        arrival = filling("pindah-datang", home)
        page = judged(entry_desk.operator(arrival), arrival, **{"returning.0.who": nik_of(home.members[0])})
        assert ("Joko Susilo" in page.body) is named
        assert ("Tercatat pada kantor lain." in page.body) is not named
        assert bool(register.readings_of(resident=home.members[0])) is named

    def test_elsewhere_still_arrives_here(self) -> None:
        home = under_way(elsewhere.MAKASSAR)
        arrival = filling("pindah-datang", home)
        births.save(arrival.case, Filling("pindah-datang", elsewhere.arrival(home)))
        desk = entry_desk.operator(arrival)
        # The reason is given under a sentence that names nobody, and counts for what the register says of that very move.
        (asked,) = re.findall(r'name="accept-([^"]+)"', desk.get(arrival.address).body)
        reasons = {asked: "berubah tujuan"}
        births.save(arrival.case, Filling("pindah-datang", elsewhere.arrival(home), reasons), revision=1)
        before = desk.get(arrival.address)
        assert "Siap diteruskan" in before.text
        assert "1 KK yang memuat orang dari kantor lain ikut berubah." in before.text
        assert "Joko Susilo" not in before.body
        done = arrival.moved(births.EFFECT).effected()
        assert "Joko Susilo" in desk.get(done.page).text


class TestASentence:
    def test_on_the_form_names_nobody_of_another_office(self) -> None:
        there = people.alone(office=factories.dewi(), address=people.PONTIANAK)
        arrival = filling("pindah-datang", there)
        births.save(arrival.case, Filling("pindah-datang", elsewhere.arrival(there)))
        desk = entry_desk.operator(arrival)
        page = desk.get(arrival.address)
        assert UNSAID in page.text
        assert "Joko Susilo" not in page.body

    def test_on_the_case_names_nobody_of_another_office(self) -> None:
        there = people.alone(office=factories.dewi(), address=people.PONTIANAK)
        arrival = filling("pindah-datang", there)
        births.save(arrival.case, Filling("pindah-datang", elsewhere.arrival(there)))
        desk = entry_desk.operator(arrival)
        outcome = next(iter(factories.procedure("bintan", "uji-pindah-datang").by_id[births.FILL].outcomes))
        address, form = desk.fill(arrival.page, f"{arrival.page}langkah/", outcome=outcome, entry_note="Diisi")
        answer = desk.post(address, form)
        assert UNSAID in answer.text
        assert "Joko Susilo" not in answer.body


class TestAPaper:
    @pytest.fixture
    def couple(self) -> Apart:
        return apart()

    @pytest.fixture
    def done(self, couple: Apart) -> Birth:
        """The marriage is annulled."""
        case = elsewhere.at_operator("pembatalan-perkawinan")
        births.save(case, Filling("pembatalan-perkawinan", couple.annulment))
        case = demo.advance(case, "bintan", to=births.EFFECT, at=factories.MONDAY)
        return Birth(demo.complete_open_step(case, "bintan", factories.MONDAY), couple.here)

    def test_for_a_kk_of_another_office_says_only_that(self, budi: DeskBrowser, done: Birth, couple: Apart) -> None:
        page = budi.get(done.page)
        assert f"KK · Agus Salim {couple.here.kk_number.digits} terbit" in page.text
        assert "KK · pada kantor lain terbit" in page.text
        assert "KTP-el · pada kantor lain terbit" in page.text
        for secret in ("Bambang", couple.there.kk_number.digits):
            assert secret not in page.body
        assert register.readings_of(family=couple.there.id) == ()

    def test_for_a_kk_of_another_office_has_no_page(self, budi: DeskBrowser, done: Birth, couple: Apart) -> None:
        addresses = {p.family_id: f"{done.page}dokumen/{p.id}/" for p in entries.products_of(done.resi)}
        mine, theirs = addresses[couple.here.id], addresses[couple.there.id]
        assert f'href="{mine}"' in budi.get(done.page).body
        assert f'href="{theirs}"' not in budi.get(done.page).body
        assert [budi.get(one).status for one in (mine, theirs, f"{theirs}1.png")] == [200, 404, 404]
        assert budi.post(f"{theirs}cetak/", {}).status == 404

    def test_of_this_office_about_both_stays_here(self, budi: DeskBrowser, done: Birth) -> None:
        [letter] = [p for p in entries.products_of(done.resi) if p.paper.startswith("surat keterangan")]
        page = budi.get(done.page)
        assert "Surat keterangan pembatalan perkawinan · Agus Salim terbit" in page.text
        assert f'href="{done.page}dokumen/{letter.id}/"' in page.body


class TestAParent:
    @pytest.fixture
    def mother(self) -> Home:
        rini = people.person("Rini Astuti", Sex.FEMALE, "1970-03-03")
        return people.live((rini, Shdk.HEAD), number=5, office=factories.dewi(), address=people.PONTIANAK)

    @pytest.fixture
    def change(self, mother: Home) -> Birth:
        """A correction of Bima's data, whose mother lives in Pontianak."""
        bima = people.person(
            "Bima Hartono", Sex.MALE, "1995-08-08", mother_id=mother.members[0], mother_name="Rini binti Umar"
        )
        return filling("perubahan-data", people.live((bima, Shdk.HEAD), number=6))

    def told(self, change: Birth, **typed: str) -> str:
        """The page, with Bima named and his mother ticked."""
        bima = nik_of(change.home.members[0])
        return judged(entry_desk.operator(change), change, resident=bima, change_mother="ya", **typed).body

    def test_of_another_office_goes_by_the_name_that_the_child_bears(self, change: Birth, mother: Home) -> None:
        other = people.watis().members[0]
        body = self.told(change, mother=nik_of(other))
        note = body.split('id="n-mother"', 1)[1].split("</div>", 1)[0]
        assert "Di register: <q>Rini binti Umar</q>" in note
        for secret in ("Rini Astuti", nik_of(mother.members[0]), str(mother.members[0])):
            assert secret not in html.unescape(body)

    def test_of_another_office_without_a_name_is_only_said_to_be_there(self, mother: Home) -> None:
        bima = people.person("Bima Hartono", Sex.MALE, "1995-08-08", mother_id=mother.members[0])
        change = filling("perubahan-data", people.live((bima, Shdk.HEAD), number=6))
        body = self.told(change, mother=nik_of(people.watis().members[0]))
        note = body.split('id="n-mother"', 1)[1].split("</div>", 1)[0]
        assert "Di register: <q>Tercatat pada kantor lain.</q>" in note

    def test_of_another_office_is_not_filled_in(self, change: Birth, mother: Home) -> None:
        body = html.unescape(self.told(change))
        assert '"mother_name": "Rini binti Umar"' in body
        assert '"mother": ""' in body
        assert nik_of(mother.members[0]) not in body

    def test_of_this_office_is_filled_in(self) -> None:
        wati = people.watis().members[0]
        bima = people.person("Bima Hartono", Sex.MALE, "1995-08-08", mother_id=wati, mother_name="Wati Rahayu")
        change = filling("perubahan-data", people.live((bima, Shdk.HEAD), number=6))
        assert f'"mother": "{nik_of(wati)}"' in html.unescape(self.told(change))
