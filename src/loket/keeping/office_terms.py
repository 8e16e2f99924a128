"""The terms of keeping that an office has decided at the desk: only added to, the latest of a class counts."""

import datetime
from dataclasses import dataclass

from loket.keeping import models
from loket.keeping.keepers import one_line, require_keeper
from loket.keeping.terms import Term, decided, terms
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register.services import acted_as
from loket.storage.writing import run


@dataclass(frozen=True, slots=True)
class OfficeTermRecord:
    """Who gave a class its years, and when."""

    class_id: str
    years: int
    basis: str
    acted_as: str
    at: datetime.datetime


def set_term(officer: Officer, class_id: str, years: str, basis: str, at: datetime.datetime) -> Term:
    """
    Write down how long the office keeps a class, as one of its keepers; committed when this returns.

    `years` is as typed. The term that stands already is not written again. Raises NotAllowed, NotInEmergency, and what
    `terms.decided` raises.
    """
    now = require_keeper(officer, at)
    term = decided({one.id: one for one in office_terms(now.office_key)}, class_id, years, one_line(basis, 200))
    assert term.years is not None
    standing = latest_terms(now.office_id).get(class_id)
    if standing is None or (standing.years, standing.basis) != (term.years, term.basis):
        row = models.OfficeTerm(
            office_id=now.office_id,
            class_id=term.id,
            years=term.years,
            basis=term.basis,
            person=now.person,
            acted_as=acted_as(now),
            at=at,
        )
        run(lambda: row.save(force_insert=True))
    return term


def office_terms(office_key: str) -> tuple[Term, ...]:
    """Every class, with the years that the office has decided. Raises offices' NoSuchOffice."""
    known = {term.id: term for term in terms()}
    for record in latest_terms(offices.office(office_key).id).values():
        if record.class_id in known:
            known[record.class_id] = decided(known, record.class_id, str(record.years), record.basis)
    return tuple(known.values())


def latest_terms(office_id: int) -> dict[str, OfficeTermRecord]:
    """The latest decision on each class that the office has decided on."""
    rows = models.OfficeTerm.objects.filter(office=office_id).order_by("pk")
    fields = rows.values_list("class_id", "years", "basis", "acted_as", "at")
    return {record.class_id: record for record in (OfficeTermRecord(*values) for values in fields)}
