"""
Where a file stands, for whoever has its resi and knows a second thing: the applicant's day of birth, or the end of the
telephone number.

It tells no name, no number of a person and no officer: the step in the office's own public words, and what is asked of the
applicant.
"""

import datetime
import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Literal

from loket.casework import words
from loket.casework.clocks import promise_runs_to
from loket.casework.collecting import paper_lines
from loket.casework.procedures import by_id
from loket.casework.records import MANDATE
from loket.casework.store.history import events_of_case
from loket.casework.store.rows import CaseRow, read_case
from loket.collection.queries import latest_slip
from loket.core.engine import CaseState, Status
from loket.core.engine.events import StepReturned
from loket.core.problems import BadTerm
from loket.core.procedure.model import Procedure
from loket.core.terms import Nik, Resi

END_OF_PHONE: Final = 4
_SHORTEST_PHONE: Final = 8
_EARLIEST: Final = 1850
_PARTS: Final = re.compile(r"[0-9]+|[a-z]+")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps that bear one public label, in a row. `yours`: the applicant's own."""

    label: str
    yours: bool
    standing: Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing for which the file was sent back: what it concerns, and why; `subject` is the requirement, or what the officer named."""

    what: str
    why: str
    subject: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """
    A file as its applicant may see it.

    `unit` is the part of the office that the procedure belongs to, as its SOP prints it. `handed_at` is when the paper was handed over, or where no step does that, when the file was finished. `desk` is the part of the office where it stands, as the procedure calls it, empty once it has ended. `waits` says why
    the clock stands. `promised_at` is what the resi says; `runs_to` is the same while that promise still runs. Of a file that is
    ready and of which something was taken, `taken` and `left` name the papers; `duplicate` is the number of the slip that counts,
    0 for the first.
    """

    resi: str
    office_key: str
    office_id: int
    service: str
    unit: str
    status: Status
    submitted_at: datetime.datetime
    handed_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    desk: str
    ready: bool
    in_person: bool
    stages: tuple[Stage, ...]
    waits: str
    lacks: tuple[Lack, ...]
    promised_at: datetime.datetime | None
    runs_to: datetime.datetime | None
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    duplicate: int = 0


def track(resi: str, second: str) -> Tracked | None:
    """
    The file with this resi, if `second` is the day of birth of its applicant (as 17-08-1990, 17 Agustus 1990 or 1990-08-17) or the last
    four digits of the telephone number given; None for any other resi or second thing, whichever of them is wrong.

    One query, one more for a file that was sent back, and four for one that is ready. Whoever calls it limits how often one may try.
    """
    try:
        row = read_case(Resi.parse(resi).code)
    except BadTerm:
        return None
    if row is None or not _knows(row, second):
        return None
    return tracked(row)


def second_things(row: CaseRow) -> tuple[Literal["born", "phone"], ...]:
    """By what the applicant may follow this file, beside its resi: the day of birth, the telephone number, both or neither."""
    known: list[Literal["born", "phone"]] = ["born"] if row.applicant_nik else []
    return (*known, "phone") if len(_phone(row)) >= _SHORTEST_PHONE else tuple(known)


def _phone(row: CaseRow) -> str:
    return "".join(sign for sign in row.applicant_phone if sign.isdigit())


def _knows(row: CaseRow, second: str) -> bool:
    known, typed = second_things(row), second.replace(" ", "")
    if len(typed) == END_OF_PHONE and typed.isascii() and typed.isdigit():
        return "phone" in known and _phone(row).endswith(typed)
    born = day_of_birth(second)
    return born is not None and "born" in known and _was_born(row.applicant_nik, born)


def day_of_birth(text: str) -> datetime.date | None:
    """A day of birth as people write it: 17-8-1990, 17 Agustus 1990, 17081990 or 1990-08-17."""
    parts = _PARTS.findall(text.casefold())
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) != 3:
        return None
    day, month, year = reversed(parts) if len(parts[0]) == 4 else parts
    number = str(_MONTHS.index(month[:3]) + 1) if month[:3] in _MONTHS else month
    try:
        found = datetime.date(int(year), int(number), int(day))
    except ValueError:
        return None
    return found if found.year > _EARLIEST else None


def _was_born(nik: str, day: datetime.date) -> bool:
    """By what the NIK says: the register is not asked by a stranger."""
    known = Nik.parse(nik)
    return known.fits(day, of_woman=known.of_woman)


def tracked(row: CaseRow) -> Tracked:
    """The file as its applicant may see it, for whoever has made sure that it is the applicant."""
    published = by_id(row.procedure_id)
    procedure, state = published.procedure, row.state()
    step = procedure.by_id[state.step] if state.step else None
    waiting = state.status is Status.WAITING_FOR_APPLICANT
    pause = state.open_pause
    ready = step is not None and "hand_over" in step.acts and state.status is Status.IN_PROCESS
    lines = paper_lines(row, procedure) if ready else ()
    slip = latest_slip(row.resi) if ready else None
    taken = tuple(line.name for line in lines if line.collected_at is not None)
    return Tracked(
        resi=row.resi,
        office_key=published.office_key,
        office_id=row.office_id,
        service=published.service,
        unit=procedure.identity.unit or "",
        status=state.status,
        submitted_at=row.submitted_at,
        handed_at=handed_at(procedure, state),
        closed_at=state.closed_at,
        desk=procedure.actors[step.actor].title if step else "",
        ready=ready,
        in_person=step is not None and step.in_person,
        stages=stages_of(procedure, state),
        waits=words.pause_label(procedure, pause.reason) if pause else "",
        lacks=_lacks(row, procedure) if waiting else (),
        promised_at=row.promise_due_at,
        runs_to=promise_runs_to(procedure, state.step, row.promise_due_at),
        taken=taken,
        left=tuple(line.name for line in lines if line.collected_at is None) if taken else (),
        duplicate=slip.number if slip else 0,
    )


def handed_at(procedure: Procedure, state: CaseState) -> datetime.datetime | None:
    """When the papers were handed over; where no step does that, when the case was finished."""
    for passage in reversed(state.passages):
        step = procedure.by_id[passage.step]
        way = step.outcomes.get(passage.outcome)
        if "hand_over" in step.acts and not passage.voided and not (way and way.return_):
            return passage.at
    return state.closed_at if state.status is Status.FINISHED else None


def stages_of(procedure: Procedure, state: CaseState | None = None) -> tuple[Stage, ...]:
    """
    The way of a file in the public words of its steps; neighbours with one label, or with none, are one stage.

    Without a state everything lies ahead; what has ended stands nowhere, and what it did not come to was not done.
    """
    has_ended = state is not None and state.step is None
    at = _place(procedure, state) if state else -1
    labelled, label = [], ""
    for place, step in enumerate(procedure.steps):
        label = step.public_label or label
        labelled.append((label, procedure.actors[step.actor].kind == "applicant", place))
    stages = []
    for (said, yours), same in groupby(labelled, key=lambda one: one[:2]):
        places = [place for _said, _yours, place in same]
        standing: Literal["done", "now", "next"] = "done" if places[-1] < at else "next"
        if at in places and not has_ended:
            standing = "now"
        if said:
            stages.append(Stage(said, yours, standing))
    return tuple(stages)


def _place(procedure: Procedure, state: CaseState) -> int:
    """The place of the step where the file stands; behind the last it has passed, for one that has ended."""
    if state.step is not None:
        return procedure.order[state.step]
    # A complaint may be finished before its last step: passed on by a letter, or because nobody said anything of the answer.
    if state.status is Status.FINISHED and procedure.complaint is None:
        return len(procedure.steps)
    return max((procedure.order[passage.step] for passage in state.passages), default=-1) + 1


def _lacks(row: CaseRow, procedure: Procedure) -> tuple[Lack, ...]:
    """What the latest return asks for; nothing where the file waits by a pause alone."""
    returned = [event for event in events_of_case(row.id) if event.kind == StepReturned.kind]
    lines: Any = returned[-1].payload.get("lines", ()) if returned else ()
    return tuple(_lack(procedure, line) for line in lines)


def _lack(procedure: Procedure, line: dict[str, str]) -> Lack:
    paper = procedure.requirements.get(line["subject"])
    reason = procedure.return_reasons.get(line["reason"], line["reason"])
    why = " – ".join(filter(None, (reason, line.get("note", ""))))
    letter = words.letter_of_mandate() if line["subject"] == MANDATE else line["subject"]
    return Lack(paper.text if paper else letter, why, line["subject"])
