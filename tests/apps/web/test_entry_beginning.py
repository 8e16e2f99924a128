"""What an empty form starts from: the applicant, as far as this office may know him."""

import pytest

from tests.apps import factories
from tests.apps.entries.elsewhere import nik_of
from tests.apps.register import people
from tests.apps.register.people import Home
from tests.apps.web import entry_desk
from tests.apps.web.desk import forms_of
from tests.apps.web.entry_desk import filling

pytestmark = pytest.mark.django_db


def begun(kind: str, home: Home, nik: str) -> dict[str, str]:
    """The fields of the form as the operator first sees it."""
    of = filling(kind, home, nik)
    return dict(forms_of(entry_desk.operator(of).get(of.address).body)[of.address])


class TestAnEmptyForm:
    def test_names_who_applies_as_who_reports(self) -> None:
        home = people.saris()
        form = begun("kelahiran", home, nik_of(home.members[1]))
        assert (form["reporter_name"], form["reporter_nik"]) == (factories.SARI.name, nik_of(home.members[1]))
        assert form["child_name"] == ""

    def test_begins_with_the_kk_of_who_applies(self) -> None:
        home = people.saris()
        assert begun("kk-rusak", home, nik_of(home.members[1]))["family"] == home.kk_number.digits

    def test_is_of_who_applies_where_the_card_is_his(self) -> None:
        home = people.saris()
        assert begun("ktp-hilang", home, nik_of(home.members[0]))["resident"] == nik_of(home.members[0])

    @pytest.mark.parametrize("nik", ["", "9901064303869999"])
    def test_has_no_kk_for_whom_the_register_does_not_know(self, nik: str) -> None:
        form = begun("kk-rusak", people.saris(), nik)
        assert form["family"] == ""

    def test_tells_no_kk_of_another_office(self) -> None:
        there = people.alone(office=factories.dewi(), address=people.PONTIANAK)
        assert begun("kk-rusak", there, nik_of(there.members[0]))["family"] == ""
