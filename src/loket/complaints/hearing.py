"""What whoever has the code of a complaint sees of it, and says of its answer."""

from collections.abc import Callable
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.casework import queries as casework
from loket.casework import services as cases
from loket.casework.queries import ComplaintLine, Ending
from loket.complaints import models
from loket.complaints.reading import OBJECTION, told_answer
from loket.complaints.records import LONGEST_TEXT, Followed
from loket.complaints.refusals import HearingOver, NoSuchComplaint, NotHeardNow
from loket.complaints.taking import digest_of
from loket.core.engine import Command, Complete, Return, ReturnLine
from loket.core.problems import BadTerm, Problem
from loket.core.procedure.model import Step
from loket.core.terms import ComplaintCode
from loket.offices import queries as offices
from loket.offices.records import at_home
from loket.storage.writing import run
from loket.vault.services import of_case, seal

_OBJECTS = "keberatan"
_SHORTEST = 10
MARKS = (1, 2, 3, 4)


def follow(code: ComplaintCode) -> Followed:
    """The complaint with this code. Raises NoSuchComplaint. Whoever calls it limits how often one may try."""
    row = _row(code)
    line = casework.complaint_of(row.resi)
    last = row.hearings.order_by("-at", "-pk").first()
    heard = _is_heard(line)
    answer = told_answer(row, line)
    return Followed(
        line,
        offices.office_by_id(row.office_id).key,
        casework.stages_of(line.case.procedure, line.case.state),
        answer.text if answer else "",
        heard,
        line.case.step_due_at if heard else None,
        last.mark if last else None,
        last is not None and last.objection is not None,
        _awaits_mark(row, line),
    )


def hear(code: ComplaintCode, mark: int, objection: str, *, key: UUID) -> None:
    """
    Take what the complainant says of the answer: a mark, and an objection, by which the complaint goes back into the office.
    Of a complaint that was closed for nobody said anything, a mark is still taken, once.

    The same `key` says it once. Raises NoSuchComplaint, NotHeardNow, HearingOver for an objection after its time, BadTerm for no mark, or
    an objection that says nothing.
    """
    row = _row(code)
    key = uuid5(row.pk, str(key))
    # Read before asking whether the same was said already: what is said meanwhile then stands in the way below, and is no refusal.
    line = casework.complaint_of(row.resi)
    if models.Hearing.objects.filter(pk=key).exists():
        return
    if mark not in MARKS:
        raise BadTerm(Problem("complaint-mark", _("Pilih penilaian Anda."), field="mark"))
    said = objection.replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]
    if _awaits_mark(row, line):
        if said:
            raise HearingOver
        _once(key, lambda: _kept(row, key, mark, "").save(force_insert=True))
        return
    if not _is_heard(line):
        raise NotHeardNow
    _require_objection(line, said)
    office = offices.office_by_id(row.office_id)
    step = line.case.procedure.by_id[line.named.heard_by]

    def write() -> None:
        _kept(row, key, mark, said).save(force_insert=True)
        version = line.case.version
        cases.act(
            row.resi, _command(line, step, said), officer=at_home(office), version=version, key=key, channel="daring"
        )

    _once(key, write)


def _once(key: UUID, write: Callable[[], None]) -> None:
    """Write what was said, or nothing where the same form was sent at the same moment and came first."""
    try:
        run(write)
    except IntegrityError:
        if not models.Hearing.objects.filter(pk=key).exists():
            raise


def _kept(row: models.Complaint, key: UUID, mark: int, said: str) -> models.Hearing:
    objection = seal(of_case(row.resi), OBJECTION, said.encode()) if said else None
    return models.Hearing(pk=key, complaint=row, mark=mark, objection=objection, at=timezone.now())


def _row(code: ComplaintCode) -> models.Complaint:
    row = models.Complaint.objects.filter(digest=digest_of(code)).first()
    if row is None:
        raise NoSuchComplaint
    return row


def _is_heard(line: ComplaintLine) -> bool:
    return line.case.step == line.named.heard_by


def _awaits_mark(row: models.Complaint, line: ComplaintLine) -> bool:
    """Whether it was closed without a word, and has no mark since."""
    closed_at = line.case.closed_at
    return line.ending is Ending.UNHEARD and not row.hearings.filter(at__gt=closed_at).exists()


def _require_objection(line: ComplaintLine, said: str) -> None:
    if not said:
        return
    if len(said) < _SHORTEST:
        raise BadTerm(
            Problem("complaint-objection", _("Tulis keberatan Anda dengan beberapa kata."), field="objection")
        )
    if line.case.step_due_at is not None and timezone.now() > line.case.step_due_at:
        raise HearingOver


def _command(line: ComplaintLine, step: Step, said: str) -> Command:
    outcomes = step.outcomes.items()
    if not said:
        return Complete(next(key for key, outcome in outcomes if outcome.return_ is None))
    reasons = line.case.procedure.return_reasons
    reason = _OBJECTS if _OBJECTS in reasons else next(iter(reasons), _OBJECTS)
    back = next(key for key, outcome in outcomes if outcome.return_ is not None)
    return Return(back, (ReturnLine("jawaban", reason),))
