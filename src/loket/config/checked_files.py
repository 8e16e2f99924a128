"""Whether anybody else on the machine could read what the installation keeps, and whether a stranger's file could do anything to it."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from loket.config.database import file_of
from loket.keeping.queries import key_folders

_OTHERS: Final = stat.S_IRWXO
_ALL_BUT_OWNER: Final = stat.S_IRWXG | stat.S_IRWXO
MOST_NAMED: Final = 10
LOCKED: Final = "import sys; from loket.documents.scan_barrier import shut_in; sys.exit(not shut_in())"
TRY_SECONDS: Final = 20


def missing_faults() -> Iterator[tuple[str, str, str]]:
    """The folder of the installation, and the file of its database where it is one."""
    home = Path(settings.HOME)
    if not home.is_dir():
        hint = "Periksa ejaan LOKET_HOME; untuk pemasangan baru jalankan `loket manage migrate`, yang membuatnya."
        yield "E119", f"Folder {home} tidak ada.", hint
        return
    file = file_of(settings.DATABASES["default"])
    # Where the folder is missing as well, the database says so itself, and makes nothing.
    if file is not None and file.parent.is_dir() and not file.exists():
        yield (
            "E118",
            f"Berkas basis data {file} tidak ada.",
            "Periksa LOKET_HOME dan DATABASE_URL, atau buat: `loket manage migrate`.",
        )


def file_faults() -> Iterator[tuple[str, str, str]]:
    """The folder of the installation and every file that opens or signs."""
    home = Path(settings.HOME)
    if _mode(home) & _OTHERS:
        yield "E120", f"Folder {home} terbuka bagi pengguna lain mesin ini.", f"chmod o-rwx {home}"
    open_files = [path for path in _secrets(home) if _mode(path) & _ALL_BUT_OWNER]
    for path in open_files[:MOST_NAMED]:
        yield "E121", f"Berkas kunci {path} terbaca oleh selain pemiliknya.", f"chmod go-rwx {path}"


def room_faults() -> Iterator[tuple[str, str, str]]:
    """The locked room in which uploads are opened, tried as the kernel of this machine has it."""
    tried = [sys.executable, "-c", LOCKED]
    found = subprocess.run(tried, check=False, capture_output=True, timeout=TRY_SECONDS)  # noqa: S603 (our own program)
    if found.returncode:
        hint = "Pakai kernel Linux dengan seccomp pada x86_64 atau aarch64, tanpa profil wadah yang menolaknya."
        yield "W122", "Berkas unggahan diperiksa tanpa sekat kernel; batas memori dan waktunya tetap.", hint


def _secrets(home: Path) -> Iterator[Path]:
    yield from (path for name in ("secret-key", "signing-passphrase") if (path := home / name).exists())
    for root in key_folders().values():
        if root.exists():
            yield root
            yield from sorted(root.rglob("*"))
    for given in filter(None, (settings.SIGNING_CREDENTIALS, settings.STORE_CREDENTIALS)):
        if Path(given).exists():
            yield Path(given)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
