"""What an office does with a complaint beside its steps: the answer, whom it is kept from, its number at LAPOR."""

from collections.abc import Collection
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.casework import services as cases
from loket.casework.refusals import NoSuchCase
from loket.complaints import models
from loket.complaints.reading import ANSWER, entry, may_answer, row_of
from loket.complaints.records import LONGEST_LINE, LONGEST_TEXT, Entry
from loket.complaints.refusals import LaporNumberTaken, NotNow, NotYours, OwnKeeping
from loket.complaints.rights import handles, require_keeper
from loket.complaints.taking import add_ticket
from loket.complaints.verifying import leaves_nobody
from loket.core.problems import BadTerm, Problem
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register.acting import acted_as
from loket.storage.writing import run
from loket.vault.services import of_case, seal

_SHORTEST = 10


def answer(resi: str, text: str, *, officer: Officer) -> None:
    """
    Write the answer, or write it anew; the complainant reads it once it is told.

    Raises NoSuchCase, NotYours, NotNow, and BadTerm for words that say nothing.
    """
    found = _handled(resi, officer)
    if not may_answer(officer, found.line):
        raise NotNow
    said = text.replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]
    if len(said) < _SHORTEST:
        raise BadTerm(Problem("complaint-answer", _("Tulis jawabannya dengan beberapa kata."), field="answer"))
    row = row_of(found.resi)
    kept = models.Answer(
        complaint=row,
        content=seal(of_case(row.resi), ANSWER, said.encode()),
        person=officer.person,
        acted_as=acted_as(officer),
        at=timezone.now(),
    )

    def write() -> None:
        cases.note_answer(row.resi, kept.at)
        kept.save(force_insert=True)

    run(write)


def withhold(
    resi: str,
    persons: Collection[int],
    why: str,
    *,
    shown: Collection[int],
    officer: Officer,
    version: int,
    key: UUID,
) -> None:
    """
    Say for whom of those `shown` on a page a complaint does not exist from now on. A keeper's act; the same `key` does it once.

    Whom the page did not show stays as before. Raises NoSuchCase, KeepersOnly, OwnKeeping for who would be left to verify it by
    nobody, or takes the own self out or in, ReasonMissing, OfficeChanging, and StaleVersion for a page older than the case.
    """
    require_keeper(officer)
    found = _handled(resi, officer)
    own = {one.person for one in offices.persons(officer.office_key)}
    chosen = own.intersection(persons)
    before = frozenset(map(int, (found.line.case.kept_from or "").split()))
    kept_from = sorted(before.difference(shown) | chosen)
    _require_left(found, officer, kept_from)
    row = row_of(found.resi)
    why = " ".join(why.replace("\0", "").split())[:400]

    def write() -> None:
        if not cases.keep_from(found.resi, kept_from, why, officer=officer, version=version, key=key):
            return
        models.Withholding(
            pk=uuid5(row.pk, str(key)),
            complaint=row,
            persons=" ".join(map(str, kept_from)),
            why=why,
            person=officer.person,
            acted_as=acted_as(officer),
            at=timezone.now(),
        ).save(force_insert=True)

    run(write)


def give_lapor_number(resi: str, number: str, *, officer: Officer) -> None:
    """Note the number of SP4N-LAPOR!. Raises NoSuchCase, KeepersOnly, BadTerm and LaporNumberTaken."""
    require_keeper(officer)
    found = _handled(resi, officer)
    row, said = row_of(found.resi), lapor_number(number)
    try:
        run(lambda: add_ticket(row, said, officer))
    except IntegrityError:
        raise LaporNumberTaken from None


def lapor_number(text: str) -> str:
    """A number of LAPOR as typed: digits, letters, points, hyphens and strokes. Raises BadTerm."""
    number = "".join(text.split())[:LONGEST_LINE].lstrip("#")
    if (
        not number
        or len(number) > 40
        or not all(sign.isascii() and (sign.isalnum() or sign in "-./") for sign in number)
    ):
        sentence = _("Nomor LAPOR berisi angka, huruf, titik, garis miring atau tanda hubung.")
        raise BadTerm(Problem("lapor-number", sentence, field="lapor_number"))
    return number


def _handled(resi: str, officer: Officer) -> Entry:
    found = entry(resi, officer)
    if found is None:
        raise NoSuchCase(resi=resi)
    if not handles(officer, found.line):
        raise NotYours
    return found


def _require_left(found: Entry, officer: Officer, kept_from: Collection[int]) -> None:
    today = offices.today(officer.office_key, timezone.now())
    if officer.person in kept_from or leaves_nobody(officer.office_key, found.line.case.procedure, kept_from, today):
        raise OwnKeeping
