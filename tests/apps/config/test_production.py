"""T30, T31: a production that is not safe does not start, and says what to mend; nothing is guessed to be well."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from pyrage.x25519 import Identity
from pytest_django import Settings

from loket.config import checked_files
from loket.config import settings as installation
from loket.config.checked_database import is_local
from loket.config.checks import ready_for_production
from loket.config.starting import require_safe
from tests.apps.conftest import OwnDatabase
from tests.apps.served import free_port

LOKET = [sys.executable, "-c", "from loket.cli import app; app()"]
SAFE: Mapping[str, object] = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECRETS_IN_ENVIRONMENT": [],
    "SECRET_KEY": "r" * 64,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "ALLOWED_HOSTS": ["loket.bintankab.go.id", "127.0.0.1"],
    "CSRF_TRUSTED_ORIGINS": ["https://loket.bintankab.go.id"],
    "PROXIES": frozenset({"127.0.0.1"}),
    "SECOND_FACTOR": "required",
    "VERIFY_ADDRESS": "https://loket.bintankab.go.id",
    "SECURITY_CONTACT": "mailto:keamanan@bintankab.go.id",
    "SECURITY_EXPIRES": datetime.date(2999, 1, 1),
}


OF_THE_TESTS = "loket.W133"
"""On PostgreSQL the tests own their tables; tests/apps/casework/test_rights_postgresql.py asks for that doubt."""


def _ids() -> list[str]:
    return [str(fault.id).removeprefix("loket.") for fault in ready_for_production() if fault.id != OF_THE_TESTS]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder as an installation has it, for its owner only."""
    folder = tmp_path / "home-aman"
    folder.mkdir(mode=0o700)
    (folder / "kunci").mkdir(mode=0o700)
    for name in ("secret-key", "signing-passphrase", "kunci/riwayat-bintan.pem"):
        (folder / name).write_text("rahasia")
        (folder / name).chmod(0o600)
    return folder


def recipients(folder: Path) -> tuple[str, str]:
    """The files of who opens the data and who the keys, as an office has them."""
    files = folder / "penerima-data.txt", folder / "penerima-kunci.txt"
    for file in files:
        file.write_text(f"{Identity.generate().to_public()}\n")
    return str(files[0]), str(files[1])


@pytest.fixture
def safe(db: None, settings: Settings, home: Path) -> Settings:
    """Settings with which an office may start."""
    for name, value in SAFE.items():
        setattr(settings, name, value)
    settings.BACKUP_RECIPIENTS, settings.BACKUP_KEY_RECIPIENTS = recipients(home.parent)
    settings.HOME, settings.SIGNING_ROOT = home, home / "kunci"
    return settings


class TestSettings:
    def test_that_are_safe_have_no_fault(self, safe: Settings) -> None:
        assert _ids() == []
        require_safe()

    @pytest.mark.parametrize(
        ("name", "value", "fault"),
        [
            ("PRODUCTION", False, "E101"),
            ("DEBUG", True, "E102"),
            ("SECRETS_IN_ENVIRONMENT", ["LOKET_SECRET_KEY"], "E104"),
            ("SECRETS_IN_ENVIRONMENT", ["LOKET_SIGNING_PASSPHRASE"], "E104"),
            ("SECRET_KEY", "pendek", "E105"),
            ("SESSION_COOKIE_SECURE", False, "E106"),
            ("CSRF_COOKIE_SECURE", False, "E106"),
            ("SECURE_SSL_REDIRECT", False, "E106"),
            ("SECURE_HSTS_SECONDS", 3600, "E106"),
            ("ALLOWED_HOSTS", ["*"], "E107"),
            ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"], "E107"),
            ("CSRF_TRUSTED_ORIGINS", ["http://loket.bintankab.go.id"], "E108"),
            ("PROXIES", frozenset(), "E109"),
            ("CONTENT_SECURITY_POLICY", {"DIRECTIVES": {"script-src": ["'self'", "'unsafe-inline'"]}}, "E110"),
            ("SECOND_FACTOR", "optional", "E111"),
            ("VERIFY_ADDRESS", "http://loket.bintankab.go.id", "E112"),
            ("VERIFY_ADDRESS", "", "E112"),
            ("BACKUP_RECIPIENTS", "", "E113"),
            ("BACKUP_KEY_RECIPIENTS", "", "E113"),
            ("SECURITY_CONTACT", "", "E114"),
            ("SECURITY_EXPIRES", None, "E114"),
            ("SECURITY_EXPIRES", datetime.date(2020, 1, 1), "E114"),
        ],
    )
    def test_with_one_fault_tell_that_one(self, safe: Settings, name: str, value: object, fault: str) -> None:
        setattr(safe, name, value)
        assert _ids() == [fault]

    def test_of_a_host_of_scans_name_no_host_of_pages(self, safe: Settings) -> None:
        safe.FILES_HOST, safe.ALLOWED_HOSTS = "pindaian.kantor.test:8443", ["127.0.0.1", "pindaian.kantor.test"]
        assert _ids() == ["E107"]

    @pytest.mark.parametrize("setting", ["BACKUP_RECIPIENTS", "BACKUP_KEY_RECIPIENTS"])
    def test_of_recipients_are_read_as_the_night_reads_them(self, safe: Settings, tmp_path: Path, setting: str) -> None:
        file, good = tmp_path / "lain.txt", getattr(safe, setting)
        for content in (None, "", "# tidak ada", "age1bukan", str(Identity.generate())):
            if content is not None:
                file.write_text(content)
            setattr(safe, setting, str(file))
            assert _ids() == ["E113"], content
        setattr(safe, setting, good)
        safe.BACKUP_RECIPIENTS = safe.BACKUP_KEY_RECIPIENTS
        assert _ids() == ["E113"]

    @pytest.mark.parametrize(
        ("address", "faults"),
        [("", []), ("https://s3.kantor.test", []), ("http://127.0.0.1:9000", []), ("http://s3.kantor.test", ["E115"])],
    )
    def test_send_files_to_a_store_over_tls(self, safe: Settings, address: str, faults: list[str]) -> None:
        safe.STORE, safe.STORE_ENDPOINT = "s3://loket", address
        assert _ids() == faults

    def test_of_the_database_hold_no_password(self, safe: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(safe.DATABASES["default"], "PASSWORD", "rahasia")
        assert _ids() == ["E104"]

    def test_with_the_admin_of_django_tell_that_one(self, safe: Settings) -> None:
        safe.INSTALLED_APPS = [*safe.INSTALLED_APPS, "django.contrib.admin"]
        assert _ids() == ["E103"]

    def test_of_which_the_office_decides_are_told_and_stop_nothing(self, safe: Settings) -> None:
        safe.SECURE_HSTS_INCLUDE_SUBDOMAINS = False
        assert _ids() == ["W106"]
        require_safe()

    def test_each_say_how_to_mend_them(self, settings: Settings, db: None) -> None:
        found = [fault for fault in ready_for_production() if fault.id != OF_THE_TESTS]
        assert len(found) > 5
        assert [fault for fault in found if not fault.hint or fault.level != 40] == []


class TestStrictTransport:
    @pytest.mark.parametrize("path", ["/masuk/", "/api/v1/offices", "/tidak-ada/", "/static/loket/loket.css"])
    def test_is_for_a_year_and_every_name_below_in_every_answer(self, safe: Settings, path: str) -> None:
        answer = Client().get(path, secure=True, HTTP_HOST="loket.bintankab.go.id")
        answer.close()
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"

    def test_includes_the_names_below_unless_the_office_says_otherwise(self) -> None:
        assert installation.SECURE_HSTS_INCLUDE_SUBDOMAINS


class TestFiles:
    def test_that_others_can_read_are_named(self, safe: Settings, home: Path) -> None:
        (home / "kunci/riwayat-bintan.pem").chmod(0o640)
        (home / "secret-key").chmod(0o644)
        home.chmod(0o755)
        assert _ids() == ["E120", "E121", "E121"]
        told = [str(fault.msg) for fault in ready_for_production() if fault.id == "loket.E121"]
        assert any("riwayat-bintan.pem" in what for what in told)

    @pytest.mark.parametrize("setting", ["SIGNING_CREDENTIALS", "STORE_CREDENTIALS"])
    def test_with_credentials_are_looked_at(self, safe: Settings, home: Path, setting: str) -> None:
        given = home / "penyedia.json"
        given.write_text("{}")
        given.chmod(0o644)
        setattr(safe, setting, str(given))
        assert _ids() == ["E121"]


class TestTheDatabase:
    def test_that_would_lose_what_it_acknowledged_is_found(self, own_database: OwnDatabase, safe_alone: None) -> None:
        with connection.cursor() as cursor:
            on_postgresql = connection.vendor == "postgresql"
            cursor.execute("SET synchronous_commit = off" if on_postgresql else "PRAGMA synchronous=NORMAL")
        assert "E131" in _ids()

    def test_that_does_not_answer_is_a_fault_and_no_trace(self, own_database: OwnDatabase) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(connection.settings_dict, "NAME", "/tidak/ada/loket.sqlite3")
            connection.close()
            assert "E130" in _ids()
        connection.close()

    def test_on_another_machine_is_reached_by_tls_that_checks_whom(
        self, safe: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if connection.vendor != "postgresql":
            return
        monkeypatch.setitem(connection.settings_dict, "HOST", "db.kantor")
        monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"sslmode": "require"})
        assert _ids() == ["E132"]
        monkeypatch.setitem(connection.settings_dict, "HOST", "")
        monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"host": "db.kantor"})
        assert _ids() == ["E132"]
        monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"sslmode": "verify-full"})
        assert _ids() == []

    @pytest.mark.parametrize(
        ("host", "local"), [("", True), ("127.0.0.1", True), ("/var/run/postgresql", True), ("db.kantor", False)]
    )
    def test_is_here_or_elsewhere(self, host: str, local: bool) -> None:
        assert is_local(host) is local

    @pytest.fixture
    def safe_alone(self, settings: Settings, home: Path) -> None:
        for name, value in SAFE.items():
            setattr(settings, name, value)


class TestTheLockedRoom:
    def test_is_tried_and_its_lack_is_told(self, safe: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checked_files, "LOCKED", "import sys; sys.exit(True)")
        assert _ids() == ["W122"]


class TestAccounts:
    def test_above_all_rights_are_found(self, safe: Settings) -> None:
        User.objects.create_superuser("dewa", password="sebuah kata sandi panjang")
        assert _ids() == ["E140"]

    def test_of_the_demonstration_are_found(self, safe: Settings) -> None:
        printed = make_password("loket")
        for name in ("satu", "dua"):
            User.objects.create(username=name, password=printed)
        assert _ids() == ["E141"]
        User.objects.filter(username="satu").update(password=make_password("kata sandi sendiri"))
        assert _ids() == ["E141"]
        User.objects.filter(username="dua").update(is_active=False)
        assert _ids() == []

    def test_that_sign_with_a_training_key_are_found(self, safe: Settings) -> None:
        from loket.signing import services
        from tests.apps import factories

        services.make_certificate(factories.hadi(), services.Passphrase("frasa sandi pak hadi"))
        assert _ids() == ["E142"]


class TestTheStart:
    def test_of_a_demo_is_free(self, settings: Settings) -> None:
        settings.PRODUCTION = False
        require_safe()

    def test_of_an_unsafe_production_is_refused_with_the_list(self, safe: Settings) -> None:
        safe.SECOND_FACTOR = "off"
        safe.PROXIES = frozenset()
        with pytest.raises(ImproperlyConfigured) as refused:
            require_safe()
        assert str(refused.value).count("✗") == 2
        assert "LOKET_SECOND_FACTOR=required" in str(refused.value)


class TestTheCommands:
    def _run(self, own: OwnDatabase, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {**own.environment, "LOKET_MODE": "production", **variables}
        return subprocess.run(
            [*LOKET, *words], env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    def _safe(self, own: OwnDatabase) -> dict[str, str]:
        Path(own.environment["LOKET_HOME"]).chmod(0o700)
        data, keys = recipients(Path(own.environment["LOKET_HOME"]).parent)
        return {
            "LOKET_HTTPS": "1",
            "LOKET_HOSTS": "loket.bintankab.go.id",
            "LOKET_PROXIES": "127.0.0.1",
            "LOKET_SECOND_FACTOR": "required",
            "LOKET_VERIFY_ADDRESS": "https://loket.bintankab.go.id",
            "LOKET_BACKUP_RECIPIENTS": data,
            "LOKET_BACKUP_KEY_RECIPIENTS": keys,
            "LOKET_SECURITY_CONTACT": "mailto:keamanan@bintankab.go.id",
            "LOKET_SECURITY_EXPIRES": "2999-01-01",
        }

    def test_check_is_content_with_a_safe_one(self, own_database: OwnDatabase) -> None:
        checked = self._run(own_database, "check", **self._safe(own_database))
        assert (checked.returncode, "Aman" in checked.stdout) == (0, True), checked.stdout + checked.stderr

    def test_check_tells_people_and_machines(self, own_database: OwnDatabase) -> None:
        told = self._run(own_database, "check")
        assert (told.returncode, "LOKET_HTTPS=1" in told.stdout) == (1, True)
        machine = json.loads(self._run(own_database, "check", "--json").stdout)
        assert {"loket.E106", "loket.E113"} <= {fault["id"] for fault in machine["faults"]}

    def test_check_tells_what_the_office_may_decide(self, own_database: OwnDatabase) -> None:
        chosen = {**self._safe(own_database), "LOKET_HSTS_SUBDOMAINS": "0"}
        told = self._run(own_database, "check", **chosen)
        assert (told.returncode, "! loket.W106" in told.stdout, "Aman" in told.stdout) == (0, True, True)
        machine = json.loads(self._run(own_database, "check", "--json", **chosen).stdout)
        assert (machine["ok"], machine["faults"]) == (True, [])
        assert [doubt["id"] for doubt in machine["doubts"] if doubt["id"] != OF_THE_TESTS] == ["loket.W106"]

    def test_serve_refuses_what_is_not_safe(self, own_database: OwnDatabase) -> None:
        refused = self._run(own_database, "serve", "--port", str(free_port()))
        assert refused.returncode == 2
        assert "belum aman" in refused.stderr
        assert "loket.E106" in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_run_is_for_trying_out_only(self, own_database: OwnDatabase) -> None:
        for words in (("run", "--port", str(free_port())), ("setup-demo",)):
            refused = self._run(own_database, *words)
            assert (refused.returncode, "loket serve" in refused.stderr) == (2, True)

    def test_an_empty_database_is_not_sent_to_what_is_for_trying_out_only(self, tmp_path: Path) -> None:
        own = OwnDatabase("", {**os.environ, "DATABASE_URL": "", "LOKET_HOME": str(tmp_path)})
        refused = self._run(own, "keys", "list")
        assert (refused.returncode, "loket manage migrate" in refused.stderr) == (2, True)

    def test_a_word_that_is_no_mode_stops_the_start(self, own_database: OwnDatabase) -> None:
        refused = self._run(own_database, "check", LOKET_MODE="produksi")
        assert (refused.returncode, "LOKET_MODE" in refused.stderr) == (2, True)

    def test_a_day_that_is_none_stops_the_start(self, own_database: OwnDatabase) -> None:
        refused = self._run(own_database, "check", LOKET_SECURITY_EXPIRES="besok")
        assert (refused.returncode, "LOKET_SECURITY_EXPIRES" in refused.stderr) == (2, True)

    def test_another_server_is_refused_as_well(self, own_database: OwnDatabase) -> None:
        environment = {**own_database.environment, "LOKET_MODE": "production"}
        command = [sys.executable, "-c", "import loket.config.wsgi"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "belum aman" in done.stderr
