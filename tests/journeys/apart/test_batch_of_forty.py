"""Forty papers with one passphrase, at a provider that refuses three and never answers about one; all are signed in the end."""

import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Locator

from tests.apps.signing.outside import SIGNER
from tests.apps.signing.provider_server import Issuer, ProviderServer, pem, rejecting, sign_and_reset
from tests.journeys.backroom import Backroom
from tests.journeys.conftest import AtDesk
from tests.journeys.personas import OfficerDesk
from tests.journeys.server import DemoServer

HADI = "bintan.hadi"
WORDS = "frasa sandi pada penyedia"
FORTY, REFUSED, UNANSWERED = 40, (5, 17, 39), 23


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProviderServer]:
    """A provider elsewhere, with a key for Pak Hadi."""
    folder = tmp_path_factory.mktemp("penyedia")
    issuer = Issuer()
    with ProviderServer(folder, issuer.signer()) as provider:
        (folder / "akar.pem").write_bytes(pem(issuer.root))
        (folder / "hadi.pem").write_bytes(pem(provider.key.certificate))
        yield provider


@pytest.fixture(scope="module")
def settings(there: ProviderServer) -> Mapping[str, str]:
    """These offices sign at that provider."""
    credentials = there.trust.parent / "kredensial"
    credentials.write_text("loket:rahasia")
    credentials.chmod(0o600)
    return {
        "LOKET_SIGNING_ADDRESS": there.address,
        "LOKET_SIGNING_CREDENTIALS": str(credentials),
        "LOKET_SIGNING_TRUST": str(there.trust),
    }


def certificate_is_set(server: DemoServer, there: ProviderServer) -> None:
    """Whoever runs the server has set the certificate of Pak Hadi."""
    files = there.trust.parent
    told = server.command(
        *("signer", "set", HADI, "--provider", "remote", "--key", SIGNER, "--officer", HADI, "--yes"),
        *("--certificate", str(files / "hadi.pem"), "--root", str(files / "akar.pem")),
    )
    assert told.returncode == 0, told.stderr


def waiting(hadi: OfficerDesk, resis: tuple[str, ...]) -> list[Locator]:
    """Those of these files that the page offers to be signed."""
    boxes = (hadi.page.get_by_label(f"Pilih {resi}", exact=True) for resi in resis)
    return [box for box in boxes if box.count()]


def sign(hadi: OfficerDesk, resis: tuple[str, ...], *, of: int, signed: int) -> None:
    """Choose every one of these files that waits, and sign them with one passphrase."""
    boxes = waiting(hadi, resis)
    assert len(boxes) == of
    for box in boxes:
        box.check()
    hadi.page.get_by_label("Frasa sandi").fill(WORDS)
    with hadi.leaving():
        hadi.page.get_by_role("button", name=re.compile("Tanda tangani yang dipilih")).click()
    hadi.sees(f"{signed} dari {of} ditandatangani")


class TestABatchOfForty:
    def test_is_signed_in_the_end_and_nothing_twice(
        self, at_desk: AtDesk, server: DemoServer, there: ProviderServer, behind: Backroom
    ) -> None:
        certificate_is_set(server, there)
        resis = tuple("-".join((resi[:4], resi[4:8], resi[8:])) for resi in behind.damaged_kks(FORTY))
        there.acts += [
            rejecting("QUOTA") if n in REFUSED else sign_and_reset if n == UNANSWERED else ProviderServer.answer
            for n in range(FORTY)
        ]
        hadi = at_desk(HADI)
        hadi.visit("/tanda-tangan/")
        sign(hadi, resis, of=FORTY, signed=FORTY - len(REFUSED) - 1)
        hadi.visit("/tanda-tangan/")
        hadi.sees("Belum diketahui")
        with hadi.leaving():
            hadi.page.get_by_role("button", name=re.compile("^Tanyakan")).click()
        hadi.sees("ternyata sudah ditandatangani")
        sign(hadi, resis, of=len(REFUSED), signed=len(REFUSED))
        hadi.visit("/tanda-tangan/")
        assert waiting(hadi, resis) == []
        assert len(there.kept) == FORTY
        assert [one.method for one in there.heard].count("POST") == FORTY + len(REFUSED)
        for resi in (resis[0], resis[REFUSED[0]], resis[UNANSWERED]):
            hadi.open_case(resi)
            assert hadi.page.get_by_role("link", name="Unduh PDF bertanda tangan").count() == 1
