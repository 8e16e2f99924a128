"""A gateway that hangs, refuses, answers twice or dies: each message arrives once or is shown as not arrived, once."""

import datetime
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from loket.core.messages.kinds import Channel, Kind
from loket.core.messages.states import RETRY_WAITS, Reason, State
from loket.outbox import models, queries
from loket.outbox.records import Receiver
from loket.outbox.sending import send_due
from tests.apps import factories
from tests.apps.listening import http
from tests.apps.outbox.gateway_server import (
    Act,
    GatewayServer,
    answering,
    hang,
    saying,
    take_and_answer_twice,
    take_and_dribble,
    take_and_hang,
    take_and_reset,
)
from tests.apps.outbox.messages import has_gateway, pass_time, sent, standing
from tests.apps.served import free_port

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[GatewayServer]:
    """A gateway that Bintan uses; nobody waits for it longer than a second."""
    settings.MESSAGES_ANSWER_SECONDS = 1
    with GatewayServer() as server:
        has_gateway(server.address)
        yield server


def calls() -> list[int]:
    """The messages somebody must telephone about."""
    return [line.message.id for line in queries.to_call(factories.budi())]


class TestAMessage:
    def test_arrives(self, gateway: GatewayServer) -> None:
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.DELIVERED]
        (heard,) = gateway.heard
        assert heard.body["to"] == "+6281200000001"
        assert heard.body["channel"] == "sms"
        assert "7K2M-94QX-B3TD" in heard.body["text"]
        assert heard.path == f"/gerbang/messages/{heard.body['id']}"
        assert calls() == []

    def test_is_handed_over_under_the_secret_of_the_office(self, gateway: GatewayServer) -> None:
        has_gateway(gateway.address, secret="Bearer rahasia-kantor")
        pass_time(sent())
        assert gateway.heard[0].headers["authorization"] == "Bearer rahasia-kantor"

    def test_that_was_only_taken_is_asked_about_until_it_has_arrived(self, gateway: GatewayServer) -> None:
        gateway.delivered = False
        message = sent()
        send_due(factories.MONDAY)
        assert standing(message).state is State.ACCEPTED
        gateway.delivered = True
        gateway.acts = [answering("ACCEPTED")]
        assert pass_time(message) == [State.ACCEPTED, State.ACCEPTED, State.DELIVERED]
        assert [heard.method for heard in gateway.heard] == ["PUT", "GET", "GET"]

    def test_that_is_taken_by_a_gateway_without_receipts_is_left_there(self, gateway: GatewayServer) -> None:
        has_gateway(gateway.address, asks=False)
        gateway.acts = [answering("ACCEPTED")]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.ACCEPTED]
        assert calls() == []


class TestAGatewayThatTakesItAndDoesNotSaySo:
    @pytest.mark.parametrize("act", [take_and_hang, take_and_reset, take_and_answer_twice, take_and_dribble])
    def test_is_asked_and_never_given_it_again(self, gateway: GatewayServer, act: Act) -> None:
        gateway.acts = [act]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.UNKNOWN, State.DELIVERED]
        assert list(gateway.times_given.values()) == [1]
        assert calls() == []

    @pytest.mark.parametrize("act", [take_and_hang, take_and_reset, take_and_answer_twice])
    def test_and_cannot_be_asked_leaves_one_task(self, gateway: GatewayServer, act: Act) -> None:
        has_gateway(gateway.address, asks=False)
        gateway.acts = [act]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.DOUBTFUL]
        assert list(gateway.times_given.values()) == [1]
        assert calls() == [message]

    def test_and_is_silent_for_ever_leaves_one_task(self, gateway: GatewayServer) -> None:
        broken = saying(http(b"<html>", "502 Bad Gateway", "text/html"))
        gateway.acts = [take_and_reset, *[broken] * 40]
        message = sent()
        states = pass_time(message)
        assert states[-1] is State.DOUBTFUL
        assert states.count(State.UNKNOWN) == 8
        assert list(gateway.times_given.values()) == [1]
        assert calls() == [message]


class TestAGatewayThatNeverHeardOfIt:
    def test_is_believed_only_when_the_message_can_no_longer_go_out(self, gateway: GatewayServer) -> None:
        gateway.acts = [hang]
        message = sent()
        states = pass_time(message)
        assert states[-1] is State.DELIVERED
        first, second = [heard for heard in gateway.heard if heard.method == "PUT"]
        assert first.body["id"] == second.body["id"]
        times = models.Step.objects.filter(message=message, state=State.SENDING).order_by("seq")
        assert times[1].at - times[0].at > datetime.timedelta(hours=1)
        assert len(gateway.sent) == 1


class TestAGatewayThatRefuses:
    def test_for_good_makes_one_task(self, gateway: GatewayServer) -> None:
        gateway.acts = [answering("REJECTED", "receiver")]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.FAILED]
        assert standing(message).reason is Reason.BAD_RECEIVER
        assert calls() == [message]
        assert send_due(factories.MONDAY + 30 * DAY) == 0
        assert calls() == [message]

    def test_for_now_is_tried_again_a_bounded_number_of_times(self, gateway: GatewayServer) -> None:
        gateway.acts = [answering("LATER")] * 100
        message = sent()
        states = pass_time(message)
        assert states[-1] is State.FAILED
        assert list(gateway.times_given.values()) == [len(RETRY_WAITS) + 1]
        assert calls() == [message]

    @pytest.mark.parametrize("status", ["401 Unauthorized", "429 Too Many Requests", "404 Not Found"])
    def test_by_http_itself_has_taken_nothing(self, gateway: GatewayServer, status: str) -> None:
        gateway.acts = [saying(http(b"", status, "text/plain"))]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.QUEUED, State.DELIVERED]

    @pytest.mark.parametrize(
        "content",
        [
            http(b"", "500 Internal Server Error", "text/plain"),
            http({"id": "00000000-0000-0000-0000-000000000000", "status": "DELIVERED"}),
            http(b'{"status": "REJECTED", "status": "DELIVERED"}'),
            http(b"[" * 5000),
            http(b"\xff"),
            http(b'["REJECTED"]'),
            http({"status": "REJECTED"}),
            b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}",
            b"garbage",
            b"",
            http(b"x" * 300_000),
        ],
    )
    def test_in_words_that_say_nothing_leaves_a_doubt(self, gateway: GatewayServer, content: bytes) -> None:
        gateway.acts = [saying(content)]
        message = sent()
        states = pass_time(message)
        assert (states[1], states[-1]) == (State.UNKNOWN, State.DELIVERED)
        sendings = list(models.Step.objects.filter(message=message, state=State.SENDING).order_by("seq"))
        assert sendings[1].at - sendings[0].at > datetime.timedelta(hours=1)
        assert len(gateway.sent) == 1


class TestAGatewayThatIsNotThere:
    def test_is_tried_again_since_nothing_left_this_machine(self, settings: Settings) -> None:
        has_gateway(f"http://127.0.0.1:{free_port()}")
        message = sent()
        states = pass_time(message)
        assert states == [State.QUEUED] * (len(RETRY_WAITS) + 1) + [State.FAILED]
        assert standing(message).reason is Reason.UNREACHED
        assert calls() == [message]


class TestTwoChannels:
    def test_are_tried_one_after_the_other(self, gateway: GatewayServer) -> None:
        has_gateway(gateway.address, Channel.WHATSAPP)
        gateway.acts = [answering("REJECTED")]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.QUEUED, State.DELIVERED]
        assert [heard.body["channel"] for heard in gateway.heard] == ["sms", "whatsapp"]
        assert len({heard.body["id"] for heard in gateway.heard}) == 2

    def test_are_not_both_taken_while_nobody_knows_of_the_first(self, gateway: GatewayServer) -> None:
        has_gateway(gateway.address, Channel.SMS, Channel.WHATSAPP, asks=False)
        gateway.acts = [take_and_hang]
        message = sent()
        assert pass_time(message) == [State.QUEUED, State.DOUBTFUL]
        assert [heard.body["channel"] for heard in gateway.heard] == ["sms"]


class TestACode:
    def test_is_kept_nowhere_once_it_was_sent(self, gateway: GatewayServer) -> None:
        gateway.delivered = False
        message = sent(Kind.CODE, {"kode": "482913", "menit": 10})
        assert models.Content.objects.filter(message=message).exists()
        send_due(factories.MONDAY)
        assert standing(message).state is State.ACCEPTED
        assert not models.Content.objects.filter(message=message).exists()
        assert "482913" in gateway.heard[0].body["text"]
        gateway.delivered = True
        assert pass_time(message)[-1] is State.DELIVERED

    def test_that_comes_too_late_is_not_sent(self, gateway: GatewayServer) -> None:
        message = sent(Kind.CODE, {"kode": "482913", "menit": 10})
        send_due(factories.MONDAY + datetime.timedelta(minutes=11))
        assert (standing(message).state, standing(message).reason) == (State.FAILED, Reason.TOO_LATE)
        assert gateway.heard == []
        assert calls() == []
        assert not models.Content.objects.filter(message=message).exists()

    def test_of_one_key_is_one_message(self, gateway: GatewayServer) -> None:
        assert sent(key="sekali") == sent(key="sekali")
        send_due(factories.MONDAY)
        assert len(gateway.heard) == 1


class TestWhatIsKept:
    def test_has_no_receiver_and_no_word_in_the_clear(self, gateway: GatewayServer) -> None:
        message = sent()
        row = models.Message.objects.get(pk=message)
        assert row.receiver == "•••001"
        sealed = bytes(models.Content.objects.get(message=message).sealed)
        assert b"81200000001" not in sealed
        assert b"7K2M" not in sealed

    def test_stands_as_its_steps_say(self, gateway: GatewayServer) -> None:
        gateway.acts = [take_and_reset, answering("LATER")]
        message = sent()
        pass_time(message)
        row, found = models.Standing.objects.get(message=message), standing(message)
        assert (row.state, row.reason, row.due_at) == (found.state, found.reason, None)


def test_a_receiver_of_e_mail_alone_is_not_given_to_a_gateway_of_telephones(gateway: GatewayServer) -> None:
    message = sent(to=Receiver(email="sari@contoh.id"))
    assert standing(message).state is State.NOT_SENT
