"""
All rules of the core over the stored register, a few hundred families at a time.

A finding is told once: with the KK or the resident it is most about. Nothing is changed.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from loket.core.register import Context, ResidentId, Slice
from loket.core.rules import RULES, Finding, Level
from loket.register import models
from loket.register.nik_regions import NikRegions
from loket.register.store.loading import Loaded, load_families

AT_ONCE: Final = 250
MOST_KEPT: Final = 200


@dataclass(slots=True)
class CheckReport:
    """How much was looked at, how often each rule was broken, and the first findings, refusals before warnings."""

    residents: int = 0
    families: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    first: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether no rule refuses what is stored; warnings may have been accepted."""
        return not self.refusals

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it while there is room."""
        refused = finding.level is Level.REFUSAL
        (self.refusals if refused else self.warnings)[finding.rule] += 1
        if len(self.first) < MOST_KEPT or (refused and self.first[-1].level is Level.WARNING):
            at = next((i for i, f in enumerate(self.first) if f.level is Level.WARNING), len(self.first))
            self.first.insert(at if refused else len(self.first), finding)
            del self.first[MOST_KEPT:]


def size(office_id: int | None = None) -> int:
    """How many families and residents without a KK `check` will look at, for a bar."""
    return _families(office_id).count() + _loose(office_id).count()


def residents() -> int:
    """How many people the register knows, living or not."""
    return models.Resident.objects.count()


def check(
    today: datetime.date, office_id: int | None = None, step: Callable[[int], None] = lambda _: None
) -> CheckReport:
    """
    Hold everything that is stored, of one office or of all, against every rule, and each NIK against the regions.

    Memory is bounded by the largest batch. `step` is told how many families and residents without a KK are done.
    """
    report, context, regions = CheckReport(), Context(today), NikRegions()
    for ids in _batches(_families(office_id)):
        loaded = load_families(ids)
        members = {m.resident_id for m in loaded.part.memberships if m.is_open and m.family_id in loaded.part.families}
        report.families += len(ids)
        report.residents += len(members)
        _judge(loaded, {*ids, *members}, context, report)
        _judge_niks(loaded, members, regions, report)
        step(len(ids))
    for ids in _batches(_loose(office_id)):
        loaded = load_families((), ids)
        report.residents += len(ids)
        _judge(loaded, set(ids), context, report)
        _judge_niks(loaded, ids, regions, report)
        step(len(ids))
    return report


def _judge(loaded: Loaded, own: set[object], context: Context, report: CheckReport) -> None:
    part: Slice = loaded.part
    for rule in RULES:
        for finding in rule.check(part, context):
            if not finding.about or finding.about[0] in own:
                report.add(finding)


def _judge_niks(loaded: Loaded, own: Iterable[ResidentId], regions: NikRegions, report: CheckReport) -> None:
    for finding in regions.findings(loaded.part.residents[i] for i in own):
        report.add(finding)


def _families(office_id: int | None) -> QuerySet[models.Family]:
    rows = models.Family.objects.all()
    return rows.filter(office=office_id) if office_id is not None else rows


def _loose(office_id: int | None) -> QuerySet[models.Resident]:
    """Residents in no KK now: the dead, the moved, foreigners with an SKTT, and whoever was forgotten."""
    place = models.Membership.objects.filter(resident=OuterRef("pk"), until_date=None)
    rows = models.Resident.objects.filter(~Exists(place))
    return rows.filter(office=office_id) if office_id is not None else rows


def _batches(rows: QuerySet[models.Family] | QuerySet[models.Resident]) -> Iterator[list[UUID]]:
    """Ids in order, each batch read by itself, so that a long run holds no transaction open."""
    last = UUID(int=0)
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield ids
        last = ids[-1]
