"""The database of DATABASE_URL as Django wants it, tuned as a register needs: nothing acknowledged is ever lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Read back at start-up by loket.casework.checks: a guide's `synchronous=NORMAL` would break the promise.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
HOUR_SECONDS = 3600


def database_from(url: str, default_file: Path) -> dict[str, Any]:
    """Return one entry of DATABASES. An empty url means SQLite in `default_file`."""
    if not url:
        return _sqlite(str(default_file))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) or str(default_file))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": HOUR_SECONDS,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": _options(dict(parse_qsl(parts.query, keep_blank_values=True))),
        }
    # Of a text without a scheme nothing is repeated: it may be a password in the wrong place.
    wrong = f"bukan {parts.scheme}://…" if parts.scheme else "tetapi tidak diawali keduanya"
    raise ImproperlyConfigured(
        f"DATABASE_URL harus sqlite:///… atau postgresql://…, {wrong}. Kosongkan untuk berkas SQLite di LOKET_HOME."
    )


def file_of(database: Mapping[str, Any]) -> Path | None:
    """The file of an SQLite database; None for a server, and for one in memory."""
    if not str(database["ENGINE"]).endswith("sqlite3") or ":memory:" in str(database["NAME"]):
        return None
    return Path(database["NAME"])


def _options(asked: dict[str, str]) -> dict[str, Any]:
    """What the address asks for, the last word over our own."""
    # Our statements are short: compiling one took 40 of the 50 ms of the slowest searches among 1.2 million residents.
    on_the_server = f"-c jit=off {asked.get('options', '')}".strip()
    # A pooler may refuse all options of a connection: an empty word for them sends none.
    sent = {"options": on_the_server} if asked.pop("options", "-") else {}
    # One prepared statement a step: the difference between 1,500 and 2,300 steps a second.
    return {"server_side_binding": True, "prepare_threshold": 1, **sent, **asked}


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        # A real file: in memory SQLite knows no WAL, and a second connection would see other locks than at the counter.
        "TEST": {"NAME": f"{name}.uji"},
    }
