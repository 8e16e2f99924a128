"""
Carrying out an approved destruction: each application judged again, its key destroyed, its files taken away.

An application stays in the table of what is left to do until its files are gone. So whatever a crash leaves is finished by
carrying out again: what was judged is not judged twice, and files are taken away twice without harm.
"""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loket.casework import services as casework
from loket.casework.services import Grounds
from loket.keeping import models
from loket.keeping.destruction_refusals import MinutesMissing, NotApproved, NotOfTheTwo
from loket.keeping.destructions import DestructionRecord, State, StepKind
from loket.keeping.due import SCANS_OF, years_before
from loket.keeping.keepers import one_line, require_keeper
from loket.keeping.office_terms import office_terms
from loket.keeping.proposing import held, hold, require_unchanged, take_step
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.storage.writing import run

AT_ONCE: Final = 200
"""Applications in one request: some seconds of work."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many applications were just judged, and how many are left; none left: the destruction is finished."""

    done: int
    left: int


def carry_out(officer: Officer, number: int, *, minutes: str, at: datetime.datetime, most: int = AT_ONCE) -> Progress:
    """
    Destroy what an approved list names, or go on with it, so many applications at a time; each is committed by itself.

    `minutes` is the number of the minutes (berita acara); one that has begun keeps its own. Raises NotAllowed,
    NotInEmergency, NotApproved, NotOfTheTwo, MinutesMissing, ListChanged, and OfficeChanging or the store's refusals, after
    which it is carried out again.
    """
    now = require_keeper(officer, at)
    record = run(lambda: _begun(now, number, minutes, at))
    grounds = _grounds(record, now, at)
    listed = models.ListedCase.objects.filter(destruction=number).order_by("resi")
    resis = list(listed.values_list("resi", flat=True)[:most])
    for item in models.DestructionItem.objects.filter(destruction=number, resi__in=resis).order_by("resi"):
        _judge(item, grounds, now)
        casework.remove_destroyed([item.resi])
    return run(lambda: _noted(now, number, resis, at))


def _begun(officer: Officer, number: int, minutes: str, at: datetime.datetime) -> DestructionRecord:
    record = held(number, officer.office_id)
    if record.state not in {State.APPROVED, State.RUNNING}:
        raise NotApproved
    if not record.is_of(officer):
        raise NotOfTheTwo
    require_unchanged(record)
    if record.state is State.RUNNING:
        return record
    if not (minutes := one_line(minutes, 100)):
        raise MinutesMissing(fields=("minutes",))
    step = models.DestructionStep(kind=StepKind.BEGUN, number=minutes, date=offices.today(officer.office_key, at))
    take_step(officer, number, at, lambda _record: step)
    return held(number, officer.office_id)


def _grounds(record: DestructionRecord, officer: Officer, at: datetime.datetime) -> Grounds:
    """By the terms of today, which may be longer than those of the proposal."""
    years = {term.id: term.years for term in office_terms(officer.office_key)}[record.class_id] or record.years
    begun = record.step(StepKind.BEGUN)
    assert begun is not None
    under = f"berita acara {begun.number}"
    return Grounds(
        SCANS_OF[record.class_id],
        years_before(offices.today(officer.office_key, at), years),
        under,
        f"Pindaian berkas dimusnahkan karena masa simpannya lewat ({record.years} tahun, {record.basis}), {under}, "
        f"usulan pemusnahan {record.id}.",
    )


def _judge(item: models.DestructionItem, grounds: Grounds, officer: Officer) -> None:
    def work() -> None:
        # First of all, so that of two who carry out at once one waits for the other.
        hold(item.destruction_id, officer.office_id)
        if models.DestructionOutcome.objects.filter(destruction=item.destruction_id, resi=item.resi).exists():
            return
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"destruction {item.destruction_id} {item.resi}")
        left_out = casework.destroy_scans(item.resi, item.sha256, grounds, officer=officer, key=key)
        models.DestructionOutcome.objects.create(
            destruction_id=item.destruction_id,
            resi=item.resi,
            left_out=left_out or "",
            person=officer.person,
            at=datetime.datetime.now(datetime.UTC),
        )

    run(work)


def _noted(officer: Officer, number: int, resis: Sequence[str], at: datetime.datetime) -> Progress:
    record = held(number, officer.office_id)
    listed = models.ListedCase.objects.filter(destruction=number)
    listed.filter(resi__in=resis).delete()
    left = listed.count()
    if not left and record.state is State.RUNNING:
        take_step(officer, number, at, lambda _record: models.DestructionStep(kind=StepKind.FINISHED))
    return Progress(len(resis), left)
