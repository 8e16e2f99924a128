"""The suggestion box: who opened it when, before whom, and how many letters lay in it."""

import datetime
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.complaints import models
from loket.complaints.records import LONGEST_LINE, BoxRecord
from loket.complaints.rights import require_enterer
from loket.complaints.taking import OLDEST
from loket.core.problems import BadTerm, Problem
from loket.offices.records import Officer
from loket.register.acting import acted_as
from loket.storage.writing import run

MOST_SHOWN: Final = 100
_MOST_LETTERS: Final = 1000


def open_box(
    officer: Officer, *, place: str, opened_at: datetime.datetime, letters: int, witnesses: tuple[str, ...], key: UUID
) -> BoxRecord:
    """
    Note an opening, also of an empty box; the same `key` notes it once. Raises NotAllowed, and BadTerm for what is not filled in:
    a box is opened before somebody else.
    """
    require_enterer(officer)
    place = " ".join(place.split())[:LONGEST_LINE]
    named = tuple(name for name in (" ".join(one.split())[:100] for one in witnesses) if name)
    if not place:
        raise BadTerm(Problem("box-place", _("Tulis tempat kotaknya."), field="place"))
    now = timezone.now()
    if not now - OLDEST <= opened_at <= now:
        sentence = _("Waktu pembukaan tidak boleh di masa depan, atau lebih dari setahun yang lalu.")
        raise BadTerm(Problem("box-opened", sentence, field="opened_date"))
    if not named:
        raise BadTerm(Problem("box-witnesses", _("Tulis sedikitnya satu saksi."), field="witnesses"))
    if not 0 <= letters <= _MOST_LETTERS:
        raise BadTerm(Problem("box-letters", _("Tulis jumlah suratnya dengan angka."), field="letters"))
    row = models.BoxOpening(
        pk=key,
        office_id=officer.office_id,
        place=place,
        opened_at=opened_at,
        letters=letters,
        witnesses="\n".join(named)[:400],
        person=officer.person,
        acted_as=acted_as(officer),
        at=timezone.now(),
    )
    if not models.BoxOpening.objects.filter(pk=key).exists():
        # The same form from two browsers at once: below, what stands is answered.
        with suppress(IntegrityError):
            run(lambda: row.save(force_insert=True))
    found = box(key, officer)
    if found is None:
        raise BadTerm(Problem("box-place", _("Muat ulang halaman ini, lalu isi lagi."), field="place"))
    return found


def boxes(officer: Officer) -> tuple[BoxRecord, ...]:
    """The latest hundred openings of the officer's office, newest first. Raises NotAllowed."""
    require_enterer(officer)
    rows = models.BoxOpening.objects.filter(office=officer.office_id).annotate(entered=Count("complaints"))
    return tuple(map(_record, rows.order_by("-opened_at", "-pk")[:MOST_SHOWN]))


def box(number: UUID, officer: Officer) -> BoxRecord | None:
    """One opening of the officer's office; None for another's. Raises NotAllowed."""
    require_enterer(officer)
    rows = models.BoxOpening.objects.filter(pk=number, office=officer.office_id).annotate(entered=Count("complaints"))
    return next(map(_record, rows), None)


def _record(row: models.BoxOpening) -> BoxRecord:
    entered: int = getattr(row, "entered", 0)
    return BoxRecord(
        row.pk, row.place, row.opened_at, row.letters, tuple(row.witnesses.split("\n")), row.acted_as, entered
    )
