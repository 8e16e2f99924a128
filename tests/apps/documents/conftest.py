"""A scanner for viruses, where this machine has one."""

from collections.abc import Iterator

import pytest

from tests.apps.documents import scanners


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without clamd leave out what needs it, as deselected, and say so."""
    if scanners.CLAMD:
        return
    out = [item for item in items if isinstance(item, pytest.Function) and "clamd" in item.fixturenames]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if out and terminal:
        terminal.write_line(scanners.MISSING, red=True)


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Debian's clamd with our own rules."""
    with scanners.real(tmp_path_factory.mktemp("clamd")) as (address, _process):
        yield address
