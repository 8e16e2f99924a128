"""The data form on the desk: filled, judged while typing, saved right or wrong, changed by two at once, and done without."""

import re
import uuid

import pytest

from loket.casework import demo, queries
from loket.core.engine import Reopen
from loket.entries import queries as entries
from loket.register import queries as register
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser, Page, forms_of
from tests.apps.web.entry_desk import Birth, hidden, judged, opened


@pytest.fixture
def counter(monday: object, db: None) -> Birth:
    """A birth that Rina has to enter."""
    return entry_desk.birth()


@pytest.fixture
def rina(counter: Birth) -> DeskBrowser:
    """The operator."""
    return entry_desk.operator(counter)


def _reasons_asked(body: str) -> list[str]:
    return re.findall(r'name="(accept-[^"]+)"', body)


class TestTheForm:
    def test_asks_what_the_printed_form_asks(self, rina: DeskBrowser, counter: Birth) -> None:
        text = rina.get(counter.address).text
        assert "Pencatatan kelahiran" in text
        assert "F-2.01" in text
        assert "Nama lengkap anak" in text
        assert "Pelapor dan saksi" in text

    def test_offers_the_codes_in_force(self, rina: DeskBrowser, counter: Birth) -> None:
        assert '<option value="2">PEREMPUAN<' in rina.get(counter.address).body

    def test_does_not_scold_before_anything_is_typed(self, rina: DeskBrowser, counter: Birth) -> None:
        body = rina.get(counter.address).body
        assert "Salah:" not in body
        assert "Belum diisi.</p>" not in body

    def test_hides_what_does_not_apply_and_shows_it_when_it_does(self, rina: DeskBrowser, counter: Birth) -> None:
        assert hidden(rina.get(counter.address), "police_report")
        assert not hidden(rina.get(counter.address), "mother")
        counter.saved(parents="tidak-diketahui")
        assert not hidden(rina.get(counter.address), "police_report")
        assert hidden(rina.get(counter.address), "mother")

    def test_of_a_procedure_without_one_does_not_exist(self, budi: DeskBrowser) -> None:
        case = entry_desk.without_form()
        assert budi.get(f"/permohonan/{case.resi}/isian/").status == 404

    @pytest.mark.parametrize("part", ["", "nilai/", "tanda/"])
    def test_of_another_office_does_not_exist(self, dewi: DeskBrowser, counter: Birth, part: str) -> None:
        unknown = dewi.post(f"/permohonan/0000000000000/isian/{part}", {})
        foreign = dewi.post(f"{counter.address}{part}", {})
        assert (foreign.status, foreign.text) == (unknown.status, unknown.text)
        assert foreign.status == 404

    def test_is_for_reading_when_the_step_is_not_ones_own(self, wati: DeskBrowser, counter: Birth) -> None:
        counter.saved()
        page = wati.get(counter.address)
        assert "Lia Salim" in page.text
        assert counter.address not in forms_of(page.body)


class TestSaving:
    def test_keeps_a_form_that_stands_and_goes_on_to_the_step(self, rina: DeskBrowser, counter: Birth) -> None:
        form = opened(rina, counter, **counter.answers())
        answer = rina.post(counter.address, {**form, "entry-do": "lanjut"})
        assert (answer.status, answer.location) == (302, counter.page)
        saved = entries.latest(counter.resi)
        assert saved is not None
        assert saved.values["child_name"] == "Lia Salim"
        assert "Isian tersimpan dan sudah lengkap." in rina.get(counter.page).text

    def test_keeps_a_wrong_form_and_says_what_lacks(self, rina: DeskBrowser, counter: Birth) -> None:
        form = opened(rina, counter, **counter.answers(birth_date="31-02-2026", reporter_name=""))
        answer = rina.post(counter.address, {**form, "entry-do": "lanjut"})
        assert (answer.status, answer.location) == (302, counter.address)
        page = rina.get(counter.address)
        assert "Masih 2 hal" in page.text
        assert "“31-02-2026” bukan tanggal" in page.text
        assert "Belum diisi." in page.text
        assert forms_of(page.body)[counter.address]["birth_date"] == "31-02-2026"

    def test_the_same_form_twice_is_one_revision(self, rina: DeskBrowser, counter: Birth) -> None:
        form = opened(rina, counter, **counter.answers())
        assert [rina.post(counter.address, form).status for _ in range(2)] == [302, 302]
        assert len(entries.revisions(counter.resi)) == 1

    @pytest.mark.parametrize("to", ["verifikasi-kasi", "registrasi-cap", "serahkan-dokumen"])
    @pytest.mark.parametrize("button", ["simpan", "lanjut"])
    def test_the_same_form_after_the_case_has_gone_on_is_answered_as_before(
        self, rina: DeskBrowser, counter: Birth, to: str, button: str
    ) -> None:
        form = {**opened(rina, counter, **counter.answers()), "entry-do": button}
        first = rina.post(counter.address, form)
        gone_on = counter.moved(to)
        again = rina.post(counter.address, form)
        assert (again.status, again.location) == (302, first.location)
        assert "tersimpan" in rina.get(gone_on.page).text
        assert len(entries.revisions(counter.resi)) == 1

    def test_another_form_after_the_case_has_gone_on_is_refused(self, rina: DeskBrowser, counter: Birth) -> None:
        form = opened(rina, counter, **counter.answers())
        counter.saved()
        counter.moved("verifikasi-kasi")
        assert rina.post(counter.address, form).status == 409
        assert len(entries.revisions(counter.resi)) == 1

    def test_the_same_form_when_only_a_correction_may_follow_is_answered_as_before(
        self, wati: DeskBrowser, counter: Birth
    ) -> None:
        counter.saved(child_name="Liya Salim")
        at_wati = counter.moved("verifikasi-kasi")
        _, form = wati.fill(f"{counter.address}?ubah", counter.address, **counter.answers())
        form = {**form, "entry-do": "simpan"}
        assert (form["entry-kind"], wati.post(counter.address, form).status) == ("kelahiran", 302)
        done = at_wati.effected().case
        while done.step is not None:
            done = demo.complete_open_step(done, "bintan", factories.MONDAY)
        factories.act(done, Reopen("verifikasi-kasi", "Nama ibu salah"), factories.wati())
        assert "Isian di bawah adalah pembetulan" in wati.get(counter.address).text
        again = wati.post(counter.address, form)
        assert (again.status, again.location) == (302, counter.address)
        assert "Isian ini sudah tersimpan." in wati.get(again.location).text
        assert [one.kind for one in entries.revisions(counter.resi)] == ["kelahiran", "kelahiran"]
        late = wati.post(counter.address, {**form, "key": str(uuid.uuid4())})
        assert (late.status, len(entries.revisions(counter.resi))) == (409, 2)

    def test_a_key_that_stood_for_something_else_is_refused_in_words(self, rina: DeskBrowser, counter: Birth) -> None:
        form = opened(rina, counter, **counter.answers())
        rina.post(counter.address, form)
        answer = rina.post(counter.address, {**form, "child_name": "Lain Salim"})
        assert answer.status == 409
        assert "Kunci permintaan" in answer.text

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("child_name", "x" * 2001, "terlalu panjang untuk disimpan"),
            ("child_name", "Li\x00a", "tanda yang tidak dapat disimpan"),
            ("accept-parents-age-gap", "y" * 401, "Alasan ini terlalu panjang"),
        ],
    )
    def test_refuses_what_no_database_keeps(
        self, rina: DeskBrowser, counter: Birth, name: str, value: str, sentence: str
    ) -> None:
        answer = rina.post(counter.address, {**opened(rina, counter), name: value})
        assert answer.status == 422
        assert sentence in answer.text
        assert entries.latest(counter.resi) is None

    @pytest.mark.parametrize("revision", ["", "²", "-1", "99999999999999999999", "7"])
    def test_a_revision_that_cannot_be_read_is_stale(self, rina: DeskBrowser, counter: Birth, revision: str) -> None:
        answer = rina.post(counter.address, {**opened(rina, counter), "entry-revision": revision})
        assert answer.status == 409
        assert entries.latest(counter.resi) is None

    def test_by_someone_whose_step_it_is_not_keeps_what_was_typed_on_the_screen(
        self, wati: DeskBrowser, rina: DeskBrowser, counter: Birth
    ) -> None:
        answer = wati.post(counter.address, {**opened(rina, counter), "child_name": "Lia Salim"})
        assert answer.status == 409
        assert "dikerjakan oleh" in answer.text
        assert "Isian Anda yang belum tersimpan" in answer.text
        assert "Lia Salim" in answer.text
        assert entries.latest(counter.resi) is None

    def test_for_another_kind_of_form_is_refused(self, rina: DeskBrowser, counter: Birth) -> None:
        form = {**opened(rina, counter), "entry-kind": "lahir-mati"}
        assert rina.post(counter.address, form).status == 409
        assert entries.latest(counter.resi) is None


class TestAChangeByAColleague:
    def test_is_shown_beside_ones_own_and_nothing_is_lost(self, rina: DeskBrowser, counter: Birth) -> None:
        form = opened(rina, counter, **counter.answers(child_name="Lia Salim"))
        counter.saved(child_name="Liya Salim")
        answer = rina.post(counter.address, form)
        assert answer.status == 409
        assert "sudah disimpan oleh" in answer.text
        assert "Yang berbeda dari simpanan rekan" in answer.text
        assert "Liya Salim" in answer.text
        again = forms_of(answer.body)[counter.address]
        assert (again["child_name"], again["entry-revision"]) == ("Lia Salim", "1")

    def test_can_be_answered_with_the_next_revision(self, rina: DeskBrowser, counter: Birth) -> None:
        form = opened(rina, counter, **counter.answers())
        counter.saved(child_name="Liya Salim")
        again = forms_of(rina.post(counter.address, form).body)[counter.address]
        assert rina.post(counter.address, {**again, "entry-do": "simpan"}).status == 302
        saved = entries.latest(counter.resi)
        assert saved is not None
        assert (saved.revision, saved.values["child_name"]) == (2, "Lia Salim")


class TestTheVerdictWhileTyping:
    def test_writes_nothing(self, rina: DeskBrowser, counter: Birth) -> None:
        judged(rina, counter, **counter.answers())
        assert entries.latest(counter.resi) is None
        kk = register.family(counter.home.id, factories.TODAY)
        assert kk is not None
        assert len(kk.rows) == 3

    def test_leaves_one_trace_of_whom_it_shows(self, rina: DeskBrowser, counter: Birth) -> None:
        sari = counter.home.members[1]
        for _ in range(3):
            judged(rina, counter, **counter.answers())
        assert [one.what for one in register.readings_of(resident=sari)] == ["isian"]

    def test_shows_the_kk_before_and_after_and_the_papers(self, rina: DeskBrowser, counter: Birth) -> None:
        body = judged(rina, counter, **counter.answers()).body
        text = Page(200, body, "").text
        assert "+ masuk" in text
        assert "Lia Salim" in text
        assert "NIK menyusul" in text
        assert "Akta kelahiran" in text or "akta kelahiran" in text

    def test_stands_beside_the_field_it_is_about(self, rina: DeskBrowser, counter: Birth) -> None:
        body = judged(rina, counter, **counter.answers(mother="9901O6")).body
        assert 'id="n-mother" hx-swap-oob="true"' in body
        assert "hanya berisi angka" in body

    def test_names_who_was_typed(self, rina: DeskBrowser, counter: Birth) -> None:
        body = judged(rina, counter, **counter.answers()).body
        assert "Sari Wulandari, lahir Kijang 03-03-1986, Jl. Nusantara 12, RT 001/RW 002" in body

    def test_says_when_the_register_knows_nobody_by_a_number(self, rina: DeskBrowser, counter: Birth) -> None:
        body = judged(rina, counter, **counter.answers(mother="9901064303869999")).body
        assert "9901064303869999 tidak ada dalam register kantor ini." in body

    def test_says_of_those_another_office_keeps_only_that(self, rina: DeskBrowser, counter: Birth) -> None:
        there = people.alone("Joko Susilo", office=factories.dewi(), address=people.PONTIANAK)
        nik = register.people(there.members)[there.members[0]].nik
        assert nik is not None
        body = judged(rina, counter, **counter.answers(father=nik.digits)).body
        named = body.split('id="n-father"', 1)[1].split("</div>", 1)[0]
        assert "Tercatat pada kantor lain." in named
        assert "Joko" not in named
        assert register.readings_of(resident=there.members[0]) == ()

    def test_lists_refusals_with_their_basis(self, rina: DeskBrowser, counter: Birth) -> None:
        body = judged(rina, counter, **counter.answers(birth_date="01-11-2031")).body
        assert "Register menolak" in body

    def test_asks_for_the_reason_of_a_warning_and_keeps_it(self, rina: DeskBrowser, counter: Birth) -> None:
        typed = counter.answers(child_name="Lia")
        page = judged(rina, counter, **typed)
        (name,) = _reasons_asked(page.body)
        assert name.startswith("accept-name-two-words:")
        with_reason = judged(rina, counter, **typed, **{name: "Sesuai akta nikah"})
        assert 'value="Sesuai akta nikah"' in with_reason.body
        assert "Siap diteruskan" in with_reason.body

    def test_asks_again_when_the_warning_says_something_else(self, rina: DeskBrowser, counter: Birth) -> None:
        (name,) = _reasons_asked(judged(rina, counter, **counter.answers(child_name="Lia")).body)
        other = judged(rina, counter, **counter.answers(child_name="Mia"), **{name: "Sesuai akta nikah"})
        assert "Sesuai akta nikah" not in other.body
        assert "Siap diteruskan" not in other.body
        assert _reasons_asked(other.body) != [name]

    def test_says_how_late_the_report_is(self, rina: DeskBrowser, counter: Birth) -> None:
        body = judged(rina, counter, **counter.answers(birth_date="01-06-2026", late_decision="1/2026")).body
        assert "Dilaporkan terlambat" in body
        assert "UU 23/2006" in body

    def test_names_the_fields_that_apply(self, rina: DeskBrowser, counter: Birth) -> None:
        body = judged(rina, counter, parents="tidak-diketahui").body
        asked = body.split('data-asked="', 1)[1].split('"', 1)[0].split()
        assert "child_name" in asked
        assert "mother" not in asked

    def test_survives_anything(self, rina: DeskBrowser, counter: Birth) -> None:
        odd = dict.fromkeys(counter.answers(), "\u202e<script>'\"" * 5)
        answer = judged(rina, counter, **odd, **{"left.999.who": "x", "..": "y"})
        assert answer.status == 200
        assert "<script>'" not in answer.body

    def test_asks_a_fixed_number_of_times(
        self, rina: DeskBrowser, counter: Birth, django_assert_max_num_queries: object
    ) -> None:
        form = opened(rina, counter, **counter.answers())
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            rina.post(f"{counter.address}nilai/", form)


class TestWithoutScript:
    def test_the_form_is_checked_without_being_saved(self, rina: DeskBrowser, counter: Birth) -> None:
        form = {**opened(rina, counter, **counter.answers()), "entry-do": "periksa"}
        answer = rina.post(counter.address, form)
        assert answer.status == 200
        assert "+ masuk" in answer.text
        assert entries.latest(counter.resi) is None


class TestDoingWithoutAForm:
    def send(self, desk: DeskBrowser, counter: Birth, reason: str) -> Page:
        form = opened(desk, counter)
        return desk.post(counter.address, {**form, "entry-do": "tanpa", "entry-outside": reason})

    def test_keeps_the_reason_for_everyone_to_see(self, rina: DeskBrowser, wati: DeskBrowser, counter: Birth) -> None:
        assert self.send(rina, counter, "Hanya legalisir akta lama").status == 302
        assert "Hanya legalisir akta lama" in wati.get(counter.page).text
        assert "Hanya legalisir akta lama" in wati.get(counter.address).text

    def test_twice_is_once_also_when_the_case_has_gone_on(self, rina: DeskBrowser, counter: Birth) -> None:
        form = {**opened(rina, counter), "entry-do": "tanpa", "entry-outside": "Hanya legalisir"}
        first = rina.post(counter.address, form)
        counter.moved("verifikasi-kasi")
        again = rina.post(counter.address, form)
        assert (again.status, again.location) == (first.status, first.location) == (302, counter.page)
        assert len(entries.revisions(counter.resi)) == 1

    @pytest.mark.parametrize("reason", ["", "   ", "z" * 401, "a\x00b"])
    def test_needs_a_reason_that_can_be_kept(self, rina: DeskBrowser, counter: Birth, reason: str) -> None:
        answer = self.send(rina, counter, reason)
        assert answer.status == 422
        assert 'href="#f-outside"' in answer.body
        assert entries.latest(counter.resi) is None

    def test_gives_way_to_a_form_that_is_filled_after_all(self, rina: DeskBrowser, counter: Birth) -> None:
        self.send(rina, counter, "Salah layanan")
        page = rina.get(counter.address)
        assert "Permohonan ini tercatat tanpa isian" in page.text
        form = {**forms_of(page.body)[counter.address], **counter.answers(), "entry-do": "simpan"}
        assert rina.post(counter.address, form).status == 302
        saved = entries.latest(counter.resi)
        assert saved is not None
        assert (saved.revision, saved.outside) == (2, "")


class TestThePageOfTheCase:
    def complete(self, desk: DeskBrowser, counter: Birth) -> Page:
        procedure = queries.case_view(counter.resi, factories.budi(), factories.MONDAY).procedure
        outcome = next(iter(procedure.by_id[births.FILL].outcomes))
        address, form = desk.fill(counter.page, f"{counter.page}langkah/", outcome=outcome, entry_note="Diisi")
        return desk.post(address, form)

    def test_leads_to_the_form(self, rina: DeskBrowser, counter: Birth) -> None:
        page = rina.get(counter.page)
        assert "Isi formulir" in page.text
        assert f'href="{counter.address}"' in page.body

    def test_says_that_the_step_waits_for_it(self, rina: DeskBrowser, counter: Birth) -> None:
        answer = self.complete(rina, counter)
        assert answer.status == 409
        assert "Isian register untuk keperluan ini belum disimpan." in answer.text
        assert 'href="#f-isian-register"' in answer.body

    def test_lists_every_fault_of_the_form(self, rina: DeskBrowser, counter: Birth) -> None:
        counter.saved(birth_date="besok", reporter_name="")
        answer = self.complete(rina, counter)
        assert "“besok” bukan tanggal" in answer.text
        assert "Nama pelapor belum diisi." in answer.text

    def test_says_how_a_warning_is_answered(self, rina: DeskBrowser, counter: Birth) -> None:
        counter.saved(child_name="Lia")
        answer = self.complete(rina, counter)
        assert answer.status == 409
        assert "buka isian dan tulis alasannya" in answer.text

    def test_shows_what_changed_and_which_papers_follow(self, hadi: DeskBrowser, counter: Birth) -> None:
        counter.saved()
        counter.effected()
        text = hadi.get(counter.page).text
        assert "2101-LU-16112026-0001" in text
        assert "+ masuk" in text
        assert "Lihat isian" in text

    def test_has_no_such_part_where_no_form_is_asked_for(self, budi: DeskBrowser) -> None:
        case = entry_desk.without_form()
        assert "Isian dan hasil" not in budi.get(f"/permohonan/{case.resi}/").text


def test_keys_are_unique_for_every_page(rina: DeskBrowser, counter: Birth) -> None:
    keys = {str(opened(rina, counter)["key"]) for _ in range(3)}
    assert len({uuid.UUID(key) for key in keys}) == 3
