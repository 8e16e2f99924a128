"""
What leaves the register is noted before it is given: who took it out, for what, how much, its hash, and whom it is about.

It refuses to know what a table says; `storage.tabular` writes it.
"""

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils import timezone

from loket.core.problems import Refusal
from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.storage.tabular import Rows, table
from loket.storage.writing import run

OUT: Final = "keluar"
WITH_SPECIFIC: Final = "Dengan data khusus. "
"""Stands before the reason where specific data left as well."""
SHORTEST: Final = 10
LONGEST: Final = 400
_AT_ONCE: Final = 1_000
MOST_SHOWN: Final = 200


class ReasonMissing(Refusal):
    """Personal data leaves the register only for a stated purpose. Basis: UU 27/2022 ps. 16."""

    id = "export-reason-missing"
    sentence = "Alasan pengeluaran data belum ditulis."
    hint = "Tulis untuk siapa dan untuk apa berkas ini, dengan beberapa kata."


class FileExists(Refusal):
    """An export never writes over a file."""

    id = "export-file-exists"
    sentence = "Berkas {name} sudah ada."
    hint = "Pilih nama lain."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A table as it leaves: its file name without ending, its columns in order, its rows, and whom they are about."""

    name: str
    columns: Sequence[str]
    rows: Rows
    residents: Iterable[UUID] = ()


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """
    What left the register; `acted_as` is empty where it was taken out at the machine itself.

    `specific`: the note says that specific data are in it.
    """

    id: int
    name: str
    rows: int
    sha256: str
    reason: str
    acted_as: str
    at: datetime.datetime
    specific: bool = False


def require_reason(reason: str) -> str:
    """The reason on one line. Raises ReasonMissing for none, or one too short to say anything."""
    text = " ".join(reason.replace("\x00", "").split())
    if len(text) < SHORTEST or " " not in text:
        raise ReasonMissing
    return text[:LONGEST]


@contextmanager
def leaving_as(path: Path) -> Iterator[Path]:
    """
    A file to write, beside `path` and for its owner only: it takes that name when the block ends well, and else is gone.

    Whoever notes the export inside so notes it before anybody has it. Raises FileExists and OSError.
    """
    if path.exists():
        raise FileExists(name=path.name)
    unfinished = path.with_name(f"{path.stem}.sebagian{path.suffix}")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600, exist_ok=False)
    try:
        yield unfinished
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def take_out(outgoing: Outgoing, kind: str, *, officer: Officer, reason: str) -> bytes:
    """
    The table as a file of `kind`, csv or xlsx, after it is noted; committed before anybody has it.

    Raises ReasonMissing. Basis: UU 27/2022 ps. 31.
    """
    said = require_reason(reason)
    rows = [*outgoing.rows]
    content = table(kind, outgoing.columns, rows, title=outgoing.name)
    note_export(
        officer.office_id,
        name=f"{outgoing.name}.{kind}",
        sha256=hashlib.sha256(content).hexdigest(),
        rows=len(rows),
        reason=said,
        residents=outgoing.residents,
        officer=officer,
    )
    return content


def note_export(
    office_id: int,
    *,
    name: str,
    sha256: str,
    rows: int,
    reason: str,
    residents: Iterable[UUID],
    officer: Officer | None = None,
    specific: bool = False,
) -> None:
    """
    Note a file that leaves, and whom it is about; all or nothing. Without an officer it was taken out at the machine.

    `specific`: specific data are in it, which the note says for ever.
    """
    people = sorted(set(residents))

    def work() -> None:
        made = models.ExchangeRun.objects.create(
            office_id=office_id,
            direction=OUT,
            name=name[:200],
            sha256=sha256,
            rows=rows,
            reason=f"{WITH_SPECIFIC}{reason}"[:LONGEST] if specific else reason,
            at=timezone.now(),
            person=officer.person if officer else None,
            acted_as=acted_as(officer) if officer else None,
        )
        about = (models.ExportSubject(run=made, resident_id=one) for one in people)
        models.ExportSubject.objects.bulk_create(about, batch_size=_AT_ONCE)

    run(work)


def exports_of(office_id: int) -> tuple[ExportRecord, ...]:
    """The latest two hundred files that left the register of an office, newest first."""
    rows = models.ExchangeRun.objects.filter(office=office_id, direction=OUT).order_by("-at", "-pk")
    return tuple(
        ExportRecord(
            row.pk,
            row.name,
            row.rows,
            row.sha256,
            row.reason.removeprefix(WITH_SPECIFIC),
            row.acted_as or "",
            row.at,
            row.reason.startswith(WITH_SPECIFIC),
        )
        for row in rows[:MOST_SHOWN]
    )
