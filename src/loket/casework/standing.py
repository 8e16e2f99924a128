"""Where a case stands, for whoever must decide what to do next without a screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from loket.casework.acts import code_of
from loket.casework.models import Case
from loket.casework.procedures import by_id
from loket.casework.records import Applicant
from loket.casework.refusals import NoSuchCase
from loket.casework.store.history import events_of_case
from loket.casework.store.rows import read_case, read_cases
from loket.core.engine import CaseState
from loket.core.engine.state import SIGNATURES
from loket.core.procedure.model import Procedure


@dataclass(frozen=True, slots=True)
class Standing:
    """A case's state with the procedure it runs by."""

    resi: str
    procedure: Procedure
    state: CaseState
    applicant: Applicant


def standing(resi: str) -> Standing:
    """Read one case. Raises NoSuchCase. It asks for no officer: whoever shows it to people must have asked."""
    row = read_case(code_of(resi))
    if row is None:
        raise NoSuchCase(resi=resi)
    applicant = Applicant(row.applicant_name, row.applicant_nik, row.applicant_phone, row.subject)
    return Standing(row.resi, by_id(row.procedure_id).procedure, row.state(), applicant)


def numbers_given(resi: str) -> set[str]:
    """Every register number a case has been given, as printed. Raises NoSuchCase."""
    row = read_case(code_of(resi))
    if row is None:
        raise NoSuchCase(resi=resi)
    return {event.label for event in events_of_case(row.id) if event.label}


def book_number(resi: str) -> str:
    """
    The number that a case took in a book with or after its step of effect, as printed: that of the letter it yields.

    Empty before, and for a procedure without such a book. Raises NoSuchCase.
    """
    row = read_case(code_of(resi))
    if row is None:
        raise NoSuchCase(resi=resi)
    procedure = by_id(row.procedure_id).procedure
    if procedure.entry is None:
        return ""
    order, effect = procedure.order, procedure.order[procedure.entry.effect]
    taken = (e.label for e in reversed(events_of_case(row.id)) if e.label and e.step and order[e.step] >= effect)
    return next(taken, None) or ""


def signed_and_open(office_id: int, most: int) -> tuple[str, ...]:
    """The cases of an office that run and bear a signature: at most so many, those that moved last first. One query."""
    signed = reduce(or_, (Q(trail__contains=f'"{act}"') for act in sorted(SIGNATURES)))
    rows = Case.objects.filter(signed, office=office_id, closed_at=None).order_by("-opened_at", "-pk")
    return tuple(rows.values_list("resi", flat=True)[:most])


def signers_of(resis: Sequence[str]) -> Mapping[str, int]:
    """Who gave the last signature that still counts, for each of these cases that runs and has one, in one query."""
    last = {row.resi: row.state().last_signature for row in read_cases(resis) if row.closed_at is None}
    return {resi: passage.by for resi, passage in last.items() if passage is not None}
