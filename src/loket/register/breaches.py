"""
The breach register: what failed, when it was found, whom it reached, who was told, and how it was closed.

Nothing in it is changed or removed; what was wrong is corrected by a note. Basis: UU 27/2022 ps. 46.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.utils import timezone

from loket.core.oversight.breach_clock import BreachClock, clock
from loket.core.problems import BadTerm, Problem, Refusal
from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.storage.writing import run

_SHORTEST: Final = 10
_BEGINNING: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""Before anything that Loket has noted."""


class StepKind(StrEnum):
    """What is done about a breach."""

    NOTE = "catatan"
    PEOPLE = "orang"
    AGENCY = "lembaga"
    CLOSED = "tutup"


class BreachKeepersOnly(Refusal):
    """Who opens a breach decides for the office."""

    id = "breach-keepers-only"
    sentence = "Buku kebocoran diisi kepala kantor, pengelola, atau pemeriksa."


class BreachClosed(Refusal):
    """What is closed stays closed; a new finding is a new breach."""

    id = "breach-closed"
    sentence = "Kebocoran ini sudah ditutup."
    hint = "Bila ada temuan baru, buka catatan kebocoran yang baru."


class NotAllTold(Refusal):
    """A breach is closed after people and agency were told. Basis: UU 27/2022 ps. 46."""

    id = "breach-not-all-told"
    sentence = "Kebocoran ini belum dapat ditutup: {whom} belum diberi tahu."
    hint = "Kirim suratnya, lalu catat di sini."


@dataclass(frozen=True, slots=True)
class Extent:
    """
    By what people are affected: looks of one officer or of all in a time, files taken out in it, or one file.

    `is_unknown`: nobody knows yet when it happened; then everything up to when it was recorded counts.
    """

    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    about: int | None = None
    run: int | None = None
    is_unknown: bool = False

    @property
    def last(self) -> datetime.datetime | None:
        """A moment on the last day of the period, which `until` ends."""
        return self.until - datetime.timedelta(microseconds=1) if self.until is not None else None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out: what happened, which data, how and what is done about it, and when it was found."""

    what: str
    data: str
    how: str
    found_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One thing done about a breach."""

    kind: StepKind
    text: str
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class BreachRecord:
    """A breach with everything done about it, oldest first."""

    id: int
    office_id: int
    found: Found
    extent: Extent
    acted_as: str
    at: datetime.datetime
    steps: tuple[StepRecord, ...] = field(default=())

    def last(self, kind: StepKind) -> datetime.datetime | None:
        """When this was done last; None where it was not."""
        return max((step.at for step in self.steps if step.kind is kind), default=None)

    def first(self, kind: StepKind) -> datetime.datetime | None:
        """When this was done first; None where it was not."""
        return min((step.at for step in self.steps if step.kind is kind), default=None)

    @property
    def reach(self) -> Extent:
        """The extent by which people are looked for."""
        if self.extent.since is not None or self.extent.run is not None:
            return self.extent
        return replace(self.extent, since=_BEGINNING, until=self.at)

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self.last(StepKind.CLOSED) is not None

    def clock(self, now: datetime.datetime) -> BreachClock:
        """The 3 x 24 hours, which end when people and agency were told first."""
        return clock(self.found.found_at, now, (self.first(StepKind.PEOPLE), self.first(StepKind.AGENCY)))


def may_keep_breaches(officer: Officer) -> bool:
    """Whether the officer keeps the breach register: the head, the administrator, auditors."""
    return officer.keeps_office or "audit" in officer.powers


def breach_problems(found: Found, extent: Extent, now: datetime.datetime) -> tuple[Problem, ...]:
    """
    All that keeps a breach from being opened: words that say nothing, a finding to come, an extent without file and period
    that is not said to be unknown, a period that has one end alone, ends before it begins, or is said to be unknown.
    """
    return (*_words_problems(found, now), *_extent_problems(extent))


def _words_problems(found: Found, now: datetime.datetime) -> Iterator[Problem]:
    for name, text in (("what", found.what), ("data", found.data), ("how", found.how)):
        if len(text.strip()) < _SHORTEST:
            yield Problem(f"breach-{name}", "Tulis dengan beberapa kata.", field=name)
    if found.found_at > now:
        yield Problem("breach-found", "Waktu ditemukan tidak boleh di masa depan.", field="found_date")


def _extent_problems(extent: Extent) -> Iterator[Problem]:
    since, until = extent.since, extent.until
    if extent.is_unknown and (since or until):
        yield Problem("breach-known", "Kosongkan tanggalnya, atau hapus centang ini.", field="unknown")
    elif (since is None) != (until is None):
        missing = "since" if since is None else "until"
        yield Problem("breach-half-period", "Isi awal dan akhir masa kejadian, atau kosongkan keduanya.", field=missing)
    elif since is not None and until is not None and until <= since:
        yield Problem("breach-period", "Akhir masa kejadian sebelum awalnya.", field="until")
    elif since is None and extent.run is None and not extent.is_unknown:
        hint = "Bila belum diketahui, centang yang mengatakannya."
        yield Problem("breach-extent", "Isi masa kejadian, atau pilih berkas yang keluar.", hint, field="since")


def open_breach(officer: Officer, found: Found, extent: Extent, now: datetime.datetime) -> int:
    """
    Open a breach; the number it has from then on.

    Raises BreachKeepersOnly, and BadTerm with the first of `breach_problems`.
    """
    _require_keeper(officer)
    for problem in breach_problems(found, extent, now):
        raise BadTerm(problem)
    period = extent.since is not None and extent.until is not None
    row = models.Breach(
        office_id=officer.office_id,
        what=found.what[:400],
        data=found.data[:400],
        how=found.how[:1000],
        found_at=found.found_at,
        since=extent.since if period else None,
        until=extent.until if period else None,
        about=extent.about,
        run_id=extent.run,
        person=officer.person,
        acted_as=acted_as(officer),
        at=now,
    )
    run(lambda: row.save(force_insert=True))
    return row.pk


def add_breach_step(officer: Officer, breach: BreachRecord, kind: StepKind, text: str) -> None:
    """
    Note what was done about a breach of the officer's office; committed when this returns.

    Raises BreachKeepersOnly, BreachClosed, NotAllTold for a closing before people and agency were told, and BadTerm for
    words that say nothing.
    """
    _require_keeper(officer)
    if breach.is_closed:
        raise BreachClosed
    _said("text", text)
    if kind is StepKind.CLOSED:
        untold = [
            words
            for told, words in ((StepKind.PEOPLE, "orang yang terkena"), (StepKind.AGENCY, "lembaga"))
            if not breach.last(told)
        ]
        if untold:
            raise NotAllTold(whom=" dan ".join(untold))
    row = models.BreachStep(
        breach_id=breach.id,
        kind=kind.value,
        text=text[:1000],
        person=officer.person,
        acted_as=acted_as(officer),
        at=timezone.now(),
    )
    try:
        run(lambda: row.save(force_insert=True))
    except IntegrityError as twice:
        raise BreachClosed from twice


def breaches_of(office_id: int) -> tuple[BreachRecord, ...]:
    """Every breach of an office, the latest finding first; two statements."""
    return _records(models.Breach.objects.filter(office=office_id))


def breach(breach_id: int, office_id: int) -> BreachRecord | None:
    """One breach of the office; None for another office's as well."""
    return next(iter(_records(models.Breach.objects.filter(pk=breach_id, office=office_id))), None)


def affected(office_id: int, extent: Extent, niks: "QuerySet[Any, Any]") -> "QuerySet[models.Resident]":
    """
    The residents whom an extent reaches, as one query not yet asked.

    `niks` are those of applicants whose cases were looked into in the same extent. A look at a KK reaches everybody who was
    ever in it. Where one file is named, those in it alone.
    """
    if extent.run is not None and extent.since is None:
        subjects = models.ExportSubject.objects.filter(run=extent.run, run__office=office_id)
        return models.Resident.objects.filter(pk__in=subjects.values("resident"))
    looks = models.Reading.objects.filter(office=office_id, at__gte=extent.since, at__lt=extent.until)
    files = models.ExportSubject.objects.filter(run__office=office_id)
    taken = Q(run__at__gte=extent.since, run__at__lt=extent.until)
    if extent.about is not None:
        looks, taken = looks.filter(person=extent.about), taken & Q(run__person=extent.about)
    if extent.run is not None:
        taken = taken | Q(run=extent.run)
    members = models.Membership.objects.filter(family__in=looks.exclude(family=None).values("family"))
    return models.Resident.objects.filter(
        Q(pk__in=looks.exclude(resident=None).values("resident"))
        | Q(pk__in=members.values("resident"))
        | Q(pk__in=files.filter(taken).values("resident"))
        | Q(nik__in=niks)
    )


def _records(rows: "QuerySet[models.Breach]") -> tuple[BreachRecord, ...]:
    found = rows.order_by("-found_at", "-pk").prefetch_related("steps")
    return tuple(
        BreachRecord(
            row.pk,
            row.office_id,
            Found(row.what, row.data, row.how, row.found_at),
            Extent(row.since, row.until, row.about, row.run_id, row.since is None and row.run_id is None),
            row.acted_as,
            row.at,
            tuple(
                StepRecord(StepKind(step.kind), step.text, step.acted_as, step.at)
                for step in sorted(row.steps.all(), key=lambda step: (step.at, step.pk))
            ),
        )
        for row in found
    )


def _require_keeper(officer: Officer) -> None:
    if not may_keep_breaches(officer):
        raise BreachKeepersOnly


def _said(name: str, text: str) -> None:
    if len(text.strip()) < _SHORTEST:
        raise BadTerm(Problem(f"breach-{name}", "Tulis dengan beberapa kata.", field=name))
