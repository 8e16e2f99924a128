"""What the keys are, without showing any."""

from dataclasses import dataclass

from django.db.models import Count

from loket.vault import keyring, models


@dataclass(frozen=True, slots=True)
class KekLine:
    """A key-encryption key: whether its file is here, whether it wraps what is new, how many data keys it wraps."""

    name: str
    here: bool
    current: bool
    wraps: int


def key_encryption_keys() -> tuple[KekLine, ...]:
    """Every key that is in the folder or named in the table, oldest first."""
    rows = models.DataKey.objects.filter(destroyed_at=None).values_list("kek").annotate(Count("pk"))
    wraps: dict[str, int] = dict(rows.order_by("kek"))
    here = keyring.names()
    return tuple(
        KekLine(name, name in here, name == here[-1] if here else False, wraps.get(name, 0))
        for name in sorted({*here, *wraps})
    )


def destroyed() -> int:
    """How many data keys were destroyed."""
    return models.DataKey.objects.exclude(destroyed_at=None).count()
