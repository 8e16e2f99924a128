"""The papers of a case as its page lists them, and what a correction changed: what was asked, what was there, what came."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from loket.casework.papers import OTHER, may_add_paper
from loket.casework.queries import CaseView, EventRecord, mandates
from loket.casework.records import MANDATE, PaperRecord
from loket.casework.words import letter_of_mandate
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
    requirements, letters = view.procedure.requirements, _letters(desk, view)
    return {
        "papers": tuple(_listed(view.procedure, paper, letters) for paper in view.papers),
        "can_upload": view.state.is_open and may_add_paper(desk.officer, view.procedure),
        "requirement_choices": (
            *((name, paper.text) for name, paper in requirements.items()),
            (OTHER, _("Berkas lain")),
        ),
    }


def corrections_of(desk: Desk, view: CaseView) -> tuple[Correction, ...]:
    """Each return to the applicant that was answered, newest first, as the difference that it made."""
    return tuple(reversed(tuple(_corrections(view, _letters(desk, view)))))


def _letters(desk: Desk, view: CaseView) -> frozenset[str]:
    """The hashes of the letters of mandate, which no procedure knows as a requirement."""
    if not any(paper.requirement == OTHER for paper in view.papers):
        return frozenset()
    return frozenset(one.paper for one in mandates(view.case.resi, desk.officer) if one.paper)


def _corrections(view: CaseView, letters: frozenset[str]) -> Iterator[Correction]:
    returned: EventRecord | None = None
    notes: list[str] = []
    for event in view.events:
        if event.kind == "step-returned" and event.payload.get("waits_for") == "applicant":
            returned, notes = event, []
        elif event.kind == "note-added" and event.person == APPLICANT:
            notes.append(str(event.payload.get("text", "")))
        elif event.kind == "step-completed" and returned is not None:
            yield Correction(
                event.occurred_at, event.acted_as, "\n".join(notes), _mended(view, returned, event, letters)
            )
            returned = None


def _mended(
    view: CaseView, returned: EventRecord, answered: EventRecord, letters: frozenset[str]
) -> tuple[Mended, ...]:
    lines = [line for line in returned.payload.get("lines", ()) if isinstance(line, Mapping)]
    pairs = return_pairs(view.procedure, lines)
    return tuple(
        Mended(subject, words, *_around(_about(view, str(line.get("subject")), letters), returned, answered))
        for line, (subject, words) in zip(lines, pairs, strict=True)
    )


def _about(view: CaseView, requirement: str, letters: frozenset[str]) -> list[tuple[PaperRecord, ListedPaper]]:
    """The papers for one requirement, or the letters of mandate."""
    papers = [(paper, _listed(view.procedure, paper, letters)) for paper in view.papers]
    if requirement == MANDATE:
        return [(paper, listed) for paper, listed in papers if _is_letter(paper, letters)]
    return [(paper, listed) for paper, listed in papers if paper.requirement == requirement]


def _around(
    papers: list[tuple[PaperRecord, ListedPaper]], returned: EventRecord, answered: EventRecord
) -> tuple[tuple[ListedPaper, ...], tuple[ListedPaper, ...]]:
    before = tuple(listed for paper, listed in papers if paper.at <= returned.recorded_at)
    return before, tuple(listed for paper, listed in papers if returned.recorded_at < paper.at <= answered.recorded_at)


def _is_letter(paper: PaperRecord, letters: frozenset[str]) -> bool:
    return paper.requirement == OTHER and paper.sha256 in letters


def _listed(procedure: Procedure, paper: PaperRecord, letters: frozenset[str]) -> ListedPaper:
    known = procedure.requirements.get(paper.requirement)
    unknown = letter_of_mandate() if _is_letter(paper, letters) else _("Berkas lain")
    return ListedPaper(
        paper.id,
        known.text if known else unknown,
        paper.kind,
        paper.size,
        paper.pages,
        paper.at,
        paper.uploaded_by == APPLICANT,
        paper.destroyed_at,
        paper.destroyed_under,
    )
