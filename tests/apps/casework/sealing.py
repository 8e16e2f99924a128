"""Checkpoints in tests: a database has one a day, and a test wants several."""

import datetime

from django.utils import timezone

from loket.casework.audit.checkpoints import CheckpointRecord, make_checkpoint
from loket.offices import queries as offices


def seal(office_key: str) -> CheckpointRecord:
    """Seal an office today."""
    return make_checkpoint(office_key, offices.today(office_key, timezone.now()))


def seal_yesterday(office_key: str) -> CheckpointRecord:
    """Seal an office as if yesterday, so that today's seal is still to come."""
    today = offices.today(office_key, timezone.now())
    return make_checkpoint(office_key, today - datetime.timedelta(days=1))
