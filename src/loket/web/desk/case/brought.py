"""The papers of a case as its page lists them, and what a correction changed: what was asked, what was there, what came."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from loket.casework.papers import OTHER, may_add_paper
from loket.casework.queries import CaseView, EventRecord
from loket.casework.records import PaperRecord
from loket.core.procedure.model import Procedure
from loket.offices.records import APPLICANT
from loket.web.desk.case.words import return_pairs
from loket.web.desk.pages import Desk


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One scan; a destroyed one is named and not linked."""

    id: int
    title: str
    kind: str
    size: int
    pages: int
    at: datetime.datetime
    is_from_home: bool
    destroyed_at: datetime.datetime | None
    destroyed_under: str | None

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on the page itself."""
        return self.kind != "pdf"


@dataclass(frozen=True, slots=True)
class Mended:
    """One fault of a return: what it was about and why, what lay in the file before, and what came with the correction."""

    subject: str
    why: str
    before: tuple[ListedPaper, ...]
    after: tuple[ListedPaper, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer to a return: when, by whom, with which words and papers."""

    at: datetime.datetime
    acted_as: str
    note: str
    lines: tuple[Mended, ...]


def paper_context(desk: Desk, view: CaseView) -> dict[str, Any]:
    """The papers, and where one can be added."""
    requirements = view.procedure.requirements
    return {
        "papers": tuple(_listed(view.procedure, paper) for paper in view.papers),
        "can_upload": view.state.is_open and may_add_paper(desk.officer, view.procedure),
        "requirement_choices": (
            *((name, paper.text) for name, paper in requirements.items()),
            (OTHER, _("Berkas lain")),
        ),
    }


def corrections_of(view: CaseView) -> tuple[Correction, ...]:
    """Each return to the applicant that was answered, newest first, as the difference that it made."""
    return tuple(reversed(tuple(_corrections(view))))


def _corrections(view: CaseView) -> Iterator[Correction]:
    returned: EventRecord | None = None
    notes: list[str] = []
    for event in view.events:
        if event.kind == "step-returned" and event.payload.get("waits_for") == "applicant":
            returned, notes = event, []
        elif event.kind == "note-added" and event.person == APPLICANT:
            notes.append(str(event.payload.get("text", "")))
        elif event.kind == "step-completed" and returned is not None:
            yield Correction(event.occurred_at, event.acted_as, "\n".join(notes), _mended(view, returned, event))
            returned = None


def _mended(view: CaseView, returned: EventRecord, answered: EventRecord) -> tuple[Mended, ...]:
    lines = [line for line in returned.payload.get("lines", ()) if isinstance(line, Mapping)]
    pairs = return_pairs(view.procedure, lines)
    return tuple(
        Mended(subject, words, *_papers_around(view, str(line.get("subject")), returned, answered))
        for line, (subject, words) in zip(lines, pairs, strict=True)
    )


def _papers_around(
    view: CaseView, requirement: str, returned: EventRecord, answered: EventRecord
) -> tuple[tuple[ListedPaper, ...], tuple[ListedPaper, ...]]:
    of_it = [paper for paper in view.papers if paper.requirement == requirement]
    before = (paper for paper in of_it if paper.at <= returned.recorded_at)
    after = (paper for paper in of_it if returned.recorded_at < paper.at <= answered.recorded_at)
    return tuple(_listed(view.procedure, one) for one in before), tuple(_listed(view.procedure, one) for one in after)


def _listed(procedure: Procedure, paper: PaperRecord) -> ListedPaper:
    known = procedure.requirements.get(paper.requirement)
    return ListedPaper(
        paper.id,
        known.text if known else _("Berkas lain"),
        paper.kind,
        paper.size,
        paper.pages,
        paper.at,
        paper.uploaded_by == APPLICANT,
        paper.destroyed_at,
        paper.destroyed_under,
    )
