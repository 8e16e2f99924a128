"""A small office with a scan, a seal and somebody's NIK, and the people who may open its backups."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as here
from django.test import override_settings
from pyrage.x25519 import Identity
from pytest_django import Settings

from loket.casework import services as casework
from loket.keeping.services import Recipients
from loket.signing.services import sign_latest
from tests.apps import factories
from tests.apps.casework.sealing import seal
from tests.apps.conftest import OwnDatabase

NIK = factories.SARI.nik
SCANNED = b"%PDF-1.7 " + NIK.encode() * 50


@dataclass(frozen=True)
class Scan:
    """A file as the checker of scans hands it on."""

    content: bytes = SCANNED
    kind: str = "pdf"
    pages: int = 1

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Keeper:
    """Where an office keeps, and who opens what."""

    database: OwnDatabase
    folder: Path
    head: Identity
    escrow: Identity
    holder: Identity

    @property
    def recipients(self) -> Recipients:
        """The head and the escrow open the data, the holder the keys."""
        return Recipients((_public(self.head), _public(self.escrow)), (_public(self.holder),))

    @property
    def target(self) -> Path:
        """Where the backups go."""
        return self.folder / "cadangan"

    @property
    def environment(self) -> dict[str, str]:
        """What another process needs to be at this office."""
        own = {"LOKET_SIGNING_PASSPHRASE": here.SIGNING_PASSPHRASE, "LOKET_SECRET_KEY": here.SECRET_KEY}
        return {**self.database.environment, **own}

    @property
    def scan(self) -> Path:
        """The one scan as it lies in the store, sealed or not."""
        (found,) = (file for file in Path(here.MEDIA_ROOT).rglob("*") if file.is_file())
        return found

    def file(self, name: str, *lines: str) -> Path:
        """A small text file."""
        made = self.folder / name
        made.write_text("".join(f"{line}\n" for line in lines))
        return made


def _public(identity: Identity) -> str:
    return str(identity.to_public())


@pytest.fixture
def keeper(own_database: OwnDatabase, tmp_path: Path, settings: Settings) -> Keeper:
    home = Path(own_database.environment["LOKET_HOME"])
    settings.MEDIA_ROOT, settings.SIGNING_ROOT = home / "berkas", home / "kunci"
    settings.DATA_KEYS_ROOT = home / "kunci-data"
    settings.SIGNING_ROOT.mkdir(mode=0o700)
    case = factories.case_at("verifikasi-kabid")
    casework.add_paper(case.resi, "pengantar", Scan(), officer=factories.budi())
    seal("bintan")
    sign_latest("bintan")
    return Keeper(own_database, tmp_path, Identity.generate(), Identity.generate(), Identity.generate())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    """A store of files for one test."""
    with override_settings(MEDIA_ROOT=str(tmp_path / "berkas")):
        yield tmp_path / "berkas"
