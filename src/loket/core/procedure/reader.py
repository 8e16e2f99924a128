"""
Reads procedures: one YAML file per office, service and effective date, under `sop/`.

Reading never raises for what stands in a file: a fault is a problem with its line. What a procedure means is checked
elsewhere.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from loket.core.problems import Place, Problem
from loket.core.procedure.document import Document, PartPath, load
from loket.core.procedure.model import Procedure
from loket.core.procedure.model_errors import problems_of
from loket.core.procedure.office import OFFICE_FILE, OfficeReading, read_office

SOURCES: Final = "sources"
_YAML: Final = frozenset({".yaml", ".yml"})
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Reading:
    """
    What a procedure file says: the procedure, or None with the problems that kept it from being read.

    `office_key`, `service_key` and `effective_date` come from the path `sop/<office>/<service>/<date>.yaml`.
    """

    path: Path
    document: Document
    procedure: Procedure | None
    problems: tuple[Problem, ...] = ()

    @property
    def office_key(self) -> str:
        """The office's folder."""
        return self.path.parent.parent.name

    @property
    def service_key(self) -> str:
        """The service's folder."""
        return self.path.parent.name

    @property
    def key(self) -> str:
        """Office and service, as commands name them: "bintan/kk"."""
        return f"{self.office_key}/{self.service_key}"

    @property
    def effective_date(self) -> datetime.date | None:
        """The day the file name says; None where it is not a date."""
        return _date_of(self.path)

    @property
    def lines(self) -> Mapping[PartPath, int]:
        """The line of every part of the file, by its path of keys and positions."""
        return self.document.lines

    def place(self, *path: str | int) -> Place:
        """The line of a part in this file."""
        return self.document.place(path)

    def source(self, line: int | None) -> Place | None:
        """A line of the printed document this procedure was read from."""
        if self.procedure is None or line is None:
            return None
        root = self.path.parent.parent.parent
        return Place(str(root / SOURCES / self.procedure.identity.source.file), line)


@dataclass(frozen=True)
class Catalogue:
    """All procedures and offices under one folder, in the order of their paths."""

    readings: tuple[Reading, ...]
    offices: tuple[OfficeReading, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of all procedures, readable or not, each once."""
        return tuple(sorted({reading.key for reading in self.readings}))

    def versions(self, key: str) -> tuple[Reading, ...]:
        """All versions of one procedure, oldest first."""
        return tuple(reading for reading in self.readings if reading.key == key)

    def latest(self, key: str, on: datetime.date | None = None) -> Reading | None:
        """The version in force on a day (default: the newest of all); None if there is none."""
        found = [
            r for r in self.versions(key) if on is None or (r.effective_date is not None and r.effective_date <= on)
        ]
        return found[-1] if found else None

    def office(self, key: str) -> OfficeReading | None:
        """The office of that folder; None if it has no office file."""
        return next((office for office in self.offices if office.key == key), None)


def read(path: Path) -> Reading:
    """Read one procedure file. A file that cannot be read gives a Reading with problems and no procedure."""
    document = load(path)
    if document.problems:
        return Reading(path, document, None, document.problems)
    try:
        procedure = Procedure.model_validate(document.data)
    except ValidationError as error:
        return Reading(path, document, None, problems_of(error, document, Procedure))
    return Reading(path, document, procedure, _path_problems(path, document, procedure))


def catalogue(root: Path) -> Catalogue:
    """
    Read every YAML file under a folder, wherever it lies: a misplaced one is reported, not passed over.

    A procedure's office is read with it, also where the folder is only that service's.
    """
    files = sorted(path for path in root.rglob("*") if path.suffix in _YAML and path.is_file())
    procedures = [path for path in files if path.name != OFFICE_FILE]
    offices = {path for path in files if path.name == OFFICE_FILE}
    offices |= {path for path in (p.parent.parent / OFFICE_FILE for p in procedures) if path.is_file()}
    return Catalogue(tuple(map(read, procedures)), tuple(map(read_office, sorted(offices))))


def canonical_json(procedure: Procedure) -> str:
    """
    The procedure as one line of JSON that depends on its meaning only, read back by Procedure.model_validate_json.

    Defaults are left out, so that a key the format gains later does not change what was published before.
    """
    data = procedure.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(procedure: Procedure) -> str:
    """The SHA-256 of the canonical JSON, 64 hex digits; layout and comments do not count."""
    return hashlib.sha256(canonical_json(procedure).encode()).hexdigest()


def _date_of(path: Path) -> datetime.date | None:
    if not _DATE.fullmatch(path.stem):
        return None
    try:
        return datetime.date.fromisoformat(path.stem)
    except ValueError:
        return None


def _path_problems(path: Path, document: Document, procedure: Procedure) -> tuple[Problem, ...]:
    found = []
    if _date_of(path) is None:
        sentence = f"Nama berkas “{path.name}” bukan tanggal berlaku."
        hint = "Beri nama <tahun-bulan-hari>.yaml, misalnya 2019-01-02.yaml."
        found.append(Problem("file-name-not-date", sentence, hint, place=Place(str(path), 1)))
    if procedure.service != path.parent.name:
        sentence = f"Layanan “{procedure.service}” tidak sama dengan nama foldernya, “{path.parent.name}”."
        hint = "Samakan `service` dengan nama folder."
        found.append(Problem("service-differs-from-path", sentence, hint, place=document.place(("service",))))
    return tuple(found)
