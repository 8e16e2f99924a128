"""Answers about one case, asked for by its resi: the one place where a NIK is whole."""

import datetime
from typing import Any

from loket.api.shapes import Told
from loket.api.shapes_office import DueOut
from loket.casework.clocks import measures, promise, step_due
from loket.casework.queries import CaseView
from loket.offices.records import Officer


class PauseOut(Told):
    """A stretch in which the clock stood; it still stands while `until` is null."""

    since: datetime.datetime
    until: datetime.datetime | None
    reason: str
    waits_for: str


class PaperOut(Told):
    """A scanned paper of the case."""

    id: int
    requirement: str
    kind: str
    size: int
    pages: int
    sha256: str
    at: datetime.datetime


class CaseOut(Told):
    """A whole case. `version` goes with the next act."""

    resi: str
    version: int
    service: str
    status: str
    step: str | None
    applicant_name: str
    nik: str
    phone: str
    subject: str
    answers: dict[str, Any]
    register_number: str | None
    submitted_at: datetime.datetime
    closed_at: datetime.datetime | None
    holder: int | None
    sent_back: bool
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    pauses: list[PauseOut]
    papers: list[PaperOut]

    @classmethod
    def of(cls, view: CaseView) -> "CaseOut":
        """A case as its officer sees it."""
        case, state = view.case, view.state
        return cls(
            resi=case.resi,
            version=state.version,
            service=view.procedure.service,
            status=state.status.value,
            step=state.step,
            applicant_name=case.applicant_name,
            nik=case.applicant_nik,
            phone=case.applicant_phone,
            subject=case.subject,
            answers=dict(state.answers),
            register_number=case.register_number or None,
            submitted_at=state.submitted_at,
            closed_at=state.closed_at,
            holder=state.holder,
            sent_back=state.sent_back,
            step_due_at=case.step_due_at,
            promise_due_at=case.promise_due_at,
            pauses=[PauseOut.model_validate(pause) for pause in state.pauses],
            papers=[PaperOut.model_validate(paper) for paper in view.papers],
        )


class EventOut(Told):
    """One event of the history, in words and as data; `hash` chains it to the one before."""

    seq: int
    kind: str
    step: str | None
    sentence: str
    acted_as: str
    occurred_at: datetime.datetime
    recorded_at: datetime.datetime
    channel: str
    number: str | None
    payload: dict[str, Any]
    hash: str


class MeasuresOut(Told):
    """Who used the time so far, in seconds: the applicant's calendar time, and the open hours shared out."""

    citizen_calendar_time: int
    office_working_time: int
    waiting_on_applicant: int
    waiting_on_centre: int
    outage: int


class CaseDueOut(Told):
    """The due times of a case with their reasons; null where nothing is printed, promised or running."""

    resi: str
    version: int
    step: DueOut | None
    promise: DueOut | None
    measures: MeasuresOut

    @classmethod
    def of(cls, view: CaseView, officer: Officer, now: datetime.datetime) -> "CaseDueOut":
        """The clocks of a case."""
        step = step_due(view.procedure, view.state, officer.office_key)
        whole = promise(view.procedure, view.state, officer.office_key).due
        used = measures(view.state, officer.office_key, now)
        return cls(
            resi=view.case.resi,
            version=view.state.version,
            step=DueOut.of(step) if step else None,
            promise=DueOut.of(whole) if whole else None,
            measures=MeasuresOut(
                citizen_calendar_time=_seconds(used.citizen_calendar_time),
                office_working_time=_seconds(used.office_working_time),
                waiting_on_applicant=_seconds(used.waiting_on_applicant),
                waiting_on_centre=_seconds(used.waiting_on_centre),
                outage=_seconds(used.outage),
            ),
        )


def _seconds(length: datetime.timedelta) -> int:
    return int(length.total_seconds())
