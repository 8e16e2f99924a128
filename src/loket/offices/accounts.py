"""Writes about passwords: one's own, and a new one for somebody who lost it. For other apps they are in `services`."""

from django.contrib.auth.models import User

from loket.core.engine.refusals import NotAllowed
from loket.offices import models
from loket.offices.changes import Decision, change, found, keeps_office, note
from loket.offices.records import Officer
from loket.offices.refusals import OwnPassword, PasswordReplaced


def _anyone(_officer: Officer) -> bool:
    """Also whoever is on leave or without an appointment."""
    return True


@change(_anyone)
def change_password(office_key: str, *, before: str, password_hash: str, decision: Decision) -> None:
    """
    Give the officer who decides another password of their own; it need not be changed at the next sign-in.

    `before` is the stored hash that the old password was compared with, `password_hash` comes from
    `django.contrib.auth.hashers.make_password`. Every session that was begun with the old password ends. Raises
    PasswordReplaced where another password was set since, NotAllowed for a founding, which is nobody's.
    """
    if decision.by is None:
        raise NotAllowed
    row = found(models.Person.objects.filter(office__key=office_key, pk=decision.by.person).first(), "Petugas")
    if not User.objects.filter(pk=row.user_id, password=before).update(password=password_hash):
        raise PasswordReplaced
    _must_change(row, must=False)
    note(row.office_id, decision, f"{row.full_name} mengganti kata sandinya")


@change(keeps_office)
def reset_password(office_key: str, *, person: int, password_hash: str, decision: Decision) -> None:
    """
    Give somebody else of the office a new password, which must be changed at the next sign-in.

    Every session of that person ends; tokens of the API stay. Raises OwnPassword, and NotOfThisOffice also for who
    was signed off.
    """
    if decision.by is not None and decision.by.person == person:
        raise OwnPassword(fields=("person",))
    active = models.Person.objects.filter(office__key=office_key, pk=person, user__is_active=True)
    row = found(active.first(), "Petugas")
    User.objects.filter(pk=row.user_id).update(password=password_hash)
    _must_change(row, must=True)
    note(row.office_id, decision, f"{row.full_name} diberi kata sandi baru")


def _must_change(row: models.Person, *, must: bool) -> None:
    row.must_change_password = must
    row.save(update_fields=["must_change_password"])
