"""
Who is watched: a look at them, or at the KK they live in, raises an alarm; so does asking for a NIK that was laid out as bait.

The list is remembered for a minute, so that a look costs no statement for it.
"""

import datetime
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.oversight.quota import Limits, Quota, Verdict
from loket.core.problems import Refusal
from loket.core.terms import Nik
from loket.offices.memory import Memory
from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.register.alarms import AlarmKind, raise_alarm
from loket.register.keeping import keeper_of
from loket.storage.writing import run

_SECONDS: Final = 60.0
_HOUR: Final = 3600.0
_NO_LIMIT: Final = 1 << 62
_lock: Final = threading.Lock()
PEOPLE: Final = Quota(Limits(settings.LOOKS_WITHOUT_CASE - 1, _NO_LIMIT, _HOUR))
"""How many different people an account opens within an hour without an application before it is told; nothing is refused."""


class WatchRefused(Refusal):
    """The watch list is the head's and the auditors' alone."""

    id = "watch-refused"
    sentence = "Daftar pantau hanya diisi kepala kantor atau pemeriksa."


class WatchReasonMissing(Refusal):
    """Watching somebody is itself processing of personal data, for a stated purpose. Basis: UU 27/2022 ps. 16."""

    id = "watch-reason-missing"
    sentence = "Alasan pemantauan belum ditulis."
    hint = "Tulis mengapa data orang ini dipantau, atau mengapa pemantauannya selesai."


@dataclass(frozen=True, slots=True)
class WatchRecord:
    """One who is watched, or a NIK of nobody; why, by whom and since when."""

    id: int
    resident: UUID | None
    nik: str
    why: str
    acted_as: str
    at: datetime.datetime

    @property
    def masked(self) -> str:
        """The NIK as lists show it."""
        return Nik(self.nik).masked


@dataclass(frozen=True, slots=True)
class _Watched:
    residents: frozenset[UUID]
    families: dict[UUID, tuple[UUID, ...]]
    baits: frozenset[str]


_watched: Final[Memory[_Watched]] = Memory(_SECONDS)


def may_watch(officer: Officer) -> bool:
    """Whether the officer keeps the watch list: the head and the auditors."""
    return "audit" in officer.powers


def watch(officer: Officer, nik: Nik, why: str) -> None:
    """
    Put a NIK on the watch list: of a resident of the office, or of nobody, as bait for whoever tries numbers.

    Raises WatchRefused and WatchReasonMissing. Who is watched already stays so.
    """
    _require(officer, why)
    kept = keeper_of(nik)
    resident = kept[0] if kept is not None and kept[1] == officer.office_id else None
    if any(one.nik == nik.digits for one in watched_by(officer.office_id)):
        return
    _add(officer, why, nik=nik.digits, resident_id=resident)


def end_watch(officer: Officer, watch_id: int, why: str) -> None:
    """Take a line off the list; the line and this are kept. Raises WatchRefused and WatchReasonMissing; nothing for no line."""
    _require(officer, why)
    line = next((one for one in watched_by(officer.office_id) if one.id == watch_id), None)
    if line is None:
        return
    try:
        _add(officer, why, nik=line.nik, resident_id=line.resident, ends_id=line.id)
    except IntegrityError:
        return


def watched_by(office_id: int) -> tuple[WatchRecord, ...]:
    """The watch list of an office as it stands, newest first, in one statement."""
    ended = models.Watch.objects.filter(ends=OuterRef("pk"))
    rows = models.Watch.objects.filter(~Exists(ended), office=office_id, ends=None).order_by("-at", "-pk")
    return tuple(WatchRecord(*row) for row in rows.values_list("pk", "resident", "nik", "why", "acted_as", "at"))


def watch_looks(
    officer: Officer, what: str, purpose: Purpose, *, residents: Iterable[UUID] = (), families: Iterable[UUID] = ()
) -> None:
    """Raise the alarms that looks at these residents and KKs give; the looks themselves are noted already."""
    seen = tuple(residents)
    kks = tuple(families)
    known = _of(officer.office_id)
    found = {one for one in seen if one in known.residents}.union(*(known.families.get(kk, ()) for kk in kks))
    if found:
        because = " · ".join(filter(None, (purpose.kind.label, purpose.reason, purpose.resi)))
        said = f"Data orang yang dipantau dibuka ({what}), untuk: {because}."
        raise_alarm(officer, AlarmKind.WATCHED, said, residents=tuple(sorted(found)))
    if purpose.kind is not PurposeKind.CASE:
        _count(officer, (*seen, *kks))


def watch_numbers(officer: Officer, numbers: Iterable[str]) -> None:
    """Raise the alarm for each of these NIKs that nobody has and that was laid out."""
    for number in _of(officer.office_id).baits.intersection(numbers):
        raise_alarm(officer, AlarmKind.BAIT, f"NIK umpan {number[:6]}•••••••••• dicari.")


def forget() -> None:
    """Begin the count of looks anew."""
    PEOPLE.forget()


def _count(officer: Officer, seen: tuple[UUID, ...]) -> None:
    with _lock:
        verdicts = [PEOPLE.ask(officer.person, officer.office_id, str(one), time.monotonic()) for one in seen]
    if Verdict.ALARM in verdicts:
        count = settings.LOOKS_WITHOUT_CASE
        raise_alarm(officer, AlarmKind.MANY, f"{count} orang atau KK dibuka dalam satu jam tanpa permohonan.")


def _of(office_id: int) -> _Watched:
    return _watched.get(office_id, lambda: _read(office_id))


def _read(office_id: int) -> _Watched:
    lines = watched_by(office_id)
    people = frozenset(one.resident for one in lines if one.resident is not None)
    families: dict[UUID, tuple[UUID, ...]] = {}
    if people:
        places = models.Membership.objects.filter(resident__in=people, until_date=None)
        for resident, family in places.values_list("resident", "family"):
            families[family] = (*families.get(family, ()), resident)
    return _Watched(people, families, frozenset(one.nik for one in lines if one.resident is None))


def _require(officer: Officer, why: str) -> None:
    if not may_watch(officer):
        raise WatchRefused
    if not why.strip():
        raise WatchReasonMissing


def _add(officer: Officer, why: str, *, nik: str, resident_id: UUID | None, ends_id: int | None = None) -> None:
    row = models.Watch(
        office_id=officer.office_id,
        resident_id=resident_id,
        nik=nik,
        ends_id=ends_id,
        why=" ".join(why.split())[:400],
        person=officer.person,
        acted_as=acted_as(officer),
        at=timezone.now(),
    )
    run(lambda: row.save(force_insert=True))
    _watched.forget()
