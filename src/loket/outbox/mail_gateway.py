"""
A gateway for e-mail: a server that speaks SMTP. It cannot be asked: what it did not answer to stays unknown.

The number of a message is its Message-ID, by which a server of the receiver may drop a second copy.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from loket.core.messages.states import Reason, Said
from loket.outbox.gateways import Letter, Outcome, may_reach
from loket.outbox.refusals import GatewayAddressWrong
from loket.storage.exchange import trusting

_SUBMISSION = 587
_SUBMISSIONS = 465
_MISSING_RECEIVER = frozenset({550, 551, 553})


class _Careful:
    """The two classes of the library, connected only where messages may go."""

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:
        line: Any = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        if not may_reach(str(line.getpeername()[0])):
            line.close()
            raise OSError("forbidden address")
        return line


class _Plain(_Careful, smtplib.SMTP):
    """SMTP that changes over to TLS."""


class _Tls(_Careful, smtplib.SMTP_SSL):
    """SMTP over TLS from the first byte."""


class MailGateway:
    """The office's own server of e-mail."""

    answers_questions = False

    def __init__(self, address: str, sender: str, secret: str) -> None:
        self._scheme, self._host, self._port = mail_server(address)
        self._sender, self._secret = sender, secret

    def send(self, letter: Letter) -> Outcome:
        """Hand a mail over. Before its text was sent, nothing can arrive; after that only a whole answer says what became of it."""
        try:
            with self._connected() as server:
                self._addressed(server, letter.to)
                return self._handed_over(server, letter)
        except smtplib.SMTPResponseException as refused:
            return _refused(refused.smtp_code)
        except (OSError, smtplib.SMTPException, ValueError):
            return Outcome(Said.LATER, Reason.UNREACHED)

    def ask(self, letter: UUID) -> Outcome:  # noqa: ARG002 (the port asks by number)
        """Nobody answers this."""
        return Outcome(Said.SILENT)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        seconds, tls = settings.MESSAGES_ANSWER_SECONDS, trusting(settings.MESSAGES_TRUST)
        if self._scheme == "smtps":
            server: smtplib.SMTP = _Tls(self._host, self._port, timeout=seconds, context=tls)
        else:
            server = _Plain(self._host, self._port, timeout=seconds)
        try:
            server.ehlo_or_helo_if_needed()
            self._secured(server, tls)
            if self._secret:
                server.login(*self._secret.split(":", 1))
            yield server
        finally:
            server.close()

    def _secured(self, server: smtplib.SMTP, tls: ssl.SSLContext) -> None:
        if self._scheme == "smtp" and (settings.PRODUCTION or server.has_extn("starttls")):
            server.starttls(context=tls)
            server.ehlo()

    def _addressed(self, server: smtplib.SMTP, to: str) -> None:
        for code, said in (server.mail(self._sender), server.rcpt(to)):
            if code >= 300:
                raise smtplib.SMTPResponseException(code, said)

    def _handed_over(self, server: smtplib.SMTP, letter: Letter) -> Outcome:
        try:
            code, _said = server.data(_mail(letter, self._sender))
        except smtplib.SMTPDataError as refused:
            return _refused(refused.smtp_code)
        except (OSError, smtplib.SMTPException):
            return Outcome(Said.SILENT)
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        return Outcome(Said.ACCEPTED) if code == 250 else _refused(code)


def _refused(code: int) -> Outcome:
    if code in _MISSING_RECEIVER:
        return Outcome(Said.REFUSED, Reason.BAD_RECEIVER)
    return Outcome(Said.REFUSED) if code == 554 else Outcome(Said.LATER)


def _mail(letter: Letter, sender: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, letter.to, letter.text.partition(":")[0][:78]
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    return mail.as_bytes()


def mail_server(address: str) -> tuple[str, str, int]:
    """Scheme, host and port of smtps://… or smtp://…. Raises GatewayAddressWrong."""
    try:
        parts = urlsplit(address)
        port = parts.port or (_SUBMISSIONS if parts.scheme == "smtps" else _SUBMISSION)
    except ValueError:
        raise GatewayAddressWrong(fields=("address",)) from None
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/"))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not is_plain or not address.isascii():
        raise GatewayAddressWrong(fields=("address",))
    return parts.scheme, parts.hostname, port
