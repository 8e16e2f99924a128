"""What nobody collects is reminded of once a stage, and both people of a mandate hear of it once."""

import datetime
import uuid

import pytest
from pytest_django import Settings

from loket.casework import services as casework
from loket.collection.records import PickupRule
from loket.collection.services import set_rule
from loket.core.engine import Collect
from loket.core.messages.kinds import Kind
from loket.documents.dates import plain_date
from loket.outbox import models, services
from loket.outbox.enqueueing import Wish, enqueue
from loket.outbox.queries import messages_of_case, reminders_of
from loket.outbox.records import Receiver
from loket.outbox.reminding import remind, tell_mandates
from loket.outbox.sending import ways_of
from tests.apps import factories
from tests.apps.collection.collecting import RUDI, RUDIS_NIK, RUDIS_PHONE, SARI_COLLECTS, lets_rudi, ready, until, wish
from tests.apps.outbox.messages import has_gateway

pytestmark = pytest.mark.django_db
OFFICE = "bintan"


@pytest.fixture
def tells(settings: Settings) -> int:
    """Bintan tells its applicants, by a gateway that nobody answers at; the number of the office."""
    settings.VERIFY_ADDRESS = "https://dukcapil.contoh.go.id"
    services.turn(factories.hadi(), on=True)
    has_gateway("http://127.0.0.1:9")
    return factories.budi().office_id


def after(days: int) -> datetime.datetime:
    return factories.MONDAY + datetime.timedelta(days=days)


def texts(office: int, kind: Kind) -> list[str]:
    rows = models.Message.objects.filter(office=office, kind=kind).order_by("pk")
    return [ways_of(row)[0].text for row in rows]


class TestWhatNobodyCollects:
    def test_is_reminded_of_once_a_stage_however_often_the_loop_runs(self, tells: int) -> None:
        case = ready()
        made = [remind(OFFICE, after(days)) for days in (0, 6, 7, 7, 8, 29, 30, 31)]
        assert made == [0, 0, 1, 0, 0, 0, 1, 0]
        first, second = texts(tells, Kind.REMINDER)
        assert "dokumen menunggu diambil" in first
        assert case.resi[:4] in second
        for secret in (factories.SARI.name, factories.SARI.nik, "Sari"):
            assert secret not in first
        assert reminders_of(tells, [case.resi]) == {case.resi: 2}
        assert [one.kind for one in messages_of_case(tells, case.resi)].count(Kind.REMINDER) == 2

    def test_is_not_told_again_what_an_earlier_version_told_under_a_shorter_key(self, tells: int) -> None:
        told, anew, untold = ready(), ready(), ready()
        for case, day in ((told, 7), (anew, -7)):
            to = Receiver(phone="0812 0000 0001")
            old = Wish(Kind.REMINDER, to, {"resi": case.resi}, f"{Kind.REMINDER}:ambil:{case.resi}:7", resi=case.resi)
            enqueue(tells, old, now=after(day))
        assert remind(OFFICE, after(8)) == 2
        assert reminders_of(tells, [case.resi for case in (told, anew, untold)]) == {
            told.resi: 1, anew.resi: 2, untold.resi: 1
        }  # fmt: skip
        assert remind(OFFICE, after(30)) == 3

    def test_names_the_day_on_which_it_goes_back_to_the_archive(self, tells: int) -> None:
        ready()
        remind(OFFICE, after(7))
        assert "14 Februari 2027" in texts(tells, Kind.REMINDER)[0]

    def test_is_told_the_latest_stage_alone_when_the_loop_stood_still(self, tells: int) -> None:
        ready()
        assert (remind(OFFICE, after(40)), remind(OFFICE, after(41))) == (1, 0)

    def test_is_reminded_of_by_the_days_of_the_office(self, tells: int) -> None:
        set_rule(factories.hadi(), PickupRule((2,), None), at=factories.MONDAY)
        ready()
        assert (remind(OFFICE, after(1)), remind(OFFICE, after(2))) == (0, 1)
        assert "sampai diambil" in texts(tells, Kind.REMINDER)[0]

    def test_is_left_alone_by_an_office_that_never_reminds_or_tells_nobody(self, tells: int) -> None:
        ready()
        set_rule(factories.hadi(), PickupRule((), 90), at=factories.MONDAY)
        assert remind(OFFICE, after(40)) == 0
        set_rule(factories.hadi(), PickupRule(), at=factories.MONDAY)
        services.turn(factories.hadi(), on=False)
        assert remind(OFFICE, after(40)) == 0

    def test_is_reminded_of_no_more_when_it_was_collected(self, tells: int) -> None:
        case = factories.complete(ready("KK"))
        factories.complete(case)
        assert remind(OFFICE, after(7)) == 0

    def test_goes_out_with_the_loop_of_all_offices(self, tells: int) -> None:
        lets_rudi(ready().resi)
        assert services.remind_all(after(7)) == 3
        assert services.remind_all(after(7)) == 0


class TestAMandate:
    def test_is_told_to_both_once(self, tells: int) -> None:
        lets_rudi(ready().resi)
        assert (tell_mandates(OFFICE), tell_mandates(OFFICE)) == (2, 0)
        assert len(texts(tells, Kind.MANDATE)) == 2
        receivers = {ways_of(row)[0].to for row in models.Message.objects.filter(kind=Kind.MANDATE)}
        assert receivers == {"+6281200000001", "+6281200000002"}
        for text in texts(tells, Kind.MANDATE):
            assert plain_date(until()) in text
            assert not any(secret in text for secret in (RUDI, RUDIS_NIK, RUDIS_PHONE, "Sari"))

    def test_is_told_again_when_it_was_taken_back(self, tells: int) -> None:
        case = ready()
        one = lets_rudi(case.resi)
        tell_mandates(OFFICE)
        casework.end_mandate(case.resi, one.uuid, "", by=factories.budi())
        assert tell_mandates(OFFICE) == 2
        assert all("tidak berlaku lagi" in text for text in texts(tells, Kind.MANDATE_ENDED))

    def test_of_before_the_office_began_to_tell_is_told_to_nobody(self) -> None:
        case = ready()
        casework.give_mandate(case.resi, wish(), by=factories.budi(), key=uuid.uuid4())
        assert tell_mandates(OFFICE) == 0


class TestAPart:
    def test_is_told_to_the_applicant(self, tells: int) -> None:
        case = ready()
        services.follow(tells)
        casework.act(
            case.resi,
            Collect(("1.1 KK",), SARI_COLLECTS),
            officer=factories.budi(),
            version=case.version,
            key=uuid.uuid4(),
        )
        services.follow(tells)
        assert "sebagian dokumen" in texts(tells, Kind.PARTLY)[0]
