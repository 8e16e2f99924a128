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
LONGEST_CERTIFICATE: Final = 200
_FALLBACK: Final = RegisterSettings(national.LOCAL, TRANSIT_DAYS)


def settings_of(office_id: int) -> RegisterSettings:
    """The settings in force; without any decision numbers are local drafts and an SKPWNI lasts a hundred days."""
    rows = models.RegisterSetting.objects.filter(office=office_id).order_by("-pk")
    row = rows.values_list("national", "transit_days", "certificate").first()
    return RegisterSettings(*row) if row else _FALLBACK


def choose_settings(
    adapter: str,
    *,
    transit_days: int,
    officer: Officer,
    why: str,
    certificate: str = "",
    at: datetime.datetime | None = None,
) -> RegisterSettings:
    """
    Set where the officer's office gets its numbers, and how many calendar days an SKPWNI lasts there.

    `certificate`, at most 200 letters, names the decision by which the office's own numbers count, so that papers with
    them are no drafts; empty, they are.

    Decided by whoever keeps the office. Numbers given before stay. Raises UnknownAdapter, SettingRefused.
    """
    if adapter not in national.ADAPTERS:
        raise UnknownAdapter(adapter=adapter, known=", ".join(national.ADAPTERS), fields=("adapter",))
    moment = at or timezone.now()
    now = require_keeper(officer, moment)
    named = " ".join(certificate.split())
    if not why.strip() or transit_days < 1 or len(named) > LONGEST_CERTIFICATE:
        raise SettingRefused(fields=("why",))
    models.RegisterSetting.objects.create(
        office_id=now.office_id,
        national=adapter,
        transit_days=transit_days,
        certificate=named,
        person=now.person,
        acted_as=acted_as(now),
        at=moment,
        why=why.strip(),
    )
    return RegisterSettings(adapter, transit_days, named)
