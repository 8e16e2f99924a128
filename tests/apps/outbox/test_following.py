"""What happens to a file is told once, from when the office began to tell, in words without a name or number of a person."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from loket.casework.records import Applicant
from loket.core.engine import Return, ReturnLine, Withdraw
from loket.core.messages.kinds import Kind
from loket.core.messages.states import State
from loket.lobby.queries import invited
from loket.outbox import models, queries, services
from loket.outbox.sending import ways_of
from tests.apps import factories
from tests.apps.outbox.messages import has_gateway

pytestmark = pytest.mark.django_db
OFFICE = "bintan"
LATER = factories.MONDAY + datetime.timedelta(hours=1)


@pytest.fixture
def tells(settings: Settings) -> int:
    """Bintan tells its applicants, by a gateway that nobody answers at; the number of the office."""
    settings.VERIFY_ADDRESS = "https://dukcapil.contoh.go.id"
    services.turn(factories.hadi(), on=True)
    has_gateway("http://127.0.0.1:9")
    return factories.budi().office_id


def told(office: int) -> list[tuple[str, str]]:
    """Kind and text of each message there is."""
    services.follow(office)
    rows = models.Message.objects.filter(office=office).order_by("pk")
    return [(row.kind, ways_of(row)[0].text if row.channels else "") for row in rows]


def kinds(office: int) -> list[str]:
    return [kind for kind, _text in told(office)]


class TestAFile:
    def test_that_is_taken_in_is_told_with_its_slip_and_promise(self, tells: int) -> None:
        taken = factories.take_in()
        ((kind, text),) = told(tells)
        assert kind == Kind.TAKEN_IN
        assert taken.resi[:4] in text
        assert f"https://dukcapil.contoh.go.id/lacak/?resi={taken.resi}" in text
        assert "2026" in text
        for secret in (factories.SARI.name, "Sari", factories.SARI.nik, factories.SARI.phone):
            assert secret not in text

    def test_is_told_of_each_event_once(self, tells: int) -> None:
        factories.take_in()
        for _ in range(3):
            assert kinds(tells) == [Kind.TAKEN_IN]
        models.Followed.objects.all().delete()
        assert kinds(tells) == [Kind.TAKEN_IN]

    def test_that_was_handed_over_is_told_with_the_way_to_the_survey(self, tells: int) -> None:
        case = factories.case_at("serahkan-dokumen", at=LATER)
        assert kinds(tells) == [Kind.TAKEN_IN, Kind.READY]
        factories.complete(case, LATER)
        kind, text = told(tells)[-1]
        assert kind == Kind.HANDED_OVER
        token = text.partition("https://dukcapil.contoh.go.id/survei/")[2].rstrip("/")
        assert invited(token) is not None

    def test_that_was_handed_over_before_anybody_told_it_is_ready_is_not_called_ready(self, tells: int) -> None:
        factories.complete(factories.case_at("serahkan-dokumen"))
        assert kinds(tells) == [Kind.TAKEN_IN, Kind.HANDED_OVER]

    def test_that_lacks_a_paper_is_told_which_without_what_was_written_by_hand(self, tells: int) -> None:
        resi = _sent_back("milik Sari Wulandari 9901014101900001")
        kind, text = told(tells)[-1]
        assert kind == Kind.LACKING
        assert "Sari" not in text
        assert "9901" not in text
        assert resi[:4] in text
        assert len(text) > 60

    def test_that_was_withdrawn_is_told(self, tells: int) -> None:
        taken = factories.take_in()
        factories.act(taken, Withdraw("salah layanan"), factories.budi(), timezone.now())
        assert kinds(tells)[-1] == Kind.WITHDRAWN

    def test_without_a_telephone_is_noted_as_not_sent_and_nobody_is_asked_to_call(self, tells: int) -> None:
        factories.take_in(applicant=Applicant("Sari Wulandari", factories.SARI.nik, "", ""))
        services.follow(tells)
        assert models.Standing.objects.get().state == State.NOT_SENT
        assert queries.to_call(factories.budi()) == ()


class TestAnOffice:
    def test_that_tells_nobody_has_no_messages(self) -> None:
        factories.take_in()
        assert services.follow_all() == 0
        assert not models.Message.objects.exists()

    def test_does_not_tell_what_happened_before_it_began(self) -> None:
        taken = factories.take_in()
        services.turn(factories.hadi(), on=True)
        office = factories.budi().office_id
        assert kinds(office) == []
        factories.act(taken, Withdraw("salah layanan"), factories.budi(), timezone.now())
        assert kinds(office) == [Kind.WITHDRAWN]

    def test_without_a_gateway_keeps_its_messages_as_not_sent(self) -> None:
        services.turn(factories.hadi(), on=True)
        factories.take_in()
        assert services.follow(factories.budi().office_id) == 1
        assert models.Standing.objects.get().state == State.NOT_SENT
        assert not models.Content.objects.exists()


def test_a_pass_over_files_that_stand_still_costs_the_same_however_many_they_are(tells: int) -> None:
    made = []
    for _ in range(2):
        for _ in range(4):
            factories.take_in()
        services.follow(tells)
        with CaptureQueriesContext(connection) as queries_made:
            services.follow(tells)
        made.append(len(queries_made))
    assert made[0] == made[1] < 15


def _sent_back(note: str) -> str:
    """A file that waits for its applicant, with a note written by hand."""
    case = factories.case_at("verifikasi-kasi")
    case = factories.act(case, Return("tidak-valid", (ReturnLine("Alamat", "data-berbeda"),)), factories.wati())
    line = ReturnLine("f-1-02", "data-berbeda", note)
    return factories.act(case, Return("tidak-lengkap", (line,)), factories.budi()).resi
