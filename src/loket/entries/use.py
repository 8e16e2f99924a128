"""Whether an office's applications change its register: a decision of whoever keeps the office, remembered for seconds."""

import datetime
from typing import Final

from django.utils import timezone

from loket.entries import models
from loket.offices.memory import Memory
from loket.offices.records import Officer
from loket.register import services as register
from loket.storage.writing import run

_uses: Final[Memory[bool]] = Memory()


def uses_register(office_id: int) -> bool:
    """Whether forms are asked for in this office; other processes learn of a change within ten seconds."""
    return _uses.get(office_id, lambda: _read(office_id))


def _read(office_id: int) -> bool:
    rows = models.Use.objects.filter(office=office_id).order_by("-pk").values_list("used", flat=True)
    return bool(rows.first())


def use_register(
    office_id: int, used: bool, *, officer: Officer | None, why: str, at: datetime.datetime | None = None
) -> None:
    """
    Begin or cease to change the register by applications. Cases under way ask for their form from then on.

    Decided by whoever keeps the office (`officer` None: the founding of an office). Raises SettingRefused.
    """
    moment = at or timezone.now()
    now = register.require_keeper(officer, moment) if officer is not None else None
    row = models.Use(
        office_id=office_id,
        used=used,
        person=now.person if now else None,
        acted_as=register.acted_as(now) if now else "",
        why=why,
        at=moment,
    )
    run(row.save)
    _uses.forget()
