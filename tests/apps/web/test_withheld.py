"""Specific data on the screen: for who may fill a form with them and for who supervises; for all others not even in the HTML."""

import pytest

from loket.core.register.codes import Disability, Education, Sex, Shdk
from loket.core.register.events import ChangeStatus
from loket.entries.records import Filling
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import queries as register
from loket.web.desk.register.changes import family_events
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.entries.elsewhere import nik_of
from tests.apps.register import people
from tests.apps.web import entry_desk
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.entry_desk import Birth

MASK = "tidak ditampilkan: data khusus"
LABEL = "Penyandang disabilitas"
DOCTOR = "Surat dokter RSUD 12/2026"


def home_of(disability: Disability | None) -> people.Home:
    return people.live(
        (people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03", disability=disability), Shdk.HEAD),
        (people.person("Adi Salim", Sex.MALE, "2005-04-04"), Shdk.CHILD),
        number=7,
    )


def changed(home: people.Home) -> None:
    """Adi finishes school and becomes deaf."""
    event = ChangeStatus(
        date=factories.TODAY,
        resident_id=home.members[1],
        changes={"disability": Disability.DEAF_OR_MUTE, "education": Education.SLTA},
        papers={"disability": DOCTOR, "education": "Ijazah 7/2026"},
    )
    people.record(event)


def at(title: str) -> DeskBrowser:
    """The desk of whoever of Bintan has this position."""
    return DeskBrowser(_holder(title))


def _holder(title: str) -> Officer:
    for one in offices.persons("bintan"):
        officer = offices.officer_by_id(one.person, factories.TODAY)
        if officer is not None and title in {seat.title for seat in officer.seats}:
            return officer
    raise AssertionError(title)


class TestAResident:
    def test_is_shown_without_it_to_the_counter(self, budi: DeskBrowser) -> None:
        page = budi.get(f"/penduduk/{home_of(Disability.BLIND).members[0]}/")
        assert f"{LABEL} {MASK}" in page.text
        assert Disability.BLIND.label not in page.body
        assert "UU 24/2013 pasal 84" in page.body

    def test_looks_the_same_there_with_and_without_a_disability(self, budi: DeskBrowser) -> None:
        home = home_of(Disability.BLIND)
        for one in home.members:
            assert f"{LABEL} {MASK}" in budi.get(f"/penduduk/{one}/").text

    def test_is_shown_whole_to_who_fills_the_form_and_to_who_supervises(self, wati: DeskBrowser) -> None:
        home = home_of(Disability.BLIND)
        for desk in (wati, at("Operator Pindah Datang")):
            page = desk.get(f"/penduduk/{home.members[0]}/")
            assert f"{LABEL} {Disability.BLIND.label}" in page.text
            assert MASK not in page.body

    def test_is_shown_without_it_to_auditor_and_administrator(self, monday: object, db: None) -> None:
        home = home_of(Disability.BLIND)
        for title in ("Auditor Internal", "Administrator Sistem"):
            page = at(title).get(f"/penduduk/{home.members[0]}/")
            assert page.status == 200
            assert Disability.BLIND.label not in page.body

    def test_has_a_history_that_tells_only_that_something_changed(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        home = home_of(None)
        changed(home)
        address = f"/penduduk/{home.members[1]}/"
        told = budi.get(address)
        assert f"Data khusus: {MASK}" in told.text
        for word in (Disability.DEAF_OR_MUTE.label, DOCTOR):
            assert word not in told.body
        assert f"menjadi {Disability.DEAF_OR_MUTE.label}" in wati.get(address).text


@pytest.mark.django_db
class TestAFamily:
    @pytest.mark.parametrize("hidden", [frozenset({"disability"}), frozenset[str]()])
    def test_has_a_history_that_tells_only_that_something_changed(self, hidden: frozenset[str]) -> None:
        home = home_of(None)
        changed(home)
        history = register.history_of(home.members[1])
        assert history is not None
        (told,) = family_events(history.events, home.id, {}, {}, factories.budi().office_id, hidden)
        found = {str(one.label): one.after for one in told.rows[0].changes}
        assert found["Pendidikan"] == Education.SLTA.label
        if hidden:
            assert MASK in found["Data khusus"]
            assert LABEL not in found
        else:
            assert found[LABEL] == Disability.DEAF_OR_MUTE.label


class TestAForm:
    def _filled(self) -> Birth:
        home = home_of(Disability.BLIND)
        change = entry_desk.filling("perubahan-data", home)
        answers = {
            "resident": nik_of(home.members[0]),
            "date": "16-11-2026",
            "change_disability": "ya",
            "disability": str(int(Disability.MENTAL)),
            "disability_basis": DOCTOR,
            "change_education": "ya",
            "education": "5",
            "education_basis": "Ijazah 7/2026",
        }
        births.save(change.case, Filling("perubahan-data", answers))
        return change

    def test_is_read_without_it_by_who_does_not_fill_it(self, budi: DeskBrowser) -> None:
        page = budi.get(self._filled().address)
        assert page.status == 200
        assert "Ijazah 7/2026" in page.text
        assert f"Disabilitas {MASK}" in page.text
        for word in (Disability.MENTAL.label, Disability.BLIND.label, DOCTOR):
            assert word not in page.body

    def test_is_read_whole_by_who_supervises_and_who_fills_it(self, wati: DeskBrowser) -> None:
        change = self._filled()
        for desk in (wati, entry_desk.operator(change)):
            page = desk.get(change.address)
            assert DOCTOR in page.body
            assert MASK not in page.body

    def test_tells_nothing_of_it_while_somebody_else_tries_answers(self, budi: DeskBrowser) -> None:
        change = self._filled()
        tried = {
            "resident": nik_of(change.home.members[0]),
            "change_disability": "ya",
            "disability": "1",
            "date": "16-11-2026",
        }
        page = budi.post(f"{change.address}nilai/", {**tried, "entry-kind": "perubahan-data"})
        assert page.status == 200
        assert Disability.BLIND.label not in page.body
        assert Disability.BLIND.label not in budi.get(change.page).body

    def test_that_took_effect_tells_only_that_something_changed(self, budi: DeskBrowser, wati: DeskBrowser) -> None:
        done = self._filled().effected()
        told = budi.get(done.page)
        assert MASK in told.text
        assert Disability.MENTAL.label not in told.body
        assert Disability.MENTAL.label in wati.get(done.page).text
