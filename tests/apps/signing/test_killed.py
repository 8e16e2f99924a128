"""A real kill at random moments of a batch: no paper is signed twice, none is lost, and none is without its trail."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography import x509
from django.conf import settings
from django.db import connection
from pytest_django import Settings

from loket.signing import models, queries, services
from loket.signing.authority import root_certificate
from loket.signing.records import ItemOutcome
from loket.signing.standalone.loket_verify import check_paper
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.signing import cases

pytestmark = pytest.mark.long

# Fewer on PostgreSQL, where the same steps are written by the same code: each costs a process.
KILLS = 10 if os.environ.get("DATABASE_URL", "").startswith("postgres") else 30
PAPERS = 20
SEED = 20261116


@pytest.fixture
def resis(own_database: OwnDatabase, settings: Settings) -> tuple[str, ...]:
    """Applications whose papers wait, and a home that the worker shares."""
    home = Path(own_database.environment["LOKET_HOME"])
    settings.SIGNING_ROOT, settings.MEDIA_ROOT = home / "kunci", home / "berkas"
    settings.SIGNING_ROOT.mkdir()
    settings.SIGNING_PASSPHRASE = "frasa otoritas bersama"
    own_database.environment["LOKET_SIGNING_PASSPHRASE"] = settings.SIGNING_PASSPHRASE
    cases.certified()
    made = tuple(cases.damaged_kk(number) for number in range(1, PAPERS + 1))
    connection.close()
    return made


@pytest.fixture
def signer(own_database: OwnDatabase, resis: tuple[str, ...]) -> Iterator["Signer"]:
    """A signer on the same database, who has everything loaded."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.apps.signing.signing_worker"],
        env=own_database.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=Path(__file__).parents[3],
    ) as process:
        yield Signer(process)
        process.terminate()


class Signer:
    """Signs batches, each in a process that may be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._asked, self._told = process.stdin, process.stdout

    def kill(self, key: uuid.UUID, resis: tuple[str, ...], mark: str, after: float) -> bool:
        """Sign, and kill that process so many seconds after it told of the mark; whether that was before its end."""
        self._asked.write(f"{key} {' '.join(resis)}\n")
        process = int(self._next())
        word = self._next()
        while word != mark and not word.startswith("ended"):
            word = self._next()
        if not word.startswith("ended"):
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while not word.startswith("ended"):
            word = self._next()
        return word == f"ended {signal.SIGKILL:d}"

    def _next(self) -> str:
        word = self._told.readline().strip()
        assert word, "the signer is gone"
        return word


def _resolve() -> int:
    """Ask about every paper of which nobody knows."""
    sent = models.SigningState.objects.filter(state="sent").values_list("paper__uuid", flat=True)
    ended = models.SigningState.objects.filter(state__in=("signed", "failed")).values_list("paper__uuid", flat=True)
    doubtful = set(sent) - set(ended)
    for paper in doubtful:
        services.resolve_unknown(paper, factories.budi(), at=factories.MONDAY)
    return len(doubtful)


def report_of(pdf: bytes) -> str:
    """What the stand-alone verifier says of a paper."""
    root = root_certificate(Path(settings.SIGNING_ROOT))
    assert root is not None
    return check_paper(pdf, [x509.load_pem_x509_certificate(root)], factories.MONDAY).verdict


class TestAKilledBatch:
    def test_signs_no_paper_twice_and_loses_none(self, signer: "Signer", resis: tuple[str, ...]) -> None:
        chance = random.Random(SEED)
        early = doubts = 0
        for _ in range(KILLS):
            # A paper takes some hundredths of a second from one mark to the next.
            mark = chance.choice(("begin", "sent", "sent", "answered"))
            early += signer.kill(uuid.uuid4(), resis, mark, chance.uniform(0, 0.1 if mark == "begin" else 0.03))
            doubts += _resolve()
        items = cases.sign(*resis)
        assert [item.outcome for item in items] == [ItemOutcome.SIGNED] * PAPERS
        assert early >= KILLS // 2
        assert doubts > 0
        for resi in resis:
            self._has_one_signed_paper(resi)
        self._leaves_no_row_without_file()
        sys.stdout.write(f"{early} early kills of {KILLS}, {doubts} doubts\n")

    def _has_one_signed_paper(self, resi: str) -> None:
        attempts = queries.signatures_of(resi, factories.hadi())
        assert [one.state for one in attempts] == ["failed"] * (len(attempts) - 1) + ["signed"]
        answered = models.LocalAnswer.objects.exclude(container=b"")
        requests = models.SignedPaper.objects.filter(resi=resi).values_list("request_id", flat=True)
        assert answered.filter(pk__in=list(requests)).count() == 1
        _record, pdf = queries.signed_pdf(attempts[-1].uuid, factories.budi())
        assert report_of(pdf) == "valid"

    def _leaves_no_row_without_file(self) -> None:
        kept = {path.stem for path in cases.kept_pdfs(Path(settings.MEDIA_ROOT))}
        signed = models.SigningState.objects.filter(state="signed").values_list("sha256", flat=True)
        assert {*models.SignedPaper.objects.values_list("prepared_sha256", flat=True), *signed} <= kept
