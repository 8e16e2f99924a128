"""What complainants are told by telephone: that it came, was answered, was closed; nothing of it, and nobody looks for it."""

import datetime
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from loket.casework import queries as casework
from loket.complaints import services
from loket.complaints.contacts import receiver_in
from loket.complaints.records import Channel, Received, Said, Secrecy, Taken
from loket.core.engine import Complete, Recall
from loket.core.messages.kinds import Kind
from loket.core.messages.states import State
from loket.outbox import models, queries
from loket.outbox import services as outbox
from loket.outbox.apart import Faults
from loket.outbox.records import CallResult
from loket.outbox.refusals import NoSuchMessage
from loket.outbox.sending import send_due, ways_of
from loket.vault.refusals import KeyDestroyed, KeyMissing
from loket.vault.services import unseal
from tests.apps import factories
from tests.apps.complaints.complaining import ANSWER, TEXT, answered, do, hadi, named, nisa, surya, taken, told
from tests.apps.factories import MONDAY, budi
from tests.apps.outbox.gateway_server import GatewayServer
from tests.apps.outbox.messages import has_gateway
from tests.apps.web.desk import DeskBrowser

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
CONFIDENTIAL = named(whom="Mas Budi", secrecy=Secrecy.CONFIDENTIAL)


@pytest.fixture(autouse=True)
def _bintan_tells(on_monday: time_machine.Traveller) -> None:
    outbox.turn(hadi(), on=True)
    has_gateway("http://127.0.0.1:9")


def said() -> list[tuple[str, str, str]]:
    """Of each message what it is about, to whom and in which words, oldest first."""
    rows = models.Message.objects.order_by("pk")
    return [(row.kind, way.to, way.text) for row in rows for way in ways_of(row)]


def kinds() -> list[str]:
    return list(models.Message.objects.order_by("pk").values_list("kind", flat=True))


def entered(channel: Channel) -> Taken:
    """A complaint of Sari's that came by another way than the page."""
    number = "LP-2026-1" if channel is Channel.LAPOR else ""
    return services.enter(budi(), named(), Received(channel, timezone.now(), lapor_number=number), key=uuid.uuid4())


class TestTelling:
    @pytest.mark.parametrize("secrecy", [Secrecy.NAMED, Secrecy.CONFIDENTIAL])
    def test_goes_to_the_telephone_with_the_number_and_nothing_else(self, secrecy: Secrecy) -> None:
        made = taken(named(secrecy=secrecy))
        assert [services.tell_all(), services.tell_all()] == [1, 0]
        ((kind, to, text),) = said()
        assert (kind, to) == (Kind.COMPLAINT_TAKEN, "+6281200000001")
        assert "nomor 1/2026" in text
        for word in (str(made.code), made.code.code, made.resi, "ADUAN", "Sari", "seratus", "pengaduan"):
            assert word not in text

    def test_is_for_nobody_without_a_name(self) -> None:
        told(Said(TEXT, "", "", Secrecy.ANONYMOUS, "Sari Wulandari", "0812 0000 0001"))
        assert services.tell_all() == 0
        assert kinds() == []

    def test_follows_the_answer_and_the_end_once_each(self) -> None:
        made = told(named())
        assert services.tell_all() == 2
        text = said()[-1][2]
        assert "sudah dijawab" in text
        assert "30 November 2026" in text
        assert ANSWER not in text
        with time_machine.travel(MONDAY + 20 * DAY):
            services.close_unheard()
            assert [services.tell_all(), services.tell_all()] == [1, 0]
        assert kinds() == [Kind.COMPLAINT_TAKEN, Kind.COMPLAINT_ANSWERED, Kind.COMPLAINT_CLOSED]
        assert made.resi

    def test_of_the_end_is_not_for_who_ended_it(self) -> None:
        made = told(named())
        services.hear(made.code, 4, "", key=uuid.uuid4())
        assert services.tell_all() == 0

    def test_comes_again_with_each_answer_but_not_with_one_told_twice(self) -> None:
        made = told(named())
        services.tell_all()
        do(made.resi, Recall(), nisa())
        do(made.resi, Complete("disampaikan"), nisa())
        assert services.tell_all() == 0
        services.hear(made.code, 1, "Uangnya belum saya terima sampai hari ini.", key=uuid.uuid4())
        do(made.resi, Complete("ke-bidang"), hadi())
        services.answer(made.resi, "Uangnya kami antar besok pagi.", officer=surya())
        do(made.resi, Complete("selesai"), surya())
        do(made.resi, Complete("disetujui"), hadi())
        do(made.resi, Complete("disampaikan"), nisa())
        assert services.tell_all() == 1
        assert kinds().count(Kind.COMPLAINT_ANSWERED) == 2

    def test_is_left_to_offices_that_tell_and_to_what_happened_since(self) -> None:
        outbox.turn(hadi(), on=False)
        taken(named())
        assert services.tell_all() == 0
        with time_machine.travel(MONDAY + DAY):
            outbox.turn(hadi(), on=True)
            assert services.tell_all() == 0
            taken(named())
            assert services.tell_all() == 1

    def test_of_what_is_long_past_comes_no_more(self) -> None:
        taken(named())
        assert services.tell_all(timezone.now() + 8 * DAY) == 0

    def test_is_put_down_where_the_contact_is_no_telephone_and_not_tried_again(self) -> None:
        services.enter(
            budi(),
            Said(TEXT, "", "", Secrecy.NAMED, "Sari", "Jl. Mawar No. 12 RT 03 RW 04, 29151"),
            Received(Channel.LETTER, timezone.now()),
            key=uuid.uuid4(),
        )
        assert [services.tell_all(), services.tell_all()] == [1, 0]
        assert models.Standing.objects.get().state == State.NOT_SENT

    def test_goes_on_after_one_whose_key_is_not_here_and_says_it_once(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        first, _second = taken(named()), taken(named())

        def without_first(owner: str, label: str, sealed: bytes) -> bytes:
            if first.resi in owner:
                raise KeyMissing
            return unseal(owner, label, sealed)

        faults = Faults()
        with monkeypatch.context() as patch:
            patch.setattr("loket.complaints.telling.unseal", without_first)
            for _ in range(2):
                services.tell_all(apart=faults.apart)
        assert kinds() == [Kind.COMPLAINT_TAKEN]
        assert faults.count == 2
        assert [line.levelname for line in caplog.records] == ["ERROR"]
        assert "key-missing" in caplog.text
        assert services.tell_all() == 1

    def test_is_put_down_once_where_the_contact_was_destroyed(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        taken(named())

        def destroyed(_owner: str, _label: str, _sealed: bytes) -> bytes:
            raise KeyDestroyed

        monkeypatch.setattr("loket.complaints.telling.unseal", destroyed)
        assert [services.tell_all(), services.tell_all()] == [1, 0]
        assert models.Standing.objects.get().state == State.NOT_SENT
        assert not caplog.records

    @pytest.mark.parametrize(
        ("channel", "has_code"),
        [
            (Channel.PERSON, True),
            (Channel.CALL, True),
            (Channel.LETTER, False),
            (Channel.SMS, False),
        ],
    )
    def test_speaks_of_the_code_only_where_somebody_was_given_one(self, channel: Channel, has_code: bool) -> None:
        made = entered(channel)
        services.tell_all()
        answered(made)
        services.tell_all()
        with time_machine.travel(MONDAY + 20 * DAY):
            services.close_unheard()
            services.tell_all()
        texts = [text for _kind, _to, text in said()]
        assert ["kode" in text for text in texts] == [has_code] * 3
        assert all("1/2026" in text for text in texts)

    def test_is_left_to_lapor_for_what_came_by_it(self) -> None:
        made = entered(Channel.LAPOR)
        answered(made)
        assert services.tell_all() == 0
        assert kinds() == []


class TestDiscretion:
    @pytest.fixture
    def made(self) -> Taken:
        """A confidential complaint that was told of."""
        made = told(CONFIDENTIAL)
        assert services.tell_all() == 2
        return made

    def test_leaves_no_look_at_the_name(self, made: Taken) -> None:
        case = casework.case_view(made.resi, nisa(), timezone.now()).case
        assert "nama pelapor" not in [one.what for one in casework.readings_of(case.id)]

    def test_stands_in_no_list_that_whom_it_is_about_may_read(self, made: Taken) -> None:
        for officer in (budi(), hadi(), nisa()):
            assert queries.messages_of(officer) == ((), False)
            assert queries.messages_of(officer, kind=Kind.COMPLAINT_ANSWERED) == ((), False)
        assert queries.messages_of_case(nisa().office_id, made.resi) == ()
        number = models.Message.objects.order_by("pk")[0].pk
        with pytest.raises(NoSuchMessage):
            outbox.note_call(budi(), number, CallResult.TOLD, "")

    def test_keeps_no_sign_of_the_receiver_in_the_open(self, made: Taken) -> None:
        assert set(models.Message.objects.values_list("receiver", flat=True)) == {""}
        for content in models.Content.objects.all():
            assert b"81200000001" not in bytes(content.sealed)

    def test_makes_no_task_to_telephone(self, made: Taken) -> None:
        send_due(timezone.now() + 4 * DAY)
        assert set(models.Standing.objects.values_list("state", flat=True)) == {State.FAILED}
        assert queries.to_call(budi()) == ()

    def test_shows_who_handles_it_what_became_of_the_messages(self, made: Taken) -> None:
        shown = DeskBrowser(nisa()).get(f"/permohonan/{made.resi}/").text
        assert "Pengaduan dijawab: akan dikirim" in shown
        assert "•••001" not in shown
        other = DeskBrowser(factories.wati()).get(f"/permohonan/{made.resi}/").text
        assert "Pengaduan dijawab" not in other


class TestSending:
    @pytest.fixture
    def server(self) -> Iterator[GatewayServer]:
        with GatewayServer() as server:
            yield server

    def test_reaches_the_gateway_once(self, server: GatewayServer) -> None:
        has_gateway(server.address)
        taken(CONFIDENTIAL)
        for _ in range(2):
            services.tell_all()
            send_due(timezone.now())
        assert models.Standing.objects.get().state == State.DELIVERED
        assert len(server.heard) == 1


class TestContacts:
    @pytest.mark.parametrize(
        ("typed", "phone", "email"),
        [
            ("0812 0000 0001", "+6281200000001", ""),
            ("+62 812-0000-0001 (malam)", "+6281200000001", ""),
            ("62812.0000.0001", "+6281200000001", ""),
            ("WA 081200000001, sari@contoh.id.", "+6281200000001", "sari@contoh.id"),
            ("Jl. Mawar 08 No. 123456789, Kijang", "", ""),
            ("RT 03 RW 04 no 0812", "", ""),
            ("3275010101900001", "", ""),
            ("081200000001234567", "", ""),
            ("", "", ""),
        ],
    )
    def test_are_read_out_of_what_was_typed(self, typed: str, phone: str, email: str) -> None:
        assert (receiver_in(typed).phone, receiver_in(typed).email) == (phone, email)


def test_the_open_columns_say_nothing_of_who_complained() -> None:
    taken(CONFIDENTIAL)
    services.tell_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver, key FROM outbox_message")
        rows = cursor.fetchall()
    assert not any("812" in str(value) or "Sari" in str(value) for row in rows for value in row)
