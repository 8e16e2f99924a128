"""Accounts and keys that belong to a demonstration: the printed password, an account above all rights, a training key."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils import timezone

from loket.signing import queries as signing

Fault = tuple[str, str, str]
PRINTED = "loket"
"""The password of every account of the demonstration."""
AT_ONCE = 2
"""Passwords tried at a time, each with a tenth of a second and 100 MB."""


def account_faults() -> Iterator[Fault]:
    """What the tables say; nothing where they cannot be asked, for that is told by the database's own checks."""
    try:
        found = list(_faults())
    except DatabaseError:
        return
    yield from found


def _faults() -> Iterator[Fault]:
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        hint = "Cabut is_superuser; wewenang hanya dari jabatan."
        yield "E140", "Ada akun di atas semua wewenang (is_superuser).", hint
    if _has_printed_password():
        hint = "Mulai dari basis data kosong, atau beri setiap akun kata sandi baru pada halaman Jabatan."
        yield "E141", "Ada akun contoh dengan kata sandi yang tercetak di panduan.", hint
    trained = signing.signers_in_training(timezone.now())
    if trained:
        hint = "Pakai sertifikat penyelenggara tersertifikasi (`loket signer use`), atau tanda tangan basah."
        yield "E142", f"{trained} pejabat menandatangani dengan kunci latihan, yang tidak berkekuatan hukum.", hint


def _has_printed_password() -> bool:
    # Those of a demonstration share one hash, so that many cost one try; the last one left of them costs as much as a colleague's.
    hashes = User.objects.filter(is_active=True).values_list("password", flat=True).distinct()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return any(pool.map(partial(check_password, PRINTED), hashes))
