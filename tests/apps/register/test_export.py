"""What is written out can be read in again, says why it was, and cannot do harm in a spreadsheet."""

from pathlib import Path

import pytest

from loket.register import models
from loket.register.exchange.exporting import FileExists, ReasonMissing, export_file
from loket.register.exchange.files import rows_of
from loket.register.exchange.importing import import_file
from loket.register.sample.writing import make_sample
from tests.apps import factories
from tests.apps.register.exchange_rows import OTHER, file_of, in_a_kk, renumber, take


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows in order of NIK; a NIK of a relative whom no row brings, which is dropped on the way in, left out."""
    rows = [dict(row.cells) for row in rows_of(path)]
    known = {row["nik"] for row in rows}
    for row in rows:
        for column in ("nik_ibu", "nik_ayah", "nik_pasangan"):
            row[column] = row[column] if row[column] in known else ""
    return sorted(rows, key=lambda row: row["nik"])


@pytest.mark.django_db
class TestAnExport:
    def test_to_a_spreadsheet_says_the_same_as_to_text(self, tmp_path: Path) -> None:
        make_sample("bintan", people=100, seed=1, today=factories.TODAY)
        text, sheet = tmp_path / "satu.csv", tmp_path / "satu.xlsx"
        assert export_file(text, "bintan", reason="uji") == export_file(sheet, "bintan", reason="uji") == in_a_kk()
        assert [row.cells for row in rows_of(sheet)] == [row.cells for row in rows_of(text)]

    def test_is_taken_in_elsewhere_without_loss(self, tmp_path: Path) -> None:
        make_sample("bintan", people=600, seed=1, today=factories.TODAY)
        first, second = tmp_path / "satu.csv", tmp_path / "dua.csv"
        assert export_file(first, "bintan", reason="pindah komputer") == in_a_kk()
        renumber(first, "2101")
        assert import_file(first, "pontianak", dry_run=False, at=factories.MONDAY).written
        export_file(second, "pontianak", reason="uji")
        assert _rows(second) == _rows(first)

    def test_carries_no_formula(self, tmp_path: Path) -> None:
        street = "=HYPERLINK(1)"
        assert take(file_of(tmp_path, OTHER | {"alamat": street})).written
        export_file(tmp_path / "satu.csv", "bintan", reason="uji")
        assert f",'{street}," in (tmp_path / "satu.csv").read_text("utf-8")
        assert [row.cells["alamat"] for row in rows_of(tmp_path / "satu.csv")] == [street]

    def test_leaves_a_trace_and_needs_a_reason(self, tmp_path: Path) -> None:
        with pytest.raises(ReasonMissing):
            export_file(tmp_path / "satu.csv", "bintan", reason=" ")
        export_file(tmp_path / "satu.csv", "bintan", reason="laporan kepala dinas")
        run = models.ExchangeRun.objects.get()
        assert (run.direction, run.reason, run.rows) == ("keluar", "laporan kepala dinas", 0)
        with pytest.raises(FileExists):
            export_file(tmp_path / "satu.csv", "bintan", reason="sekali lagi")
