"""
One library for many services: each message it carries arrives once, or is shown as not arrived or not known, once.

The other side is a server that listens on this machine; nothing of the library is replaced.
"""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from loket.core.messages.kinds import Channel, Kind
from loket.core.messages.states import RETRY_WAITS, Reason, State
from loket.outbox import apprise_gateway, models, queries, services
from loket.outbox.office_settings import settings_of
from loket.outbox.records import GatewaySetting, Receiver
from loket.outbox.refusals import AppriseAddressMissing, AppriseMissing, AppriseUnreadable, MessageKeepersOnly
from loket.outbox.sending import send_due
from tests.apps import factories
from tests.apps.listening import http
from tests.apps.outbox.gateway_server import (
    Act,
    GatewayServer,
    hang,
    saying,
    take_and_dribble,
    take_and_hang,
    take_and_reset,
)
from tests.apps.outbox.messages import NEVER_QUIET, pass_time, sent, standing
from tests.apps.served import free_port

pytestmark = pytest.mark.django_db


def uses(port: int, rest: str = "/kirim?:to={to}", *channels: Channel) -> None:
    """Bintan sends through Apprise to this port of this machine."""
    for channel in channels or (Channel.SMS,):
        services.set_gateway(
            factories.hadi(), GatewaySetting(channel, "apprise:"), f"json://kantor:rahasia@127.0.0.1:{port}{rest}"
        )
    services.set_quiet(factories.hadi(), NEVER_QUIET)


@pytest.fixture
def provider(settings: Settings) -> Iterator[GatewayServer]:
    """A provider that Bintan reaches by Apprise; nobody waits for it longer than a second."""
    settings.MESSAGES_ANSWER_SECONDS = 1
    with GatewayServer() as server:
        uses(server.port)
        yield server


def calls() -> list[int]:
    """The messages somebody must telephone about."""
    return [line.message.id for line in queries.to_call(factories.budi())]


class TestAMessage:
    def test_is_handed_over_once_and_taken_as_accepted(self, provider: GatewayServer) -> None:
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.ACCEPTED]
        (heard,) = provider.heard
        assert heard.body["to"] == "+6281200000001"
        assert "7K2M-94QX-B3TD" in heard.body["message"]
        assert "[" not in heard.body["title"]
        assert calls() == []

    def test_is_not_changed_on_its_way(self, provider: GatewayServer) -> None:
        services.set_words(
            factories.hadi(), Kind.TAKEN_IN, Channel.SMS, "id", r"*{resi}* <b>_a_</b> \n :smile: %s &amp;"
        )
        pass_time(sent())
        assert provider.heard[0].body["message"] == r"*7K2M-94QX-B3TD* <b>_a_</b> \n :smile: %s &amp;"

    def test_of_e_mail_goes_to_its_address(self, provider: GatewayServer) -> None:
        uses(provider.port, "/surel/{to}", Channel.EMAIL)
        services.set_order(factories.hadi(), (Channel.EMAIL, Channel.SMS, Channel.WHATSAPP))
        assert pass_time(sent()) == [State.QUEUED, State.ACCEPTED]
        assert provider.heard[0].path == "/surel/sari@contoh.id"

    def test_is_sent_without_a_proxy_of_the_environment(
        self, provider: GatewayServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{free_port()}")
        assert pass_time(sent()) == [State.QUEUED, State.ACCEPTED]


class TestAProviderThatDoesNotSayYes:
    @pytest.mark.parametrize(
        "act",
        [
            hang,
            take_and_hang,
            take_and_reset,
            saying(b""),
            saying(b"garbage"),
            saying(http(b"", "500 Internal Server Error")),
            saying(http(b"", "429 Too Many Requests")),
            saying(http(b"", "401 Unauthorized")),
        ],
    )
    def test_leaves_one_task_and_is_given_the_message_once(self, provider: GatewayServer, act: Act) -> None:
        provider.acts = [act]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.DOUBTFUL]
        assert standing(message).reason is Reason.SILENT
        assert calls() == [message]
        assert send_due(factories.MONDAY.replace(year=2027)) == 0
        assert len(provider.heard) == 1

    def test_and_sends_us_elsewhere_is_not_followed(self, provider: GatewayServer) -> None:
        with GatewayServer() as other:
            provider.acts = [
                saying(
                    f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {other.address}\r\nContent-Length: 0\r\n\r\n".encode()
                )
            ]
            message = sent()
            assert pass_time(message) == [State.QUEUED, State.DOUBTFUL]
            assert other.heard == []

    def test_does_not_make_a_second_channel_send_the_same(self, provider: GatewayServer) -> None:
        uses(provider.port, "/kirim?:to={to}", Channel.WHATSAPP)
        provider.acts = [take_and_reset]
        assert pass_time(sent()) == [State.QUEUED, State.DOUBTFUL]
        assert len(provider.heard) == 1

    def test_and_talks_for_ever_is_left_in_doubt(
        self, provider: GatewayServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(apprise_gateway, "_BEGIN_SECONDS", -2)
        provider.acts = [take_and_dribble]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.DOUBTFUL]
        assert len(provider.heard) == 1


class TestAProviderThatIsNotThere:
    def test_is_tried_again_since_nothing_left_this_machine(self) -> None:
        uses(free_port())
        message = sent()
        states = pass_time(message)
        assert states == [State.QUEUED] * (len(RETRY_WAITS) + 1) + [State.FAILED]
        assert standing(message).reason is Reason.UNREACHED
        assert calls() == [message]

    def test_is_reached_by_a_later_try_once(self) -> None:
        port = free_port()
        uses(port)
        message = sent()
        send_due(factories.MONDAY)
        assert standing(message).state is State.QUEUED
        with GatewayServer() as server:
            uses(server.port)
            assert pass_time(message)[-1] is State.ACCEPTED
            assert len(server.heard) == 1


class TestAReceiver:
    @pytest.mark.parametrize("to", ["a%2Cb@contoh.id", "a%252F..%252Fb@contoh.id", "a%00@contoh.id"])
    def test_that_could_say_more_than_who_it_is_is_refused(self, provider: GatewayServer, to: str) -> None:
        uses(provider.port, "/surel/{to}", Channel.EMAIL)
        services.set_order(factories.hadi(), (Channel.EMAIL, Channel.SMS, Channel.WHATSAPP))
        message = sent(to=Receiver(email=to))
        assert pass_time(message) == [State.QUEUED, State.FAILED]
        assert standing(message).reason is Reason.BAD_RECEIVER
        assert provider.heard == []


class TestTheAddress:
    def test_is_sealed_and_only_its_service_is_shown(self, provider: GatewayServer) -> None:
        office = factories.hadi().office_id
        setting = settings_of(office).gateways[Channel.SMS]
        assert (setting.address, setting.asks, setting.has_secret) == ("apprise:json", False, True)
        assert "rahasia" not in " ".join(models.Setting.objects.values_list("value", flat=True))
        assert b"rahasia" not in bytes(models.Secret.objects.get(office=office).sealed)

    def test_is_in_no_log(self, provider: GatewayServer, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level("DEBUG"):
            provider.acts = [saying(http(b"", "500 Internal Server Error"))]
            pass_time(sent())
        assert "rahasia" not in caplog.text
        assert "81200000001" not in caplog.text

    def test_stays_when_the_form_is_sent_again_without_it(self, provider: GatewayServer) -> None:
        services.set_gateway(factories.hadi(), GatewaySetting(Channel.SMS, "apprise:json"), None)
        assert pass_time(sent()) == [State.QUEUED, State.ACCEPTED]

    @pytest.mark.parametrize("address", ["apprise:", "apprise:twilio"])
    def test_is_asked_for_where_there_is_none(self, provider: GatewayServer, address: str) -> None:
        with pytest.raises(AppriseAddressMissing):
            services.set_gateway(factories.hadi(), GatewaySetting(Channel.SMS, address), None)

    def test_is_forgotten_with_another_gateway(self, provider: GatewayServer) -> None:
        services.set_gateway(factories.hadi(), GatewaySetting(Channel.SMS, provider.address), None)
        assert not models.Secret.objects.exists()

    def test_that_apprise_cannot_read_is_refused(self) -> None:
        for address in ("json://127.0.0.1:9/{to}?method=TERBANG", "form://127.0.0.1:9/{to}?method=TERBANG"):
            with pytest.raises(AppriseUnreadable):
                services.set_gateway(factories.hadi(), GatewaySetting(Channel.SMS, "apprise:"), address)
        assert settings_of(factories.hadi().office_id).gateways[Channel.SMS].address == ""

    def test_is_set_by_who_keeps_the_office(self) -> None:
        with pytest.raises(MessageKeepersOnly):
            services.set_gateway(factories.budi(), GatewaySetting(Channel.SMS, "apprise:"), "json://127.0.0.1:9/{to}")

    def test_of_a_training_is_not_used_in_production(self, provider: GatewayServer, settings: Settings) -> None:
        settings.PRODUCTION = True
        message = sent()
        assert pass_time(message, most=1)[-1] is State.QUEUED
        assert standing(message).reason is Reason.NO_GATEWAY
        assert provider.heard == []

    def test_needs_the_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(apprise_gateway, "find_spec", lambda _name: None)
        with pytest.raises(AppriseMissing):
            uses(9)
