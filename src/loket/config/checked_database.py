"""Whether the database keeps what it acknowledges, and whether anybody on the way to it could read along: read back from it."""

from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError, connection

from loket.storage import rights

Fault = tuple[str, str, str]
_LOCAL: Final = frozenset({"", "127.0.0.1", "localhost", "::1"})
_DURABLE: Final = {"fsync": {"on"}, "full_page_writes": {"on"}, "synchronous_commit": {"on", "remote_apply"}}
_FULL: Final = 2
_FEW: Final = 3


def database_faults() -> Iterator[Fault]:
    """What the database itself says of its settings and of this connection."""
    try:
        with connection.cursor():
            found = list(_on_postgresql() if connection.vendor == "postgresql" else _on_sqlite())
    except DatabaseError as down:
        told = str(down).splitlines()[0] if str(down) else "tanpa keterangan"
        found = [("E130", f"Basis data tidak menjawab: {told}", "Periksa DATABASE_URL, lalu ulangi.")]
    yield from found


def _on_sqlite() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        if cursor.fetchone()[0] < _FULL:
            hint = "Kembalikan synchronous=FULL pada OPTIONS.init_command."
            yield "E131", "SQLite tidak menunggu disk: yang sudah dijawab dapat hilang bila listrik padam.", hint


def _on_postgresql() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        for name, durable in _DURABLE.items():
            cursor.execute(f"SHOW {name}")
            value = cursor.fetchone()[0]
            if value not in durable:
                hint = f"ALTER SYSTEM SET {name} = 'on', lalu muat ulang; periksa juga ALTER ROLE dan ALTER DATABASE."
                yield "E131", f"PostgreSQL {name} bernilai {value}: yang sudah dijawab dapat hilang.", hint
        named = connection.settings_dict
        if not is_local(str(named["HOST"] or named.get("OPTIONS", {}).get("host", ""))):
            yield from _on_the_way()
    yield from _of_the_user()


def is_local(host: str) -> bool:
    """Whether a database is on this machine: the loopback, or a socket."""
    return host in _LOCAL or host.startswith("/")


def _on_the_way() -> Iterator[Fault]:
    mode = connection.settings_dict.get("OPTIONS", {}).get("sslmode", "")
    if mode != "verify-full":
        hint = "Tambahkan ?sslmode=verify-full&sslrootcert=… pada DATABASE_URL."
        yield (
            "E132",
            f"Basis data ada di mesin lain, tetapi sslmode “{mode or 'tidak disetel'}” tidak memeriksanya.",
            hint,
        )


def _of_the_user() -> Iterator[Fault]:
    # A doubt: an office with one user keeps its seals and witnesses, which tell of a changed history where nothing prevents it.
    if beyond := rights.too_much():
        hint = (
            "Layani dengan pengguna lain: `loket database grant --to PENGGUNA`, lihat docs/how-to/run-on-postgresql.md."
        )
        yield "W133", f"Pengguna basis data boleh lebih daripada melayani: {_some(beyond)}.", hint
    if missing := rights.lacking():
        hint = "Sesudah `loket manage migrate`, sebagai pemilik tabel: `loket database grant --to PENGGUNA`."
        yield "E134", f"Pengguna basis data belum diberi hak atas tabel {_some(missing)}.", hint


def _some(names: list[str]) -> str:
    return ", ".join(names[:_FEW]) + (f" dan {len(names) - _FEW} lainnya" if len(names) > _FEW else "")
