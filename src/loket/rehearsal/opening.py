"""Opens the offices in an empty database: tables, officers, procedures in force."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from loket.casework.founding import found
from loket.casework.procedures import services_of
from loket.offices import queries as offices


def open_offices() -> tuple[str, ...]:
    """Migrate, install every office, publish every procedure; return the keys in force: "bintan/kk"."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    keys = found(Path(settings.SOP_ROOT), now=now)
    return tuple(
        f"{office}/{version.service}" for office in keys for version in services_of(office, offices.today(office, now))
    )
