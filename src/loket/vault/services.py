"""Sealing and opening, destroying a key and with it all that it opens, and wrapping all keys anew."""

import base64
import datetime
import hmac
import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from django.utils import timezone

from loket.storage.writing import run
from loket.vault import keyring, models
from loket.vault.envelope import NotOpened, number_in, opened, sealed, unwrapped, wrapped
from loket.vault.refusals import KeyDestroyed, KeyMissing, SealBroken

BATCH: Final = 500
_SENTINEL: Final = "indeks-buta"


def of_resident(resident: object) -> str:
    """The owner whose key seals what the register holds of a person."""
    return f"penduduk:{resident}"


def of_life_event(event: object) -> str:
    """The owner whose key seals what a life event says of someone whom it does not name by an id."""
    return f"peristiwa:{event}"


def of_case(resi: str) -> str:
    """The owner whose key seals the scans and the form of an application."""
    return f"berkas:{resi}"


def of_draft(draft: object) -> str:
    """The owner whose key seals what somebody has begun to apply for at home, until it is sent or given up."""
    return f"rumah:{draft}"


def seal(owner: str, kind: str, clear: bytes) -> bytes:
    """
    The bytes for this owner and as this kind of thing alone; the owner's key is made when there is none.

    Raises KeyDestroyed for an owner whose key was destroyed, and KeyMissing.
    """
    row = _row_of(owner) or run(lambda: _made(owner))
    return sealed(_key(row), row.pk, _bound(owner, kind), clear)


def unseal(owner: str, kind: str, content: bytes) -> bytes:
    """What was sealed for this owner as this kind. Raises KeyDestroyed, KeyMissing and SealBroken."""
    row = _row_of(owner)
    try:
        if row is None or number_in(content) != row.pk:
            raise SealBroken
        return opened(_key(row), _bound(owner, kind), content)
    except NotOpened as changed:
        raise SealBroken from changed


def destroy(owner: str, *, why: str, at: datetime.datetime | None = None, unmade: bool = False) -> bool:
    """
    Give up all that is sealed for an owner, for good; False when there was no key to destroy.

    With `unmade` an owner who never had a key gets none any more either: what it would open was kept in the clear before.
    Older backups of the database still hold the wrapped key: it is out of reach in them, too, once the key-encryption key of
    that time is destroyed after a rotation.
    """

    def given_up() -> bool:
        rows, now = models.DataKey.objects.filter(owner=owner, destroyed_at=None), at or timezone.now()
        if rows.update(wrapped="", kek="", destroyed_at=now, why=why[:400]):
            return True
        if unmade and _row_of(owner) is None:
            models.DataKey.objects.create(owner=owner, kek="", made_at=now, destroyed_at=now, why=why[:400])
        return False

    done = run(given_up)
    _unwrapped.cache_clear()
    return done


def require_not_destroyed(owner: str) -> None:
    """For whoever finds nothing to open. Raises KeyDestroyed where the owner's key was given up on purpose."""
    if (row := _row_of(owner)) is not None:
        _require_standing(row)


def waiting() -> int:
    """How many data keys are not yet wrapped by the newest key-encryption key."""
    return models.DataKey.objects.filter(destroyed_at=None).exclude(kek=keyring.current()).count()


def begin_rotation() -> str:
    """
    The key-encryption key to wrap with: a new one, or the newest while an earlier rotation is not yet finished.

    Raises KeyMissing when the file of a key that still wraps something is not here.
    """
    wrapping = models.DataKey.objects.filter(destroyed_at=None).order_by("kek").values_list("kek", flat=True).distinct()
    for lost in sorted({*wrapping}.difference(keyring.names())):
        raise KeyMissing(kek=lost)
    return keyring.current() if keyring.names() and waiting() else keyring.add()


def rewrap(*, done: Callable[[int], None]) -> int:
    """
    Wrap every data key with the newest key-encryption key, some hundred at a time, and return how many.

    Stopped in between, the next call goes on where it stopped. What is sealed is not touched. Raises KeyMissing.
    """
    total, name = 0, keyring.current()
    while count := run(lambda: _rewrapped(name)):
        total += count
        done(count)
    _unwrapped.cache_clear()
    return total


def blind(purpose: str, text: str) -> str:
    """
    What a number is looked up by where it is kept for nothing else: a digest that nobody can try out without the key.

    Raises KeyMissing: with another key nothing would be found any more, and nobody would notice.
    """
    return hmac.new(_index_key(), f"{purpose}\n{text}".encode(), "sha256").hexdigest()


def _index_key() -> bytes:
    try:
        return keyring.index_key()
    except KeyMissing:
        # The row says that the key was made once, also where nothing was sealed yet: now it is lost.
        if _row_of(_SENTINEL) is not None:
            raise
        keyring.add_index_key()
        run(lambda: _made(_SENTINEL))
        return keyring.index_key()


def _row_of(owner: str) -> models.DataKey | None:
    return models.DataKey.objects.filter(owner=owner).first()


def _made(owner: str) -> models.DataKey:
    name = _newest()
    key = wrapped(keyring.kek(name), owner, secrets.token_bytes(keyring.KEY_BYTES))
    row = models.DataKey(owner=owner, kek=name, wrapped=base64.b64encode(key).decode(), made_at=timezone.now())
    # Another process may have been first: then its key counts.
    models.DataKey.objects.bulk_create([row], ignore_conflicts=True)
    return models.DataKey.objects.get(owner=owner)


def _newest() -> str:
    if keyring.names():
        return keyring.current()
    # A folder without keys beside a table with keys is a lost folder, not a new installation.
    if lost := models.DataKey.objects.filter(destroyed_at=None).first():
        raise KeyMissing(kek=lost.kek)
    return keyring.add()


def _key(row: models.DataKey) -> bytes:
    _require_standing(row)
    try:
        return _unwrapped(row.kek, keyring.kek(row.kek), row.owner, row.wrapped)
    except NotOpened as changed:
        raise SealBroken from changed


def _require_standing(row: models.DataKey) -> None:
    if row.destroyed_at is not None:
        raise KeyDestroyed(day=timezone.localdate(row.destroyed_at).isoformat())


@lru_cache(maxsize=4096)
def _unwrapped(_name: str, kek: bytes, owner: str, content: str) -> bytes:
    return unwrapped(kek, owner, base64.b64decode(content))


def _bound(owner: str, kind: str) -> str:
    return f"{owner}\n{kind}"


def _rewrapped(name: str) -> int:
    # Held until they are written: one that is given up in between would be brought back, which the database refuses.
    held = models.DataKey.objects.select_for_update().filter(destroyed_at=None)
    rows = list(held.exclude(kek=name).order_by("pk")[:BATCH])
    fresh = keyring.kek(name)
    for row in rows:
        row.wrapped = base64.b64encode(wrapped(fresh, row.owner, _key(row))).decode()
        row.kek = name
    models.DataKey.objects.bulk_update(rows, ["kek", "wrapped"])
    return len(rows)
