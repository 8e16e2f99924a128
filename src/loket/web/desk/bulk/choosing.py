"""Which files may be handled many at once and by whom, and what an officer should look at before doing so."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loket.casework.queries import CaseLine
from loket.core.engine.evidence import fields_of
from loket.core.problems import BadTerm
from loket.core.procedure.model import Step
from loket.core.terms import Resi
from loket.web.desk.navigation import does_step
from loket.web.desk.pages import Desk

BULK_ACTS = frozenset({"verify", "paraf", "receive", "forward", "stamp"})


def may_dispatch(desk: Desk) -> bool:
    """Those who submit files together, and those who supervise them."""
    return desk.can("supervise") or does_step(desk, lambda step: "batch" in step.acts)


@dataclass(frozen=True, slots=True)
class Flag:
    """Why a file must be opened before it joins a bulk act."""

    tone: str
    words: str


def bulk_step(step: Step) -> bool:
    """
    Whether a step may be done for many files at once: a paraf or verification that leaves no evidence of its own.

    A signature on paper and a TTE are given file by file.
    """
    return bool({"verify", "paraf"} & set(step.acts)) and set(step.acts) <= BULK_ACTS and not fields_of(step)


def bulk_outcome(step: Step) -> str | None:
    """The single forward outcome of a bulk step; None where the officer has to choose one file by file."""
    forward = [key for key, outcome in step.outcomes.items() if outcome.return_ is None]
    return forward[0] if bulk_step(step) and len(forward) == 1 else None


def flags_of(line: CaseLine, now: datetime.datetime) -> tuple[Flag, ...]:
    """What makes a file worth opening: it is late, or it was sent back before."""
    flags = []
    if line.due_at is not None and line.due_at < now:
        flags.append(Flag("late", _("lewat waktu")))
    if line.was_returned:
        flags.append(Flag("soon", _("pernah dikembalikan")))
    return tuple(flags)


def chosen_items(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The ticked files as resi and version; what does not read is left out, as if it had not been ticked."""
    items: dict[str, int] = {}
    for value in values:
        resi, _colon, version = value.partition(":")
        code = _code(resi)
        if code and version.isascii() and version.isdigit() and len(version) < 10:
            items[code] = int(version)
    return tuple(items.items())


def _code(text: str) -> str:
    """The resi as stored, whatever letters it came in; empty for a text that is none."""
    try:
        return Resi.parse(text).code
    except BadTerm:
        return ""
