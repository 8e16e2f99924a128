"""What follows from a form on the desk: papers looked at and printed, scans beside it, corrections, and its helpers."""

import json
from io import BytesIO

import pytest
import typst
from PIL import Image

from loket.casework import demo, procedures
from loket.casework import services as casework
from loket.casework.records import TakenIn
from loket.core.engine import Reopen
from loket.core.procedure.model import Entry, EntryKind
from loket.core.register import Address
from loket.core.register.codes import Sex, Shdk
from loket.core.terms import RegionCode
from loket.documents.services import accept_scan
from loket.entries import queries as entries
from loket.entries.records import Filling
from loket.register.finding import index
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, forms_of
from tests.apps.web.entry_desk import Birth


@pytest.fixture
def done(monday: object, db: None) -> Birth:
    """A birth that has changed the register."""
    made = entry_desk.birth()
    made.saved()
    return made.effected()


@pytest.fixture
def rina(done: Birth) -> DeskBrowser:
    """The operator, at whose step the file lies again."""
    return entry_desk.operator(done)


class TestAWarningThatWasTakenOn:
    def test_stands_in_the_file_with_its_reason_and_whose_it_was(self, monday: object, db: None) -> None:
        made = entry_desk.birth()
        reason = {"name-two-words": "orang tua menghendaki"}
        births.save(made.case, Filling("kelahiran", made.answers(child_name="Lia"), accepted=reason))
        done = made.effected()
        page = entry_desk.operator(done).get(done.page)
        kept = "Peringatan yang diterima petugas: Nama “Lia” hanya satu kata. Alasan: orang tua menghendaki (Budi"
        assert kept in page.text


class TestAPaper:
    def test_is_named_on_the_case_with_whom_it_is_for(self, rina: DeskBrowser, done: Birth) -> None:
        page = rina.get(done.page)
        assert "Akta kelahiran · Lia Salim" in page.text
        assert f'href="{done.paper("KK")}"' in page.body

    def test_is_shown_as_a_picture(self, rina: DeskBrowser, done: Birth) -> None:
        address = done.paper("KK")
        assert f"{address}1.png" in rina.get(address).body
        picture = rina.client.get(f"{address}1.png")
        assert picture.headers["Content-Type"] == "image/png"
        assert rina.get(f"{address}9.png").status == 404

    def test_says_what_is_missing(self, monday: object, db: None) -> None:
        nowhere = Address("Jl. Nusantara 12", "001", "002", RegionCode("2101069999"))
        couple = (
            (people.person("Agus Salim", Sex.MALE, "1984-02-02"), Shdk.HEAD),
            (
                people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03"),
                Shdk.WIFE,
            ),
        )
        made = entry_desk.birth(people.live(*couple, number=7, couple=True, address=nowhere))
        made.saved(order="1")
        done = made.effected()
        page = entry_desk.operator(done).get(done.paper("KK"))
        assert page.status == 409
        assert "KK belum dapat dicetak. Belum ada:" in page.text
        assert f"{done.paper('KK')}cetak/" not in forms_of(page.body)

    def test_is_printed_once_per_form(self, rina: DeskBrowser, done: Birth) -> None:
        address = done.paper("KK")
        _, form = rina.fill(address, f"{address}cetak/")
        answers = [rina.client.post(f"{address}cetak/", form) for _ in range(2)]
        assert [answer.headers["Content-Type"] for answer in answers] == ["application/pdf"] * 2
        page = rina.get(address)
        assert "Cetakan ke-1" in page.text
        assert "Cetakan ke-2" not in page.text

    def test_that_is_a_draft_asks_for_no_blank(self, rina: DeskBrowser, done: Birth) -> None:
        page = rina.get(done.paper("KIA"))
        assert page.status == 200
        assert "Nomor seri blangko" not in page.text

    def test_of_another_case_or_office_does_not_exist(self, rina: DeskBrowser, dewi: DeskBrowser, done: Birth) -> None:
        assert rina.get(f"{done.page}dokumen/999999/").status == 404
        for part in ("", "1.png", "cetak/"):
            address = f"{done.paper('KK')}{part}"
            answer = dewi.post(address, {}) if part == "cetak/" else dewi.get(address)
            assert answer.status == 404

    def test_is_not_printed_by_who_only_looks(self, hadi: DeskBrowser, budi: DeskBrowser, done: Birth) -> None:
        address = done.paper("KK")
        assert f"{address}cetak/" not in forms_of(budi.get(address).body)
        assert budi.post(f"{address}cetak/", {}).status == 403


class TestScansBesideTheForm:
    @pytest.fixture
    def filled(self, monday: object, db: None) -> Birth:
        made = entry_desk.birth()
        first, second, *_ = births.published().requirements
        desk = entry_desk.operator(made)
        picture = BytesIO()
        Image.new("RGB", (60, 80), "white").save(picture, "PNG")
        source = b"#set page(width: 100pt, height: 140pt)\nSatu\n#pagebreak()\nDua"
        casework.add_paper(made.resi, first, accept_scan("a.png", picture.getvalue()), officer=desk.officer)
        casework.add_paper(made.resi, second, accept_scan("b.pdf", _pdf(source)), officer=desk.officer)
        return made

    def test_are_one_picture_a_page(self, filled: Birth) -> None:
        body = entry_desk.operator(filled).get(filled.address).body
        assert body.count('class="scans__page"') == 3

    def test_draw_the_pages_of_a_pdf(self, filled: Birth) -> None:
        desk = entry_desk.operator(filled)
        body = desk.get(filled.address).body
        address = body.split('.png" alt', 1)[0].rsplit('src="', 1)[1].rsplit("/", 1)[0]
        answers = [desk.client.get(f"{address}/{number}.png") for number in (1, 2)]
        assert all(answer.content.startswith(b"\x89PNG") for answer in answers)
        assert answers[0].content != answers[1].content
        assert [desk.get(f"{address}/{number}.png").status for number in (0, 3)] == [404, 404]

    def test_are_not_for_another_office(self, filled: Birth, dewi: DeskBrowser) -> None:
        body = entry_desk.operator(filled).get(filled.address).body
        address = body.split('.png" alt', 1)[0].rsplit('src="', 1)[1]
        assert dewi.get(f"{address}.png").status == 404


def _pdf(source: bytes) -> bytes:
    made = typst.compile(source)
    assert isinstance(made, bytes)
    return made


class TestACorrection:
    @pytest.fixture
    def change(self, monday: object, db: None) -> Birth:
        """An application to change data, at the operator's step."""
        made = entry_desk.birth()
        entry = Entry(fill=births.FILL, effect=births.EFFECT, kinds=(EntryKind(kind="perubahan-data"),))
        taken = _taken_in(entry)
        return Birth(demo.advance(taken, "bintan", to=births.FILL, at=factories.MONDAY), made.home)

    def nik(self, change: Birth) -> str:
        return births.answers(change.home)["father"]

    def test_starts_from_the_current_truth(self, change: Birth) -> None:
        desk = entry_desk.operator(change)
        typed = {"resident": self.nik(change), "change_name": "ya", "entry-do": "ambil"}
        form = forms_of(desk.post(change.address, {**entry_desk.opened(desk, change), **typed}).body)[change.address]
        assert (form["full_name"], form["birth_date"], form["sex"]) == ("Agus Salim", "02-02-1984", "1")
        assert entries.latest(change.resi) is None

    def test_keeps_what_was_typed_already(self, change: Birth) -> None:
        desk = entry_desk.operator(change)
        typed = {"resident": self.nik(change), "full_name": "Agus Salim Putra", "entry-do": "ambil"}
        form = forms_of(desk.post(change.address, {**entry_desk.opened(desk, change), **typed}).body)[change.address]
        assert form["full_name"] == "Agus Salim Putra"

    def test_marks_what_differs_from_the_register(self, change: Birth) -> None:
        desk = entry_desk.operator(change)
        typed = {"resident": self.nik(change), "change_occupation": "ya", "occupation": "9"}
        body = entry_desk.judged(desk, change, **typed).body
        assert "Di register: <q>BELUM/TIDAK BEKERJA</q>" in body

    def test_tells_the_script_what_the_register_says(self, change: Birth) -> None:
        desk = entry_desk.operator(change)
        body = entry_desk.judged(desk, change, resident=self.nik(change)).body
        assert "&quot;full_name&quot;: &quot;Agus Salim&quot;" in body


def _taken_in(entry: Entry) -> TakenIn:
    procedure = factories.procedure().model_copy(update={"service": "uji-data", "entry": entry})
    procedures.publish(procedure, effective=factories.INSTALLED_DATE, now=factories.MONDAY)
    return factories.take_in(service="uji-data")


class TestAfterTheRegisterHasChanged:
    @pytest.fixture
    def reopened(self, done: Birth) -> Birth:
        """The same birth, handed over, closed, and opened again at the operator's step."""
        case = done.case
        while case.step is not None:
            case = demo.complete_open_step(case, "bintan", factories.MONDAY)
        return Birth(factories.act(case, Reopen(births.FILL, "Nama ibu salah"), factories.wati()), done.home)

    def test_only_a_correction_may_follow(self, reopened: Birth) -> None:
        desk = entry_desk.operator(reopened)
        page = desk.get(reopened.address)
        assert "Permohonan ini sudah mengubah register." in page.text
        form = forms_of(page.body)[reopened.address]
        assert (form["entry-kind"], form["entry-revision"]) == ("perubahan-data", "1")

    def test_the_first_form_is_not_taken_again(self, reopened: Birth) -> None:
        desk = entry_desk.operator(reopened)
        form = {**entry_desk.opened(desk, reopened), **reopened.answers(), "entry-kind": "kelahiran"}
        assert desk.post(reopened.address, form).status == 409
        assert len(entries.revisions(reopened.resi)) == 1

    def test_the_first_form_is_not_doubted_any_more(self, reopened: Birth) -> None:
        desk = entry_desk.operator(reopened)
        verdict = {"field": "child_name", "verdict": "salah", "entry-revision": "1"}
        for headers in ({}, {"HX-Request": "true"}):
            answer = desk.post(f"{reopened.address}tanda/", verdict, **headers)
            assert answer.status == 409
            assert "Isian tidak dapat diubah pada langkah ini." in answer.body
        saved = entries.latest(reopened.resi)
        assert saved is not None
        assert saved.ticks == {}

    def test_a_correction_changes_the_register_once_more(self, reopened: Birth) -> None:
        desk = entry_desk.operator(reopened)
        typed = {
            "resident": births.answers(reopened.home)["father"],
            "change_occupation": "ya",
            "occupation": "9",
            "occupation_basis": "Surat tempat bekerja 1/2026",
        }
        sent = {**entry_desk.opened(desk, reopened), **typed, "entry-do": "lanjut"}
        assert desk.post(reopened.address, sent).location == reopened.page
        reopened.effected()
        text = desk.get(reopened.page).text
        assert "Perubahan biodata" in text
        assert "Pekerjaan:" in text


class TestMembersOfAKk:
    def test_are_listed_when_the_number_is_known(self, monday: object, db: None) -> None:
        made = entry_desk.birth()
        entry = Entry(fill=births.FILL, effect=births.EFFECT, kinds=(EntryKind(kind="pisah-kk"),))
        split = Birth(demo.advance(_taken_in(entry), "bintan", to=births.FILL, at=factories.MONDAY), made.home)
        desk = entry_desk.operator(split)
        number = made.home.kk_number.digits
        body = entry_desk.judged(desk, split, family=number).body
        assert "Sari Wulandari (Istri, 03-03-1986)" in body
        form = entry_desk.opened(desk, split, family=number)
        sari = births.answers(made.home)["mother"]
        sent = {**form, "members.1.who": sari, "members.1.goes": "ya", "members.0.who": "9901060202840001"}
        assert desk.post(split.address, sent).status == 302
        saved = entries.latest(split.resi)
        assert saved is not None
        assert saved.values["members"] == [{"who": sari, "goes": "ya"}]


class TestHelpersOfTheForm:
    def test_find_someone_by_a_misspelt_name(self, rina: DeskBrowser, done: Birth) -> None:
        index.complete()
        body = rina.get("/isian/penduduk/?q=Sary+Wulandary").body
        assert "Sari Wulandari" in body
        assert f'data-nik="{births.answers(done.home)["mother"]}"' in body

    def test_find_someone_born_in_another_year_and_say_so(self, rina: DeskBrowser, done: Birth) -> None:
        index.complete()
        text = rina.get("/isian/penduduk/?q=Sari+Wulandari+1960").text
        assert "Tidak ada yang namanya cocok dan lahir sekitar tahun 1960. Ini yang namanya cocok:" in text
        assert "Sari Wulandari" in text
        assert "Tidak ada yang cocok. Coba" not in text

    @pytest.mark.parametrize(
        ("asked", "advice"),
        [
            ("Bambang+Pamungkas", "atau tambahkan tahun lahir"),
            ("Bambang+Pamungkas+1986", "juga bila lahir pada tahun lain"),
        ],
    )
    def test_advise_what_was_not_tried(self, rina: DeskBrowser, done: Birth, asked: str, advice: str) -> None:
        index.complete()
        text = rina.get(f"/isian/penduduk/?q={asked}").text
        assert advice in text
        assert text.count("tahun l") == 1

    @pytest.mark.parametrize(
        ("typed", "said"), [("31-02-1986", "31-02-1986 bukan tanggal yang ada"), ("99999", "Angka 99999 diabaikan")]
    )
    def test_say_what_of_the_line_cannot_be(self, rina: DeskBrowser, done: Birth, typed: str, said: str) -> None:
        index.complete()
        text = rina.get(f"/isian/penduduk/?q=Sari+Wulandari+{typed}").text
        assert said in text
        assert "Sari Wulandari" in text

    def test_find_nobody_of_another_office(self, dewi: DeskBrowser, done: Birth) -> None:
        index.complete()
        assert "Sari" not in dewi.get("/isian/penduduk/?q=Sari+Wulandari").body

    def test_ask_for_more_than_a_letter(self, rina: DeskBrowser) -> None:
        assert rina.get("/isian/penduduk/?q=S").body.strip() == ""

    @pytest.mark.parametrize("code", ["", "21", "21.01", "2101061001"])
    def test_list_the_regions_of_the_next_level(self, rina: DeskBrowser, code: str) -> None:
        found = json.loads(rina.get(f"/isian/wilayah/?di={code}").body)
        assert all(one[0].replace(".", "").startswith(code.replace(".", "")) for one in found)
        assert bool(found) == (code != "2101061001")

    @pytest.mark.parametrize("code", ["x", "2", "' or 1=1", "9" * 40])
    def test_know_no_regions_of_nonsense(self, rina: DeskBrowser, code: str) -> None:
        assert rina.get(f"/isian/wilayah/?di={code}").status == 404


class TestWhetherTheRegisterIsUsed:
    ADDRESS = "/kantor/isian/"

    def test_is_decided_by_the_head_with_a_reason(self, hadi: DeskBrowser) -> None:
        assert "Tidak" in hadi.get(self.ADDRESS).text
        answer = hadi.post(self.ADDRESS, {"to": "pakai", "pakai-why": "SK Kadis 12/2026"})
        assert answer.status == 302
        assert entries.uses_register(hadi.officer.office_id)
        hadi.post(self.ADDRESS, {"to": "berhenti", "pakai-why": "Gangguan"})
        assert not entries.uses_register(hadi.officer.office_id)

    @pytest.mark.parametrize(("to", "why"), [("pakai", ""), ("", "alasan"), ("pakai", "a\x00b")])
    def test_needs_a_reason_and_a_choice(self, hadi: DeskBrowser, to: str, why: str) -> None:
        assert hadi.post(self.ADDRESS, {"to": to, "pakai-why": why}).status == 422
        assert not entries.uses_register(hadi.officer.office_id)

    def test_is_not_for_the_counter(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        assert budi.get(self.ADDRESS).status == 403
        assert wati.post(self.ADDRESS, {"to": "pakai", "pakai-why": "x"}).status == 403
