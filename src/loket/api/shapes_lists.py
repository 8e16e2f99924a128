"""Answers that list cases and book entries. A NIK in a list is masked."""

import datetime
from typing import Annotated

from pydantic import Field

from loket.api.shapes import Sent, Told
from loket.casework.queries import BookRecord, CaseLine, CasePage, Desk, PickupLine, RegisterPage
from loket.core.terms import Nik

LONGEST_LIST = 100


class CaseLineOut(Told):
    """A case as lists show it; `nik` is masked, and `why` says why a search found it."""

    resi: str
    version: int
    service: str
    status: str
    step: str | None
    step_title: str
    applicant_name: str
    nik: str
    subject: str
    register_number: str | None
    submitted_at: datetime.datetime
    step_due_at: datetime.datetime | None
    promise_due_at: datetime.datetime | None
    holder: int | None
    sent_back: bool
    why: str

    @classmethod
    def of(cls, line: CaseLine) -> "CaseLineOut":
        """The line of a case."""
        return cls(
            resi=line.resi,
            version=line.version,
            service=line.service,
            status=line.status.value,
            step=line.step,
            step_title=line.step_title,
            applicant_name=line.applicant_name,
            nik=_masked(line.applicant_nik),
            subject=line.subject,
            register_number=line.register_number or None,
            submitted_at=line.submitted_at,
            step_due_at=line.step_due_at,
            promise_due_at=line.promise_due_at,
            holder=line.holder,
            sent_back=line.sent_back,
            why=line.why,
        )


class CasePageOut(Told):
    """Some cases, newest first; `next_cursor` asks for those after them, and is null at the end."""

    cases: list[CaseLineOut]
    next_cursor: int | None

    @classmethod
    def of(cls, page: CasePage) -> "CasePageOut":
        """A page of cases."""
        return cls(cases=[CaseLineOut.of(line) for line in page.lines], next_cursor=page.next)


class FindIn(Sent):
    """
    What is looked for: a resi, a NIK, a register number or the beginning of a name.

    It travels in the body, so that no NIK stands in an address or a log.
    """

    text: Annotated[str, Field(min_length=1, max_length=200)]


class InboxOut(Told):
    """
    The officer's desk, the most urgent first. `counts` are whole; each list shows at most 100.

    mine: held by this officer. pool: anyone of the lane may take it. sent_back: came back to the lane. waiting: the
    clock stands, or a colleague has it. done: closed lately.
    """

    counts: dict[str, int]
    mine: list[CaseLineOut]
    pool: list[CaseLineOut]
    sent_back: list[CaseLineOut]
    waiting: list[CaseLineOut]
    done: list[CaseLineOut]

    @classmethod
    def of(cls, desk: Desk) -> "InboxOut":
        """The desk of an officer."""
        return cls(
            counts=desk.counts,
            mine=_lines(desk.mine),
            pool=_lines(desk.pool),
            sent_back=_lines(desk.sent_back),
            waiting=_lines(desk.waiting),
            done=_lines(desk.done),
        )


class BookLineOut(Told):
    """A register book of one year, and the latest number given in it."""

    book: str
    year: int
    title: str
    latest: int

    @classmethod
    def of(cls, record: BookRecord) -> "BookLineOut":
        """A book."""
        return cls.model_validate(record)


class RegisterLineOut(Told):
    """One number of a register book, and the case it belongs to."""

    number: str
    serial: int
    entered_at: datetime.datetime
    resi: str
    applicant_name: str
    service: str
    status: str
    acted_as: str


class RegisterPageOut(Told):
    """One page of a register book, numbers in order."""

    book: str
    title: str
    year: int
    page: int
    pages: int
    lines: list[RegisterLineOut]

    @classmethod
    def of(cls, page: RegisterPage) -> "RegisterPageOut":
        """A page of a book."""
        return cls.model_validate(page)


class PickupOut(Told):
    """One hand-over: who collected what, when."""

    resi: str
    register_number: str
    applicant_name: str
    product: str
    collector_name: str
    collector_nik: str
    collector_relation: str
    collected_at: datetime.datetime
    signed: bool


class PickupPageOut(Told):
    """A page of the pickup book, oldest first."""

    page: int
    pages: int
    lines: list[PickupOut]

    @classmethod
    def of(cls, found: tuple[PickupLine, ...], page: int) -> "PickupPageOut":
        """The page of that number of what was found; the last one where there are fewer."""
        pages = max(1, -(-len(found) // LONGEST_LIST))
        page = min(page, pages)
        shown = found[(page - 1) * LONGEST_LIST : page * LONGEST_LIST]
        return cls(page=page, pages=pages, lines=[_pickup(line) for line in shown])


def _pickup(line: PickupLine) -> PickupOut:
    return PickupOut(
        resi=line.resi,
        register_number=line.register_number,
        applicant_name=line.applicant_name,
        product=line.product,
        collector_name=line.collector_name,
        collector_nik=_masked(line.collector_nik),
        collector_relation=line.collector_relation,
        collected_at=line.collected_at,
        signed=bool(line.signature),
    )


def _lines(found: tuple[CaseLine, ...]) -> list[CaseLineOut]:
    return [CaseLineOut.of(line) for line in found[:LONGEST_LIST]]


def _masked(nik: str) -> str:
    """A NIK as lists may show it. Evidence keeps it as typed, with blanks or dots."""
    digits = "".join(sign for sign in nik if sign.isdigit())
    return Nik(digits).masked if digits else ""
