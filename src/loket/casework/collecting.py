"""
Who collects what: the engine knows the relation that was named, casework the applicant it must fit, the mandate, the slip
that is good, and which papers of the application are still there.
"""

import datetime
import re
from dataclasses import dataclass, replace
from typing import Final

from loket.casework.refusals import CollectorNotApplicant, NothingLeft, PapersUnknown
from loket.casework.store.history import StoredEvent, events_of_case
from loket.casework.store.rows import CaseRow
from loket.collection.queries import mandate_for
from loket.collection.records import Scope
from loket.collection.refusals import IdentityUnchecked, MandateMissing
from loket.collection.services import require_good_slip
from loket.core.engine import Collect, Command, Complete, Event
from loket.core.engine.events import PapersCollected, StepCompleted
from loket.core.problems import BadTerm
from loket.core.procedure.model import Procedure
from loket.core.register.change import Act
from loket.core.terms import Nik
from loket.entries.queries import products_of

SELF: Final = "self"
PROXY: Final = "proxy"
_FOR_ANOTHER: Final = frozenset({"family", PROXY})
_PARTED: Final = re.compile(r",\s*dan\s+|,\s+|\s+dan\s+")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """
    One paper of an application, to be collected on its own.

    `id` names it in the history, its number before its name: that of the register's `product`, or, where the office keeps none,
    its place and for which hand-over it was printed, for what is printed anew is another paper. `collected_at` and `collector` say that it is gone.
    """

    id: str
    name: str
    product: int | None = None
    collected_at: datetime.datetime | None = None
    collector: str = ""


def paper_lines(row: CaseRow, procedure: Procedure) -> tuple[PaperLine, ...]:
    """
    The papers of a case, each with who took it: those the register issues, else those the procedure prints as its product.

    Three statements.
    """
    issued = [one for one in products_of(row.resi) if one.act == Act.ISSUE]
    gone = {paper: event for event in _parts(row) for paper in event.payload["papers"]}
    if issued:
        of_register = (PaperLine(f"{one.id} {one.paper}", one.paper, one.id) for one in issued)
        return tuple(_line(line, gone.get(line.id)) for line in of_register)
    hand_over = hand_over_no(row, procedure)
    # Earlier versions named a printed paper by its place alone; what they wrote down is of the first hand-over.
    before = {f"{no}.1 {text}": f"{no} {text}" for no, text in _printed(procedure)}
    lines = (PaperLine(f"{no}.{hand_over} {text}", text) for no, text in _printed(procedure))
    return tuple(_line(line, gone.get(line.id) or gone.get(before.get(line.id, ""))) for line in lines)


def hand_over_no(row: CaseRow, procedure: Procedure) -> int:
    """For the how manieth hand-over the papers of a case are: one more each time it came back to it, but not when one is recalled."""
    steps = {step.id for step in procedure.steps if "hand_over" in step.acts}
    done = sum(passage.step in steps and not passage.voided for passage in row.state().passages)
    return done + 1 if row.step in steps else max(done, 1)


def _printed(procedure: Procedure) -> list[tuple[int, str]]:
    return list(enumerate(filter(None, map(str.strip, _PARTED.split(procedure.product))), 1))


def _parts(row: CaseRow) -> list[StoredEvent]:
    return [event for event in events_of_case(row.id) if event.kind == PapersCollected.kind]


def _line(line: PaperLine, event: StoredEvent | None) -> PaperLine:
    if event is None:
        return line
    return replace(line, collected_at=event.occurred_at, collector=str(event.payload["evidence"]["collector_name"]))


def require_collector(
    row: CaseRow, procedure: Procedure, command: Command, event: Event, today: datetime.date
) -> Event:
    """
    The event of a hand-over whose collector may have what is handed over; of any other act, the event as it is.

    The applicant is compared with the case: letters in another case, other blanks and a NIK written in groups are the same; a
    case without a NIK compares names only. Whoever collects for the applicant has shown an identity, a proxy has a mandate
    that holds on that day, and where a lost slip was replaced its duplicate is shown; the history keeps which, not its mark.
    Raises CollectorNotApplicant naming the fields that differ, SlipReplaced, IdentityUnchecked, MandateMissing, PapersUnknown
    and NothingLeft.
    """
    if not isinstance(command, Complete | Collect) or not isinstance(event, StepCompleted | PapersCollected):
        return event
    given = event.evidence
    if "collector_relation" not in given:
        return event
    if isinstance(command, Collect):
        _require_left(paper_lines(row, procedure), command)
    relation = given["collector_relation"]
    if relation == SELF and (differing := tuple(_differing(row, command))):
        raise CollectorNotApplicant(fields=("collector_relation", *differing))
    slip = require_good_slip(row.resi, str(given.get("slip_mark", "")))
    if relation in _FOR_ANOTHER and given.get("identity_checked") is not True:
        raise IdentityUnchecked(fields=("identity_checked",))
    if relation == PROXY and not mandate_for(row.resi, _digits(str(given["collector_nik"])), Scope.COLLECT, today):
        raise MandateMissing(fields=("collector_nik",))
    kept = {name: value for name, value in given.items() if name != "slip_mark"}
    return replace(event, evidence=kept | ({"slip_mark": f"DUPLIKAT {slip.number}"} if slip else {}))


def _require_left(lines: tuple[PaperLine, ...], command: Collect) -> None:
    left = {line.id for line in lines if line.collected_at is None}
    if unknown := sorted(set(command.papers) - left):
        raise PapersUnknown(papers=", ".join(unknown), fields=("papers",))
    if left == set(command.papers):
        raise NothingLeft(fields=("papers",))


def _differing(row: CaseRow, command: Complete | Collect) -> list[str]:
    name, nik = str(command.evidence.get("collector_name", "")), str(command.evidence.get("collector_nik", ""))
    found = [] if same_name(name, row.applicant_name) else ["collector_name"]
    if row.applicant_nik and _digits(nik) != row.applicant_nik:
        found.append("collector_nik")
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, however they are typed."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _digits(nik: str) -> str:
    try:
        return Nik.parse(nik).digits
    except BadTerm:
        return ""
