"""
CSV files and spreadsheets as rows. A CSV file is never in memory as a whole; a spreadsheet is, so it has a limit.

How they are written, `storage.tabular` knows.
"""

import csv
import datetime
import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from loket.core.problems import Refusal
from loket.register.exchange.columns import COLUMNS, NEEDED, Row
from loket.storage.tabular import as_meant

SPREADSHEETS: Final = frozenset({".xlsx", ".ods"})
LARGEST_SPREADSHEET: Final = 400 * 1024 * 1024
"""Bytes once unpacked: about a hundred thousand residents."""
EXACT: Final = 10**15
"""From here on a number of a spreadsheet is no longer exact."""
_PIECE: Final = 1 << 20
_LARGEST_CELL: Final = 10_000
_FAULTS: Final[dict[type[OSError], str]] = {
    IsADirectoryError: "ini folder, bukan berkas",
    PermissionError: "akun Anda tidak boleh membacanya",
}
Lines = Iterator[tuple[int, list[str]]]


class UnreadableFile(Refusal):
    """Not a file of this kind at all; one that is not there has its own advice."""

    id = "import-file"
    sentence = "Berkas {name} tidak dapat dibaca: {why}."
    hint = "Simpan sebagai CSV (UTF-8) atau XLSX dengan judul kolom pada baris pertama."


class FileMissing(UnreadableFile):
    """Nothing has this name."""

    sentence = "Berkas {name} tidak ada."
    hint = "Periksa nama berkas dan foldernya."


def rows_of(path: Path, columns: Sequence[str] = COLUMNS, needed: Sequence[str] = NEEDED) -> Iterator[Row]:
    """
    The rows of a file by heading; columns that are unknown are left out, and empty lines passed over.

    Raises UnreadableFile for one that is no text in UTF-8 and no spreadsheet, is too large, or lacks a needed column.
    """
    lines = _spreadsheet(path) if path.suffix.casefold() in SPREADSHEETS else _text(path)
    headings = [heading.strip().casefold() for heading in next(lines, (0, []))[1]]
    missing = [column for column in needed if column not in headings]
    if missing:
        raise UnreadableFile(name=path.name, why=f"kolom {', '.join(missing)} tidak ada")
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            named = zip(headings, cells, strict=False)
            found = {column: as_meant(cell) for column, cell in named if column in columns}
            yield Row(number, dict.fromkeys(needed, "") | found)


def _text(path: Path) -> Lines:
    csv.field_size_limit(_LARGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            lines = csv.reader(file, delimiter=";" if first.count(";") > first.count(",") else ",")
            for cells in lines:
                yield lines.line_num, cells
    except FileNotFoundError as fault:
        raise FileMissing(name=path) from fault
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise UnreadableFile(name=path.name, why=_words(fault)) from fault


def _spreadsheet(path: Path) -> Lines:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_SPREADSHEET:
                raise UnreadableFile(name=path.name, why="terlalu besar, simpan sebagai CSV")
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [_cell(cell) for cell in cells]
    except FileNotFoundError as fault:
        raise FileMissing(name=path) from fault
    except (OSError, zipfile.BadZipFile, CalamineError) as fault:
        why = _words(fault) if isinstance(fault, OSError) else "isinya bukan lembar kerja"
        raise UnreadableFile(name=path.name, why=why) from fault


def _cell(value: object) -> str:
    """A cell as someone would have typed it. A number too long to be exact is written so that no reader takes it for one."""
    match value:
        case datetime.datetime() | datetime.date():
            return f"{value:%d-%m-%Y}"
        case float() | int() if abs(value) >= EXACT:
            return f"{value:E}"
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _words(fault: Exception) -> str:
    if isinstance(fault, OSError):
        return _FAULTS.get(type(fault), "sistem tidak memberi isinya")
    return "isinya bukan teks UTF-8" if isinstance(fault, UnicodeDecodeError) else "barisnya rusak"


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, in hex. Raises UnreadableFile."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except FileNotFoundError as fault:
        raise FileMissing(name=path) from fault
    except OSError as fault:
        raise UnreadableFile(name=path.name, why=_words(fault)) from fault
    return digest.hexdigest()
