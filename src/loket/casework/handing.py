"""
What goes with collecting, each written together with a line in the history of the case: mandates, duplicates of a lost slip,
places on the shelf, downloads by the applicant.
"""

import datetime
from collections.abc import Callable
from typing import Final, TypeVar
from uuid import UUID, uuid5

from django.utils import timezone

from loket.casework import models
from loket.casework.acts import code_of, require_own, stale
from loket.casework.collecting import PaperLine, paper_lines
from loket.casework.inside import append_to, hold_case
from loket.casework.judging import TRIES, require_seat
from loket.casework.mandated import (
    hand_overs,
    in_person_step,
    in_words,
    may_at_home,
    require_another,
    require_may_collect,
    require_sent_by,
    sent_by_another,
    who_is_at_home,
    written,
)
from loket.casework.papers import may_add_paper
from loket.casework.procedures import by_id
from loket.casework.records import Applicant
from loket.casework.refusals import NothingToCollect, NotToBeFetched, OfficeChanging
from loket.casework.store import door
from loket.casework.store.history import events_of_case
from loket.casework.store.rows import CaseRow, read_case
from loket.casework.tracking import handed_at
from loket.collection import services as collection
from loket.collection.queries import mandates_of, slips_of
from loket.collection.records import MandateRecord, MandateWish, Scope, ShelfKind, ShelfRecord, SlipRecord
from loket.collection.refusals import NotByMandate
from loket.core.engine import Note, Status
from loket.core.engine.guards import title_of
from loket.core.engine.refusals import CaseClosed, NotAllowed, NotHandingOver
from loket.core.terms import Nik
from loket.offices import queries as offices
from loket.offices.records import AtHome, Officer
from loket.register import services as residents

T = TypeVar("T")
REPLACED: Final = "Resi pengganti: "
LETTER_ACCEPTED: Final = "Surat kuasa (F-1.07) diperiksa dan diterima"
MANDATE_ENDED: Final = "Kuasa dicabut oleh pemohon"
"""Remarks in the file, of the first how it begins; they are data, so they are never translated."""
_COUNTER: Final = frozenset({"intake", "supervise"})
_NEVER: Final = frozenset({Status.REJECTED, Status.WITHDRAWN, Status.LAPSED})


def give_mandate(resi: str, wish: MandateWish, *, by: Officer, key: UUID, channel: str = "loket") -> UUID:
    """
    Write down that the applicant lets somebody else act; the same `key` gives the same mandate.

    Recorded by an officer who has the letter in front of him, or by the applicant from home. Raises NoSuchCase, NoSeat,
    NotAllowed (see `may_add_paper`), OwnFamily of an officer whose family the applicant or the taker is, NotByMandate for the holder
    of a mandate at home, NothingToCollect, CaseClosed, NoProxy where every hand-over needs the applicant in person,
    MandateToOneself, AppliedBefore, and what `collection.add_mandate` raises.
    """
    row = require_mandate(resi, wish, by=by)
    now = timezone.now()

    def write() -> UUID:
        mandate = written(row.resi, wish, by=by, key=key, channel=channel, at=now)
        _note(row, in_words(wish), by, uuid5(key, "kuasa"), channel)
        return mandate

    return _repeated(write)


def require_mandate(resi: str, wish: MandateWish, *, by: Officer) -> CaseRow:
    """
    The case that the applicant may give this mandate for, before its letter is kept. Raises as `give_mandate`, but for what
    `collection.add_mandate` raises.
    """
    row = _to_act_on(resi, by)
    residents.require_no_kin(by, (*row.concerned, Nik.parse(wish.taker.nik, field="taker_nik").digits))
    _require_application(row)
    if isinstance(by, AtHome) and Scope.COLLECT in wish.scope and sent_by_another(row) is not None:
        raise NotByMandate
    if row.step is None:
        raise CaseClosed
    require_may_collect(by_id(row.procedure_id).procedure, wish)
    require_another(Applicant(row.applicant_name, row.applicant_nik), wish)
    require_sent_by(row, wish)
    return row


def accept_letter(resi: str, mandate: UUID, *, by: Officer, channel: str = "loket") -> None:
    """
    Accept the letter of a mandate after having looked at it; done twice, the first stands.

    Raises NoSuchCase, NoSeat, NotAllowed (see `may_add_paper`), OwnFamily of an officer whose family the applicant or the taker
    is, NoSuchMandate and MandateEnded.
    """
    row = _to_act_on(resi, by)
    takers = (one.taker.nik for one in mandates_of(row.resi) if one.uuid == mandate and one.taker)
    residents.require_no_kin(by, (*row.concerned, *takers))
    now = timezone.now()

    def write() -> None:
        collection.accept_letter(row.resi, mandate, by=by, at=now)
        _note(row, LETTER_ACCEPTED, by, uuid5(mandate, "diterima"), channel)

    _repeated(write)


def end_mandate(resi: str, mandate: UUID, reason: str, *, by: Officer, channel: str = "loket") -> None:
    """
    Take a mandate back, for the applicant. Raises NoSuchCase, NoSeat, NotAllowed, NotByMandate where somebody else is at home,
    NoSuchMandate and MandateEnded.
    """
    row = _to_act_on(resi, by)
    if isinstance(by, AtHome) and sent_by_another(row) is not None:
        raise NotByMandate
    now = timezone.now()

    def write() -> None:
        collection.end_mandate(row.resi, mandate, reason, by=by, channel=channel, at=now)
        _note(row, MANDATE_ENDED, by, uuid5(mandate, "dicabut"), channel)

    _repeated(write)


def mandates(resi: str, by: Officer) -> tuple[MandateRecord, ...]:
    """The mandates of a case of the officer's office, oldest first. Raises NoSuchCase."""
    return mandates_of(require_own(read_case(code_of(resi)), by, resi).resi)


def replace_slip(resi: str, statement: str, *, officer: Officer, version: int, key: UUID) -> SlipRecord:
    """
    Make a duplicate of a lost slip, which revokes every slip before it; the same `key` gives the same duplicate.

    For the counter and a superior, who have seen the applicant's identity and the signed statement. Raises NoSuchCase, NoSeat,
    NotAllowed, NothingToCollect, CaseClosed, and StaleVersion for a case that has moved on from `version`.
    """
    row = require_own(read_case(code_of(resi)), officer, resi)
    require_seat(officer)
    if _COUNTER.isdisjoint(officer.powers):
        raise NotAllowed
    _require_application(row)
    if row.step is None:
        raise CaseClosed
    now = timezone.now()

    def write() -> SlipRecord:
        held = hold_case(row.resi, officer).row
        if held.version != version and not _is_noted(row, uuid5(key, "duplikat")):
            raise stale(held, by_id(held.procedure_id), events_of_case(row.id)[-1])
        slip = collection.replace_slip(row.resi, statement, by=officer, key=key, after=_noted(row), at=now)
        _note(row, f"{REPLACED}DUPLIKAT {slip.number}. {slip.statement}", officer, uuid5(key, "duplikat"), "loket")
        return slip

    return _repeated(write)


def _noted(row: CaseRow) -> int:
    """The duplicates of earlier versions of Loket are known by their remark alone."""
    if slips_of(row.resi):
        return 0
    notes = models.Event.objects.filter(case=row.id, kind="note-added", payload__contains=REPLACED)
    return notes.count()


def shelve(resi: str, place: str, kind: ShelfKind, *, officer: Officer) -> ShelfRecord:
    """
    Note where the finished papers of a case lie. Raises NoSuchCase, NoSeat, NotAllowed, NothingToCollect, PlaceMissing, and NotHandingOver for a
    case that does not wait for its collector.
    """
    row = _to_act_on(resi, officer)
    _require_application(row)
    procedure = by_id(row.procedure_id).procedure
    step = procedure.by_id.get(row.step or "")
    if step is None or "hand_over" not in step.acts:
        raise NotHandingOver(step=title_of(procedure, step.id) if step else "–")
    now = timezone.now()
    return collection.put_on_shelf(row.resi, place, kind, by=officer, at=now, since=row.opened_at)


def lines_to_collect(resi: str, officer: Officer) -> tuple[PaperLine, ...]:
    """The papers of a case of the officer's office, each with who took it. Raises NoSuchCase."""
    row = require_own(read_case(code_of(resi)), officer, resi)
    return paper_lines(row, by_id(row.procedure_id).procedure)


def fetched(resi: str, code: str, sha256: str, *, by: AtHome) -> None:
    """
    Note that the applicant downloads a signed paper, before it goes out. Raises NoSuchCase, and NotToBeFetched where the paper
    could not be handed over either: before its step, or where the applicant must come in person.
    """
    row = require_own(read_case(code_of(resi)), by, resi)
    today = offices.today(by.office_key, timezone.now())
    if not may_fetch(row, today):
        raise NotToBeFetched
    by = who_is_at_home(row, by, Scope.COLLECT, today)
    collection.note_fetch(row.resi, code, sha256, by=by, at=timezone.now())


def may_fetch(row: CaseRow, today: datetime.date) -> bool:
    """
    Whether the papers of a case may go to its applicant without anybody coming: it stands at its hand-over or behind it. Whoever
    has applied for the applicant needs a mandate that lets collect, as at the counter.
    """
    procedure, state = by_id(row.procedure_id).procedure, row.state()
    if in_person_step(procedure) is not None or state.status in _NEVER or not may_at_home(row, Scope.COLLECT, today):
        return False
    step = procedure.by_id.get(state.step or "")
    if step is None:
        return handed_at(procedure, state) is not None
    if "hand_over" in step.acts:
        return state.status is Status.IN_PROCESS
    handed = handed_at(procedure, state) is not None
    return handed and all(procedure.order[step.id] > procedure.order[one.id] for one in hand_overs(procedure))


def _to_act_on(resi: str, by: Officer) -> CaseRow:
    row = require_own(read_case(code_of(resi)), by, resi)
    require_seat(by)
    if not isinstance(by, AtHome) and not may_add_paper(by, by_id(row.procedure_id).procedure):
        raise NotAllowed
    return row


def _require_application(row: CaseRow) -> None:
    if row.kept_from is not None:
        raise NothingToCollect


def _note(row: CaseRow, text: str, by: Officer, key: UUID, channel: str) -> None:
    held = hold_case(row.resi, by)
    if not _is_noted(row, key):
        append_to(held, Note(text), key, channel=channel)


def _is_noted(row: CaseRow, key: UUID) -> bool:
    return models.Event.objects.filter(case=row.id, key=key).exists()


def _repeated(work: Callable[[], T]) -> T:
    """The work as one write; again where appointments or calendar were changed meanwhile. Raises OfficeChanging after five."""
    for _again in range(TRIES - 1):
        try:
            return door.run(work)
        except OfficeChanging:
            continue
    return door.run(work)
