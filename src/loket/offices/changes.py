"""
How every change of an office is made: one transaction, one revision more, an audit note, and nothing remembered after.

Who decides must hold the power for it; only the founding of an office is decided by nobody.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from django.db import connection, transaction
from django.db.models import F, Model

from loket.core.engine.refusals import NotAllowed
from loket.offices import models, queries
from loket.offices.memory import changing, forget_all
from loket.offices.records import Officer
from loket.offices.refusals import NotOfThisOffice, WhyMissing

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Decision:
    """
    Who decided a change, when, and on what ground.

    A change without a ground is refused, and one that an officer of another office decides, or one without the power
    for it. Nobody decides a founding: see `Decision.founding`.
    """

    by: Officer | None
    at: datetime.datetime
    why: str
    is_founding: bool = False

    @classmethod
    def founding(cls, at: datetime.datetime, why: str) -> "Decision":
        """The decision of whoever runs the installation: before an office has officers, and in rehearsals."""
        return cls(None, at, why, is_founding=True)


def hold_revision(office_id: int) -> int:
    """
    Read the revision of an office and keep it from changing until the caller's transaction ends.

    To be called inside a transaction, before the calendar is read: on PostgreSQL the row is locked for share, so that
    a change of the office waits, and others who hold it do not; on SQLite the caller's write lock does the same.
    The answer is what `queries.confirm` takes. Raises NoSuchOffice.
    """
    lock = " FOR SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT revision FROM offices_office WHERE id = %s{lock}", [office_id])  # noqa: S608 (no input)
        row = cursor.fetchone()
    if row is None:
        raise queries.NoSuchOffice(office_id)
    return int(row[0])


Change = Callable[Concatenate[str, P], R]


def change(may: Callable[[Officer], bool]) -> Callable[[Change[P, R]], Change[P, R]]:
    """
    Make a service of it whose first argument is the office's key and which takes a `decision`.

    The revision is raised first: it takes the lock of the office's row, so that changes of one office follow one
    another, and a case that holds the revision is written before or after, never between. `may` says which officers
    decide it. The service may raise, besides its own refusals, NoSuchOffice, WhyMissing, NotOfThisOffice, NotAllowed.
    """

    def wrap(service: Change[P, R]) -> Change[P, R]:
        @wraps(service)
        def changed(office_key: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with changing(), transaction.atomic():
                raise_revision(office_key)
                decision = kwargs["decision"]
                assert isinstance(decision, Decision)
                require(office_key, decision, may)
                result = service(office_key, *args, **kwargs)
                transaction.on_commit(forget_all)
            return result

        return changed

    return wrap


def raise_revision(office_key: str) -> None:
    """Say that something of the office changes, in the caller's transaction. Raises NoSuchOffice."""
    if not models.Office.objects.filter(key=office_key).update(revision=F("revision") + 1):
        raise queries.NoSuchOffice(office_key)


def require(office_key: str, decision: Decision, may: Callable[[Officer], bool]) -> None:
    """
    The decision has a ground, and is of an officer of this office who may take it, as of the day it is taken.

    Raises WhyMissing, NotOfThisOffice, NotAllowed.
    """
    if not decision.why.strip():
        raise WhyMissing(fields=("why",))
    if decision.is_founding:
        return
    if decision.by is None:
        raise NotAllowed
    if decision.by.office_key != office_key:
        raise NotOfThisOffice(what="Pejabat yang memutuskan")
    # Read anew: whoever lost the power a moment ago decides nothing any more.
    officer = officer_deciding(decision.by, decision.at)
    if officer is None or not may(officer):
        raise NotAllowed


def officer_deciding(by: Officer, at: datetime.datetime) -> Officer | None:
    """Who decides as of now, with the power of an emergency while that lasts; None for who was signed off."""
    officer = queries.officer_by_id(by.person, queries.today(by.office_key, at))
    if officer is None or officer.emergency is None:
        return officer
    standing = queries.standing_emergency(officer.emergency)
    return officer.keeping() if standing is not None and standing.lasts(at) else officer


def keeps_office(officer: Officer) -> bool:
    """The head of the office or its administrator decides about people and the calendar."""
    return officer.keeps_office


def supervises(officer: Officer) -> bool:
    """Whoever supervises the counter records what happens to it."""
    return "supervise" in officer.powers


NOTE_LENGTH: Final = 400
"""As many signs as the note of a change holds."""


def note(office_id: int, decision: Decision, what: str) -> None:
    """Add an audit note of the change."""
    person = decision.by.person if decision.by else None
    models.AuditNote.objects.create(
        office_id=office_id, person_id=person, at=decision.at, what=what[:NOTE_LENGTH], why=decision.why.strip()
    )


def found(row: M | None, what: str) -> M:
    """The row that was looked for in the office. Raises NotOfThisOffice."""
    if row is None:
        raise NotOfThisOffice(what=what)
    return row
