"""The day as of which a page of the register is asked for: today unless another one is named, and never a day to come."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest

from loket.web.desk.pages import Desk

EARLIEST = datetime.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day, and whether it is in the past; `unreadable` when what was typed is no date, `to_come` when it is not here yet."""

    day: datetime.date
    is_past: bool
    unreadable: bool = False
    to_come: bool = False


def asked_day(request: HttpRequest, desk: Desk) -> AsOf:
    """Read `tanggal`; a day to come is today, since nobody knows the register of tomorrow."""
    text = request.GET.get("tanggal", "").strip()
    if not text:
        return AsOf(desk.today, is_past=False)
    try:
        day = max(datetime.date.fromisoformat(text), EARLIEST)
    except ValueError:
        return AsOf(desk.today, is_past=False, unreadable=True)
    return AsOf(min(day, desk.today), day < desk.today, to_come=day > desk.today)
