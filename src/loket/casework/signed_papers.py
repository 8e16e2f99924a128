"""
The papers of a case that were signed electronically, each named by an event with its code and the hash of its file.

It refuses to know how a paper is signed; that is `loket.signing`, which calls from the transaction that says so.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from loket.casework import models
from loket.casework.audit.reading import CASES_AT_ONCE
from loket.casework.inside import append_to, hold_case
from loket.core.engine import RecordPaper
from loket.core.engine.events import PaperSigned
from loket.offices.records import Officer


class NamedPaper(NamedTuple):
    """What an event says of a signed paper; `seq` is the number of that event in its case."""

    code: str
    sha256: str
    seq: int


def record_paper(resi: str, paper: RecordPaper, *, officer: Officer, key: UUID) -> None:
    """
    Name a signed paper in its case, within the work of the caller's `storage.writing.run`, so that both are kept or none.

    It moves nothing and no clock; a closed case takes it too. Raises NoSuchCase, NoSeat, NeverSigned, and OfficeChanging
    when appointments or calendar moved just now: then the caller's work must be undone and done later.
    Basis: PP 71/2019 ps. 22 (traces of processing); UU 24/2013 ps. 94.
    """
    append_to(hold_case(resi, officer), paper, key)


def papers_named(resis: Sequence[str]) -> Mapping[str, tuple[NamedPaper, ...]]:
    """The signed papers that the events of each of these cases name, in their order; a case without one is left out."""
    found: dict[str, tuple[NamedPaper, ...]] = {}
    for resi, paper in _named(list(dict.fromkeys(resis))):
        found[resi] = (*found.get(resi, ()), paper)
    return found


def _named(resis: Sequence[str]) -> Iterator[tuple[str, NamedPaper]]:
    for first in range(0, len(resis), CASES_AT_ONCE):
        rows = models.Event.objects.filter(case__resi__in=resis[first : first + CASES_AT_ONCE], kind=PaperSigned.kind)
        for resi, seq, payload in rows.order_by("case", "seq").values_list("case__resi", "seq", "payload"):
            said = json.loads(payload)
            yield resi, NamedPaper(str(said.get("code")), str(said.get("sha256")), seq)
