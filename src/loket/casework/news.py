"""
What in the history of a case its applicant should hear of, read from its events behind a cursor.

An event is named by its case and its place in it, which never change: whoever follows tells each once. It refuses to know
how an applicant is told.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Q

from loket.casework import words
from loket.casework.lists.lines import in_common
from loket.casework.procedures import by_id
from loket.casework.store.history import StoredEvent, events_of_case
from loket.casework.store.rows import read_case
from loket.casework.tracking import Tracked, tracked
from loket.core.engine import Status
from loket.core.procedure.model import Procedure


class NewsKind(StrEnum):
    """What is new for the applicant."""

    TAKEN_IN = "taken-in"
    LACKING = "lacking"
    WAITING = "waiting"
    READY = "ready"
    PARTLY = "partly-collected"
    HANDED_OVER = "handed-over"
    FINISHED = "finished"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class News:
    """
    One event that the applicant should hear of, with the file as it stands now; `why` is what lacks or is waited for.

    `holds`: it is still so. What an officer wrote by hand is not in it: that may name people.
    """

    seq: int
    kind: NewsKind
    recorded_at: datetime.datetime
    why: str
    holds: bool


@dataclass(frozen=True, slots=True)
class CaseNews:
    """All that is new in a case behind a cursor, up to its event `seq`; `service` is what the office calls it, `phone` as the applicant gave it."""

    case_id: int
    seq: int
    service: str
    phone: str
    file: Tracked
    news: tuple[News, ...]


class Head(NamedTuple):
    """How far a case has come: how many events it has, and when the latest was written."""

    case_id: int
    resi: str
    version: int
    recorded_at: datetime.datetime


def heads_that_move(office_id: int, closed_since: datetime.datetime) -> tuple[Head, ...]:
    """
    The open cases of an office, and those closed since. One statement over two indexes.

    No complaint: of these nobody hears by the resi, and no list of messages names one.
    """
    rows = in_common(office_id).filter(Q(closed_at=None) | Q(closed_at__gte=closed_since))
    return tuple(Head(*row) for row in rows.values_list("pk", "resi", "version", "recorded_at"))


def news_of(resi: str, after: int) -> CaseNews:
    """What is new in a case that is there, behind its event `after`."""
    row = read_case(resi)
    assert row is not None
    file, procedure = tracked(row), by_id(row.procedure_id).procedure
    events = [event for event in events_of_case(row.id) if event.seq > after]
    latest = max((event.seq for event in events), default=after)
    return CaseNews(
        row.id, latest, procedure.identity.name, row.applicant_phone, file, tuple(_news(events, procedure, file))
    )


def _news(events: list[StoredEvent], procedure: Procedure, file: Tracked) -> Iterator[News]:
    for event in events:
        for kind, why in _told(event, procedure):
            yield News(event.seq, kind, event.recorded_at, why, _holds(kind, file))


def _told(event: StoredEvent, procedure: Procedure) -> Iterator[tuple[NewsKind, str]]:
    said = event.payload
    match event.kind:
        case "case-submitted":
            yield NewsKind.TAKEN_IN, ""
        case "step-returned" if said.get("waits_for") == "applicant":
            yield NewsKind.LACKING, "; ".join(_lack(procedure, line) for line in said.get("lines", ()))
        case "clock-paused" if said.get("waits_for") == "applicant":
            yield NewsKind.WAITING, words.pause_label(procedure, str(said.get("reason", "")))
        case "papers-collected":
            yield NewsKind.PARTLY, ""
        case "case-withdrawn":
            yield NewsKind.WITHDRAWN, ""
        case "case-lapsed":
            yield NewsKind.LAPSED, ""
        case "case-reopened":
            yield NewsKind.REOPENED, ""
        case "step-completed":
            yield from ((kind, "") for kind in _completed(event, procedure))


def _completed(event: StoredEvent, procedure: Procedure) -> Iterator[NewsKind]:
    if _hands_over(procedure, event.step):
        yield NewsKind.HANDED_OVER
    elif event.payload.get("end") == Status.FINISHED and not any("hand_over" in step.acts for step in procedure.steps):
        yield NewsKind.FINISHED
    if event.payload.get("end") == Status.REJECTED:
        yield NewsKind.REJECTED
    elif _hands_over(procedure, event.payload.get("to")):
        yield NewsKind.READY


def _hands_over(procedure: Procedure, step: Any) -> bool:
    return step in procedure.by_id and "hand_over" in procedure.by_id[step].acts


def _holds(kind: NewsKind, file: Tracked) -> bool:
    if kind in (NewsKind.LACKING, NewsKind.WAITING):
        return file.status is Status.WAITING_FOR_APPLICANT
    return kind is not NewsKind.READY or file.ready


def _lack(procedure: Procedure, line: dict[str, str]) -> str:
    paper = procedure.requirements.get(line["subject"])
    reason = procedure.return_reasons.get(line["reason"], "")
    # What is no paper was typed by an officer, and may name somebody.
    subject = paper.text if paper else "isian permohonan"
    return f"{subject} ({reason})" if reason else subject
