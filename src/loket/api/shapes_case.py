"""Answers about one case, asked for by its resi: the one place where a NIK is whole."""

import datetime
from typing import Any

from loket.api.shapes import Told
from loket.api.shapes_office import DueOut
from loket.casework.clocks import measures, promise, step_due
from loket.casework.queries import CaseView


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
    effective_date: str
    status: str
    step: str | None
    applicant_name: str
    nik: str
    phone: str
    subject: str
    channel: str
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
