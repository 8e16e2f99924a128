"""How an office works with the centre. Every decision is a row of its own; the latest counts."""

import datetime
from typing import Final

from django.utils import timezone

from loket.offices.records import Officer
from loket.register import models, national
from loket.register.acting import acted_as, require_keeper
from loket.register.records import RegisterSettings
from loket.register.refusals import SettingRefused, UnknownAdapter

TRANSIT_DAYS: Final = 100
_FALLBACK: Final = RegisterSettings(national.LOCAL, TRANSIT_DAYS)


def settings_of(office_id: int) -> RegisterSettings:
    """The settings in force; without any decision numbers are local drafts and an SKPWNI lasts a hundred days."""
    rows = models.RegisterSetting.objects.filter(office=office_id).order_by("-pk")
    row = rows.values_list("national", "transit_days", "certificate").first()
    return RegisterSettings(*row) if row else _FALLBACK


def choose_settings(
    adapter: str, *, transit_days: int, officer: Officer, why: str, at: datetime.datetime | None = None
) -> RegisterSettings:
    """
    Set where the officer's office gets its numbers, and how many calendar days an SKPWNI lasts there.

    Decided by whoever keeps the office. Numbers given before stay, and so does that the office's own count: see
    `recognising`. Raises UnknownAdapter, SettingRefused.
    """
    if adapter not in national.ADAPTERS:
        raise UnknownAdapter(adapter=adapter, known=", ".join(national.ADAPTERS), fields=("adapter",))
    moment = at or timezone.now()
    now = require_keeper(officer, moment)
    if not why.strip() or transit_days < 1:
        raise SettingRefused(fields=("why",))
    chosen = RegisterSettings(adapter, transit_days, settings_of(now.office_id).certificate)
    keep_setting(chosen, office_id=now.office_id, person=now.person, signed=acted_as(now), at=moment, why=why)
    return chosen


def keep_setting(
    chosen: RegisterSettings, *, office_id: int, person: int, signed: str, at: datetime.datetime, why: str
) -> None:
    """Write a decision down, in whose name it is; who may decide it, the caller has asked."""
    models.RegisterSetting.objects.create(
        office_id=office_id,
        national=chosen.national,
        transit_days=chosen.transit_days,
        certificate=chosen.certificate,
        person=person,
        acted_as=signed,
        at=at,
        why=why.strip()[:400],
    )
