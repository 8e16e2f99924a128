"""An authority, Pak Hadi's key and a small paper that he signed: made once, for keys are slow on purpose."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from loket.documents.typesetting import typeset
from loket.signing import services
from loket.signing.authority import Authority, SignerFile, open_authority
from loket.signing.pades import OpenedKey, open_key, sign_paper
from loket.signing.passphrase import Passphrase
from loket.signing.services import Holder, OutsideCertificate
from tests.apps import factories
from tests.apps.documents.paper_samples import every_page
from tests.apps.signing import cases, softhsm
from tests.apps.signing.outside import remote
from tests.apps.signing.people import CODE, FACTS, HADI, HIS_PASSPHRASE, NOW, ROOT_PASSPHRASE
from tests.apps.signing.provider_server import Issuer, ProviderServer, pem


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return open_authority(tmp_path_factory.mktemp("otoritas"), ROOT_PASSPHRASE, NOW)


@pytest.fixture(scope="session")
def hadi(authority: Authority) -> SignerFile:
    return authority.issue(HADI, HIS_PASSPHRASE, NOW)


@pytest.fixture(scope="session")
def key(hadi: SignerFile) -> OpenedKey:
    return open_key(hadi, HIS_PASSPHRASE)


@pytest.fixture(scope="session")
def paper() -> bytes:
    """A birth certificate, not signed yet."""
    page = every_page()["akta-kelahiran"]
    return typeset(page.template, page.sheet)


@pytest.fixture(scope="session")
def signed(paper: bytes, key: OpenedKey) -> bytes:
    return sign_paper(paper, key, code=CODE, facts=FACTS, at=NOW)


@pytest.fixture
def root_file(tmp_path: Path, hadi: SignerFile) -> Path:
    file = tmp_path / "root.pem"
    file.write_bytes(hadi.root)
    return file


@pytest.fixture
def own_keys(settings: Settings, tmp_path: Path) -> Path:
    """An authority, a seal and a store of files of this test alone."""
    settings.SIGNING_ROOT = tmp_path / "kunci"
    settings.SIGNING_ROOT.mkdir()
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def there(issuer: Issuer, tmp_path: Path, settings: Settings) -> Iterator[ProviderServer]:
    """A provider elsewhere at which Pak Hadi has a key, and the settings that lead to it."""
    credentials = tmp_path / "kredensial"
    credentials.write_text("loket:kredensial-kantor-0815")
    credentials.chmod(0o600)
    with ProviderServer(tmp_path, issuer.signer()) as running:
        settings.SIGNING_ADDRESS = running.address
        settings.SIGNING_CREDENTIALS = str(credentials)
        settings.SIGNING_TRUST = str(running.trust)
        yield running


@pytest.fixture
def kk(there: ProviderServer, issuer: Issuer) -> str:
    """A KK to sign, and Pak Hadi with his certificate of the provider."""
    services.use_certificate(factories.hadi(), remote(there, issuer), factories.hadi(), at=factories.MONDAY)
    return cases.damaged_kk()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without SoftHSM leave out what needs it, as deselected, and say so."""
    if softhsm.LIBRARY:
        return
    out = [item for item in items if isinstance(item, pytest.Function) and "token_folder" in item.fixturenames]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if out and terminal:
        terminal.write_line(softhsm.MISSING, red=True)


@pytest.fixture(scope="session")
def token_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SoftHSM, with tokens of this run alone."""
    softhsm.configured(tmp_path_factory.mktemp("softhsm"))


@pytest.fixture(scope="session")
def in_token(token_folder: None, issuer: Issuer) -> OutsideCertificate:
    """A certificate for a new key in a token."""
    public = softhsm.token("Kepala Dinas", "tte")
    name = "pkcs11:token=Kepala%20Dinas;object=tte"
    return OutsideCertificate(Holder.PKCS11, name, pem(issuer.certificate(public)), pem(issuer.root))


@pytest.fixture
def with_token(in_token: OutsideCertificate, settings: Settings) -> OutsideCertificate:
    settings.TOKEN_LIBRARY = softhsm.LIBRARY
    pin = Passphrase(softhsm.PIN)
    services.use_certificate(factories.hadi(), in_token, factories.hadi(), pin=pin, at=factories.MONDAY)
    return in_token
