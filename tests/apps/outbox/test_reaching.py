"""Messages go only where they may: in training to this machine, in production over https to anywhere but this machine and the link."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from loket.core.messages.kinds import Channel
from loket.core.messages.states import Reason, State
from loket.outbox import http_gateway, services
from loket.outbox.gateways import may_reach
from loket.outbox.http_gateway import server_at
from loket.outbox.records import GatewaySetting
from loket.outbox.refusals import GatewayAddressWrong, MessageKeepersOnly, SecretShape
from tests.apps import factories
from tests.apps.outbox.gateway_server import GatewayServer
from tests.apps.outbox.messages import has_gateway, pass_time, sent, standing


class TestTraining:
    @pytest.mark.parametrize(
        ("address", "allowed"),
        [("127.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("192.0.2.7", False), ("10.0.0.1", False)],
    )
    def test_reaches_this_machine_alone(self, address: str, allowed: bool) -> None:
        assert may_reach(address) is allowed

    @pytest.mark.django_db
    def test_sends_nothing_to_a_name_that_leads_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with GatewayServer() as server:
            has_gateway(server.address)
            monkeypatch.setattr(http_gateway, "may_reach", lambda _address: False)
            message = sent()
            pass_time(message, most=1)
            assert server.heard == []
        assert standing(message).reason is Reason.UNREACHED


class TestProduction:
    @pytest.mark.parametrize(
        ("address", "allowed"),
        [
            ("192.0.2.7", True),
            ("10.0.0.1", True),
            ("2001:db8::1", True),
            ("127.0.0.1", False),
            ("::1", False),
            ("::ffff:169.254.169.254", False),
            ("169.254.169.254", False),
            ("fe80::1%eth0", False),
            ("0.0.0.0", False),
            ("224.0.0.1", False),
        ],
    )
    def test_reaches_anywhere_but_this_machine_and_the_link(
        self, settings: Settings, address: str, allowed: bool
    ) -> None:
        settings.PRODUCTION = True
        assert may_reach(address) is allowed

    def test_takes_https_alone(self, settings: Settings) -> None:
        settings.PRODUCTION = True
        assert server_at("https://gerbang.contoh.id/x", "a:b").tls is not None
        for address in (
            "http://gerbang.contoh.id",
            "https://u:p@gerbang.contoh.id",
            "https://x.id/?a=b",
            "gerbang",
            "",
        ):
            with pytest.raises(GatewayAddressWrong):
                server_at(address, "")

    @pytest.mark.django_db
    def test_does_not_use_the_gateway_of_a_training(self, settings: Settings) -> None:
        with GatewayServer() as server:
            has_gateway(server.address)
            settings.PRODUCTION = True
            message = sent()
            assert pass_time(message, most=1)[-1] is State.QUEUED
            assert server.heard == []
        assert standing(message).reason is Reason.NO_GATEWAY


@pytest.mark.django_db
class TestWhoSetsIt:
    def test_keeps_the_office(self) -> None:
        budi = factories.budi()
        acts: tuple[Callable[[], None], ...] = (
            lambda: services.turn(budi, on=True),
            lambda: services.set_gateway(budi, GatewaySetting(Channel.SMS)),
            lambda: services.set_order(budi, tuple(Channel)),
        )
        for act in acts:
            with pytest.raises(MessageKeepersOnly):
                act()

    @pytest.mark.parametrize("secret", ["polos", "a:b\nX: y", "Bearer é", "a:" + "b" * 400])
    def test_gives_a_secret_of_one_line(self, secret: str) -> None:
        with pytest.raises(SecretShape):
            services.set_gateway(factories.hadi(), GatewaySetting(Channel.SMS, "http://127.0.0.1:9"), secret)
