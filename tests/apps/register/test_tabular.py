"""No cell of a file that leaves the house is run as a formula (T16)."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from loket.storage.tabular import FORMULA, as_meant, harmless, table, writing_to

ATTACKS = ('=HYPERLINK("http://jahat.test")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1")


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(",", ".").replace(".", "", 1).isdecimal() and cell.isascii()


class TestACsvFile:
    @given(st.text())
    def test_t16_has_no_cell_that_begins_like_a_formula(self, text: str) -> None:
        found = lines(table("csv", ["nama"], [{"nama": text.replace("\x00", "")}]))
        assert not any(cell.startswith(FORMULA) and not is_number(cell) for row in found for cell in row)

    @pytest.mark.parametrize("number", ["-1", "-12.5", "-0,75", "-2101060101900001"])
    def test_leaves_a_negative_number_a_number(self, number: str) -> None:
        assert lines(table("csv", ["selisih"], [{"selisih": number}])) == [["selisih"], [number]]
        assert as_meant(number) == number

    @pytest.mark.parametrize("text", ["-1-1", "-1e5", "-", "--1", "-1\n=1", "-１", "-1;=1", "-0x1"])
    def test_t16_takes_nothing_else_for_a_number(self, text: str) -> None:
        assert harmless(text) == f"'{text}"

    @given(st.text())
    def test_t16_is_read_back_as_it_was_meant(self, text: str) -> None:
        if not text.startswith("'"):
            assert as_meant(harmless(text)) == text

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_t16_marks_what_a_spreadsheet_would_run(self, attack: str) -> None:
        [_heading, [cell]] = lines(table("csv", ["nama"], [{"nama": attack}]))
        assert cell == f"'{attack}"


class TestASpreadsheet:
    @pytest.mark.parametrize("attack", ATTACKS)
    def test_t16_has_text_alone(self, attack: str) -> None:
        content = table("xlsx", ["nama"], [{"nama": attack}], title="Penduduk")
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert sheet.count('t="inlineStr"') + sheet.count('t="s"') == 2

    def test_keeps_a_nik_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        with writing_to(path, ["nik"], title="Penduduk") as write:
            write([{"nik": "9901064303860001"}])
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        assert rows == [["nik"], ["9901064303860001"]]

    def test_cuts_what_no_cell_holds(self) -> None:
        content = table("xlsx", ["nama"], [{"nama": "a" * 40_000}])
        [_, [cell]] = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert len(str(cell)) == 32_767


class TestEitherKind:
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_takes_no_column_that_was_not_named(self, kind: str) -> None:
        with pytest.raises(ValueError, match="disabilitas"):
            table(kind, ["nama"], [{"nama": "Sari", "disabilitas": "netra"}])

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_leaves_empty_what_a_row_lacks(self, kind: str) -> None:
        assert table(kind, ["nama", "nik"], [{"nama": "Sari"}])
