"""
What must be true before an office may rely on an installation: settings, secrets, database, keys, accounts.

Each fault is an ERROR with the way to mend it. `loket check` prints them, `loket serve` and the server's entry refuse with them.
"""

import datetime
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Doubt
from django.core.checks import register as register_check
from django.utils import timezone

from loket.config.checked_accounts import account_faults
from loket.config.checked_database import database_faults
from loket.config.checked_elsewhere import backup_faults, store_faults
from loket.config.checked_files import file_faults, missing_faults, room_faults
from loket.config.starting import TAG

YEAR_SECONDS: Final = 31_536_000
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
SHORTEST_SECRET: Final = 50
Fault = tuple[str, str, str]
"""The id, what is wrong, and what to do."""


def register() -> None:
    """Make the checks known to Django, for `check --deploy` and for those who ask by the tag."""
    register_check(ready_for_production, TAG, deploy=True)


def ready_for_production(**_: Any) -> list[CheckMessage]:
    """Every fault of this installation, in the order in which it is best mended. Basis: ASVS 5.0, V12 to V14."""
    groups: tuple[Callable[[], Iterator[Fault]], ...] = (
        _mode_faults,
        _secret_faults,
        _web_faults,
        _trust_faults,
        backup_faults,
        store_faults,
        file_faults,
        room_faults,
        database_faults,
        account_faults,
    )
    missing = list(missing_faults())
    asked = [group for group in groups if not (missing and group in _OF_WHAT_IS_THERE)]
    found = [*missing, *(fault for group in asked for fault in group())]
    # Of a W the office decides; of an E nothing starts.
    return [
        (Error if number.startswith("E") else Doubt)(what, hint=hint, id=f"loket.{number}")
        for number, what, hint in found
    ]


_OF_WHAT_IS_THERE: Final = (file_faults, database_faults, account_faults)
"""What only an installation that is there can be asked; to ask a database of SQLite that is not would make it."""


def _mode_faults() -> Iterator[Fault]:
    if not settings.PRODUCTION:
        yield "E101", "Pemasangan ini berjalan sebagai contoh.", "Setel LOKET_MODE=production."
    if settings.DEBUG:
        yield "E102", "DEBUG menyala: halaman kesalahan menampilkan isi program dan data.", "Hapus LOKET_DEBUG."
    if "django.contrib.admin" in settings.INSTALLED_APPS:
        hint = "Hapus django.contrib.admin dari INSTALLED_APPS; semua perubahan lewat layanan Loket, yang mencatat."
        yield "E103", "Halaman admin Django terpasang: ia mengubah data tanpa jejak.", hint


def _secret_faults() -> Iterator[Fault]:
    for variable, file in (("LOKET_SECRET_KEY", "secret-key"), ("LOKET_SIGNING_PASSPHRASE", "signing-passphrase")):
        if variable in settings.SECRETS_IN_ENVIRONMENT:
            hint = f"Simpan nilainya dalam berkas {settings.HOME / file} (izin 0600), lalu hapus variabelnya."
            yield (
                "E104",
                f"Rahasia {variable} ada di lingkungan proses, yang terbaca di daftar proses dan laporan.",
                hint,
            )
    if settings.DATABASES["default"].get("PASSWORD"):
        hint = (
            "Hapus kata sandinya dari DATABASE_URL, dan simpan dalam ~/.pgpass pengguna server Loket (izin 0600) sebagai "
            "host:port:*:pengguna:kata-sandi; bintang itu untuk uji pulih, yang membuat basis data sementara."
        )
        yield "E104", "Kata sandi basis data ada di lingkungan proses, dalam DATABASE_URL.", hint
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        hint = (
            f"Hapus berkas {settings.HOME / 'secret-key'}; Loket membuat yang baru. Semua orang lalu masuk sekali lagi."
        )
        yield "E105", f"Kunci rahasia lebih pendek dari {SHORTEST_SECRET} huruf.", hint


def _web_faults() -> Iterator[Fault]:
    secure = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT
    if not secure or settings.SECURE_HSTS_SECONDS < YEAR_SECONDS:
        yield "E106", "HTTPS, HSTS atau cookie aman belum menyala.", "Setel LOKET_HTTPS=1 di belakang proksi TLS."
    if not settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        hint = "Hapus LOKET_HSTS_SUBDOMAINS=0, kecuali ada nama di bawah host ini yang memang belum memakai https."
        yield "W106", "HSTS tidak berlaku untuk nama di bawah host ini.", hint
    # The host of the scans alone shows nobody a page.
    named = {*settings.ALLOWED_HOSTS} - LOOPBACK - {"", settings.FILES_HOST.partition(":")[0]}
    if "*" in settings.ALLOWED_HOSTS or not named:
        hint = "Setel LOKET_HOSTS dengan nama host kantor, misalnya loket.bintankab.go.id."
        yield "E107", "Nama host belum ditentukan, atau apa saja diterima.", hint
    if any(not origin.startswith("https://") for origin in settings.CSRF_TRUSTED_ORIGINS):
        yield "E108", "LOKET_ORIGINS memuat alamat tanpa https.", "Tulis semuanya sebagai https://…"
    if not settings.PROXIES:
        hint = "Setel LOKET_PROXIES dengan alamat proksi TLS, misalnya 127.0.0.1."
        yield "E109", "Proksi belum disebut: pembatas percobaan melihat semua orang sebagai satu alamat.", hint
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    if any("unsafe" in str(source) for sources in directives.values() for source in sources):
        yield "E110", "Kebijakan isi halaman (CSP) mengizinkan skrip sisipan.", "Kembalikan CONTENT_SECURITY_POLICY."


def _trust_faults() -> Iterator[Fault]:
    if settings.SECOND_FACTOR != "required":
        yield "E111", "Verifikasi dua langkah tidak diwajibkan.", "Setel LOKET_SECOND_FACTOR=required."
    if urlsplit(settings.VERIFY_ADDRESS).scheme != "https":
        hint = "Setel LOKET_VERIFY_ADDRESS dengan alamat umum kantor, https://…"
        yield "E112", "Alamat pemeriksaan surat belum ada, atau bukan https.", hint
    if not settings.SECURITY_CONTACT or settings.SECURITY_EXPIRES is None or today() >= settings.SECURITY_EXPIRES:
        hint = "Setel LOKET_SECURITY_CONTACT (mailto:… atau https://…) dan LOKET_SECURITY_EXPIRES, paling lama setahun lagi."
        yield "E114", "Penemu celah tidak tahu harus melapor ke mana, atau keterangannya sudah kedaluwarsa.", hint


def today() -> datetime.date:
    """The day on the clock of the server."""
    return timezone.localdate()
