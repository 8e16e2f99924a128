"""One case with everything its page shows, for an officer of its office."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from loket.casework import models, words
from loket.casework.acts import code_of, require_own
from loket.casework.clocks import measures, promise, step_due
from loket.casework.closed_ways import without_closed_ways
from loket.casework.mandated import without_withdrawing
from loket.casework.own_family import is_own_family, still_offered
from loket.casework.procedures import by_id
from loket.casework.readings import CASE, leave_trace
from loket.casework.records import PaperRecord
from loket.casework.store.history import events_of_case
from loket.casework.store.rows import CaseRow, read_case
from loket.core.engine import CaseState, Offer, available
from loket.core.procedure.model import Procedure
from loket.core.worktime import Measures, explain_sentences
from loket.offices.records import Officer


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event in words and as data; `number` is the register number it took, as printed."""

    seq: int
    kind: str
    step: str | None
    sentence: str
    acted_as: str
    person: int
    occurred_at: datetime.datetime
    recorded_at: datetime.datetime
    channel: str
    number: str | None
    payload: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """
    A case, its procedure and state, its history oldest first, its papers, and what this officer may do now.

    `explanations` pairs the name of each clock with its interval by interval reasons; `measures` says who used
    the time up to `now`. `is_own_family`: the case is of the officer's own family, so that nothing is offered but to let
    go of it.
    """

    case: CaseRow
    procedure: Procedure
    state: CaseState
    events: tuple[EventRecord, ...]
    papers: tuple[PaperRecord, ...]
    offers: tuple[Offer, ...]
    explanations: tuple[tuple[str, tuple[str, ...]], ...]
    measures: Measures
    is_own_family: bool = False


def case_view(resi: str, officer: Officer, now: datetime.datetime, *, again: bool = False) -> CaseView:
    """
    Read one case of the officer's office: three queries, and one write, since every look leaves a trace.

    `now` is when the officer looks; `again` asks something of a case that is on the officer's screen already, which left
    its trace. Raises NoSuchCase, for another office's case as well.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    if not again:
        leave_trace(row.id, officer, CASE)
    procedure, state = by_id(row.procedure_id).procedure, row.state()
    offers = still_offered(available(procedure, state, officer.actor(procedure)), row, officer)
    offers = without_withdrawing(offers, row, procedure)
    return CaseView(
        row,
        procedure,
        state,
        _events(row, procedure),
        papers_of(row.id),
        without_closed_ways(offers, row, procedure, officer),
        _explanations(procedure, state, officer.office_key),
        measures(state, officer.office_key, now),
        is_own_family(row, officer),
    )


def require_shown(resi: str, officer: Officer, what: str) -> None:
    """
    Note that the officer is shown `what` of a case of the own office; committed before anything is shown.

    Raises NoSuchCase, for another office's case as well.
    """
    leave_trace(require_own(read_case(code_of(resi)), officer, resi).id, officer, what)


def _events(row: CaseRow, procedure: Procedure) -> tuple[EventRecord, ...]:
    return tuple(
        EventRecord(
            event.seq,
            event.kind,
            event.step,
            words.sentence(procedure, event.kind, event.step, event.payload),
            event.acted_as,
            event.person,
            event.occurred_at,
            event.recorded_at,
            event.channel,
            event.label,
            event.payload,
            event.hash.hex(),
        )
        for event in events_of_case(row.id)
    )


def papers_of(case_id: int) -> tuple[PaperRecord, ...]:
    """The scanned papers of a case, in the order they came."""
    fields = ("pk", "requirement", "file", "sha256", "kind", "size", "pages", "uploaded_by", "at")
    gone = ("destroyed_at", "destroyed_under")
    rows = models.Paper.objects.filter(case=case_id).order_by("at", "pk").values_list(*fields, *gone)
    return tuple(PaperRecord(*values) for values in rows)


def _explanations(procedure: Procedure, state: CaseState, office_key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    clocks = (
        (_("Waktu langkah ini"), step_due(procedure, state, office_key)),
        (_("Janji kepada pemohon"), promise(procedure, state, office_key).due),
    )
    return tuple((name, tuple(explain_sentences(due))) for name, due in clocks if due is not None)
