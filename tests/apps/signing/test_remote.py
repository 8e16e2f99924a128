"""A provider elsewhere that hangs, resets, answers rubbish or twice: only its own clear no is a failure."""

import base64
import datetime
import hashlib
import socket
import ssl
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from loket.signing.pades import PreparedPaper
from loket.signing.passphrase import Passphrase
from loket.signing.providers import Failed, NoAnswer, Signed
from loket.signing.refusals import ProviderNotSet, ProviderPassphraseMissing, ProviderSettingWrong
from loket.signing.remote import FORGOTTEN, RemoteProvider, server_at, signer_at
from loket.storage.exchange import LARGEST, NoReply, Server, exchange
from tests.apps.listening import http
from tests.apps.signing import provider_server as acts
from tests.apps.signing.people import HIS_PASSPHRASE
from tests.apps.signing.provider_server import Act, Issuer, ProviderServer

SIGNER = "9901010101700001"
PAPER = PreparedPaper(b"", hashlib.sha256(b"surat").digest(), slice(0, 0))
NUMBER = uuid.UUID(int=7)
HTML = b"<html><body>502 Bad Gateway, maybe {} later</body></html>"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[ProviderServer]:
    with ProviderServer(tmp_path, Issuer().signer()) as running:
        yield running


@pytest.fixture
def server(there: ProviderServer, tmp_path: Path) -> Server:
    credentials = tmp_path / "kredensial"
    credentials.write_text("loket:rahasia kantor\n")
    credentials.chmod(0o600)
    made = server_at(there.address, str(credentials), str(there.trust))
    return replace(made, connect_seconds=1, answer_seconds=1)


@pytest.fixture
def provider(server: Server) -> RemoteProvider:
    return signer_at(server, SIGNER, HIS_PASSPHRASE)


class TestAGoodAnswer:
    def test_is_the_container_and_the_request_says_who_and_what(
        self, there: ProviderServer, provider: RemoteProvider
    ) -> None:
        answer = provider.sign(NUMBER, PAPER)
        assert isinstance(answer, Signed)
        assert base64.b64encode(answer.container).decode() == there.kept[str(NUMBER)]
        (heard,) = there.heard
        assert (heard.method, heard.path) == ("POST", "/tte/v1/sign")
        assert heard.headers["authorization"] == "Basic " + base64.b64encode(b"loket:rahasia kantor").decode()
        until = datetime.datetime.fromisoformat(heard.body.pop("expiresAt")) - timezone.now()
        assert datetime.timedelta(minutes=9) < until <= datetime.timedelta(minutes=10)
        assert heard.body == {
            "id": str(NUMBER),
            "nik": SIGNER,
            "passphrase": "perahu biru di Kijang",
            "hashAlgorithm": "SHA-256",
            "hash": base64.b64encode(PAPER.digest).decode(),
        }

    def test_is_told_again_when_asked_and_nothing_is_sent(
        self, there: ProviderServer, provider: RemoteProvider, server: Server
    ) -> None:
        first = provider.sign(NUMBER, PAPER)
        assert RemoteProvider(server, SIGNER).ask(NUMBER) == first
        assert [one.method for one in there.heard] == ["POST", "GET"]
        assert there.heard[1].path == f"/tte/v1/sign/{NUMBER}"
        assert there.heard[1].body == {}

    def test_may_come_in_chunks(self, there: ProviderServer, provider: RemoteProvider) -> None:
        there.acts.append(acts.sign_and_send(in_chunks))
        assert isinstance(provider.sign(NUMBER, PAPER), Signed)

    def test_takes_no_other_way_whatever_the_environment_says(
        self, server: Server, there: ProviderServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "kunci-tls"))
        made = server_at(there.address, str(tmp_path / "kredensial"), str(there.trust))
        assert isinstance(signer_at(made, SIGNER, HIS_PASSPHRASE).sign(NUMBER, PAPER), Signed)
        assert not (tmp_path / "kunci-tls").exists()


def in_chunks(answer: bytes) -> bytes:
    _, _, body = answer.partition(b"\r\n\r\n")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"5\r\n" + body[:5] + b"\r\n" + f"{len(body) - 5:x}\r\n".encode() + body[5:] + b"\r\n0\r\n\r\n"


def half(answer: bytes) -> bytes:
    return answer[: len(answer) // 2]


def padded(answer: bytes) -> bytes:
    return http(answer.partition(b"\r\n\r\n")[2] + b" " * LARGEST)


def unmeasured(answer: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + answer.partition(b"\r\n\r\n")[2]


def twice(answer: bytes) -> bytes:
    return answer + answer


def no_then_yes(answer: bytes) -> bytes:
    return http({"id": str(NUMBER), "status": "REJECTED"}) + answer


def both_lengths(answer: bytes) -> bytes:
    return answer.replace(b"Content-Length", b"Transfer-Encoding: chunked\r\nContent-Length")


ODD: dict[str, Act] = {
    "hangs": acts.sign_and_hang,
    "dribbles": acts.dribble,
    "resets": acts.sign_and_reset,
    "hangs up": acts.sign_and_send(lambda _answer: b""),
    "half an answer": acts.sign_and_send(half),
    "an answer without its length": acts.sign_and_send(unmeasured),
    "two lengths": acts.sign_and_send(both_lengths),
    "rubbish": lambda _server, line, _heard: line.sendall(bytes(range(256)) * 8),
    "no end": acts.sign_and_send(padded),
    "a page": acts.answering(HTML, "502 Bad Gateway", "text/html"),
    "a page that says OK": acts.answering(HTML, "200 OK", "text/html"),
    "a page with the right words": acts.sign_and_send(lambda answer: answer.replace(b"application/json", b"text/html")),
    "a page that says JSON": acts.answering(HTML),
    "nothing": acts.answering(b""),
    "a list": acts.answering([]),
    "a number": acts.answering(b"1e999"),
    "very deep": acts.answering(b"[" * 100_000),
    "no text": acts.answering(b'{"id": "\xff"}'),
    "twice": acts.sign_and_send(twice),
    "no, then yes": acts.sign_and_send(no_then_yes),
    "two words in one": acts.answering(
        b'{"id": "%s", "status": "SIGNED", "status": "REJECTED"}' % str(NUMBER).encode()
    ),
    "another request": acts.changing(id=str(uuid.UUID(int=8))),
    "a no to another request": acts.answering({"id": str(uuid.UUID(int=8)), "status": "REJECTED"}),
    "a no to nobody": acts.answering({"status": "REJECTED", "code": "passphrase"}),
    "a no with a fault": acts.rejecting("quota", "500 Internal Server Error"),
    "a yes with a fault": acts.sign_and_send(lambda answer: answer.replace(b"200 OK", b"409 Conflict")),
    "moved": acts.answering(b"{}", "307 Temporary Redirect\r\nLocation: /lain"),
    "an unknown word": acts.changing(status="DONE"),
    "unknown to it": acts.changing(status="UNKNOWN"),
    "still at it": acts.changing(status="PENDING"),
    "no container": acts.changing(signature=None),
    "an empty container": acts.changing(signature=""),
    "a container of other letters": acts.changing(signature="*" * 40),
    "a huge container": acts.changing(signature="A" * 80_000),
}


class TestAnOddAnswer:
    @pytest.mark.parametrize("odd", ODD)
    def test_leaves_a_doubt(self, there: ProviderServer, provider: RemoteProvider, odd: str) -> None:
        there.acts.append(ODD[odd])
        begun = time.monotonic()
        assert isinstance(provider.sign(NUMBER, PAPER), NoAnswer)
        assert time.monotonic() - begun < 3
        assert len(there.heard) == 1

    @pytest.mark.parametrize("odd", [name for name in ODD if name != "unknown to it"])
    def test_does_not_end_a_doubt(self, there: ProviderServer, server: Server, odd: str) -> None:
        there.kept[str(NUMBER)] = there.signature(PAPER.digest)
        there.acts.append(ODD[odd])
        long_ago = timezone.now() - datetime.timedelta(days=9)
        assert isinstance(RemoteProvider(server, SIGNER, sent_at=long_ago).ask(NUMBER), NoAnswer)

    def test_left_behind_is_not_taken_for_the_next_one(self, there: ProviderServer, provider: RemoteProvider) -> None:
        there.acts.append(acts.sign_and_send(no_then_yes))
        assert isinstance(provider.sign(NUMBER, PAPER), NoAnswer)
        other = uuid.UUID(int=9)
        answer = provider.sign(other, PAPER)
        assert isinstance(answer, Signed)
        assert base64.b64encode(answer.container).decode() == there.kept[str(other)]

    def test_says_nothing_of_what_was_written(self, there: ProviderServer, provider: RemoteProvider) -> None:
        there.acts.append(acts.rejecting("ENOSPC", message="perahu biru di Kijang <b>"))
        assert provider.sign(NUMBER, PAPER) == Failed("Penyedia menolak permintaan ini.")

    def test_is_a_fault_of_the_line_to_whoever_asks_by_hand(self, there: ProviderServer, server: Server) -> None:
        there.acts.append(acts.sign_and_send(half))
        with pytest.raises(NoReply):
            exchange(server, "GET", f"/sign/{NUMBER}")


class TestAClearNo:
    @pytest.mark.parametrize("status", ["200 OK", "401 Unauthorized", "422 Unprocessable Entity"])
    @pytest.mark.parametrize(("code", "said"), [("quota", "Kuota"), ("signer", "tidak mengenal"), ("lain", "menolak")])
    def test_is_a_failure_in_our_words(
        self, there: ProviderServer, provider: RemoteProvider, status: str, code: str, said: str
    ) -> None:
        there.acts.append(acts.rejecting(code, status))
        answer = provider.sign(NUMBER, PAPER)
        assert isinstance(answer, Failed)
        assert said in answer.reason

    def test_to_the_passphrase_spares_it_a_second_try(self, there: ProviderServer, provider: RemoteProvider) -> None:
        there.acts.append(acts.rejecting("passphrase"))
        first, second = provider.sign(NUMBER, PAPER), provider.sign(uuid.uuid4(), PAPER)
        assert first == Failed("Penyedia menolak frasa sandi.")
        assert second == Failed("Tidak dikirim: frasa sandi ditolak penyedia untuk surat sebelumnya.")
        assert len(there.heard) == 1

    def test_may_come_when_asked(self, there: ProviderServer, server: Server) -> None:
        there.acts.append(acts.answering({"id": str(NUMBER), "status": "REJECTED", "code": "expired"}))
        answer = RemoteProvider(server, SIGNER).ask(NUMBER)
        assert answer == Failed("Permintaan sampai terlambat di penyedia, jadi tidak ditandatangani.")


class TestARequestThatTheProviderDoesNotKnow:
    def test_may_still_come_within_the_hour(self, server: Server) -> None:
        for sent_at in (timezone.now(), timezone.now() - FORGOTTEN + datetime.timedelta(minutes=1), None):
            assert isinstance(RemoteProvider(server, SIGNER, sent_at=sent_at).ask(NUMBER), NoAnswer)

    def test_was_never_signed_after_it(self, server: Server) -> None:
        sent_at = timezone.now() - FORGOTTEN - datetime.timedelta(seconds=1)
        assert isinstance(RemoteProvider(server, SIGNER, sent_at=sent_at).ask(NUMBER), Failed)


class TestAProviderThatIsNotReached:
    def test_was_sent_nothing_and_the_next_papers_wait(self, there: ProviderServer, server: Server) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = int(free.getsockname()[1])
        provider = signer_at(replace(server, port=port), SIGNER, HIS_PASSPHRASE)
        assert provider.sign(NUMBER, PAPER) == Failed(
            "Penyedia tanda tangan tidak dapat dihubungi; permintaan tidak dikirim."
        )
        second = provider.sign(NUMBER, PAPER)
        assert isinstance(second, Failed)
        assert second.reason.startswith("Tidak dikirim")
        assert isinstance(provider.ask(NUMBER), NoAnswer)

    def test_is_one_whose_certificate_nobody_trusts(self, there: ProviderServer, server: Server) -> None:
        strict = replace(server, tls=ssl.create_default_context())
        assert isinstance(signer_at(strict, SIGNER, HIS_PASSPHRASE).sign(NUMBER, PAPER), Failed)
        assert there.heard == []

    def test_is_one_with_the_certificate_of_another_host(self, there: ProviderServer, server: Server) -> None:
        provider = signer_at(replace(server, host="localhost"), SIGNER, HIS_PASSPHRASE)
        assert isinstance(provider.sign(NUMBER, PAPER), Failed)
        assert there.heard == []

    @pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\n\r\n", b"\x16\x03\x03\x40"])
    def test_is_one_that_speaks_no_tls(self, server: Server, first: bytes) -> None:
        with acts.plain_listener(first) as port:
            provider = signer_at(replace(server, port=port), SIGNER, HIS_PASSPHRASE)
            assert isinstance(provider.sign(NUMBER, PAPER), Failed)

    def test_is_one_whose_greeting_never_ends(self, server: Server) -> None:
        begun = time.monotonic()
        with acts.plain_listener(b"\x16\x03\x03\x40\x00" + b"\x02\x00\x3f\x00" + bytes(90), pause=0.05) as port:
            provider = signer_at(replace(server, port=port), SIGNER, HIS_PASSPHRASE)
            assert isinstance(provider.sign(NUMBER, PAPER), Failed)
            assert time.monotonic() - begun < 2.5

    def test_is_one_that_accepts_and_never_greets(self, server: Server) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            provider = signer_at(replace(server, port=int(silent.getsockname()[1])), SIGNER, HIS_PASSPHRASE)
            assert isinstance(provider.sign(NUMBER, PAPER), Failed)


class TestAProviderThatIsSilentTwice:
    def test_is_sent_no_more_of_the_batch(self, there: ProviderServer, provider: RemoteProvider) -> None:
        there.acts += [acts.sign_and_reset, acts.sign_and_reset]
        answers = [provider.sign(uuid.uuid4(), PAPER) for _ in range(4)]
        assert [type(one) for one in answers] == [NoAnswer, NoAnswer, Failed, Failed]
        assert len(there.heard) == 2

    def test_goes_on_when_it_answers_in_between(self, there: ProviderServer, provider: RemoteProvider) -> None:
        there.acts += [acts.sign_and_reset, ProviderServer.answer, acts.sign_and_reset]
        answers = [provider.sign(uuid.uuid4(), PAPER) for _ in range(4)]
        assert [type(one) for one in answers] == [NoAnswer, Signed, NoAnswer, Signed]


class TestWithoutAPassphrase:
    def test_nothing_is_sent(self, there: ProviderServer, server: Server) -> None:
        assert isinstance(RemoteProvider(server, SIGNER).sign(NUMBER, PAPER), Failed)
        with pytest.raises(ProviderPassphraseMissing):
            signer_at(server, SIGNER, Passphrase(""))
        assert there.heard == []


class TestTheSettings:
    def test_are_needed(self) -> None:
        for address, credentials in (("", "berkas"), ("https://tte.example", "")):
            with pytest.raises(ProviderNotSet):
                server_at(address, credentials, "")

    @pytest.mark.parametrize(
        "address",
        [
            "http://tte.example",
            "https://",
            "https://nama:sandi@tte.example",
            "https://tte.example?x=1",
            "https://tte.example/#x",
            "https://tte.example:port",
            "https://tte.example/a b",
            "https://tte.example/\u00e9",
            "https://[::1",
        ],
    )
    def test_name_an_address_with_tls_and_nothing_else(self, tmp_path: Path, address: str) -> None:
        with pytest.raises(ProviderSettingWrong, match="LOKET_SIGNING_ADDRESS"):
            server_at(address, str(tmp_path), "")

    @pytest.mark.parametrize(
        ("content", "mode"), [("tanpa-titik-dua", 0o600), ("a:b\nc:d", 0o600), ("a:b", 0o604), ("a:\u00e9", 0o600)]
    )
    def test_keep_credentials_in_a_file_of_one_line_that_others_cannot_read(
        self, tmp_path: Path, content: str, mode: int
    ) -> None:
        file = tmp_path / "kredensial"
        file.write_text(content)
        file.chmod(mode)
        with pytest.raises(ProviderSettingWrong, match="LOKET_SIGNING_CREDENTIALS") as refused:
            server_at("https://tte.example", str(file), "")
        assert content not in refused.value.explanation

    def test_may_hold_a_token_and_are_never_shown(self, tmp_path: Path) -> None:
        file = tmp_path / "kredensial"
        file.write_text("Bearer abc.def")
        file.chmod(0o640)
        made = server_at("https://tte.example/x/", str(file), "")
        assert (made.authorization, made.host, made.port, made.path) == ("Bearer abc.def", "tte.example", 443, "/x")
        assert "abc" not in repr(made)
        assert made.tls is not None
        assert made.tls.verify_mode is ssl.CERT_REQUIRED
        assert made.tls.check_hostname

    def test_trust_only_a_file_of_certificates(self, tmp_path: Path) -> None:
        file = tmp_path / "kredensial"
        file.write_text("a:b")
        file.chmod(0o600)
        for trust in (tmp_path / "tidak-ada", file):
            with pytest.raises(ProviderSettingWrong, match="LOKET_SIGNING_TRUST"):
                server_at("https://tte.example", str(file), str(trust))
        with pytest.raises(ProviderSettingWrong, match="LOKET_SIGNING_CREDENTIALS"):
            server_at("https://tte.example", str(tmp_path / "tidak-ada"), "")
