"""Who has booked an hour and comes without a telephone: checked in at the kiosk or at the counter, and nowhere else."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from loket.core.queue.ticket import State
from loket.lobby import models
from loket.lobby.queue import queries, services
from tests.apps.factories import MONDAY
from tests.apps.lobby.lines import act, has_queue
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.test_queue import HOME, NIK, QUEUE, at_kiosk, press

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_nine() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        has_queue()
        yield


def booked_at_ten() -> queries.TicketRecord:
    """A booking of Monday at ten, by the NIK of these tests."""
    wanted = services.Wanted("kk", identity=f"nik {NIK}")
    return services.book("bintan", wanted, MONDAY + datetime.timedelta(hours=1), act())


@pytest.fixture
def at_ten_to_ten(monday: time_machine.Traveller) -> None:
    monday.shift(datetime.timedelta(minutes=50))


class TestABookingWithoutATelephone:
    @pytest.mark.usefixtures("at_ten_to_ten")
    def test_is_checked_in_at_the_kiosk_by_its_code(self) -> None:
        ticket = booked_at_ten()
        typed = f" {ticket.code[:5].lower()}-{ticket.code[5:]} "
        status, _page, address = at_kiosk(service="", nik=typed, born="")
        assert (status, address) == (302, f"/antrean/bintan/tiket/{ticket.code}/?anjungan=1")
        assert queries.ticket_by(ticket.code).state is State.WAITING
        assert "Anda berikutnya" in Client().get(address).content.decode()
        assert at_kiosk(service="", nik=ticket.code, born="")[0] == 302
        assert models.QueueTicket.objects.count() == 1

    @pytest.mark.usefixtures("at_ten_to_ten")
    def test_is_not_opened_at_the_kiosk_by_a_nik_which_others_know_too(self) -> None:
        ticket = booked_at_ten()
        status, page, address = at_kiosk()
        assert (status, address) == (409, "")
        assert "ketik kodenya" in page
        assert ticket.code not in page
        assert queries.ticket_by(ticket.code).state is State.BOOKED

    def test_is_told_when_it_is_too_early_or_unknown(self) -> None:
        has_queue("pontianak")
        ticket = booked_at_ten()
        status, page, _address = at_kiosk(nik=ticket.code, service="", born="")
        assert (status, "Belum waktunya lapor datang" in page) == (409, True)
        elsewhere = Client().post("/antrean/pontianak/?anjungan=1", {"nik": ticket.code})
        assert (elsewhere.status_code, "Nomor antrean itu tidak ada" in elsewhere.content.decode()) == (409, True)
        assert "Nomor antrean itu tidak ada" in at_kiosk(nik="T" + 12 * "2")[1]
        assert queries.ticket_by(ticket.code).state is State.BOOKED

    @pytest.mark.usefixtures("at_ten_to_ten")
    def test_is_checked_in_from_home_by_its_own_page_alone(self) -> None:
        ticket = booked_at_ten()
        assert Client().post(HOME, {"service": "kk", "nik": ticket.code}).status_code == 422
        assert queries.ticket_by(ticket.code).state is State.BOOKED

    @pytest.mark.usefixtures("at_ten_to_ten")
    def test_is_checked_in_by_the_officer_who_scans_it(self, budi: DeskBrowser) -> None:
        ticket = booked_at_ten()
        budi.post(QUEUE, {"act": "loket", "counter": "1"})
        offered = budi.get(f"{QUEUE}pindai/?kode={ticket.code.lower()}").location
        assert offered == f"{QUEUE}?datang={ticket.code}"
        page = budi.get(offered)
        assert "A-001" in page.text
        assert "10.00" in page.text
        assert queries.ticket_by(ticket.code).state is State.BOOKED
        assert "A-001 menunggu" in press(budi, "lapor", code=ticket.code)
        assert queries.ticket_by(ticket.code).state is State.WAITING
        assert 'value="lapor"' not in budi.get(offered).body
        assert "sudah berubah" in press(budi, "lapor", code=ticket.code)

    @pytest.mark.usefixtures("at_ten_to_ten")
    def test_is_not_checked_in_by_another_office(self, dewi: DeskBrowser) -> None:
        has_queue("pontianak")
        ticket = booked_at_ten()
        assert ticket.text not in dewi.get(f"{QUEUE}?datang={ticket.code}").text
        assert "Nomor antrean itu tidak ada" in press(dewi, "lapor", code=ticket.code)
        assert queries.ticket_by(ticket.code).state is State.BOOKED

    def test_of_a_day_that_is_past_offers_nothing(self) -> None:
        address = f"/antrean/bintan/tiket/{booked_at_ten().code}/"
        assert Client().get(address).content.decode().count('name="act"') == 2
        with time_machine.travel(MONDAY + datetime.timedelta(days=1), tick=False):
            assert 'name="act"' not in Client().get(address).content.decode()
            assert Client().post(address, {"act": "lapor"}).status_code == 409
