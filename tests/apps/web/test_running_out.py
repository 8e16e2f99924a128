"""What runs out soon: shown before it is too late, by an index, and to the office that keeps it."""

import datetime
import uuid

import pytest

from loket.core.register import Permit
from loket.core.register.codes import Citizenship, MoveKind, MoveReason, PermitKind, Sex
from loket.core.register.moves import ForeignerRegistered, MoveOut, Newcomer
from loket.core.register.values import Documents
from loket.register import queries
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser

pytestmark = pytest.mark.django_db
PATH = "/penduduk/segera-habis/"


def _foreigner(name: str, days: int) -> None:
    until = factories.TODAY + datetime.timedelta(days=days)
    biodata = people.person(
        name,
        Sex.MALE,
        "1990-01-01",
        citizenship=Citizenship.WNA,
        nationality="Singapura",
        permit=Permit(PermitKind.ITAS, "2C21-1", until),
    )
    newcomer = Newcomer(uuid.uuid4(), None, biodata, Documents())
    event = ForeignerRegistered(date=factories.TODAY, newcomer=newcomer, address=people.HOUSE)
    people.record(event, accepted={"mungkin-ganda": "orang lain"})


def _leave(days_ago: int) -> None:
    home = people.alone()
    day = factories.TODAY - datetime.timedelta(days=days_ago)
    event = MoveOut(
        date=day,
        family_id=home.id,
        movers=frozenset(home.members),
        kind_of_move=MoveKind.HEAD_AND_ALL,
        destination=people.PONTIANAK.region,
        reason=MoveReason.WORK,
    )
    people.record(event)


class TestRunningOut:
    def test_names_the_leaves_to_stay_that_end_within_sixty_days(self) -> None:
        _foreigner("Tan Wei Ming", 60)
        _foreigner("Akira Tanaka", 61)
        found = queries.running_out(factories.budi().office_id, factories.TODAY)
        assert [one.full_name for one in found.permits] == ["Tan Wei Ming"]

    def test_names_who_left_and_never_arrived_once_the_letter_has_run_out(self) -> None:
        _leave(100)
        found = queries.running_out(factories.budi().office_id, factories.TODAY)
        assert [(one.full_name, one.day) for one in found.letters] == [("Joko Susilo", factories.TODAY)]

    def test_leaves_a_letter_alone_that_still_holds(self) -> None:
        _leave(99)
        assert queries.running_out(factories.budi().office_id, factories.TODAY).letters == ()

    def test_tells_another_office_nothing(self) -> None:
        _foreigner("Tan Wei Ming", 10)
        assert queries.running_out(factories.dewi().office_id, factories.TODAY).permits == ()

    def test_asks_three_statements(self, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
        office_id = factories.budi().office_id
        with django_assert_num_queries(3):
            queries.running_out(office_id, factories.TODAY)


class TestThePage:
    def test_links_to_the_resident(self, budi: DeskBrowser) -> None:
        _foreigner("Tan Wei Ming", 10)
        shown = budi.get(PATH).text
        assert "Tan Wei Ming" in shown
        assert "Hubungi untuk perpanjangan SKTT" in shown

    def test_says_what_would_fill_it(self, budi: DeskBrowser) -> None:
        assert "Tidak ada izin tinggal yang segera habis." in budi.get(PATH).text
