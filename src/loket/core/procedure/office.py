"""
An office as data: hours, units, positions and the officers of a demonstration, one `office.yaml` per office.

Which position fills which lane stands in the procedures; who holds a position on a day is for the offices app.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from loket.core.problems import Place, Problem
from loket.core.procedure.document import Document, load
from loket.core.procedure.model_errors import problems_of
from loket.core.procedure.near import suggestion
from loket.core.procedure.parts import Part, Slug, Text
from loket.core.worktime.hours import DAYS_OF_THE_WEEK, DayHours, WeeklyHours

OFFICE_FILE: Final = "office.yaml"

Span = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]
Spans = tuple[Span, ...]
Power = Literal["intake", "supervise", "withdraw", "audit", "author"]


class CounterHours(Part):
    """The open stretches of each day, "08:00-12:00"; a day that is not named is a day off."""

    senin: Spans = ()
    selasa: Spans = ()
    rabu: Spans = ()
    kamis: Spans = ()
    jumat: Spans = ()
    sabtu: Spans = ()
    minggu: Spans = ()

    @field_validator("*")
    @classmethod
    def _in_order(cls, spans: Spans) -> Spans:
        edges = [edge for span in spans for edge in span.split("-")]
        if any(earlier >= later for earlier, later in pairwise(edges)):
            raise ValueError("hours out of order")
        return spans

    def week(self) -> WeeklyHours:
        """The same hours as the calendar takes them, Monday first."""
        monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
            _day(getattr(self, name.lower())) for name in DAYS_OF_THE_WEEK
        )
        return (monday, tuesday, wednesday, thursday, friday, saturday, sunday)


def _day(spans: Spans) -> DayHours:
    times = [tuple(map(datetime.time.fromisoformat, span.split("-"))) for span in spans]
    return tuple((opens, closes) for opens, closes in times)


class Unit(Part):
    """A part of the office: a bidang, a seksi, the counter; `parent` is the unit above."""

    title: Text
    parent: Slug | None = None


class Position(Part):
    """A seat in the office that procedures' lanes name; `powers` are what it may do besides its steps."""

    title: Text
    unit: Slug
    powers: tuple[Power, ...] = ()


class DemoOfficer(Part):
    """
    An invented officer of the demonstration; the NIP is an example of 18 digits and belongs to nobody.

    `also` are positions the same person fills by a further appointment.
    """

    username: Annotated[str, StringConstraints(pattern=r"^[a-z-]+\.[a-z0-9-]+$", max_length=60)]
    name: Text
    nip: Annotated[str, StringConstraints(pattern=r"^\d{18}$")] | None = None
    position: Slug
    kind: Literal["definitif", "plt", "plh", "pj"] = "definitif"
    also: dict[Slug, Literal["plt", "plh", "pj"]] = Field(default_factory=dict)


class OfficeFile(BaseModel):
    """Everything an installation needs to know of one office before the first case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    key: Slug
    code: Annotated[str, StringConstraints(pattern=r"^\d{2}(\.\d{2}){0,2}$")]
    name: Text
    short_name: Text
    kind: Literal["dinas", "kecamatan"] = "dinas"
    address: Text | None = None
    zone: Literal["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
    hours: CounterHours
    labels: dict[Slug, Text] = Field(default_factory=dict)
    units: dict[Slug, Unit]
    positions: dict[Slug, Position]
    officers: tuple[DemoOfficer, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeReading:
    """What an office file says: the office, or None with the problems that kept it from being read."""

    path: Path
    document: Document
    office: OfficeFile | None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """The office's folder."""
        return self.path.parent.name


def read_office(path: Path) -> OfficeReading:
    """Read one office file; any fault is a problem with its line, never an exception."""
    document = load(path)
    if document.problems:
        return OfficeReading(path, document, None, document.problems)
    try:
        office = OfficeFile.model_validate(document.data)
    except ValidationError as error:
        return OfficeReading(path, document, None, problems_of(error, document, OfficeFile))
    return OfficeReading(path, document, office, _problems(office, path, document))


def _problems(office: OfficeFile, path: Path, document: Document) -> tuple[Problem, ...]:
    found = []
    if office.key != path.parent.name:
        sentence = f"Kunci kantor “{office.key}” tidak sama dengan nama foldernya, “{path.parent.name}”."
        place = document.place(("key",))
        found.append(Problem("office-differs-from-path", sentence, "Samakan `key` dengan nama folder.", place=place))
    for key, unit in office.units.items():
        if unit.parent is not None and unit.parent not in office.units:
            place = document.place(("units", key, "parent"))
            found.append(_unknown("unit-unknown", "Unit", unit.parent, office.units, place=place))
    for key, position in office.positions.items():
        if position.unit not in office.units:
            place = document.place(("positions", key, "unit"))
            found.append(_unknown("unit-unknown", "Unit", position.unit, office.units, place=place))
    return tuple(found) + _officer_problems(office, document)


def _officer_problems(office: OfficeFile, document: Document) -> tuple[Problem, ...]:
    found = []
    names: set[str] = set()
    for index, officer in enumerate(office.officers):
        for position in (officer.position, *officer.also):
            if position not in office.positions:
                place = document.place(("officers", index, "position"))
                found.append(_unknown("position-unknown", "Jabatan", position, office.positions, place=place))
        if officer.username in names:
            sentence = f"Nama pengguna “{officer.username}” dipakai dua petugas."
            place = document.place(("officers", index, "username"))
            found.append(Problem("username-duplicate", sentence, "Beri nama pengguna yang berbeda.", place=place))
        names.add(officer.username)
    return tuple(found)


def _unknown(problem_id: str, what: str, name: str, known: Iterable[str], *, place: Place) -> Problem:
    return Problem(problem_id, f"{what} “{name}” tidak ada di kantor ini.", suggestion(name, known), place=place)
