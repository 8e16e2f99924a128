"""The rules of an office's queue: data that it sets, with who set them and why."""

import datetime

from loket.core.problems import Problem
from loket.core.queue.rules import QueueRules
from loket.lobby import models
from loket.lobby.queue.records import RulesChange
from loket.lobby.refusals import QueueKeepersOnly
from loket.offices.records import Officer
from loket.storage.writing import run

_SHOWN = 20


def rules_of(office_id: int) -> QueueRules | None:
    """The rules in force, None where the office has no queue."""
    kept = models.QueueSetting.objects.filter(office=office_id).order_by("-pk").values_list("rules", flat=True).first()
    return QueueRules.from_data(kept) if kept else None


def changes_of(office_id: int) -> tuple[RulesChange, ...]:
    """Who set the rules, the latest first."""
    rows = models.QueueSetting.objects.filter(office=office_id).order_by("-pk")
    return tuple(RulesChange(*row) for row in rows.values_list("at", "acted_as", "why")[:_SHOWN])


def set_rules(
    office_id: int, rules: QueueRules, *, officer: Officer | None, why: str, at: datetime.datetime
) -> tuple[Problem, ...]:
    """
    Set the rules from now on; what is wrong with them is answered, and then nothing is changed.

    `officer` None: the founding of an office. Raises QueueKeepersOnly.
    """
    if officer is not None and not (officer.keeps_office and officer.office_id == office_id):
        raise QueueKeepersOnly
    if problems := rules.problems():
        return problems
    row = models.QueueSetting(
        office_id=office_id,
        rules=rules.as_data(),
        person=officer.person if officer else None,
        acted_as=officer.signature(next(iter(officer.seats), None)) if officer else "",
        why=why[:400],
        at=at,
    )
    run(lambda: row.save(force_insert=True))
    return ()
