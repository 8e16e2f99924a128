"""
Writes about accounts: the own password, a new one for somebody who lost it, the end of somebody's session. For other apps
they are in `services`.
"""

import datetime

from django.contrib.auth.models import User

from loket.core.engine.refusals import NotAllowed
from loket.offices import models, queries
from loket.offices.account_acts import keep_act
from loket.offices.changes import Decision, change, found, keeps_office, note
from loket.offices.records import Officer
from loket.offices.refusals import OwnPassword, PasswordReplaced, SessionOver
from loket.offices.sessions import end_by_number, end_sessions_of
from loket.offices.terms import AccountAct, SessionEnd


def _anyone(_officer: Officer) -> bool:
    """Also whoever is on leave or without an appointment."""
    return True


@change(_anyone)
def change_password(
    office_key: str, *, before: str, password_hash: str, decision: Decision, session: int | None = None
) -> None:
    """
    Give the officer who decides another password of their own; it need not be changed at the next sign-in.

    `before` is the stored hash that the old password was compared with, `password_hash` comes from
    `django.contrib.auth.hashers.make_password`. Every session that was begun with the old password ends, but the one
    of number `session`, at which it is changed. Raises PasswordReplaced where another password was set since, NotAllowed for a founding, which is nobody's.
    """
    if decision.by is None:
        raise NotAllowed
    row = found(models.Person.objects.filter(office__key=office_key, pk=decision.by.person).first(), "Petugas")
    if not User.objects.filter(pk=row.user_id, password=before).update(password=password_hash):
        raise PasswordReplaced
    end_sessions_of(row.user_id, SessionEnd.PASSWORD, decision.at, but=session)
    _must_change(row, made_at=None)
    note(row.office_id, decision, f"{row.full_name} mengganti kata sandinya")


@change(keeps_office)
def reset_password(office_key: str, *, person: int, password_hash: str, decision: Decision) -> None:
    """
    Give somebody else of the office a new password, which must be changed at the next sign-in, and opens nothing after some days.

    Every session of that person ends; tokens of the API stay. Raises OwnPassword, NotOfThisOffice also for who
    was signed off, and SecondKeeper where the same keeper has taken the second factor away.
    """
    if decision.by is not None and decision.by.person == person:
        raise OwnPassword(fields=("person",))
    active = models.Person.objects.filter(office__key=office_key, pk=person, user__is_active=True)
    row = found(active.first(), "Petugas")
    keep_act(row, AccountAct.PASSWORD, decision)
    User.objects.filter(pk=row.user_id).update(password=password_hash)
    end_sessions_of(row.user_id, SessionEnd.PASSWORD, decision.at)
    _must_change(row, made_at=decision.at)
    note(row.office_id, decision, f"{row.full_name} diberi kata sandi baru")


@change(keeps_office)
def end_session_of_officer(office_key: str, *, session: int, decision: Decision) -> None:
    """End a session of an officer of this office, by its number. Raises SessionOver, also for another office's."""
    name = end_by_number(office_key, session, decision.at)
    if name is None:
        raise SessionOver(fields=("session",))
    note(queries.office(office_key).id, decision, f"Sesi {name} diakhiri")


def _must_change(row: models.Person, *, made_at: datetime.datetime | None) -> None:
    row.must_change_password, row.password_made_at = made_at is not None, made_at
    row.save(update_fields=["must_change_password", "password_made_at"])
