"""The day as the counter has it: after 17:00 in Greenwich the offices of the journeys are already in the next one."""

import datetime
from zoneinfo import ZoneInfo

_COUNTER = ZoneInfo("Asia/Jakarta")


def today() -> datetime.date:
    """The date on the wall of the office."""
    return datetime.datetime.now(_COUNTER).date()


def days_ago(days: int) -> str:
    """A date as an officer types it."""
    return f"{today() - datetime.timedelta(days=days):%d-%m-%Y}"
