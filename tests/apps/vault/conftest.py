"""Keys in a folder of the test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from loket.vault import services


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the key-encryption keys, still empty."""
    settings.DATA_KEYS_ROOT = tmp_path / "kunci-data"
    services._unwrapped.cache_clear()  # noqa: SLF001
    return Path(settings.DATA_KEYS_ROOT)
