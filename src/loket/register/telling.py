"""
What a resident is told of who looked at the own data, and what waits until a day because an authority ordered so.

Only looks on an official request can wait; whatever officers look at for their own work is always told.
"""

import datetime
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import CharField, Exists, F, Q, QuerySet, Value
from django.utils import timezone

from loket.core.oversight.purposes import PurposeKind
from loket.core.problems import BadTerm, Problem
from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.register.watching import WatchRefused, may_watch
from loket.storage.writing import run

TAKEN_OUT: Final = "keluar"
LONGEST_WAIT: Final = datetime.timedelta(days=366)
COLUMNS: Final = ("at", "acted_as", "what", "purpose", "resi", "office")
"""The columns of one look, by which looks of several tables are put together."""
RowsOfLooks = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order by which looks on an official request at a resident are told from a day on."""

    resident: UUID
    letter: str
    letter_date: datetime.date
    issuer: str
    until_date: datetime.date
    acted_as: str
    at: datetime.datetime


def rows_of_looks(resident: UUID, today: datetime.date) -> tuple[RowsOfLooks, RowsOfLooks]:
    """
    The looks at a resident and at every KK the resident was ever in, whose page names former members too; and the files
    that the resident was in. Without looks that an order hides `today`. Two queries to be put together, not yet asked.
    """
    kks = models.Membership.objects.filter(resident=resident).values("family")
    hidden = models.ConcealmentOrder.objects.filter(resident=resident, until_date__gt=today)
    told = ~Q(purpose=PurposeKind.ORDER.value) | Q(purpose=None) | ~Exists(hidden)
    looks = models.Reading.objects.filter(Q(resident=resident) | Q(family__in=kks)).filter(told)
    files = models.ExportSubject.objects.filter(resident=resident).annotate(
        at=F("run__at"),
        acted_as=F("run__acted_as"),
        what=Value(TAKEN_OUT, output_field=CharField()),
        purpose=Value(TAKEN_OUT, output_field=CharField()),
        resi=Value("", output_field=CharField()),
        office=F("run__office_id"),
    )
    return looks.values_list(*COLUMNS), files.values_list(*COLUMNS)


def resis_of_looks(resident: UUID) -> QuerySet[Any, Any]:
    """The resis of cases for which the resident was looked at; not yet asked."""
    return models.Reading.objects.filter(resident=resident).exclude(resi=None).exclude(resi="").values("resi")


def orders_on(resident: UUID) -> tuple[OrderRecord, ...]:
    """Every order about a resident, newest first, whether it still hides anything or not."""
    return _orders(Q(resident=resident))


def orders_in_force(office_id: int, today: datetime.date) -> tuple[OrderRecord, ...]:
    """Every order of an office that hides something on this day, newest first: one who records them is not the only one who knows."""
    return _orders(Q(office=office_id, until_date__gt=today))


def _orders(which: Q) -> tuple[OrderRecord, ...]:
    rows = models.ConcealmentOrder.objects.filter(which).order_by("-at", "-pk")
    fields = ("resident", "letter", "letter_date", "issuer", "until_date", "acted_as", "at")
    return tuple(OrderRecord(*row) for row in rows.values_list(*fields))


def conceal(
    officer: Officer,
    resident: UUID,
    *,
    letter: str,
    letter_date: datetime.date | None,
    issuer: str,
    until_date: datetime.date | None,
    today: datetime.date,
) -> None:
    """
    Record a written order: looks on an official request at this resident are told from `until_date` on, not before.

    Raises WatchRefused for whoever is neither head nor auditor, and BadTerm for an order without letter, issuer or dates, of
    a day to come, or that waits longer than a year. Basis: UU 27/2022 ps. 15 (exceptions: law enforcement, supervision).
    """
    if not may_watch(officer):
        raise WatchRefused
    for name, text in (("letter", letter), ("issuer", issuer)):
        if not text.strip():
            raise BadTerm(Problem(f"order-{name}", "Isi seperti tertulis pada suratnya.", field=name))
    if letter_date is None or letter_date > today:
        raise BadTerm(Problem("order-letter-date", "Isi tanggal surat, paling lambat hari ini.", field="letter_date"))
    if until_date is None or not today < until_date <= today + LONGEST_WAIT:
        hint = "Perintah yang lebih lama diperbarui dengan surat baru."
        raise BadTerm(
            Problem("order-until", "Isi tanggal sesudah hari ini, paling lama setahun lagi.", hint, field="until_date")
        )
    row = models.ConcealmentOrder(
        office_id=officer.office_id,
        resident_id=resident,
        letter=letter.strip()[:100],
        letter_date=letter_date,
        issuer=issuer.strip()[:200],
        until_date=until_date,
        person=officer.person,
        acted_as=acted_as(officer),
        at=timezone.now(),
    )
    run(lambda: row.save(force_insert=True))
