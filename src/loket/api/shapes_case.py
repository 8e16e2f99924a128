"""Answers about cases. Lists mask the NIK; one case, asked for by its resi, shows it whole."""

import datetime
from typing import Any

from loket.api.shapes import Told
from loket.api.shapes_office import DueOut
from loket.casework.clocks import promise, step_due
from loket.casework.queries import CaseLine, CaseView, EventRecord
from loket.core.worktime import Measures
from loket.core.terms import Nik


class CaseLineOut(Told):
    """A case as lists show it: `nik` is masked."""

    resi: str
    version: int
    applicant_name: str
    nik: str
    subject: str
    service: str
    status: str
    step: str | None
    register_number: str | None
    submitted_at: datetime.datetime
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    holder: int | None
    sent_back: bool

    @classmethod
    def of(cls, line: CaseLine) -> "CaseLineOut":
        """The line of a case."""
        return cls(
            resi=line.resi,
            version=line.version,
            applicant_name=line.applicant_name,
            nik=masked(line.applicant_nik),
            subject=line.subject,
            service=line.service,
            status=line.status.value,
            step=line.step,
            register_number=line.register_number or None,
            submitted_at=line.submitted_at,
            step_due_at=line.step_due_at,
            promise_due_at=line.promise_due_at,
            holder=line.holder,
            sent_back=line.sent_back,
        )


def masked(nik: str) -> str:
    """A stored NIK as lists may show it; empty stays empty."""
    return Nik(nik).masked if nik else ""
