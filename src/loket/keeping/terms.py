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

from loket.keeping.refusals import FileUnreadable, TermUnreadable

_YES: Final = "ya"
_MOST_YEARS: Final = 100
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
            known[line["id"]] = _decided(known, line, own, number)
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


def _decided(known: Mapping[str, Term], line: Mapping[str, str | None], own: Path, number: int) -> Term:
    given = {name: (line.get(name) or "").strip() for name in _OWN_COLUMNS}
    term, years = known.get(given["id"]), given["tahun"]
    if term is None:
        why = f"kelas “{given['id']}” tidak ada"
    elif not term.destroyable:
        why = f"“{term.id}” tidak dimusnahkan"
    elif not (years.isascii() and years.isdigit() and 1 <= int(years) <= _MOST_YEARS):
        why = f"tahun harus angka 1 sampai {_MOST_YEARS}"
    elif not given["dasar"]:
        why = "dasarnya belum disebut"
    else:
        return replace(term, years=int(years), basis=given["dasar"], sure=True)
    raise TermUnreadable(file=own, line=number, why=why)
