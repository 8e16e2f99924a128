"""A mail is handed over once; when the line breaks after its text was sent, nobody knows, and nothing is sent again."""

import pytest
from pytest_django import Settings

from loket.core.messages.kinds import Channel
from loket.core.messages.states import Reason, State
from loket.outbox import models, services
from loket.outbox.records import GatewaySetting
from loket.outbox.refusals import GatewayAddressWrong, GatewaySenderWrong
from loket.outbox.sending import letter_id
from tests.apps import factories
from tests.apps.outbox.mail_server import MailServer
from tests.apps.outbox.messages import NEVER_QUIET, pass_time, sent, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _soon(settings: Settings) -> None:
    settings.MESSAGES_ANSWER_SECONDS = 1


def mails_by(server: MailServer) -> None:
    setting = GatewaySetting(Channel.EMAIL, server.address, sender="layanan@contoh.go.id")
    services.set_gateway(factories.hadi(), setting)
    services.set_quiet(factories.hadi(), NEVER_QUIET)


class TestAMail:
    def test_is_taken(self) -> None:
        with MailServer() as server:
            mails_by(server)
            message = sent()
            assert pass_time(message) == [State.QUEUED, State.ACCEPTED]
        (mail,) = server.mails
        assert "To: sari@contoh.id" in mail
        assert "7K2M-94QX-B3TD" in mail
        number = letter_id(models.Message.objects.get(pk=message).uuid, 0)
        assert f"Message-ID: <{number}@contoh.go.id>" in mail

    @pytest.mark.parametrize(("word", "answer"), [("RCPT", "550 tidak ada"), ("RCPT", "553 salah")])
    def test_to_nobody_fails_for_good(self, word: str, answer: str) -> None:
        with MailServer({word: answer}) as server:
            mails_by(server)
            message = sent()
            assert pass_time(message) == [State.QUEUED, State.FAILED]
        assert standing(message).reason is Reason.BAD_RECEIVER

    @pytest.mark.parametrize(("word", "answer"), [("MAIL", "451 nanti"), ("DATA", "451 nanti"), ("END", "452 penuh")])
    def test_that_is_put_off_is_tried_again(self, word: str, answer: str) -> None:
        with MailServer({word: answer}) as server:
            mails_by(server)
            message = sent()
            states = pass_time(message, most=2)
        assert states == [State.QUEUED, State.QUEUED, State.QUEUED]

    def test_whose_text_is_refused_fails_for_good(self) -> None:
        with MailServer({"END": "554 sampah"}) as server:
            mails_by(server)
            message = sent()
            assert pass_time(message) == [State.QUEUED, State.FAILED]

    @pytest.mark.parametrize("ends", [{"hangs_after": "END"}, {"dies_after": "END"}])
    def test_of_which_nobody_knows_is_a_task_and_no_second_mail(self, ends: dict[str, str]) -> None:
        with MailServer(**ends) as server:  # type: ignore[arg-type]
            mails_by(server)
            message = sent()
            assert pass_time(message) == [State.QUEUED, State.DOUBTFUL]
            assert len(server.mails) == 1

    @pytest.mark.parametrize("ends", [{"hangs_after": "MAIL"}, {"dies_after": "RCPT"}])
    def test_that_breaks_off_before_its_text_was_not_sent(self, ends: dict[str, str]) -> None:
        with MailServer(**ends) as server:  # type: ignore[arg-type]
            mails_by(server)
            message = sent()
            assert pass_time(message, most=1)[-1] is State.QUEUED
        assert standing(message).reason is Reason.UNREACHED


class TestAServerOfMail:
    @pytest.mark.parametrize(
        "address", ["https://contoh.id", "smtp://a:b@contoh.id", "smtp://", "smtp://contoh.id/x", "smtp://contoh.id:x"]
    )
    def test_at_another_kind_of_address_is_refused(self, address: str) -> None:
        with pytest.raises(GatewayAddressWrong):
            services.set_gateway(factories.hadi(), GatewaySetting(Channel.EMAIL, address, sender="a@b.id"))

    def test_needs_a_sender(self) -> None:
        with pytest.raises(GatewaySenderWrong):
            services.set_gateway(factories.hadi(), GatewaySetting(Channel.EMAIL, "smtps://contoh.id"))

    def test_in_production_is_not_this_machine(self, settings: Settings) -> None:
        settings.PRODUCTION = True
        with MailServer() as server:
            mails_by(server)
            message = sent()
            assert pass_time(message, most=1)[-1] is State.QUEUED
            assert server.mails == []
        assert standing(message).reason is Reason.UNREACHED
