"""Events of the engine as links of the chain."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from loket.casework.acting import acted_as, is_for_applicant
from loket.casework.procedures import PublishedProcedure
from loket.casework.refusals import UnwritableText
from loket.casework.store import chain
from loket.casework.store.rows import Book, Link, month_roman
from loket.core.engine import Event, step_of, to_payload
from loket.core.engine.events import CaseSubmitted, CaseWithdrawn, StepCompleted
from loket.offices import queries as offices
from loket.offices.records import Officer


class Context(NamedTuple):
    """What the events of one act share."""

    resi: str
    published: PublishedProcedure
    officer: Officer
    applicant_name: str
    channel: str
    key: UUID


def link(context: Context, event: Event, seq: int) -> Link:
    """One event as a link. Raises UnwritableText."""
    name = step_of(event)
    who, shared = _acted_as(context, event, name)
    book = book_of(context.published, event.book, event.at) if isinstance(event, StepCompleted) and event.book else None
    payload = chain.canonical(to_payload(event))
    facts = chain.EventFacts(
        resi=context.resi,
        seq=seq,
        kind=event.kind,
        step=name,
        occurred_at=event.at,
        person=event.by,
        acted_as=who,
        channel=context.channel,
        key=context.key,
        series=book.name if book else None,
        payload=payload,
    )
    return Link(
        seq,
        event.kind,
        name,
        event.at,
        event.by,
        who,
        context.channel,
        context.key,
        payload,
        _writable(chain.body(facts)),
        book,
        shared,
    )


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as half:
        raise UnwritableText from half
    return text


def _acted_as(context: Context, event: Event, name: str | None) -> tuple[str, bool]:
    """Who acted, and whether without naming this one applicant."""
    procedure = context.published.procedure
    applies = isinstance(event, CaseSubmitted | CaseWithdrawn)
    step = procedure.first if applies else procedure.by_id.get(name or "")
    # Taking a file from the pool is the officer's own act, also where the step itself is the applicant's.
    applicant = context.applicant_name if applies or isinstance(event, StepCompleted) else ""
    text = acted_as(context.officer, procedure, step, applicant)
    return text, not applicant or not is_for_applicant(procedure, step)


def links(context: Context, events: Sequence[Event], first_seq: int) -> list[Link]:
    """Several events of one act as links."""
    return [link(context, event, seq) for seq, event in enumerate(events, first_seq)]


def book_of(published: PublishedProcedure, book: str, at: datetime.datetime) -> Book:
    """The series of a book at an instant: a new one begins with each year on the office's own clock."""
    office = offices.office(published.office_key)
    day = at.astimezone(ZoneInfo(office.zone)).date()
    form = published.procedure.books[book].format
    return Book(f"{office.key}/{book}/{day.year}", office.id, book, day.year, form, month_roman(day))
