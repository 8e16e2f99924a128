"""
National holidays and cuti bersama, with the decree that set each date.

Reads the table shipped beside it, or one that an office imports in the same form. Never computes a date: a year
without a decree has no holidays here, and `years_with_decree` says so.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple


class HolidayKind(StrEnum):
    """Why a date is a holiday; the value is the word in the table."""

    NATIONAL = "libur nasional"
    COLLECTIVE_LEAVE = "cuti bersama"
    REGIONAL = "libur daerah"


@dataclass(frozen=True, slots=True)
class Holiday:
    """
    A date on which the office does not work.

    `decree` is the instrument as it is cited; `is_certain` is False where the religious authority still has to
    confirm the date (sidang isbat).
    """

    name: str
    kind: HolidayKind
    decree: str
    is_certain: bool = True


class Decree(NamedTuple):
    """
    An instrument that sets holidays: how it is cited, when it was set, and against what its number was checked.

    "sumber kedua" is a report of the decree (press, agency news), not the signed text itself.
    """

    cited_as: str
    decided_date: date
    checked_against: str


ALL_KINDS = frozenset(HolidayKind)
_CERTAINTY = {"pasti": True, "perkiraan": False}


def read_holidays(lines: Iterable[str], decrees: Mapping[str, str]) -> dict[date, Holiday]:
    """
    Read a table with the columns tanggal (YYYY-MM-DD), jenis, nama, dasar, kepastian.

    `dasar` is a key of `decrees` or, where it is none, the citation itself. Raises ValueError naming the line when
    a date is impossible or comes twice, when a kind or certainty is unknown, or when a name or decree is missing.
    """
    holidays: dict[date, Holiday] = {}
    reader = csv.DictReader(lines, strict=True)
    for row in reader:
        try:
            day, holiday = _holiday(row, decrees)
            if day in holidays:
                raise ValueError(f"tanggal {day} sudah ada di atas")
        except (KeyError, TypeError, AttributeError, ValueError) as fault:
            raise ValueError(
                f"Daftar hari libur, baris {reader.line_num}: {fault}. Isi tanggal (TTTT-BB-HH), "
                "jenis, nama, dasar, dan kepastian (pasti atau perkiraan)."
            ) from fault
        holidays[day] = holiday
    return holidays


def _holiday(row: Mapping[str, str], decrees: Mapping[str, str]) -> tuple[date, Holiday]:
    name, basis = row["nama"].strip(), row["dasar"].strip()
    if not name or not basis:
        raise ValueError("nama dan dasar harus diisi")
    is_certain = _CERTAINTY[row["kepastian"].strip()]
    holiday = Holiday(name, HolidayKind(row["jenis"].strip()), decrees.get(basis, basis), is_certain)
    return date.fromisoformat(row["tanggal"].strip()), holiday


@cache
def decrees() -> Mapping[str, Decree]:
    """Return the instruments behind the shipped table, by their key in it."""
    return MappingProxyType(
        {
            row["dasar"]: Decree(row["sebutan"], date.fromisoformat(row["ditetapkan"]), row["pemeriksaan"])
            for row in csv.DictReader(_shipped_lines("dasar_hukum.csv"))
        }
    )


@cache
def national_holidays(kinds: frozenset[HolidayKind] = ALL_KINDS) -> Mapping[date, Holiday]:
    """
    Return the shipped holidays of the given kinds by date; an office that works on cuti bersama leaves that kind out.

    Basis: Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB, of each year.
    """
    cited = {key: decree.cited_as for key, decree in decrees().items()}
    holidays = read_holidays(_shipped_lines("hari_libur.csv"), cited)
    return MappingProxyType({day: holiday for day, holiday in holidays.items() if holiday.kind in kinds})


def years_with_decree() -> frozenset[int]:
    """Return the years the shipped table covers; beyond them a due date knows no holidays until a table is imported."""
    return frozenset(day.year for day in national_holidays())


def _shipped_lines(name: str) -> list[str]:
    return files("loket.core.worktime").joinpath("data", name).read_text(encoding="utf-8").splitlines()
