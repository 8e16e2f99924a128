"""Which files an official may sign at once: those at the own step of signing, and those signed whose papers are not yet."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from loket.casework import queries
from loket.core.engine.evidence import fields_of
from loket.core.engine.state import SIGNATURES
from loket.core.procedure.model import Step
from loket.offices import queries as offices
from loket.signing import queries as signing
from loket.web.desk.bulk.choosing import Flag, flags_of
from loket.web.desk.clocks import Chip, chip
from loket.web.desk.pages import Desk

OPENED: Final = "opened"


@dataclass(frozen=True, slots=True)
class FileToSign:
    """
    One file that may be chosen.

    `outcome` is how its open step is finished first; empty where that is done and only papers are left. `papers` names
    those; `must_open` while a flagged file was not looked at in its present version.
    """

    line: queries.CaseLine
    outcome: str
    papers: tuple[str, ...]
    failed: str
    chip: Chip | None
    flags: tuple[Flag, ...]
    must_open: bool
    chosen: bool = False


def signs(step: Step) -> bool:
    """Whether a step is one of signing."""
    return not SIGNATURES.isdisjoint(step.acts)


def outcome_of_signing(step: Step) -> str | None:
    """The single way on of a step at which nothing is done but signing; None where more is asked, file by file."""
    forward = [key for key, outcome in step.outcomes.items() if outcome.return_ is None]
    return forward[0] if signs(step) and not fields_of(step) and len(forward) == 1 else None


def files_to_sign(request: HttpRequest, desk: Desk) -> tuple[FileToSign, ...]:
    """What this official may sign now: first the files at the step, the most urgent first, then those with papers left."""
    looked_at = frozenset(request.session.get(OPENED, ()))
    at_step = tuple(_at_step(desk, line, looked_at) for line in queries.workable(desk.officer))
    waiting = {one.resi: one for one in signing.waiting_for(desk.officer)}
    lines = queries.lines_of(desk.officer.office_key, list(waiting))
    left = (FileToSign(one, "", waiting[one.resi].papers, waiting[one.resi].failed, None, (), False) for one in lines)
    return (*(one for one in at_step if one is not None), *left)


def _at_step(desk: Desk, line: queries.CaseLine, looked_at: frozenset[str]) -> FileToSign | None:
    outcome = outcome_of_signing(line.procedure.by_id[line.step or ""])
    if outcome is None:
        return None
    flags = flags_of(line, desk.now)
    must_open = bool(flags) and f"{line.resi}:{line.version}" not in looked_at
    due = chip(offices.work_calendar(desk.officer.office_key), line.due_at, desk.now)
    return FileToSign(line, outcome, (), "", due, flags, must_open)
