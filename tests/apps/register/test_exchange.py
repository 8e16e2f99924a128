"""Files in and out: what is wrong is told row by row, and a file is taken in whole or not at all."""

import csv
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from django.db import connection

from loket.core.problems import Severity
from loket.offices import queries as offices
from loket.register import checking, models
from loket.register.exchange.columns import COLUMNS, RowProblem
from loket.register.exchange.exporting import FileExists, ReasonMissing, export_file
from loket.register.exchange.files import UnreadableFile, rows_of
from loket.register.exchange.importing import ImportReport, TakenBefore, import_file
from loket.register.sample.writing import make_sample
from tests.apps import factories
from tests.apps.conftest import OwnDatabase
from tests.apps.register import people

HEAD = {
    "nomor_kk": "9901060601200001",
    "nik": "9901060202840001",
    "nama_lengkap": "Agus Salim",
    "shdk": "1",
    "jenis_kelamin": "Laki-laki",
    "tempat_lahir": "Kijang",
    "tanggal_lahir": "02-02-1984",
    "agama": "Islam",
    "status_perkawinan": "Kawin Tercatat",
    "tanggal_perkawinan": "05-05-2008",
    "nik_pasangan": "9901064303860001",
    "pekerjaan": "88",
    "alamat": "Jl. Nusantara 12",
    "rt": "1",
    "rw": "2",
    "kode_wilayah": "21.01.06.1001",
    "berlaku_sejak": "06-01-2020",
}
WIFE = HEAD | {
    "nik": "9901064303860001",
    "nama_lengkap": "Sari Wulandari",
    "shdk": "3",
    "jenis_kelamin": "2",
    "tanggal_lahir": "1986-03-03",
    "nik_pasangan": "9901060202840001",
    "pekerjaan": "MENGURUS RUMAH TANGGA",
}
CHILD = HEAD | {
    "nik": "9901060404150001",
    "nama_lengkap": "Adi Salim",
    "shdk": "4",
    "tanggal_lahir": "04-04-2015",
    "status_perkawinan": "1",
    "tanggal_perkawinan": "",
    "nik_pasangan": "",
    "nik_ibu": "9901064303860001",
    "nik_ayah": "9901060202840001",
}
OTHER = HEAD | {
    "nomor_kk": "9901060601200002",
    "nik": "9901060808950002",
    "nama_lengkap": "Joko Susilo",
    "tanggal_lahir": "08-08-1995",
    "status_perkawinan": "1",
    "tanggal_perkawinan": "",
    "nik_pasangan": "",
    "nik_ibu": "9901064606700003",
}


def _file(folder: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    path = folder / "penduduk.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS, restval="", delimiter=delimiter)
        lines.writeheader()
        lines.writerows(rows)
    return path


def _take(path: Path, *, dry_run: bool = False) -> ImportReport:
    return import_file(path, "bintan", dry_run=dry_run, at=factories.MONDAY)


def _found(report: ImportReport) -> list[tuple[int, str, str | None]]:
    return [(one.row, one.problem.id, one.problem.field) for one in report.first]


@pytest.mark.django_db
class TestAnImport:
    def test_takes_families_in_with_their_bonds(self, tmp_path: Path) -> None:
        report = _take(_file(tmp_path, HEAD, WIFE, CHILD, OTHER))
        assert (report.rows, report.families, report.errors, report.written) == (4, 2, 0, True)
        child = models.Resident.objects.get(nik=CHILD["nik"])
        assert child.mother is not None
        assert child.mother.nik == WIFE["nik"]
        head = models.ResidentVersion.objects.get(resident__nik=HEAD["nik"])
        wife = models.Resident.objects.get(nik=WIFE["nik"])
        assert head.biodata["spouse_ids"] == [str(wife.pk)]
        assert checking.check(factories.TODAY).ok

    def test_knows_a_parent_that_comes_later_in_the_file(self, tmp_path: Path) -> None:
        later = HEAD | {
            "nomor_kk": "9901060601200009",
            "nik": "9901064606700003",
            "nama_lengkap": "Wati Rahayu",
            "jenis_kelamin": "2",
            "tanggal_lahir": "06-06-1970",
            "status_perkawinan": "6",
            "nik_pasangan": "",
        }
        assert _take(_file(tmp_path, OTHER, later)).written
        mother = models.Resident.objects.get(nik=OTHER["nik"]).mother
        assert mother is not None
        assert mother.full_name == "Wati Rahayu"

    def test_that_is_a_trial_leaves_nothing(self, tmp_path: Path) -> None:
        report = _take(_file(tmp_path, HEAD, WIFE), dry_run=True)
        assert (report.errors, report.written) == (0, False)
        assert not models.Resident.objects.exists()

    def test_reads_what_a_spreadsheet_writes(self, tmp_path: Path) -> None:
        path = _file(tmp_path, HEAD, WIFE, delimiter=";")
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert _take(path).written

    def test_of_a_file_taken_in_before_is_refused(self, tmp_path: Path) -> None:
        path = _file(tmp_path, HEAD, WIFE)
        _take(path)
        with pytest.raises(TakenBefore):
            _take(path)

    def test_reads_a_spreadsheet_with_dates_and_small_numbers(self, tmp_path: Path) -> None:
        path = tmp_path / "penduduk.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet, form = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
            for place, column in enumerate(COLUMNS):
                sheet.write_string(0, place, column)
                sheet.write_string(1, place, OTHER.get(column, ""))
            sheet.write_datetime(1, COLUMNS.index("tanggal_lahir"), people.day("1995-08-08"), form)
            sheet.write_number(1, COLUMNS.index("rt"), 1)
        assert _take(path).written
        assert models.Resident.objects.get().birth_date == people.day("1995-08-08")

    def test_refuses_a_nik_that_a_spreadsheet_has_taken_for_a_number(self, tmp_path: Path) -> None:
        path = tmp_path / "penduduk.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for place, column in enumerate(COLUMNS):
                sheet.write_string(0, place, column)
                sheet.write_string(1, place, OTHER.get(column, ""))
            sheet.write_number(1, COLUMNS.index("nik"), int(OTHER["nik"]))
        assert _found(_take(path)) == [(2, "nik-letters", "nik")]

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"nik,nama\n1,2\n"])
    def test_of_no_such_file_is_refused(self, content: bytes, tmp_path: Path) -> None:
        for name in ("lain.csv", "lain.xlsx"):
            path = tmp_path / name
            path.write_bytes(content)
            with pytest.raises(UnreadableFile):
                _take(path)
        with pytest.raises(UnreadableFile):
            _take(tmp_path / "tidak-ada.csv")


FAULTS: dict[str, tuple[list[dict[str, str]], list[tuple[int, str, str | None]]]] = {
    "a NIK with letters": ([HEAD | {"nik": "2,10106E+15"}], [(2, "nik-letters", "nik")]),
    "a NIK twice": (
        [HEAD, WIFE, OTHER | {"nik": HEAD["nik"]}],
        [(4, "import-twice", "nik"), (4, "nik-fits-biodata", None)],
    ),
    "a KK in two places": ([HEAD, OTHER, WIFE | {"shdk": "1", "nik_pasangan": ""}], [(4, "import-twice", "nomor_kk")]),
    "no name, no street": (
        [OTHER | {"nama_lengkap": " ", "alamat": ""}],
        [(2, "import-cell", "nama_lengkap"), (2, "import-cell", "alamat")],
    ),
    "a code that is none": ([OTHER | {"agama": "Jedi"}], [(2, "import-cell", "agama")]),
    "a date that is none": ([OTHER | {"tanggal_lahir": "31-02-1990"}], [(2, "import-date", "tanggal_lahir")]),
    "a job that is none": ([OTHER | {"pekerjaan": "1000"}], [(2, "import-cell", "pekerjaan")]),
    "a kecamatan for a village": ([OTHER | {"kode_wilayah": "21.01.06"}], [(2, "import-village", "kode_wilayah")]),
    "an RT with letters": ([OTHER | {"rt": "1A"}], [(2, "import-cell", "rt")]),
    "a sign that cannot be kept": ([OTHER | {"alamat": "Jl. \x07"}], [(2, "import-text", "alamat")]),
    "a name too long": ([OTHER | {"nama_lengkap": "A" * 201}], [(2, "import-text", "nama_lengkap")]),
    "a day to come": ([OTHER | {"berlaku_sejak": "01-01-2030"}], [(2, "import-cell", "berlaku_sejak")]),
    "two heads": ([HEAD, WIFE | {"shdk": "1"}], [(2, "import-head", "shdk")]),
    "no head": ([WIFE], [(2, "import-head", "shdk")]),
    "two addresses": ([HEAD, WIFE | {"rt": "9"}], [(2, "import-address", "alamat")]),
    "a child alone": (
        [CHILD | {"nomor_kk": "9901060601200003", "shdk": "1"}],
        [(2, "minors-not-alone", None)],
    ),
    "an unmarried wife": (
        [HEAD | {"nik_pasangan": ""}, WIFE | {"status_perkawinan": "1", "nik_pasangan": ""}],
        [(3, "spouse-of-head-is-married", None)],
    ),
}


@pytest.mark.django_db
class TestAFault:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_is_told_with_row_and_column_and_nothing_is_taken_in(self, fault: str, tmp_path: Path) -> None:
        rows, expected = FAULTS[fault]
        report = _take(_file(tmp_path, *rows))
        assert [found for found in _found(report) if found in expected] == expected
        assert report.errors >= 1
        assert all(one.problem.sentence for one in report.first)
        assert not report.written
        assert not models.Resident.objects.exists()

    def test_in_one_row_keeps_all_others_out(self, tmp_path: Path) -> None:
        report = _take(_file(tmp_path, HEAD, WIFE, OTHER | {"nik": "1"}))
        assert _found(report) == [(4, "nik-length", "nik")]
        assert not models.Family.objects.exists()

    def test_of_a_number_that_the_register_has_is_told(self, tmp_path: Path) -> None:
        _take(_file(tmp_path, HEAD, WIFE))
        report = _take(_file(tmp_path, HEAD))
        assert (2, "import-known", "nik") in _found(report)
        assert (2, "import-known", "nomor_kk") in _found(report)

    def test_is_told_to_the_listener_as_it_is_found(self, tmp_path: Path) -> None:
        told: list[RowProblem] = []
        path = _file(tmp_path, *(OTHER | {"nik": str(number)} for number in range(300)))
        report = import_file(path, "bintan", dry_run=True, tell=told.append, at=factories.MONDAY)
        assert len(told) == report.errors == 300
        assert len(report.first) < 300

    def test_that_is_a_warning_hinders_nothing(self, tmp_path: Path) -> None:
        report = _take(_file(tmp_path, OTHER | {"tanggal_lahir": "09-08-1995"}))
        assert [one.problem.severity for one in report.first] == [Severity.WARNING]
        assert report.written


def _renumber(path: Path, region: str) -> None:
    """Give the people of a file numbers that the register they came from does not have."""
    path.write_text(
        re.sub(rf"(^|[,;]){region}(?=[0-9]{{12}})", r"\g<1>9921", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )


@pytest.mark.django_db
class TestAnExport:
    def test_to_a_spreadsheet_says_the_same_as_to_text(self, tmp_path: Path) -> None:
        make_sample("bintan", people=100, seed=1, today=factories.TODAY)
        text, sheet = tmp_path / "satu.csv", tmp_path / "satu.xlsx"
        assert export_file(text, "bintan", reason="uji") == export_file(sheet, "bintan", reason="uji") == 100
        assert [row.cells for row in rows_of(sheet)] == [row.cells for row in rows_of(text)]

    def test_is_taken_in_elsewhere_without_loss(self, tmp_path: Path) -> None:
        make_sample("bintan", people=600, seed=1, today=factories.TODAY)
        first, second = tmp_path / "satu.csv", tmp_path / "dua.csv"
        assert export_file(first, "bintan", reason="pindah komputer") == 600
        _renumber(first, "2101")
        assert import_file(first, "pontianak", dry_run=False, at=factories.MONDAY).written
        export_file(second, "pontianak", reason="uji")
        assert sorted(second.read_text("utf-8").splitlines()) == sorted(first.read_text("utf-8").splitlines())

    def test_carries_no_formula(self, tmp_path: Path) -> None:
        street = "=HYPERLINK(1)"
        assert _take(_file(tmp_path, OTHER | {"alamat": street})).written
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


def _state() -> tuple[int, ...]:
    tables = (models.Resident, models.ResidentVersion, models.Family, models.FamilyVersion, models.Membership)
    return tuple(table.objects.count() for table in tables)


def _wait_for(process: subprocess.Popen[str], rows: int) -> None:
    """Until the process has told that it is well into writing."""
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= rows:
            return
    pytest.fail("the import ended before it was killed")


@pytest.fixture
def long_file(own_database: OwnDatabase, tmp_path: Path) -> Path:
    """A file of Pontianak's people, and a database of Bintan that does not know them."""
    make_sample("pontianak", people=4000, seed=9, today=factories.TODAY)
    path = tmp_path / "panjang.csv"
    export_file(path, "pontianak", reason="uji")
    _renumber(path, "6171")
    return path


class TestAKilledImport:
    def test_leaves_nothing_and_is_done_anew(self, own_database: OwnDatabase, long_file: Path) -> None:
        before = _state()
        program = [sys.executable, "-m", "tests.apps.register.import_worker", str(long_file)]
        process = subprocess.Popen(
            program, env=own_database.environment, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
        )
        _wait_for(process, 4000 + 1000)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        connection.close()
        _settle()
        assert _state() == before
        report = import_file(long_file, "bintan", dry_run=False, at=factories.MONDAY)
        assert (report.errors, report.written) == (0, True)
        assert models.Resident.objects.filter(office=offices.office("bintan").id).count() == 4000


def _settle() -> None:
    """The server notices a killed client when it next writes to it."""
    deadline = time.monotonic() + 20
    while connection.vendor == "postgresql" and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
