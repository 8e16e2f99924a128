"""What is written out can be read in again, says why it was, and cannot do harm in a spreadsheet."""

import dataclasses
import datetime
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from loket.core.register import Biodata, Documents
from loket.core.register.codes import Disability, Religion, Sex
from loket.core.register.field_classes import FieldClass, class_of
from loket.register import models, queries
from loket.register.exchange import assigning, exporting
from loket.register.exchange.assigning import write_waiting
from loket.register.exchange.columns import SPECIFIC_COLUMNS, cells_of
from loket.register.exchange.exporting import export_file
from loket.register.exchange.files import rows_of
from loket.register.exchange.importing import import_file
from loket.register.exchange.leaving import LONGEST, FileExists, ReasonMissing, exports_of
from loket.register.sample.writing import make_sample
from tests.apps import factories
from tests.apps.register.exchange_rows import CHILD, HEAD, OTHER, WIFE, file_of, in_a_kk, renumber, take


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
        assert (
            export_file(text, "bintan", reason="uji coba saja")
            == export_file(sheet, "bintan", reason="uji coba saja")
            == in_a_kk()
        )
        assert [row.cells for row in rows_of(sheet)] == [row.cells for row in rows_of(text)]

    def test_is_taken_in_elsewhere_without_loss(self, tmp_path: Path) -> None:
        make_sample("bintan", people=600, seed=1, today=factories.TODAY)
        first, second = tmp_path / "satu.csv", tmp_path / "dua.csv"
        assert export_file(first, "bintan", reason="pindah komputer") == in_a_kk()
        renumber(first, "2101")
        assert import_file(first, "pontianak", dry_run=False, at=factories.MONDAY).written
        export_file(second, "pontianak", reason="uji coba saja")
        assert _rows(second) == _rows(first)

    @pytest.mark.parametrize("write", [export_file, write_waiting])
    def test_that_could_not_be_noted_leaves_nothing(
        self, write: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_words: object, **_more: object) -> None:
            raise RuntimeError("basis data mati")

        for module in (exporting, assigning):
            monkeypatch.setattr(module, "note_export", broken)
        with pytest.raises(RuntimeError, match="basis data mati"):
            write(tmp_path / "satu.csv", "bintan", reason="uji coba saja")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("write", [export_file, write_waiting])
    def test_is_for_its_owner_alone_and_never_written_over(self, write: Callable[..., int], tmp_path: Path) -> None:
        write(tmp_path / "satu.csv", "bintan", reason="uji coba saja")
        assert stat.S_IMODE((tmp_path / "satu.csv").stat().st_mode) == 0o600
        with pytest.raises(FileExists):
            write(tmp_path / "satu.csv", "bintan", reason="uji coba saja")

    def test_carries_no_formula(self, tmp_path: Path) -> None:
        street = "=HYPERLINK(1)"
        assert take(file_of(tmp_path, OTHER | {"alamat": street})).written
        export_file(tmp_path / "satu.csv", "bintan", reason="uji coba saja")
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


def _disabilities() -> set[Disability | None]:
    """Of everybody in the register."""
    ids = models.Resident.objects.values_list("pk", flat=True)
    found = (queries.resident(one, factories.TODAY) for one in ids)
    return {one.record.biodata.disability for one in found if one is not None}


@pytest.mark.django_db
class TestSpecificData:
    def test_stay_here_unless_they_are_asked_for(self, tmp_path: Path) -> None:
        assert take(file_of(tmp_path, HEAD | {"disabilitas": "2"}, WIFE, CHILD)).written
        plain, whole = tmp_path / "satu.csv", tmp_path / "dua.csv"
        export_file(plain, "bintan", reason="laporan kepala dinas")
        export_file(whole, "bintan", reason="pindah komputer", specific=True)
        assert all("disabilitas" not in row.cells for row in rows_of(plain))
        assert "disabilitas" not in plain.read_text("utf-8")
        assert {row.cells["disabilitas"] for row in rows_of(whole)} == {"2", ""}

    def test_that_went_out_are_noted_for_ever(self, tmp_path: Path) -> None:
        office = factories.budi().office_id
        export_file(tmp_path / "satu.csv", "bintan", reason="laporan kepala dinas")
        export_file(tmp_path / "dua.csv", "bintan", reason="pindah " + "komputer" * 60, specific=True)
        whole, plain = exports_of(office)
        assert (plain.specific, plain.reason) == (False, "laporan kepala dinas")
        assert whole.specific
        assert whole.reason.startswith("pindah komputer")
        stored = models.ExchangeRun.objects.get(name="dua.csv").reason
        assert stored.startswith("Dengan data khusus. ")
        assert len(stored) == LONGEST

    def test_come_back_whole_elsewhere_when_they_were_asked_for(self, tmp_path: Path) -> None:
        assert take(file_of(tmp_path, HEAD | {"disabilitas": "2"}, WIFE, CHILD)).written
        first, second = tmp_path / "satu.csv", tmp_path / "dua.csv"
        export_file(first, "bintan", reason="pindah komputer", specific=True)
        renumber(first, "9901")
        assert import_file(first, "pontianak", dry_run=False, at=factories.MONDAY).written
        export_file(second, "pontianak", reason="uji coba saja", specific=True)
        assert _rows(second) == _rows(first)
        assert {row.cells["disabilitas"] for row in rows_of(second)} == {"2", ""}

    def test_of_people_who_are_here_are_not_wiped_by_a_file_without_them(self, tmp_path: Path) -> None:
        assert take(file_of(tmp_path, HEAD | {"disabilitas": "2"}, WIFE, CHILD)).written
        plain = tmp_path / "satu.csv"
        export_file(plain, "bintan", reason="laporan kepala dinas")
        again = import_file(plain, "bintan", dry_run=False, at=factories.MONDAY)
        assert not again.written
        assert again.kinds["import-known"] >= 3
        assert _disabilities() == {Disability.BLIND, None}

    def test_go_out_in_no_other_column(self) -> None:
        born = datetime.date(1986, 3, 3)
        person = Biodata(
            full_name="Sari", sex=Sex.FEMALE, birth_place="Kijang", birth_date=born, religion=Religion.ISLAM
        )
        specific = {one.name for one in dataclasses.fields(Biodata) if class_of(one.name) is FieldClass.SPECIFIC}
        assert specific == {"disability"}
        other = dataclasses.replace(person, disability=Disability.BLIND)
        before, after = (cells_of(one, Documents()) for one in (person, other))
        assert {column for column in after if after[column] != before[column]} == SPECIFIC_COLUMNS
