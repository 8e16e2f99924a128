"""One line of a list of cases, and how lists are read: one query each, the rest from what the process remembers."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import QuerySet

from loket.casework import models, words
from loket.casework.clocks import promise_runs_to
from loket.casework.procedures import by_id
from loket.casework.store.rows import is_kept_from, trail_from_text
from loket.core.engine import CaseState, Passage, Pause, Status
from loket.core.procedure.model import Procedure
from loket.core.worktime import WorkCalendar
from loket.offices import queries as offices
from loket.offices.records import Officer

_FIELDS: Final = (
    "resi",
    "version",
    "status",
    "procedure_id",
    "step",
    "applicant_name",
    "applicant_nik",
    "subject",
    "register_number",
    "submitted_at",
    "opened_at",
    "closed_at",
    "holder",
    "preferred",
    "touched",
    "sent_back",
    "occurrence",
    "step_due_at",
    "promise_due_at",
    "kept_from",
    "trail",
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as lists show it. `why` says why a search found it."""

    resi: str
    version: int
    status: Status
    procedure_id: int
    step: str | None
    applicant_name: str
    applicant_nik: str
    subject: str
    register_number: str
    submitted_at: datetime.datetime
    opened_at: datetime.datetime
    closed_at: datetime.datetime | None
    holder: int | None
    preferred: int | None
    touched: bool
    sent_back: bool
    occurrence: int
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    kept_from: str | None
    passages: tuple[Passage, ...]
    pauses: tuple[Pause, ...]
    holder_name: str = ""
    why: str = ""

    @property
    def procedure(self) -> Procedure:
        """The procedure the case runs by."""
        return by_id(self.procedure_id).procedure

    @property
    def state(self) -> CaseState:
        """The engine's state, as far as guards of lane and separation need it: the answers are not read for lists."""
        return CaseState(
            self.version,
            self.status,
            self.submitted_at,
            self.step,
            self.opened_at,
            occurrence=self.occurrence,
            holder=self.holder,
            preferred=self.preferred,
            touched=self.touched,
            sent_back=self.sent_back,
            closed_at=self.closed_at,
            passages=self.passages,
            pauses=self.pauses,
        )

    @property
    def service(self) -> str:
        """The key of its service."""
        return self.procedure.service

    @property
    def step_title(self) -> str:
        """How people call the step where it stands; empty once it is closed."""
        return words.step_title(self.procedure, self.step)

    @property
    def waits(self) -> bool:
        """Whether the clock stands."""
        return bool(self.pauses) and self.pauses[-1].until is None

    @property
    def was_returned(self) -> bool:
        """Whether any step has sent it back."""
        return any(self.procedure.by_id[p.step].outcomes[p.outcome].return_ is not None for p in self.passages)

    @property
    def promise_runs_to(self) -> datetime.datetime | None:
        """The due time of the promise while it is not yet kept."""
        return promise_runs_to(self.procedure, self.step, self.promise_due_at)

    @property
    def due_at(self) -> datetime.datetime | None:
        """The nearer of its two due times; None where no clock runs."""
        times = [at for at in (self.step_due_at, self.promise_runs_to) if at is not None]
        return min(times) if times and not self.waits else None

    def passed_by(self, person: int) -> bool:
        """Whether that person has done a step of it."""
        return any(passage.by == person for passage in self.passages)


def lines(cases: "QuerySet[models.Case]") -> list[CaseLine]:
    """The lines of these cases, in one query."""
    return [_line(values) for values in cases.values_list(*_FIELDS)]


def _line(values: tuple[Any, ...]) -> CaseLine:
    *columns, trail = values
    passages, pauses = trail_from_text(trail)
    named = dict(zip(_FIELDS, columns, strict=False))
    named["status"] = Status(named["status"])
    return CaseLine(**named, passages=passages, pauses=pauses)


def with_names(found: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    """The same lines with the names of their holders, in one query."""
    kept = tuple(found)
    names = offices.names_of(line.holder for line in kept if line.holder is not None)
    return tuple(replace(line, holder_name=names.get(line.holder or 0, "")) for line in kept)


def most_urgent_first(found: Iterable[CaseLine]) -> list[CaseLine]:
    """By due time, those without a clock after them by how long they have stood."""
    far = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return sorted(found, key=lambda line: (line.due_at or far, line.opened_at, line.resi))


def in_common(office_id: int) -> "QuerySet[models.Case]":
    """The cases of an office that stand in its common lists: all but complaints, which have a register of their own."""
    return models.Case.objects.filter(office=office_id, kept_from=None)


def open_lines(office_id: int) -> list[CaseLine]:
    """All open cases of an office, for its common lists."""
    return lines(in_common(office_id).filter(closed_at=None))


def lines_for(officer: Officer, cases: "QuerySet[models.Case]") -> list[CaseLine]:
    """The lines of these cases of the officer's office, complaints too, but for those that are kept from the officer."""
    found = lines(cases.filter(office=officer.office_id))
    return [line for line in found if not is_kept_from(line.kept_from, officer.person)]


def is_near(line: CaseLine, calendar: WorkCalendar, now: datetime.datetime) -> bool:
    """Whether it falls due before the end of the next working day."""
    if line.due_at is None or line.due_at < now:
        return False
    day = calendar.localise(now).date() + datetime.timedelta(days=1)
    for _ in range(14):
        if calendar.is_working_day(day):
            break
        day += datetime.timedelta(days=1)
    return calendar.localise(line.due_at).date() <= day
