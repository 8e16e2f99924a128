"""
The papers of a case that were signed electronically, each named by an event with its code and the hash of its file.

It refuses to know how a paper is signed; that is `loket.signing`, which calls from the transaction that says so.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from loket.casework import models
from loket.casework.acts import code_of, plan_act, require_own
from loket.casework.audit.reading import CASES_AT_ONCE
from loket.casework.judging import of_now, require_seat
from loket.casework.procedures import by_id
from loket.casework.refusals import OfficeChanging
from loket.casework.store import door
from loket.casework.store.linking import Context
from loket.casework.store.rows import read_to_act
from loket.casework.store.seen import SeenCase
from loket.core.engine import RecordPaper
from loket.core.engine.events import PaperSigned
from loket.offices import queries as offices
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
    code = code_of(resi)
    door.hold_resis([code])
    found = read_to_act(code)
    row = require_own(found[0] if found else None, officer, resi)
    assert found is not None
    offices.confirm(row.office_id, found[1])
    officer = of_now(officer, None)
    require_seat(officer)
    context = Context(code, by_id(row.procedure_id), officer, row.applicant_name, "loket", key)
    plan = plan_act(context, SeenCase(row, row.state()), paper)
    if door.append_inside(plan.row, plan.columns, plan.link, officer.revision) is None:
        raise OfficeChanging


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
