"""The complaints of an office, for its register of complaints: what their cases say, and nothing of what was complained about."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from loket.casework import models
from loket.casework.clocks import first_passing
from loket.casework.lists.lines import CaseLine, lines, lines_for, with_names
from loket.casework.procedures import by_id
from loket.casework.refusals import NoSuchCase
from loket.casework.store.rows import is_kept_from
from loket.core.engine import Status
from loket.core.procedure.model import Complaint
from loket.offices.records import APPLICANT, Officer


class Ending(StrEnum):
    """How a complaint ended: by what its complainant said of the answer, or by nobody's word."""

    HEARD = "pelapor"
    NOTED = "petugas"
    """An officer noted for the complainant that there is no objection."""
    UNHEARD = "waktu"
    """Nobody said anything in time, and the calendar closed it."""
    OTHERWISE = "lain"
    """Without an answer to hear: passed on by a letter, or no complaint about this office."""


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """
    One complaint as its case tells it. `category` is the outcome of the step that verifies, empty before.

    `replied_at` and `reply_due_at`: the first reply; `told_at`: when the answer was told first, which the promise of `case` is
    kept by.
    """

    case: CaseLine
    category: str
    replied_at: datetime.datetime | None
    reply_due_at: datetime.datetime | None
    told_at: datetime.datetime | None

    @property
    def done_at(self) -> datetime.datetime | None:
        """When the complainant was told the answer, or it was decided that the complaint ends without one."""
        decided = self.case.status in (Status.FINISHED, Status.REJECTED)
        return self.told_at or (self.case.closed_at if decided else None)

    @property
    def ending(self) -> Ending | None:
        """How it ended; None while it is open."""
        case = self.case
        if case.closed_at is None:
            return None
        latest = case.passages[-1] if case.passages else None
        if case.status is not Status.FINISHED or latest is None or not self.told_at:
            return Ending.OTHERWISE
        if case.procedure.by_id[latest.step].outcomes[latest.outcome].end is None:
            return Ending.UNHEARD
        if latest.step != self.named.heard_by:
            return Ending.OTHERWISE
        return Ending.HEARD if latest.by == APPLICANT else Ending.NOTED

    @property
    def category_label(self) -> str:
        """The category in the words of the procedure."""
        named = self.named
        outcome = self.case.procedure.by_id[named.verified_by].outcomes.get(self.category)
        return outcome.label if outcome else ""

    @property
    def named(self) -> Complaint:
        """Which steps of its procedure matter to the complainant."""
        return _named(self.case)


def complaint_lines(officer: Officer, resis: Sequence[str] | None = None) -> tuple[ComplaintLine, ...]:
    """The complaints of the officer's office, newest first, but for those kept from the officer: two queries."""
    wanted = models.Case.objects.filter(kept_from__isnull=False).order_by("-submitted_at", "-pk")
    if resis is not None:
        wanted = wanted.filter(resi__in=resis)
    return tuple(_line(line, officer.office_key) for line in with_names(lines_for(officer, wanted)))


def complaints_moving(office_id: int, closed_since: datetime.datetime) -> tuple[ComplaintLine, ...]:
    """The open complaints of an office, and those closed since: for programs that show nobody any."""
    wanted = models.Case.objects.filter(office=office_id, kept_from__isnull=False)
    found = lines(wanted.filter(Q(closed_at=None) | Q(closed_at__gte=closed_since)))
    return tuple(_line(one, by_id(one.procedure_id).office_key) for one in found)


def kept_from(officer: Officer) -> frozenset[str]:
    """The resis of the complaints of the officer's office that do not exist for the officer: one query over its complaints."""
    rows = models.Case.objects.filter(office=officer.office_id).exclude(kept_from=None).exclude(kept_from="")
    found = rows.values_list("resi", "kept_from")
    return frozenset(resi for resi, persons in found if is_kept_from(persons, officer.person))


def complaint_of(resi: str) -> ComplaintLine:
    """
    One complaint by the resi of its case. Raises NoSuchCase.

    It asks for no officer: whoever shows it to people has made sure that it is the complainant, or that it is not kept from them.
    """
    found = lines(models.Case.objects.filter(resi=resi, kept_from__isnull=False))
    if not found:
        raise NoSuchCase(resi=resi)
    return _line(found[0], by_id(found[0].procedure_id).office_key)


def _line(case: CaseLine, office_key: str) -> ComplaintLine:
    procedure, state, named = case.procedure, case.state, _named(case)
    replied_at, reply_due_at = first_passing(procedure, state, named.verified_by, office_key)
    told_at, _due = first_passing(procedure, state, named.told_by, office_key)
    category = next((p.outcome for p in reversed(state.passages) if p.step == named.verified_by and not p.voided), "")
    return ComplaintLine(case, category, replied_at, reply_due_at, told_at)


def _named(case: CaseLine) -> Complaint:
    named = case.procedure.complaint
    # Only what was taken in by a procedure for complaints is kept from anybody.
    assert named is not None
    return named
