"""Programs that this machine may not have: what needs them is left out, as deselected, and said."""

import shutil
from typing import Final

import pytest

from tools.pg_cluster import NoCluster, find_binaries

_USUAL: Final = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/bin"
_NEEDS: Final = {
    "test_proxy.py": (("nginx", "openssl"), "the example of a TLS proxy (apt-get install nginx-light openssl)"),
    "test_database_sign_in.py": (
        ("initdb", "openssl"),
        "signing in to PostgreSQL by certificate (apt-get install postgresql openssl)",
    ),
    "test_service.py": (("systemd-analyze",), "the example of a service (apt-get install systemd)"),
}


def _path() -> str:
    """Where programs lie, those of PostgreSQL too, which Debian keeps apart."""
    try:
        return f"{_USUAL}:{find_binaries()}"
    except NoCluster:
        return _USUAL


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the files whose programs are missing."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    for file, (programs, what) in _NEEDS.items():
        if all(shutil.which(program, path=_path()) for program in programs):
            continue
        out = [item for item in items if item.path.name == file]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]
        if out and terminal:
            terminal.write_line(f"*** NOT TESTED: {what}", red=True)
