"""Writes about people: accounts, appointments, absences, leavers. For other apps they are in `services`."""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from loket.core import worktime
from loket.core.terms import Nik
from loket.offices import models, queries
from loket.offices.changes import Decision, change, found, keeps_office, note
from loket.offices.records import Officer
from loket.offices.refusals import (
    AlreadyEnds,
    NameTaken,
    NameUnfit,
    NikTaken,
    NipDate,
    NipLength,
    NipSex,
    NipTaken,
    NotOfThisOffice,
    NotVacant,
    OwnNik,
    SeatTaken,
    WrongPeriod,
)
from loket.offices.sessions import end_sessions_of
from loket.offices.terms import AppointmentKind, SessionEnd

NIP_LENGTH: Final = 18
_USERNAME: Final = re.compile(r"(?=.{3,60}\Z)[a-z0-9]+([.-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Seating:
    """A first appointment: to which position, in what capacity, by which decree, from when until when."""

    position: str
    kind: AppointmentKind
    decree: str
    valid_from: datetime.date
    valid_until: datetime.date | None = None


def _only_founding(_officer: Officer) -> bool:
    """No officer alone: see `proposals`."""
    return False


@change(_only_founding)
def add_person(
    office_key: str, *, username: str, full_name: str, nip: str, password_hash: str, decision: Decision
) -> int:
    """
    Create an officer with an account and return the person's number: only where an office is founded.

    `password_hash` comes from `django.contrib.auth.hashers.make_password`: hashing is slow on purpose, and many
    demo accounts may share one. Raises NameTaken, NameUnfit, NipTaken, NipLength, NipDate, NipSex.
    """
    return make_account(office_key, username, full_name, nip, password_hash, decision)


@change(_only_founding)
def appoint(
    office_key: str,
    *,
    person: int,
    position: str,
    kind: AppointmentKind,
    decree: str,
    valid_from: datetime.date,
    decision: Decision,
    valid_until: datetime.date | None = None,
) -> int:
    """
    Appoint a person to a position from `valid_from` up to, not including, `valid_until`; return the number.

    Only where an office is founded, and in rehearsals; otherwise one officer proposes it and another confirms it.
    A position has at most one holder in own right at a time where the title is a head's; positions of staff may have
    many. A Plt is for a position that nobody holds in own right; a Plh fills it only on the days on which the holder
    is absent. Raises WrongPeriod, SeatTaken, NotVacant, NotOfThisOffice.
    Basis: UU 30/2014, ps. 14 (Plh for absence, Plt for vacancy).
    """
    return make_appointment(office_key, person, Seating(position, kind, decree, valid_from, valid_until), decision)


def make_account(
    office_key: str, username: str, full_name: str, nip: str, password_hash: str, decision: Decision
) -> int:
    """An account with its person, in the caller's transaction. Raises what `add_person` raises."""
    office = queries.office(office_key)
    if not _USERNAME.fullmatch(username):
        raise NameUnfit(example=f"{office_key}.siti", fields=("username",))
    number = checked_nip(nip) if nip else ""
    if User.objects.filter(username=username).exists():
        raise NameTaken(username=username, fields=("username",))
    if number and models.Person.objects.filter(nip=number).exists():
        raise NipTaken(nip=number, fields=("nip",))
    try:
        with transaction.atomic():
            user = User.objects.create(username=username, password=password_hash)
            person = models.Person.objects.create(user=user, office_id=office.id, full_name=full_name, nip=number)
    except IntegrityError as taken:  # By another office, at the same moment: its row has another lock.
        raise NameTaken(username=username, fields=("username",)) from taken
    note(office.id, decision, f"Petugas {full_name} ({username}) ditambahkan")
    return person.pk


@change(keeps_office)
def record_nik(office_key: str, *, person: int, nik: Nik | None, decision: Decision) -> None:
    """
    Record the NIK of an officer, by which files of the own family are known; None takes a wrong one away.

    Another person decides it than the one it is of. The note says that it was recorded, not the number. Raises OwnNik,
    NikTaken, NotOfThisOffice.
    """
    row = found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    if decision.by is not None and decision.by.person == person:
        raise OwnNik(fields=("person",))
    digits = nik.digits if nik else ""
    if digits and models.Person.objects.filter(nik=digits).exclude(pk=person).exists():
        raise NikTaken(fields=("nik",))
    row.nik = digits
    try:
        with transaction.atomic():
            row.save(update_fields=["nik"])
    except IntegrityError as taken:  # By another office, at the same moment: its row has another lock.
        raise NikTaken(fields=("nik",)) from taken
    what = "NIK {} dicatat" if digits else "NIK {} dihapus"
    note(row.office_id, decision, what.format(row.full_name))


def checked_nip(text: str) -> str:
    """
    The 18 digits of a NIP as typed; blanks, dots and hyphens are ignored.

    Whether the person has it only the civil service register can say. Raises NipLength, NipDate, NipSex. Basis: Perka BKN 22/2007.
    """
    digits = "".join(c for c in text if not (c.isspace() or c in ".-"))
    if not (digits.isascii() and digits.isdigit() and len(digits) == NIP_LENGTH):
        raise NipLength(fields=("nip",))
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError as impossible:
        raise NipDate(fields=("nip",)) from impossible
    if digits[14] not in "12":
        raise NipSex(fields=("nip",))
    return digits


def make_appointment(office_key: str, person: int, seating: Seating, decision: Decision) -> int:
    """An appointment, in the caller's transaction. Raises what `appoint` raises."""
    kind, valid_from, valid_until = seating.kind, seating.valid_from, seating.valid_until
    if valid_until is not None and valid_until <= valid_from:
        raise WrongPeriod
    seat = models.Position.objects.filter(office__key=office_key, key=seating.position).first()
    holder = models.Person.objects.filter(office__key=office_key, pk=person).first()
    if seat is None or holder is None:
        raise NotOfThisOffice(what="Jabatan" if seat is None else "Petugas")
    # The lock of the office's row keeps two who appoint a head at the same time apart.
    _refuse_beside_holder(kind, seat, valid_from, valid_until)
    row = models.Appointment.objects.create(
        person=holder, position=seat, kind=kind, decree=seating.decree, valid_from=valid_from, valid_until=valid_until
    )
    since = worktime.plain_date(valid_from)
    what = f"{holder.full_name} ditunjuk {kind} {seat.title} sejak {since} ({seating.decree})"
    note(seat.office_id, decision, what)
    return row.pk


def _refuse_beside_holder(
    kind: AppointmentKind, seat: models.Position, valid_from: datetime.date, valid_until: datetime.date | None
) -> None:
    of_a_second_head = kind is AppointmentKind.DEFINITIF and "supervise" in seat.powers
    if not (of_a_second_head or kind is AppointmentKind.PLT):
        return
    others = models.Appointment.objects.filter(
        position=seat, kind=AppointmentKind.DEFINITIF, person__user__is_active=True
    ).exclude(valid_until__lte=valid_from)
    if valid_until is not None:
        others = others.filter(valid_from__lt=valid_until)
    other = others.select_related("person").first()
    if other is not None:
        refusal = SeatTaken if of_a_second_head else NotVacant
        raise refusal(title=seat.title, holder=other.person.full_name)


@change(keeps_office)
def end_appointment(office_key: str, *, appointment: int, valid_until: datetime.date, decision: Decision) -> None:
    """
    End an appointment, or end it earlier: `valid_until` is the first day it no longer holds.

    Raises NotOfThisOffice, WrongPeriod, AlreadyEnds.
    """
    row = found(
        models.Appointment.objects.filter(position__office__key=office_key, pk=appointment).first(), "Penunjukan"
    )
    if valid_until < row.valid_from:
        raise WrongPeriod
    if row.valid_until is not None and valid_until > row.valid_until:
        raise AlreadyEnds(until=worktime.printed_date(row.valid_until))
    row.valid_until = valid_until
    row.save(update_fields=["valid_until"])
    end = worktime.plain_date(valid_until)
    what = f"Penunjukan {row.person.full_name} sebagai {row.position.title} berakhir {end}"
    note(row.position.office_id, decision, what)


@change(keeps_office)
def record_absence(
    office_key: str,
    *,
    person: int,
    valid_from: datetime.date,
    valid_until: datetime.date,
    reason: str,
    decision: Decision,
) -> int:
    """
    Record leave, illness or duty travel; on those days the person fills no seat, so that a Plh can.

    `valid_until` is the first day back. Raises WrongPeriod, NotOfThisOffice.
    """
    if valid_until <= valid_from:
        raise WrongPeriod
    row = found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    absence = models.Absence.objects.create(person=row, valid_from=valid_from, valid_until=valid_until, reason=reason)
    since, back = worktime.plain_date(valid_from), worktime.plain_date(valid_until)
    note(row.office_id, decision, f"{row.full_name} tidak masuk mulai {since}, masuk kembali {back}: {reason}")
    return absence.pk


@change(keeps_office)
def end_absence(office_key: str, *, person: int, on: datetime.date, decision: Decision) -> int:
    """
    The person is back: absences that cover `on` end before it. Returns how many ended; none is no fault.

    Raises NotOfThisOffice.
    """
    row = found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    running = models.Absence.objects.filter(person=row, valid_from__lte=on, valid_until__gt=on)
    # One that began today never was; the note about it stays.
    unbegun, _ = running.filter(valid_from=on).delete()
    ended = unbegun + running.update(valid_until=on)
    if ended:
        note(row.office_id, decision, f"{row.full_name} masuk kembali {worktime.plain_date(on)}")
    return ended


@change(keeps_office)
def deactivate_person(office_key: str, *, person: int, on: datetime.date, decision: Decision) -> None:
    """
    Sign a leaver off: the account is closed, its sessions end now and every appointment on `on`.

    Files the person held show as without a holder; `casework.services.release_held_by` puts them into the pool.
    Raises NotOfThisOffice.
    """
    row = found(models.Person.objects.filter(office__key=office_key, pk=person).first(), "Petugas")
    User.objects.filter(pk=row.user_id).update(is_active=False)
    end_sessions_of(row.user_id, SessionEnd.CLOSED, decision.at)
    running = models.Appointment.objects.filter(person=row).exclude(valid_until__lte=on)
    running.filter(valid_from__lt=on).update(valid_until=on)
    for future in running.filter(valid_from__gte=on):
        future.valid_until = future.valid_from
        future.save(update_fields=["valid_until"])
    note(row.office_id, decision, f"{row.full_name} dinonaktifkan")
