"""What an office decides not to tell is not sent and shown as such; the code that opens an application is always sent."""

import pytest

from loket.core.messages.kinds import SWITCHABLE, Kind
from loket.core.messages.states import Reason, State
from loket.outbox import models, queries, services
from loket.outbox.refusals import KindAlwaysSent, MessageKeepersOnly
from tests.apps import factories
from tests.apps.outbox.gateway_server import GatewayServer
from tests.apps.outbox.messages import has_gateway, pass_time, sent, standing

pytestmark = pytest.mark.django_db
ALL = frozenset(Kind)


def switch_off(*kinds: Kind) -> None:
    services.set_kinds(factories.hadi(), ALL - set(kinds))


class TestAKindThatIsOff:
    def test_is_not_sent_and_kept_as_not_sent(self) -> None:
        with GatewayServer() as server:
            has_gateway(server.address)
            switch_off(Kind.READY)
            message = sent(Kind.READY)
            assert pass_time(message) == [State.NOT_SENT]
            assert standing(message).reason is Reason.SWITCHED_OFF
            assert pass_time(sent(Kind.TAKEN_IN)) == [State.QUEUED, State.DELIVERED]
            assert len(server.heard) == 1
        assert not models.Content.objects.filter(message=message).exists()
        assert queries.to_call(factories.budi()) == ()

    def test_is_sent_from_when_it_is_on_again_and_never_about_before(self) -> None:
        with GatewayServer() as server:
            has_gateway(server.address)
            switch_off(Kind.READY)
            before = sent(Kind.READY, key="sekali")
            switch_off()
            assert sent(Kind.READY, key="sekali") == before
            assert standing(before).state is State.NOT_SENT
            assert pass_time(sent(Kind.READY)) == [State.QUEUED, State.DELIVERED]
            assert len(server.heard) == 1

    def test_stands_in_the_log_of_settings_once_for_each_change(self) -> None:
        switch_off(Kind.READY, Kind.QUEUE)
        switch_off(Kind.QUEUE)
        switch_off(Kind.QUEUE)
        changes = [(one.name, one.value) for one in queries.changes_of(factories.hadi().office_id)]
        assert changes == [("kabar:siap", "true"), ("kabar:antrean", "false"), ("kabar:siap", "false")]


class TestTheCode:
    @pytest.mark.parametrize("kind", [Kind.CODE, Kind.TEST])
    def test_cannot_be_switched_off(self, kind: Kind) -> None:
        with pytest.raises(KindAlwaysSent):
            switch_off(kind)
        assert kind not in SWITCHABLE
        assert not models.Setting.objects.exists()

    def test_is_sent_whatever_stands_in_the_settings(self) -> None:
        with GatewayServer() as server:
            has_gateway(server.address)
            switch_off(*SWITCHABLE)
            hadi = factories.hadi()
            models.Setting.objects.create(
                office_id=hadi.office_id,
                name="kabar:kode",
                value="false",
                person=hadi.person,
                acted_as="x",
                at=factories.MONDAY,
            )
            assert pass_time(sent(Kind.CODE, {"kode": "482913", "menit": 10})) == [State.QUEUED, State.DELIVERED]


def test_only_who_keeps_the_office_decides() -> None:
    with pytest.raises(MessageKeepersOnly):
        services.set_kinds(factories.budi(), ALL)
