"""An authority, Pak Hadi's key and a small paper that he signed: made once, for keys are slow on purpose."""

from pathlib import Path

import pytest
from pytest_django import Settings

from loket.documents.typesetting import typeset
from loket.signing.authority import Authority, SignerFile, open_authority
from loket.signing.pades import OpenedKey, open_key, sign_paper
from tests.apps.documents.paper_samples import every_page
from tests.apps.signing import softhsm
from tests.apps.signing.people import CODE, FACTS, HADI, HIS_PASSPHRASE, NOW, ROOT_PASSPHRASE


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
def token_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SoftHSM, with tokens of this run alone; skips what needs it, with the reason, where it is not installed."""
    if not softhsm.LIBRARY:
        pytest.skip(softhsm.MISSING)
    softhsm.configured(tmp_path_factory.mktemp("softhsm"))
