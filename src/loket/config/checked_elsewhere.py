"""Who opens the backups, and where files are kept when not here: whether that would work, and whether anybody could read along."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from loket.config.checked_database import is_local
from loket.core.problems import Refusal
from loket.keeping.queries import read_recipients, require_apart

Fault = tuple[str, str, str]


def backup_faults() -> Iterator[Fault]:
    """The recipients as the night will read them."""
    if not (settings.BACKUP_RECIPIENTS and settings.BACKUP_KEY_RECIPIENTS):
        hint = (
            "Setel LOKET_BACKUP_RECIPIENTS dan LOKET_BACKUP_KEY_RECIPIENTS; lihat docs/how-to/back-up-and-restore.md."
        )
        yield "E113", "Penerima cadangan belum ditentukan, jadi tidak ada cadangan.", hint
        return
    try:
        data, keys = (
            read_recipients(Path(file), what=what, option=option, variable=variable)
            for file, what, option, variable in (
                (settings.BACKUP_RECIPIENTS, "data", "--recipients", "LOKET_BACKUP_RECIPIENTS"),
                (settings.BACKUP_KEY_RECIPIENTS, "kunci kantor", "--key-recipients", "LOKET_BACKUP_KEY_RECIPIENTS"),
            )
        )
        require_apart(data, keys)
    except Refusal as wrong:
        yield "E113", f"Tidak ada cadangan yang dapat dibuat: {wrong.explanation}", wrong.hint


def store_faults() -> Iterator[Fault]:
    """The bucket, where there is one: signed papers go to it in the clear, so the way there must be closed."""
    if not settings.STORE:
        return
    where = urlsplit(settings.STORE_ENDPOINT)
    if settings.STORE_ENDPOINT and where.scheme != "https" and not is_local(where.hostname or "?"):
        hint = "Setel LOKET_STORE_ENDPOINT sebagai https://…"
        yield "E115", "Berkas dikirim ke tempat penyimpanan tanpa TLS.", hint
