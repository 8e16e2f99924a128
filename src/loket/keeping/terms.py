"""
How long each class of records is kept, as data: ours, and the years that an office writes beside it.

It refuses years for what may not be destroyed. Where an instrument's number was not found, there is none until the office
gives it.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from loket.core.problems import Refusal
from loket.keeping.destruction_refusals import TermBasis, TermClassStays, TermClassUnknown, TermYears
from loket.keeping.refusals import FileUnreadable, TermUnreadable

_YES: Final = "ya"
_MOST_YEARS: Final = 100
_SIGNS: Final = 10
_OWN_COLUMNS: Final = {"id", "tahun", "dasar"}


@dataclass(frozen=True, slots=True)
class Term:
    """
    One class of records. `years` count from the day on which its application was closed; None: no end is known.

    `destroyable`: its bytes may go and leave their hash. `sure`: `basis` was read and says so.
    """

    id: str
    what: str
    years: int | None
    destroyable: bool
    basis: str
    sure: bool
    why: str


def terms(own: Path | None = None) -> tuple[Term, ...]:
    """
    Every class in the order of the file, with the years of the office's `own` file: columns id, tahun, dasar.

    Raises FileUnreadable, and TermUnreadable for a class that is not known or may not be destroyed, for years that are no
    number from 1 to 100, and for a line without its instrument.
    """
    text = files("loket.keeping").joinpath("data/masa_simpan.csv").read_text("utf-8")
    known = {term.id: term for term in map(_term, csv.DictReader(text.splitlines()))}
    if own is not None:
        for number, line in enumerate(_lines(own), 2):
            term = _read(known, line, own, number)
            known[term.id] = term
    return tuple(known.values())


def _term(line: Mapping[str, str]) -> Term:
    years = int(line["tahun"]) if line["tahun"] else None
    destroyable, sure = line["dimusnahkan"] == _YES, line["yakin"] == _YES
    return Term(line["id"], line["isi"], years, destroyable, line["dasar"], sure, line["alasan"])


def _lines(own: Path) -> Iterable[Mapping[str, str]]:
    try:
        text = own.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise FileUnreadable(file=own) from None
    reader = csv.DictReader(text.splitlines())
    if set(reader.fieldnames or ()) != _OWN_COLUMNS:
        raise TermUnreadable(file=own, line=1, why="kolomnya harus id, tahun, dasar")
    return list(reader)


def _read(known: Mapping[str, Term], line: Mapping[str, str | None], own: Path, number: int) -> Term:
    given = {name: (line.get(name) or "").strip() for name in _OWN_COLUMNS}
    try:
        return decided(known, given["id"], given["tahun"], given["dasar"])
    except Refusal as refusal:
        why = refusal.explanation.rstrip(".")
        raise TermUnreadable(file=own, line=number, why=why[:1].lower() + why[1:]) from None


def decided(known: Mapping[str, Term], class_id: str, years: str, basis: str) -> Term:
    """
    The class with the years that an office gives it, wherever it gives them.

    Raises TermClassUnknown, TermClassStays, TermYears and TermBasis.
    """
    term, years, basis = known.get(class_id), years.strip(), basis.strip()
    if term is None:
        raise TermClassUnknown(class_id=class_id, fields=("class",))
    if not term.destroyable:
        raise TermClassStays(class_id=class_id, fields=("class",))
    if not (years.isascii() and years.isdigit() and len(years) < _SIGNS and 1 <= int(years) <= _MOST_YEARS):
        raise TermYears(most=_MOST_YEARS, fields=("years",))
    if not basis:
        raise TermBasis(fields=("basis",))
    return replace(term, years=int(years), basis=basis, sure=True)
