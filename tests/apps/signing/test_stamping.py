"""Time stamps of a real server over signed checkpoints: kept when they hold, refused when they do not (T23)."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from asn1crypto import tsp  # type: ignore[import-untyped]
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings
from typer.testing import CliRunner

from loket.cli import app
from loket.signing import models, queries, services, stamping
from loket.signing.history import sign_latest
from loket.signing.printed_seal import printed_seal
from loket.signing.refusals import NothingSealedYet, StampFailed, StampSettingWrong
from loket.storage import exchange
from tests.apps import factories
from tests.apps.casework.sealing import seal, seal_yesterday
from tests.apps.signing.stamp_server import (
    Act,
    StampServer,
    a_page,
    busy,
    of_another,
    refusing,
    rubbish,
    running,
    silent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
SOON = timedelta(minutes=2)


@pytest.fixture
def clock(settings: Settings, tmp_path: Path) -> Iterator[StampServer]:
    """A server of time stamps that the installation trusts."""
    with running(StampServer(tmp_path / "waktu")) as server:
        settings.STAMP_ADDRESS, settings.STAMP_TRUST = server.address, str(server.root)
        yield server


@pytest.fixture
def sealed(own_keys: Path) -> None:
    """Bintan has a signed checkpoint."""
    factories.take_in()
    seal("bintan")
    sign_latest("bintan")


@pytest.mark.usefixtures("sealed")
class TestAStamp:
    def test_proves_the_time_of_a_signed_checkpoint(self, clock: StampServer) -> None:
        stamp = services.stamp_latest("bintan")
        assert stamp is not None
        assert abs(stamp.at - datetime.now(UTC)) < SOON
        assert stamp.text == models.HistoryNote.objects.get().text
        assert queries.stamp_of("bintan") == stamp
        assert queries.prove_history("bintan").bad == ()

    def test_is_believed_by_a_program_that_is_not_ours(self, clock: StampServer, tmp_path: Path) -> None:
        services.stamp_latest("bintan")
        result = CliRunner().invoke(app, ["audit", "stamp", str(tmp_path / "luar"), "--office", "bintan"])
        assert result.exit_code == 0, result.output
        (text,) = (tmp_path / "luar").glob("*.txt")
        judged: list[str | Path] = [
            "openssl",
            "ts",
            "-verify",
            "-data",
            text,
            "-in",
            text.with_suffix(".tst"),
            "-token_in",
        ]
        told = subprocess.run([*judged, "-CAfile", clock.root], capture_output=True, text=True, check=False)
        assert "Verification: OK" in told.stdout + told.stderr
        text.write_bytes(text.read_bytes() + b" ")
        told = subprocess.run([*judged, "-CAfile", clock.root], capture_output=True, text=True, check=False)
        assert told.returncode != 0

    def test_is_asked_for_once(self, clock: StampServer) -> None:
        assert services.stamp_latest("bintan") == services.stamp_latest("bintan")
        assert len(clock.asked) == 1

    def test_stands_on_the_printed_page(self, clock: StampServer) -> None:
        assert "Cap waktu" not in printed_seal(queries.latest_seal("bintan"))
        stamp = services.stamp_latest("bintan")
        assert stamp is not None
        assert f"Cap waktu          {stamp.at:%Y-%m-%d %H:%M:%S} UTC" in printed_seal(queries.latest_seal("bintan"))

    def test_holds_when_the_certificate_of_the_server_has_ended_since(self, clock: StampServer) -> None:
        services.stamp_latest("bintan")
        with time_machine.travel(datetime.now(UTC) + timedelta(days=1000), tick=True):
            assert queries.prove_history("bintan").bad == ()

    def test_by_a_clock_far_from_ours_is_an_alarm(self, clock: StampServer, caplog: pytest.LogCaptureFixture) -> None:
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=9)):
            services.stamp_latest("bintan")
        assert [(one.name, one.levelname) for one in caplog.records] == [("loket.alarm", "ERROR")]

    def test_tells_the_server_nothing_but_a_hash(self, clock: StampServer) -> None:
        services.stamp_latest("bintan")
        assert b"bintan" not in clock.asked[0]

    @pytest.mark.parametrize("act", ["UPDATE signing_sealstamp SET at = kept_at", "DELETE FROM signing_sealstamp"])
    def test_is_neither_changed_nor_removed(self, clock: StampServer, act: str) -> None:
        services.stamp_latest("bintan")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)


@pytest.mark.usefixtures("sealed")
class TestAStampThatDoesNotHold:
    @pytest.mark.parametrize(
        ("act", "why"),
        [
            (rubbish, "tidak dapat dibaca"),
            (busy, "dengan kode 503"),
            (a_page, "dengan kode 200"),
            (of_another, "bukan untuk permintaan ini"),
            (refusing, "menolak"),
        ],
    )
    def test_is_not_kept_and_can_be_asked_for_again(self, clock: StampServer, act: Act, why: str) -> None:
        clock.acts.append(act)
        with pytest.raises(StampFailed, match=why) as refused:
            services.stamp_latest("bintan")
        assert "loket audit checkpoint" in refused.value.hint
        assert not models.SealStamp.objects.exists()
        assert services.stamp_latest("bintan") is not None

    def test_for_the_server_is_silent(self, clock: StampServer, monkeypatch: pytest.MonkeyPatch) -> None:
        clock.acts.append(silent)
        impatient = replace(stamping.server_at(clock.address), answer_seconds=0.3)
        monkeypatch.setattr(stamping, "server_at", lambda _address: impatient)
        with pytest.raises(StampFailed, match="tidak menjawab"):
            services.stamp_latest("bintan")

    def test_for_nobody_is_there(self, clock: StampServer, settings: Settings) -> None:
        settings.STAMP_ADDRESS = "http://127.0.0.1:1/"
        with pytest.raises(StampFailed, match="tidak menjawab"):
            services.stamp_latest("bintan")

    def test_for_nobody_trusts_its_authority(self, clock: StampServer, settings: Settings, tmp_path: Path) -> None:
        settings.STAMP_TRUST = str(StampServer(tmp_path / "lain").root)
        with pytest.raises(StampFailed, match="bukan dari otoritas"):
            services.stamp_latest("bintan")

    def test_for_its_certificate_is_for_something_else(
        self, settings: Settings, tmp_path: Path, clock: StampServer
    ) -> None:
        other = StampServer(tmp_path / "web", usage="serverAuth")
        for name in ("tsa.pem", "tsa.key", "akar.pem"):
            (clock.folder / name).write_bytes((other.folder / name).read_bytes())
        # openssl refuses to stamp with such a certificate, which this server then is down for.
        with pytest.raises(StampFailed):
            services.stamp_latest("bintan")

    def test_any_more_is_found_by_the_audit(self, clock: StampServer, settings: Settings, tmp_path: Path) -> None:
        services.stamp_latest("bintan")
        settings.STAMP_TRUST = ""
        assert "LOKET_STAMP_TRUST" in queries.prove_history("bintan").bad[0]
        settings.STAMP_TRUST = str(StampServer(tmp_path / "lain").root)
        assert "bukan dari otoritas" in queries.prove_history("bintan").bad[0]

    def test_over_this_checkpoint_is_found_by_the_audit(self, clock: StampServer) -> None:
        row = models.HistoryNote.objects.get()
        answer, at = clock.answer(of_query(clock, b"teks lain"))[2], datetime.now(UTC)
        token = tsp.TimeStampResp.load(answer)["time_stamp_token"].dump()
        models.SealStamp.objects.create(note=row, token=token, at=at, kept_at=at)
        assert "bukan atas segel ini" in queries.prove_history("bintan").bad[0]


def of_query(clock: StampServer, text: bytes) -> bytes:
    """A question for a text of one's own."""
    (clock.folder / "isi").write_bytes(text)
    words = ["openssl", "ts", "-query", "-data", "isi", "-sha256", "-cert", "-out", "isi.tsq"]
    subprocess.run(words, cwd=clock.folder, check=True, capture_output=True)
    return (clock.folder / "isi.tsq").read_bytes()


class TestWithoutAServer:
    def test_nothing_is_stamped(self, sealed: None) -> None:
        assert services.stamp_latest("bintan") is None
        assert queries.stamp_of("bintan") is None
        told = CliRunner().invoke(app, ["audit", "stamp", "x", "--office", "bintan"])
        assert told.exit_code == 2
        assert "LOKET_STAMP_ADDRESS" in told.stderr


class TestTheSettings:
    @pytest.mark.parametrize(
        "address", ["waktu.example", "ftp://waktu.example", "http://a@b/", "http://x y/", "http://a:b/"]
    )
    def test_of_an_address_that_is_none_are_named(
        self, sealed: None, clock: StampServer, settings: Settings, address: str
    ) -> None:
        settings.STAMP_ADDRESS = address
        with pytest.raises(StampSettingWrong, match="LOKET_STAMP_ADDRESS"):
            services.stamp_latest("bintan")

    @pytest.mark.parametrize("content", [None, "", "bukan sertifikat"])
    def test_of_whom_to_trust_are_named_before_anyone_is_asked(
        self, sealed: None, clock: StampServer, settings: Settings, tmp_path: Path, content: str | None
    ) -> None:
        if content is not None:
            (tmp_path / "akar.pem").write_text(content)
        settings.STAMP_TRUST = str(tmp_path / "akar.pem")
        with pytest.raises(StampSettingWrong, match="LOKET_STAMP_TRUST"):
            services.stamp_latest("bintan")
        assert clock.asked == []

    def test_over_https_ask_over_tls(self) -> None:
        assert stamping.server_at("https://waktu.example/cap?x=1").tls is not None
        assert stamping.server_at("https://waktu.example/cap?x=1").path == "/cap?x=1"
        assert isinstance(stamping.server_at("http://waktu.example"), exchange.Server)

    def test_before_any_checkpoint_stamp_nothing(self, clock: StampServer) -> None:
        factories.take_in()
        with pytest.raises(NothingSealedYet):
            services.stamp_latest("bintan")


class TestTheCommand:
    def test_stamps_what_it_seals(self, clock: StampServer) -> None:
        factories.take_in()
        told = CliRunner().invoke(app, ["audit", "checkpoint", "--office", "bintan"])
        assert told.exit_code == 0, told.output
        assert "bercap waktu" in told.stdout

    def test_says_when_it_could_not_and_stamps_next_time(self, clock: StampServer) -> None:
        factories.take_in()
        seal_yesterday("bintan")
        clock.acts.append(busy)
        told = CliRunner().invoke(app, ["audit", "checkpoint", "--office", "bintan"])
        assert told.exit_code == 2
        assert "kode 503" in told.stderr
        assert "ditandatangani" in told.stdout
        told = CliRunner().invoke(app, ["audit", "checkpoint", "--office", "bintan"])
        assert (told.exit_code, "bercap waktu" in told.stdout) == (0, True)
