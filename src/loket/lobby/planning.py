"""The plan of action that follows a survey (rencana tindak lanjut). Basis: Permenpan-RB 14/2017, annex."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from loket.core.problems import BadTerm, Problem
from loket.core.survey.elements import KEYS
from loket.core.survey.semesters import Semester
from loket.lobby import models
from loket.lobby.refusals import PlanKeepersOnly
from loket.offices.records import Officer
from loket.storage.writing import run

_SHORTEST = 10


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What is done about an element, by when, and by whom."""

    element: str
    what: str
    by_date: datetime.date
    who: str


def add_to_plan(officer: Officer, semester: Semester, line: PlanLine) -> None:
    """
    Add a line to the office's plan after a semester; nothing in it is changed or removed.

    Raises PlanKeepersOnly, and BadTerm for an element that there is not, for words that say nothing, for a day before the semester.
    """
    if not officer.keeps_office:
        raise PlanKeepersOnly
    if line.element not in KEYS:
        raise BadTerm(Problem("plan-element", "Pilih unsurnya.", field="element"))
    if len(line.what.strip()) < _SHORTEST:
        raise BadTerm(Problem("plan-what", "Tulis dengan beberapa kata.", field="what"))
    if not line.who.strip():
        raise BadTerm(Problem("plan-who", "Isi siapa yang mengerjakannya.", field="who"))
    if line.by_date < semester.first:
        raise BadTerm(Problem("plan-date", "Isi tanggal sesudah awal semester.", field="by_date"))
    row = models.PlanItem(
        office_id=officer.office_id,
        semester_date=semester.first,
        element=line.element,
        what=line.what[:400],
        by_date=line.by_date,
        who=line.who[:200],
        person=officer.person,
        acted_as=officer.signature(next(iter(officer.seats), None)),
        at=timezone.now(),
    )
    run(lambda: row.save(force_insert=True))


def plan_of(office_id: int, semester: Semester) -> tuple[PlanLine, ...]:
    """The office's plan after a semester, in the order in which it was written."""
    rows = models.PlanItem.objects.filter(office=office_id, semester_date=semester.first).order_by("pk")
    return tuple(PlanLine(*row) for row in rows.values_list("element", "what", "by_date", "who"))
