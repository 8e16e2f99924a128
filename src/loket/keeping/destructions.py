"""Destructions of scans as records: what was proposed, decided and done, and the list with what became of each application."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from loket.keeping import models
from loket.offices.records import Officer


class StepKind(StrEnum):
    """What is decided or done about a destruction, as the table keeps it."""

    APPROVED = "setuju"
    DECLINED = "tolak"
    CALLED_OFF = "batal"
    BEGUN = "mulai"
    FINISHED = "selesai"


class State(StrEnum):
    """Where a destruction stands."""

    PROPOSED = "diusulkan"
    APPROVED = "disetujui"
    RUNNING = "berjalan"
    FINISHED = "selesai"
    DECLINED = "ditolak"
    CALLED_OFF = "dibatalkan"


_STATES = {
    StepKind.FINISHED: State.FINISHED,
    StepKind.CALLED_OFF: State.CALLED_OFF,
    StepKind.DECLINED: State.DECLINED,
    StepKind.BEGUN: State.RUNNING,
    StepKind.APPROVED: State.APPROVED,
}
"""The first of these that there is says where it stands."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One decision or act: by whom, when, with the number and date of its paper, and why."""

    kind: StepKind
    number: str
    date: datetime.date | None
    why: str
    person: int
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One application of a list. `left_out` says why its scans were not destroyed; `done_at` when it was judged."""

    resi: str
    service: str
    closed_date: datetime.date
    scans: int
    bytes: int
    sha256: str
    stays: bool
    left_out: str = ""
    done_at: datetime.datetime | None = None

    @property
    def is_destroyed(self) -> bool:
        """Whether its scans are gone."""
        return self.done_at is not None and not self.left_out


@dataclass(frozen=True, slots=True)
class DestructionRecord:
    """
    One destruction. `cases`, `scans` and `bytes` are of what is to go, `stays` counts what is not.

    `destroyed` and `left_out` count what was judged when it was carried out.
    """

    id: int
    office_id: int
    class_id: str
    years: int
    basis: str
    on_date: datetime.date
    why: str
    kept_why: str
    sha256: str
    person: int
    acted_as: str
    at: datetime.datetime
    cases: int
    scans: int
    bytes: int
    stays: int
    destroyed: int
    left_out: int
    steps: tuple[StepRecord, ...]

    def step(self, kind: StepKind) -> StepRecord | None:
        """That step, where it was taken."""
        return next((step for step in self.steps if step.kind is kind), None)

    @property
    def state(self) -> State:
        """Where it stands."""
        taken = {step.kind for step in self.steps}
        return next((state for kind, state in _STATES.items() if kind in taken), State.PROPOSED)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided or done."""
        return self.state in {State.PROPOSED, State.APPROVED, State.RUNNING}

    @property
    def minutes(self) -> str:
        """The number of its minutes (berita acara); empty before it is carried out."""
        begun = self.step(StepKind.BEGUN)
        return begun.number if begun else ""

    def is_of(self, officer: Officer) -> bool:
        """Whether the officer is one of the two who answer for it: who proposed it, who approved it."""
        approved = self.step(StepKind.APPROVED)
        return officer.person == self.person or (approved is not None and officer.person == approved.person)

    def decidable_by(self, officer: Officer) -> bool:
        """Whether the officer may be the second person. Never who proposed it."""
        return self.state is State.PROPOSED and officer.keeps_office and officer.person != self.person

    def ended_by(self, officer: Officer) -> bool:
        """Whether the officer may call it off: one of the two, before it has begun."""
        may = officer.keeps_office and self.is_of(officer)
        return may and self.state in {State.PROPOSED, State.APPROVED}

    def carried_out_by(self, officer: Officer) -> bool:
        """Whether the officer may carry it out, or carry on."""
        may = officer.keeps_office and self.is_of(officer)
        return may and self.state in {State.APPROVED, State.RUNNING}


def destructions_of(office_id: int) -> tuple[DestructionRecord, ...]:
    """All destructions of an office, newest first; four statements."""
    return records(models.Destruction.objects.filter(office=office_id))


def destruction(number: int, office_id: int) -> DestructionRecord | None:
    """One destruction of the office; None for another office's as well."""
    return next(iter(records(models.Destruction.objects.filter(pk=number, office=office_id))), None)


def records(rows: "QuerySet[models.Destruction]") -> tuple[DestructionRecord, ...]:
    """The rows as records, newest first."""
    found = list(rows.order_by("-pk").prefetch_related("steps"))
    goes = Q(stays=False)
    counted = models.DestructionItem.objects.filter(destruction__in=found).values("destruction")
    sums = counted.annotate(
        cases=Count("pk", filter=goes),
        all=Count("pk"),
        scans=Sum("scans", filter=goes),
        bytes=Sum("bytes", filter=goes),
    )
    listed = {row["destruction"]: row for row in sums}
    judged = models.DestructionOutcome.objects.filter(destruction__in=found).values("destruction")
    ends = judged.annotate(all=Count("pk"), destroyed=Count("pk", filter=Q(left_out="")))
    done = {row["destruction"]: (row["destroyed"], row["all"] - row["destroyed"]) for row in ends}
    return tuple(_record(row, listed[row.pk], done.get(row.pk, (0, 0))) for row in found)


def _record(row: models.Destruction, listed: Mapping[str, Any], done: tuple[int, int]) -> DestructionRecord:
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    return DestructionRecord(
        row.pk,
        row.office_id,
        row.class_id,
        row.years,
        row.basis,
        row.on_date,
        row.why,
        row.kept_why,
        row.sha256,
        row.person,
        row.acted_as,
        row.at,
        listed["cases"],
        listed["scans"] or 0,
        listed["bytes"] or 0,
        listed["all"] - listed["cases"],
        *done,
        tuple(StepRecord(StepKind(s.kind), s.number, s.date, s.why, s.person, s.acted_as, s.at) for s in steps),
    )


def items_of(number: int) -> tuple[ItemRecord, ...]:
    """The whole list of a destruction, the oldest ending first, with what became of each; two statements."""
    outcomes = models.DestructionOutcome.objects.filter(destruction=number).values_list("resi", "left_out", "at")
    done = {resi: (left_out, at) for resi, left_out, at in outcomes}
    rows = models.DestructionItem.objects.filter(destruction=number).order_by("closed_date", "resi")
    return tuple(
        ItemRecord(
            row.resi,
            row.service,
            row.closed_date,
            row.scans,
            row.bytes,
            row.sha256,
            row.stays,
            *done.get(row.resi, ("", None)),
        )
        for row in rows
    )


def waiting_for(officer: Officer) -> int:
    """How many proposals this officer may decide as the second person; nobody but a keeper of the office costs a query."""
    if not officer.keeps_office:
        return 0
    rows = models.Destruction.objects.filter(office=officer.office_id, steps=None)
    return rows.exclude(person=officer.person).count()


def listed_cases(office_id: int) -> frozenset[str]:
    """The applications of an office that stand in a destruction which has not ended."""
    return frozenset(models.ListedCase.objects.filter(destruction__office=office_id).values_list("resi", flat=True))


def list_digest(head: models.Destruction, items: Iterable[ItemRecord]) -> str:
    """The SHA-256 of a list with its head: a line for the head, one for each application, in the order of their resi."""
    lines = [f"{head.class_id}|{head.years}|{head.basis}|{head.on_date.isoformat()}"]
    lines += [
        f"{one.resi}|{one.service}|{one.closed_date.isoformat()}|{one.scans}|{one.bytes}|{one.sha256}|{one.stays:d}"
        for one in sorted(items, key=lambda one: one.resi)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
