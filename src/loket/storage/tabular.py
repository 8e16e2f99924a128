"""
Tables that leave the house, as CSV or XLSX: the one place that writes them, so that no cell is ever run as a formula.

It refuses to know what a table says and who may have it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import xlsxwriter  # type: ignore[import-untyped]

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet run a cell of a CSV file; the wide forms of the same signs count for some."""
KINDS: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NEGATIVE: Final = re.compile(r"-[0-9]+([.,][0-9]+)?")
_LONGEST_CELL: Final = 32_767
Rows = Iterable[Mapping[str, str]]
Write = Callable[[Rows], None]


def harmless(cell: str) -> str:
    """A text that a spreadsheet would run as a formula, marked as text the way spreadsheets do; a negative number is none."""
    return f"'{cell}" if cell.startswith(FORMULA) and not _NEGATIVE.fullmatch(cell) else cell


def as_meant(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


@contextmanager
def writing_to(path: Path, columns: Sequence[str], *, title: str = "") -> Iterator[Write]:
    """
    A new file with its headings, a spreadsheet if its name ends in .xlsx; call what it gives with rows.

    A line ends as RFC 4180 has it: the module `csv` quotes a cell that holds either half of it, so no cell breaks its line.
    Rows that were written are not kept in memory. A column that a row lacks stays empty; one that is not among `columns`
    raises ValueError.
    """
    with path.open("wb") as file, _writing(file, columns, path.suffix.casefold() == ".xlsx", title) as write:
        yield write


def table(kind: str, columns: Sequence[str], rows: Rows, *, title: str = "") -> bytes:
    """A whole table as a file of one of `KINDS`."""
    file = io.BytesIO()
    with _writing(file, columns, kind == "xlsx", title) as write:
        write(rows)
    return file.getvalue()


@contextmanager
def _writing(file: BinaryIO, columns: Sequence[str], spreadsheet: bool, title: str) -> Iterator[Write]:
    with (_sheet if spreadsheet else _lines)(file, columns, title) as write:
        write([dict(zip(columns, columns, strict=True))])
        yield write


@contextmanager
def _lines(file: BinaryIO, columns: Sequence[str], _title: str) -> Iterator[Write]:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    lines = csv.DictWriter(text, columns, lineterminator="\r\n", restval="")
    yield lambda rows: lines.writerows({key: harmless(cell) for key, cell in row.items()} for row in rows)
    text.flush()
    text.detach()


@contextmanager
def _sheet(file: BinaryIO, columns: Sequence[str], title: str) -> Iterator[Write]:
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet, line = book.add_worksheet(title[:31] or None), 0

        def add(rows: Rows) -> None:
            nonlocal line
            for row in rows:
                if not row.keys() <= set(columns):
                    raise ValueError(f"columns unknown: {row.keys() - set(columns)}")
                for place, column in enumerate(columns):
                    sheet.write_string(line, place, row.get(column, "")[:_LONGEST_CELL])
                line += 1

        yield add
