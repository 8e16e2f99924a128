"""
Asking for people by number, and opening many people without an application: how often an account may, and who is told.

It counts in the memory of this process, which serves alone, and forgets with it. A NIK is no secret: six digits of region and
six of birth date leave 9,999 serials, which a patient account would walk through.
"""

import threading
import time
from collections.abc import Iterable
from typing import Final

from django.conf import settings

from loket.core.oversight.quota import Limits, Quota, Verdict
from loket.core.problems import Refusal
from loket.offices.records import Officer
from loket.register.alarms import AlarmKind, raise_alarm
from loket.register.watching import watch_numbers

_STRETCH: Final = 12
"""The digits of region and date, which NIKs and KK numbers of one walk share."""
_MINUTE: Final = 60
_lock: Final = threading.Lock()
NUMBERS: Final = Quota(
    Limits(settings.LOOKUPS_OF_ACCOUNT, settings.LOOKUPS_OF_STRETCH, settings.LOOKUP_MINUTES * _MINUTE)
)
RESIS: Final = Quota(Limits(settings.UNKNOWN_RESIS, 1 << 62, settings.UNKNOWN_RESI_MINUTES * _MINUTE))


class TooManyLookups(Refusal):
    """More different numbers than a counter asks for: it may be a walk through all of them."""

    id = "lookups-too-many"
    sentence = "Terlalu banyak nomor berbeda dicari, jadi pencarian dengan nomor berhenti dulu."
    hint = "Cari dengan nama, atau tunggu {minutes} menit. Atasan Anda sudah diberi tahu; jelaskan kepadanya bila ini pekerjaan Anda."


def look_up(officer: Officer, numbers: Iterable[object]) -> None:
    """
    Count that an officer asks the register for these NIKs and KK numbers, known or not; before any is answered.

    Raises TooManyLookups at the first that is one too many, whoever holds it. A NIK on the watch list raises an alarm.
    """
    asked = sorted({str(number) for number in numbers})
    for number in asked:
        account, stretch = officer.person, (officer.office_id, number[:_STRETCH])
        with _lock:
            verdict = NUMBERS.ask(account, stretch, number, time.monotonic())
        if verdict is Verdict.ALARM:
            raise_alarm(officer, AlarmKind.NUMBERS, _walked(number))
        if verdict is not Verdict.TAKEN:
            raise TooManyLookups(minutes=settings.LOOKUP_MINUTES)
    watch_numbers(officer, asked)


def unknown_resi(officer: Officer, resi: str) -> None:
    """Count a resi that names no case of the office; the one after which none is answered any more raises the alarm."""
    with _lock:
        RESIS.ask(officer.person, officer.office_id, resi, time.monotonic())
        spent = RESIS.is_spent(officer.person, time.monotonic())
    if spent:
        count, minutes = settings.UNKNOWN_RESIS, settings.UNKNOWN_RESI_MINUTES
        raise_alarm(officer, AlarmKind.RESIS, f"{count} resi yang tidak ada dicoba dalam {minutes} menit.")


def require_not_trying(officer: Officer) -> None:
    """Raises TooManyLookups while the officer has asked for as many resis of nothing as anybody may."""
    with _lock:
        spent = RESIS.is_spent(officer.person, time.monotonic())
    if spent:
        raise TooManyLookups(minutes=settings.UNKNOWN_RESI_MINUTES)


def forget() -> None:
    """Begin anew, as a process does that has just started."""
    NUMBERS.forget()
    RESIS.forget()


def _walked(number: str) -> str:
    minutes, stretch = settings.LOOKUP_MINUTES, f"{number[:6]}••••••••••"
    return f"Terlalu banyak nomor berbeda dicari dalam {minutes} menit, terakhir pada deret {stretch}."
