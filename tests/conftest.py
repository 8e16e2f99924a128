"""What every test shares: generated examples without deadlines, a place for files, and quick passwords."""

import os
from collections.abc import Iterator

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings

from loket.vault import keyring

# A deadline measures the machine, not the code: a busy one must not turn a true test red.
settings.register_profile("loket", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Making a failing example small takes minutes for each test; on CI the first one found has to do.
settings.register_profile(
    "ci", settings.get_profile("loket"), phases=(Phase.explicit, Phase.reuse, Phase.generate), print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI") else "loket")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long modules first, in the order that chance gave them: who divides the tests between workers keeps the order."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def apart_from_the_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep uploads out of the office's own folder, and spare the time that a real password hash takes on purpose."""
    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("berkas"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        # Made with a row when it is first asked for, it would cost whichever test comes first a statement more.
        keyring.add_index_key()
        yield
