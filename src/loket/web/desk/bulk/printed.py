"""
Files of a mass submission whose papers lack a good print: named, and submitted only with one reason for all of them.

Which papers lack one, and in which words a reason is kept, `handover.printed` says; a step that hands nothing over is not asked.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from loket.casework import queries, services
from loket.core.engine import Complete, Note
from loket.core.problems import Problem
from loket.web.desk.handover.choosing import forward_outcome
from loket.web.desk.handover.printed import Unprinted, remark, unprinted, ways_out
from loket.web.desk.pages import Desk

_NOTE: Final = "unprinted"


@dataclass(frozen=True, slots=True)
class LackingFile:
    """A file of the choice with the papers that lack a good print, and what can be done about them."""

    view: queries.CaseView
    papers: tuple[Unprinted, ...]

    @property
    def ways_out(self) -> tuple[str, ...]:
        """As the hand-over of this file alone would say it."""
        return ways_out(self.papers, self.view)

    def says(self, text: str) -> bool:
        """Whether the file ends with that note already: of a sending that wrote it and was refused afterwards."""
        last = self.view.events[-1]
        return last.kind == "note-added" and last.payload.get("text") == text


@dataclass(frozen=True, slots=True)
class Submission:
    """The chosen files that wait for the step, and what the step is completed with."""

    lines: tuple[queries.CaseLine, ...]
    evidence: Mapping[str, object]
    key: uuid.UUID


def lacking_files(desk: Desk, lines: Iterable[queries.CaseLine]) -> tuple[LackingFile, ...]:
    """Those of the files that are handed over by the step they stand at although a paper of theirs lacks a good print."""
    found = []
    for line in lines:
        if "hand_over" in line.procedure.by_id[line.step or ""].acts:
            view = queries.case_view(line.resi, desk.officer, desk.now, again=True)
            found.append(LackingFile(view, unprinted(desk, view)))
    return tuple(one for one in found if one.papers)


def note_reasons(
    desk: Desk, sending: Submission, lacking: tuple[LackingFile, ...], typed: Mapping[str, str]
) -> tuple[Problem, ...]:
    """
    Write into each of the lacking files why it is submitted all the same; the problems where one cannot be written.

    Every chosen file is judged before, so what is refused leaves no word in any. Raises what `require_doable` raises.
    """
    for line in sending.lines if lacking else ():
        outcome, _next = forward_outcome(line.procedure.by_id[line.step or ""])
        done = [Complete(outcome, sending.evidence)]
        services.require_doable(line.resi, done, officer=desk.officer, version=line.version)
    if not lacking:
        return ()
    notes = {one.view.case.resi: Note(remark(one.papers, typed)) for one in lacking}
    items = [
        (one.view.case.resi, one.view.case.version) for one in lacking if not one.says(notes[one.view.case.resi].text)
    ]
    key = uuid.uuid5(sending.key, _NOTE)
    results = services.act_many(items, notes.__getitem__, officer=desk.officer, key=key) if items else ()
    changed = _("Berkas %(resi)s berubah sewaktu diajukan. Muat ulang halaman ini, lalu pilih lagi.")
    return tuple(Problem("unprinted-note", changed % {"resi": one.resi}) for one in results if not one.ok)
