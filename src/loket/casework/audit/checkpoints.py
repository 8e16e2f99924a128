"""Checkpoints: a seal, once a day, over the heads of all cases that changed; its printed root is an outside witness."""

import datetime
import logging
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError
from django.db.models import Exists, Max, OuterRef

from loket.casework import models
from loket.casework.audit.reading import database_now
from loket.casework.store import chain, door
from loket.core.problems import Refusal
from loket.offices import queries as offices

LEAVES_AT_ONCE: Final = 1000
LONGEST_MISSED: Final = datetime.timedelta(days=31)
"""A seal of a day long past would date what is known today."""
CLOCK_TOLERANCE: Final = datetime.timedelta(seconds=120)
_alarms: Final = logging.getLogger("loket.alarm")


class DayPassed(Refusal):
    """A checkpoint seals what is there now: it cannot be given a day before the latest one, or one yet to come."""

    id = "checkpoint-day-passed"
    sentence = "Segel untuk {date} tidak dapat dibuat: hari ini {today}, dan segel terakhir bertanggal {latest}."
    hint = "Buat segel untuk hari ini."


class ClockBehind(Refusal):
    """The clock stands before what it has recorded itself: it was set back, and a seal now would date a past anew."""

    id = "clock-behind"
    sentence = (
        "Jam server menunjuk {now}, padahal catatan terakhir kantor {office} bertanggal {newest}: jamnya dimundurkan."
    )
    hint = "Betulkan jam server (NTP), catat sebabnya, lalu segel lagi. Catatan yang sudah ada jangan diubah."


@dataclass(frozen=True, slots=True)
class CheckpointRecord:
    """One checkpoint. `replayed`: that day had been sealed already, and this is that seal."""

    office_key: str
    number: int
    date: datetime.date
    made_at: datetime.datetime
    count: int
    root: bytes
    replayed: bool = False

    def as_json(self) -> dict[str, object]:
        """The seal as a machine reads it; `root` is what an outside witness keeps."""
        return {
            "office": self.office_key,
            "number": self.number,
            "date": self.date.isoformat(),
            "made_at": self.made_at.isoformat(),
            "count": self.count,
            "root": self.root.hex(),
        }


def make_checkpoint(office_key: str, date: datetime.date) -> CheckpointRecord:
    """
    Seal the heads of all cases of an office that no checkpoint holds yet; once a day, also without any change.

    A day that is sealed already answers its seal, whoever comes second. Raises DayPassed (a day to come, of before the last seal, or more than a month ago), ClockBehind (told to
    the log `loket.alarm`) and offices' NoSuchOffice.
    """
    office_id = offices.office(office_key).id
    try:
        return door.run(lambda: _make(office_key, office_id, date))
    except IntegrityError:
        # Another process took the same number at the same time; what it sealed is the answer.
        row = models.Checkpoint.objects.filter(office=office_id, date=date).latest("number")
        return _record(row, office_key, replayed=True)


def _make(office_key: str, office_id: int, date: datetime.date) -> CheckpointRecord:
    latest = models.Checkpoint.objects.filter(office=office_id).order_by("-number").first()
    if latest is not None and latest.date == date:
        return _record(latest, office_key, replayed=True)
    now = database_now()
    _require_clock(office_key, office_id, now)
    today = offices.today(office_key, now)
    if not today - LONGEST_MISSED <= date <= today or (latest is not None and date < latest.date):
        raise DayPassed(date=date, today=today, latest=latest.date if latest else "–")
    heads = _unsealed(office_id)
    number, prev_root = (latest.number + 1, bytes(latest.root)) if latest else (1, chain.EMPTY_ROOT)
    leaves = [chain.leaf_hash(*head) for head in heads]
    row = models.Checkpoint.objects.create(
        office_id=office_id,
        number=number,
        date=date,
        made_at=now,
        count=len(heads),
        prev_root=prev_root,
        root=chain.checkpoint_root(prev_root, number, office_key, date, now, leaves),
    )
    models.CheckpointLeaf.objects.bulk_create(
        (
            models.CheckpointLeaf(checkpoint=row, resi=resi, version=version, head_hash=head)
            for resi, version, head in heads
        ),
        batch_size=LEAVES_AT_ONCE,
    )
    return _record(row, office_key)


def sealed_date(office_key: str, number: int) -> datetime.date | None:
    """The day of a checkpoint; None for one that is not there."""
    rows = models.Checkpoint.objects.filter(office=offices.office(office_key).id, number=number)
    return rows.values_list("date", flat=True).first()


def _require_clock(office_key: str, office_id: int, now: datetime.datetime) -> None:
    """Within a case time never runs backwards, so a clock set back shows only against what it recorded before."""
    newest = models.Case.objects.filter(office=office_id).aggregate(Max("recorded_at"))["recorded_at__max"]
    if newest is not None and now < newest - CLOCK_TOLERANCE:
        behind = ClockBehind(office=office_key, now=f"{now:%d-%m-%Y %H.%M} UTC", newest=f"{newest:%d-%m-%Y %H.%M} UTC")
        _alarms.error("%s", behind.explanation)
        raise behind


def _unsealed(office_id: int) -> list[tuple[str, int, bytes]]:
    sealed = models.CheckpointLeaf.objects.filter(resi=OuterRef("resi"), version=OuterRef("version"))
    rows = models.Case.objects.filter(~Exists(sealed), office=office_id).order_by("resi")
    return [(resi, version, bytes(head)) for resi, version, head in rows.values_list("resi", "version", "head_hash")]


def _record(row: models.Checkpoint, office_key: str, *, replayed: bool = False) -> CheckpointRecord:
    return CheckpointRecord(office_key, row.number, row.date, row.made_at, row.count, bytes(row.root), replayed)


def checkpoints_of(office_key: str) -> tuple[CheckpointRecord, ...]:
    """Every checkpoint of an office, newest first."""
    rows = models.Checkpoint.objects.filter(office=offices.office(office_key).id).order_by("-number")
    return tuple(_record(row, office_key) for row in rows)
