"""What other layers ask of the outbox: in their transaction, once, to somebody; and what was said goes when its term is over."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from loket.core.messages.kinds import Channel, Kind
from loket.core.messages.quiet import Quiet
from loket.core.messages.states import State
from loket.core.problems import BadTerm
from loket.outbox import models, queries, services
from loket.outbox.records import CallResult, Receiver
from loket.outbox.refusals import GatewayNotSet, MessageKeepersOnly, NoReceiver
from loket.outbox.removing import TERM
from loket.storage.writing import run
from loket.vault import models as vault
from tests.apps import factories
from tests.apps.outbox.gateway_server import GatewayServer, answering
from tests.apps.outbox.messages import RESI, SARI_PHONE, has_gateway, pass_time, sent, standing

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


class TestSend:
    def test_is_undone_with_what_it_tells_of(self) -> None:
        def work() -> None:
            services.send("bintan", Kind.QUEUE, SARI_PHONE, {"nomor": "A-1"}, "satu")
            raise LookupError

        with pytest.raises(LookupError):
            run(work)
        assert not models.Message.objects.exists()

    def test_is_the_same_message_for_the_same_key_of_a_kind(self) -> None:
        first = services.send("bintan", Kind.QUEUE, SARI_PHONE, {"nomor": "A-1"}, "satu")
        assert services.send("bintan", Kind.QUEUE, SARI_PHONE, {"nomor": "A-2"}, "satu") == first
        assert services.send("bintan", Kind.CODE, SARI_PHONE, {"kode": "1"}, "satu") != first
        assert services.send("pontianak", Kind.QUEUE, SARI_PHONE, {"nomor": "A-1"}, "satu") != first

    @pytest.mark.parametrize("to", [Receiver(), Receiver("abc", "abc"), Receiver("12")])
    def test_is_not_for_nobody(self, to: Receiver) -> None:
        with pytest.raises(NoReceiver):
            services.send("bintan", Kind.QUEUE, to, {"nomor": "A-1"}, "satu")

    def test_waits_for_the_end_of_the_quiet_hours_unless_it_is_urgent(self) -> None:
        has_gateway("http://127.0.0.1:9")
        night = datetime.datetime(2026, 11, 16, 15, 0, tzinfo=datetime.UTC)
        services.set_quiet(factories.hadi(), Quiet(datetime.time(20), datetime.time(7)))
        waits, goes = sent(now=night), sent(Kind.CODE, {"kode": "1"}, now=night)
        assert standing(waits).next_at == datetime.datetime(2026, 11, 17, 0, 0, tzinfo=datetime.UTC)
        assert standing(goes).next_at == night


class TestATest:
    def test_is_the_keepers_and_goes_to_a_gateway_that_is_set(self) -> None:
        with pytest.raises(MessageKeepersOnly):
            services.send_test(factories.budi(), Channel.SMS, SARI_PHONE, uuid.uuid4())
        with pytest.raises(GatewayNotSet):
            services.send_test(factories.hadi(), Channel.SMS, SARI_PHONE, uuid.uuid4())
        has_gateway("http://127.0.0.1:9")
        with pytest.raises(BadTerm):
            services.send_test(factories.hadi(), Channel.SMS, Receiver("12"), uuid.uuid4())


class TestTheTerm:
    def test_takes_away_what_was_said_and_then_its_key(self) -> None:
        with GatewayServer() as server:
            has_gateway(server.address)
            message = sent()
            pass_time(message)
        assert services.remove_old(factories.MONDAY + TERM) == 0
        assert services.remove_old(factories.MONDAY + TERM + DAY) == 1
        assert not models.Content.objects.exists()
        assert vault.DataKey.objects.get(owner__startswith="pesan:").destroyed_at is None
        assert standing(message).state is State.DELIVERED

    def test_gives_up_the_key_of_a_month_that_is_over(self) -> None:
        with GatewayServer() as server:
            has_gateway(server.address)
            pass_time(sent())
        services.remove_old(factories.MONDAY + TERM + 40 * DAY)
        assert vault.DataKey.objects.get(owner__startswith="pesan:").destroyed_at is not None

    def test_does_not_pass_while_somebody_must_telephone(self) -> None:
        with GatewayServer([answering("REJECTED")]) as server:
            has_gateway(server.address)
            message = sent()
            pass_time(message)
        late = factories.MONDAY + 90 * DAY
        assert services.remove_old(late) == 0
        (task,) = queries.to_call(factories.budi())
        assert task.phone == "+6281200000001"
        services.note_call(factories.budi(), message, CallResult.TOLD, "")
        assert services.remove_old(late) == 1


class TestTheGuards:
    @pytest.mark.parametrize("table", ["message", "step", "called", "setting"])
    def test_let_nobody_change_what_happened(self, table: str) -> None:
        with GatewayServer([answering("REJECTED")]) as server:
            has_gateway(server.address)
            message = sent(values=RESI)
            pass_time(message)
        services.note_call(factories.budi(), message, CallResult.TOLD, "")
        rows = {"message": models.Message, "step": models.Step, "called": models.Called, "setting": models.Setting}[
            table
        ]
        first = rows.objects.order_by("pk").first()  # type: ignore[attr-defined]
        acts: tuple[Callable[[], object], ...] = (
            lambda: rows.objects.filter(pk=first.pk).delete(),  # type: ignore[attr-defined]
            lambda: first.save(force_update=True),
        )
        for act in acts:
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
