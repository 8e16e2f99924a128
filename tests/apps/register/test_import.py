"""A file of residents is taken in whole or not at all, with the bonds between its rows."""

from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from loket.core.problems import Severity
from loket.core.register.codes import Sex
from loket.core.terms import RegionCode
from loket.register import checking, models, numbers
from loket.register.exchange.columns import COLUMNS, RowProblem
from loket.register.exchange.files import UnreadableFile
from loket.register.exchange.importing import TakenBefore, import_file
from tests.apps import factories
from tests.apps.register import people
from tests.apps.register.exchange_rows import CHILD, HEAD, OTHER, WIFE, file_of, found, take


@pytest.mark.django_db
class TestAnImport:
    def test_takes_families_in_with_their_bonds(self, tmp_path: Path) -> None:
        report = take(file_of(tmp_path, HEAD, WIFE, CHILD, OTHER))
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
        assert take(file_of(tmp_path, OTHER, later)).written
        mother = models.Resident.objects.get(nik=OTHER["nik"]).mother
        assert mother is not None
        assert mother.full_name == "Wati Rahayu"

    def test_of_drafts_keeps_the_office_from_minting_them_again(self, tmp_path: Path) -> None:
        village, born = RegionCode("2101061008"), people.day("1995-08-08")
        first = OTHER | {"nik": "2101060808959004", "nomor_kk": "2101060601209002"}
        assert take(file_of(tmp_path, first)).written
        assert numbers.take_nik(village, born, Sex.MALE).digits == "2101060808959005"
        assert numbers.take_kk(village, people.SINCE).digits == "2101060601209003"
        again = OTHER | {"nik": "2101060808959001", "nomor_kk": "2101060601209001"}
        assert take(file_of(tmp_path, again)).written
        assert numbers.take_nik(village, born, Sex.MALE).digits == "2101060808959006"

    def test_that_is_a_trial_leaves_nothing(self, tmp_path: Path) -> None:
        report = take(file_of(tmp_path, HEAD, WIFE), dry_run=True)
        assert (report.errors, report.written) == (0, False)
        assert not models.Resident.objects.exists()

    def test_reads_what_a_spreadsheet_writes(self, tmp_path: Path) -> None:
        path = file_of(tmp_path, HEAD, WIFE, delimiter=";")
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert take(path).written

    def test_of_a_file_taken_in_before_is_refused(self, tmp_path: Path) -> None:
        path = file_of(tmp_path, HEAD, WIFE)
        take(path)
        with pytest.raises(TakenBefore):
            take(path)

    def test_reads_a_spreadsheet_with_dates_and_small_numbers(self, tmp_path: Path) -> None:
        path = tmp_path / "penduduk.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet, form = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
            for place, column in enumerate(COLUMNS):
                sheet.write_string(0, place, column)
                sheet.write_string(1, place, OTHER.get(column, ""))
            sheet.write_datetime(1, COLUMNS.index("tanggal_lahir"), people.day("1995-08-08"), form)
            sheet.write_number(1, COLUMNS.index("rt"), 1)
        assert take(path).written
        assert models.Resident.objects.get().birth_date == people.day("1995-08-08")

    def test_refuses_a_nik_that_a_spreadsheet_has_taken_for_a_number(self, tmp_path: Path) -> None:
        path = tmp_path / "penduduk.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for place, column in enumerate(COLUMNS):
                sheet.write_string(0, place, column)
                sheet.write_string(1, place, OTHER.get(column, ""))
            sheet.write_number(1, COLUMNS.index("nik"), int(OTHER["nik"]))
        assert found(take(path)) == [(2, "nik-letters", "nik")]

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"nik,nama\n1,2\n"])
    def test_of_no_such_file_is_refused(self, content: bytes, tmp_path: Path) -> None:
        for name in ("lain.csv", "lain.xlsx"):
            path = tmp_path / name
            path.write_bytes(content)
            with pytest.raises(UnreadableFile):
                take(path)
        with pytest.raises(UnreadableFile):
            take(tmp_path / "tidak-ada.csv")


@pytest.mark.django_db
class TestAFault:
    def test_in_one_row_keeps_all_others_out(self, tmp_path: Path) -> None:
        report = take(file_of(tmp_path, HEAD, WIFE, OTHER | {"nik": "1"}))
        assert found(report) == [(4, "nik-length", "nik")]
        assert not models.Family.objects.exists()

    def test_is_told_to_the_listener_as_it_is_found(self, tmp_path: Path) -> None:
        told: list[RowProblem] = []
        path = file_of(tmp_path, *(OTHER | {"nik": str(number)} for number in range(300)))
        report = import_file(path, "bintan", dry_run=True, tell=told.append, at=factories.MONDAY)
        assert len(told) == report.errors == 300
        assert len(report.first) < 300

    def test_that_is_a_warning_hinders_nothing(self, tmp_path: Path) -> None:
        report = take(file_of(tmp_path, OTHER | {"tanggal_lahir": "09-08-1995"}))
        assert [one.problem.id for one in report.first] == ["nik-fits-biodata", "import-relative-unknown"]
        assert {one.problem.severity for one in report.first} == {Severity.WARNING}
        assert report.written

    @pytest.mark.parametrize(
        ("column", "text", "advice"),
        [
            ("jenis_kelamin", "X", "Tulis kode atau namanya: 1 Laki-laki, 2 Perempuan."),
            ("status_perkawinan", "Kawin", "1 Belum Kawin, 2 Kawin Tercatat, 3 Kawin Belum Tercatat"),
            ("shdk", "Kakak", "7 Orang Tua, … Semuanya: loket register codes shdk"),
            ("pekerjaan", "Astronot", "loket register codes pekerjaan"),
            ("izin_tinggal", "KITAS", "Tulis salah satu: ITAS, ITAP."),
            ("kode_pos", "2915", "Tulis lima angka"),
        ],
    )
    def test_in_a_code_names_what_is_accepted(self, column: str, text: str, advice: str, tmp_path: Path) -> None:
        (one,) = take(file_of(tmp_path, OTHER | {"nik_ibu": "", column: text})).first
        assert (one.problem.id, one.problem.field) == ("import-cell", column)
        assert advice in one.problem.hint


@pytest.mark.django_db
class TestASex:
    @pytest.mark.parametrize("text", ["L", "l", "1", "01", "Laki-laki", "LAKI-LAKI"])
    def test_may_be_written_as_spreadsheets_have_it(self, text: str, tmp_path: Path) -> None:
        assert take(file_of(tmp_path, OTHER | {"nik_ibu": "", "jenis_kelamin": text})).written

    def test_by_its_letter_is_the_one_meant(self, tmp_path: Path) -> None:
        # The NIK is a man's, so P is remarked upon and taken all the same.
        report = take(file_of(tmp_path, OTHER | {"nik_ibu": "", "jenis_kelamin": "P"}))
        assert [one.problem.id for one in report.first] == ["nik-fits-biodata"]
        assert report.written
