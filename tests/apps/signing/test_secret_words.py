"""A passphrase or a PIN is written nowhere: not in the database, a file, a log, or an answer."""

import io
import logging
from pathlib import Path

import pytest
from django.core.management import call_command

from loket.signing.passphrase import Passphrase
from loket.signing.records import ItemOutcome
from loket.signing.refusals import (
    TokenPinWrong,
)
from loket.signing.services import OutsideCertificate
from tests.apps import factories
from tests.apps.signing import cases, softhsm
from tests.apps.signing import provider_server as acts
from tests.apps.signing.outside import asked, sign
from tests.apps.signing.provider_server import ProviderServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
CANARY = "burung-kenari-4711"


def everywhere(folder: Path) -> bytes:
    """All that the database and the folders of the office hold."""
    rows = io.StringIO()
    call_command("dumpdata", "--all", stdout=rows)
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "kredensial"]
    return rows.getvalue().encode() + b"".join(files)


class TestTheSecretWords:
    @pytest.fixture(autouse=True)
    def all_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)

    def silent(
        self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], folder: Path, word: str
    ) -> None:
        out, err = capfd.readouterr()
        assert word not in caplog.text + out + err
        assert word.encode() not in everywhere(folder)

    def test_of_a_provider_are_written_nowhere(
        self,
        kk: str,
        there: ProviderServer,
        own_keys: Path,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        resis = (kk, *(cases.damaged_kk(number) for number in (4, 5)))
        there.acts += [
            acts.rejecting("lain", message=f"frasa {CANARY} salah"),
            acts.changing(message=CANARY, status=CANARY),
            acts.answering({"id": CANARY, "status": CANARY}, f"400 {CANARY}"),
        ]
        items = sign(*resis, words=Passphrase(CANARY))
        assert [one.outcome for one in items] == ["failed", "unknown", "unknown"]
        assert CANARY not in repr(items)
        assert [one.body["passphrase"] for one in there.heard] == [CANARY] * 3
        assert asked(items[1]) == "signed"
        for word in (CANARY, "kredensial-kantor-0815"):
            self.silent(caplog, capfd, own_keys, word)

    def test_of_a_token_are_written_nowhere(
        self,
        with_token: OutsideCertificate,
        own_keys: Path,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        kk = cases.damaged_kk()
        with pytest.raises(TokenPinWrong) as refused:
            sign(kk, words=Passphrase(CANARY))
        assert CANARY not in str(refused.value)
        assert sign(kk, words=Passphrase(softhsm.PIN))[0].outcome is ItemOutcome.SIGNED
        self.silent(caplog, capfd, own_keys, CANARY)

    def test_would_be_found(self, own_keys: Path) -> None:
        factories.away(factories.hadi())
        (own_keys / "berkas").mkdir()
        (own_keys / "berkas/surat").write_text(CANARY)
        assert CANARY.encode() in everywhere(own_keys)
        assert b"cuti" in everywhere(own_keys)
