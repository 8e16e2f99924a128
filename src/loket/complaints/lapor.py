"""
Complaints that come from SP4N-LAPOR!, by file: what was downloaded there is entered here, and what is to be typed there is given back.

There is no public interface: a file is carried over by a person.
"""

import csv
import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from loket.complaints import models
from loket.complaints.answering import lapor_number
from loket.complaints.reading import entries, row_of, told_answer
from loket.complaints.records import Channel, Received, Said, Secrecy
from loket.complaints.rights import require_keeper
from loket.complaints.taking import enter
from loket.core.problems import BadTerm, Problem, Refusal
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.vault.services import blind

COLUMNS: Final = ("nomor_lapor", "diterima", "isi", "terlapor", "sifat", "nama", "kontak")
GIVEN: Final = ("nomor_lapor", "nomor_buku", "diterima", "kategori", "keadaan", "dijawab", "jawaban")
MOST_ROWS: Final = 500
MOST_BYTES: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """
    What became of one line of the file: `number` is that of the book, `problem` why it was not taken. Whoever shows it
    words that in the language of the screen.
    """

    row: int
    lapor_number: str
    number: str
    problem: Problem | Refusal | None
    is_new: bool


def bring_in(officer: Officer, content: bytes) -> tuple[Line, ...]:
    """
    Enter the complaints of a CSV file with a head, separated by commas or semicolons; each line by itself, and one number of LAPOR
    once, however often the file is brought. Raises KeepersOnly, and BadTerm for what is no such file.
    """
    require_keeper(officer)
    return tuple(_entered(officer, number, row) for number, row in enumerate(_rows(content), start=2))


def to_give_back(officer: Officer) -> Iterator[tuple[str, ...]]:
    """The rows of GIVEN for all complaints with a number of LAPOR, but for those kept from the officer. Raises KeepersOnly."""
    for one in entries(officer):
        if not one.lapor_number:
            continue
        case, done = one.line.case, one.line.done_at
        answer = told_answer(row_of(one.resi), one.line)
        yield (
            one.lapor_number,
            case.register_number,
            case.submitted_at.isoformat(),
            one.line.category_label,
            case.status.value,
            done.isoformat() if done else "",
            answer.text if answer else "",
        )


def _rows(content: bytes) -> list[dict[str, str]]:
    if len(content) > MOST_BYTES:
        raise BadTerm(Problem("lapor-file", _("Berkas terlalu besar; bagi menjadi beberapa berkas."), field="file"))
    try:
        text = content.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        rows = [{name: (row.get(name) or "") for name in COLUMNS} for row in reader]
        heads = reader.fieldnames or ()
    except (UnicodeDecodeError, csv.Error):
        raise BadTerm(Problem("lapor-file", _("Berkas ini bukan CSV yang dapat dibaca."), field="file")) from None
    missing = [name for name in COLUMNS[:3] if name not in heads]
    if missing or len(rows) > MOST_ROWS:
        sentence = _("Berkas memerlukan kolom nomor_lapor, diterima dan isi, dan paling banyak %(most)s baris.")
        sentence = sentence % {"most": MOST_ROWS}
        raise BadTerm(Problem("lapor-file", sentence, field="file"))
    return rows


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return ";" if head.count(";") > head.count(",") else ","


def _entered(officer: Officer, row: int, typed: dict[str, str]) -> Line:
    given = typed["nomor_lapor"].strip()
    try:
        number = lapor_number(given)
        before = models.LaporTicket.objects.filter(office=officer.office_id, number=number).exists()
        if before:
            return Line(row, number, "", None, is_new=False)
        received = Received(Channel.LAPOR, _moment(typed["diterima"], officer), lapor_number=number)
        made = enter(officer, _said(typed), received, key=_key(number))
    except BadTerm as bad:
        return Line(row, given, "", bad.problem, is_new=False)
    except Refusal as refusal:
        return Line(row, given, "", refusal, is_new=False)
    return Line(row, number, made.number, None, is_new=True)


def _key(number: str) -> UUID:
    """The key of a number, the same whenever its file is brought, and known to nobody who only knows the number."""
    return UUID(hex=blind("nomor-lapor", number)[:32])


def _said(typed: dict[str, str]) -> Said:
    kinds = {one.value: one for one in Secrecy}
    wanted = typed["sifat"].strip().casefold()
    if wanted and wanted not in kinds:
        raise BadTerm(Problem("lapor-secrecy", _("Sifat adalah bernama, rahasia atau anonim."), field="file"))
    name = typed["nama"].strip()
    secrecy = kinds[wanted] if wanted else Secrecy.CONFIDENTIAL if name else Secrecy.ANONYMOUS
    return Said(typed["isi"], typed["terlapor"], "", secrecy, name, typed["kontak"])


def _moment(text: str, officer: Officer) -> datetime.datetime:
    """A day or a moment in ISO 8601; one without a zone is on the clock of the office, a day alone at noon."""
    try:
        found = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadTerm(
            Problem("lapor-received", _("Tulis waktu diterima seperti 2026-11-22 09:30."), field="file")
        ) from None
    if len(text.strip()) <= len("2026-11-22"):
        found = found.replace(hour=12)
    return found if found.tzinfo else found.replace(tzinfo=offices.work_calendar(officer.office_key).zone)
