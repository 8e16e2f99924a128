"""`loket register` as someone at a terminal meets it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.register import models
from tests.apps.register import people

pytestmark = pytest.mark.django_db


def _run(*words: object) -> Result:
    return CliRunner().invoke(app, ["register", *map(str, words)])


class TestTheCommands:
    def test_make_a_population_check_it_and_write_it_out(self, tmp_path: Path) -> None:
        made = _run("sample", "--office", "bintan", "--people", 200, "--seed", 4)
        assert made.exit_code == 0, made.output
        assert "200 penduduk dalam" in made.output
        checked = _run("check", "--office", "bintan")
        assert checked.exit_code == 0
        assert "Diperiksa: 200 penduduk" in checked.output
        written = _run("export", tmp_path / "b.csv", "--office", "bintan", "--reason", "uji coba saja")
        assert written.exit_code == 0
        again = _run("import", tmp_path / "b.csv", "--office", "bintan", "--report", tmp_path / "temuan.csv")
        assert again.exit_code == 1
        assert "Tidak ada yang dimasukkan." in again.output
        heading, *told = (tmp_path / "temuan.csv").read_text("utf-8").splitlines()
        assert heading == "baris,kolom,jenis,kode,temuan,saran"
        assert len(told) > 200
        assert all(line.split(",")[3] == "import-known" for line in told if line.split(",")[2] == "salah")
        assert "[import-known]" in again.output

    def test_say_loudly_that_specific_data_go_out(self, tmp_path: Path) -> None:
        people.saris()
        plain = _run("export", tmp_path / "a.csv", "--office", "bintan", "--reason", "uji coba saja")
        assert "Tanpa data khusus" in plain.output
        assert "PERHATIAN" not in plain.output
        asked = ("--office", "bintan", "--reason", "pindah komputer", "--with-specific-data")
        whole = _run("export", tmp_path / "b.csv", *asked)
        assert whole.exit_code == 0
        assert "PERHATIAN: berkas ini memuat DATA KHUSUS" in whole.output
        heading = (tmp_path / "b.csv").read_text("utf-8").splitlines()[0]
        assert "disabilitas" in heading.split(",")

    def test_say_that_a_register_breaks_the_rules(self) -> None:
        home = people.saris()
        models.Membership.objects.filter(resident=home.members[2]).update(until_date=people.SINCE)
        checked = _run("check")
        assert checked.exit_code == 1
        assert "every-resident-in-a-kk: 1" in checked.output

    def test_bring_regions_up_to_date(self) -> None:
        assert _run("regions").exit_code == 0

    @pytest.mark.parametrize(
        "words",
        [
            ("sample", "--office", "nowhere", "--people", 5),
            ("check", "--office", "nowhere"),
            ("import", "no-such-file.csv", "--office", "bintan"),
            ("export", "x.csv", "--office", "bintan", "--reason", " "),
            ("export", "no-such-folder/x.csv", "--office", "bintan", "--reason", "uji coba saja"),
            ("import", "no-such-file.csv", "--office", "bintan", "--report", "no-such-folder/x.csv"),
            ("waiting", "no-such-folder/x.csv", "--office", "bintan", "--reason", "uji coba saja"),
            ("numbers", "no-such-file.csv", "--officer", "bintan.budi"),
            ("numbers", "no-such-file.csv", "--officer", "nobody"),
            ("settings",),
            ("settings", "--office", "bintan", "--national", "manual"),
            ("settings", "--national", "sendiri", "--officer", "bintan.hadi", "--why", "uji"),
            ("settings", "--national", "manual", "--officer", "bintan.budi", "--why", "uji"),
            ("settings", "--office", "pontianak", "--transit-days", 5, "--officer", "bintan.hadi", "--why", "uji"),
            ("codes", "hobi"),
            ("codes", "pekerjaan", "--set", 100, "--name", "PENGEMUDI DARING", "--source", "Surat 1"),
            ("codes", "pekerjaan", "--set", 100, "--name", "PENGEMUDI DARING", "--officer", "bintan.hadi"),
            ("codes", "pekerjaan", "--retire", 90, "--officer", "bintan.budi"),
        ],
    )
    def test_say_in_a_sentence_what_is_wrong(self, words: tuple[object, ...]) -> None:
        ended = _run(*words)
        assert ended.exit_code == 2, ended.output
        assert ended.output.strip()
        assert "Traceback" not in ended.output


class TestAFileThatIsNotThere:
    @pytest.mark.parametrize(
        "words",
        [
            ("import", "tiada.csv", "--office", "bintan"),
            ("import", "tiada.xlsx", "--office", "bintan"),
            ("numbers", "tiada.csv", "--officer", "bintan.budi"),
        ],
    )
    def test_is_called_missing_and_not_of_a_wrong_kind(self, words: tuple[str, ...]) -> None:
        said = _run(*words).output
        assert f"Berkas {words[1]} tidak ada. Periksa nama berkas dan foldernya." in " ".join(said.split())
        assert "UTF-8" not in said

    def test_that_is_a_folder_is_called_one(self, tmp_path: Path) -> None:
        said = " ".join(_run("import", tmp_path, "--office", "bintan").output.split())
        assert "ini folder, bukan berkas" in said


class TestTheSettings:
    def test_are_shown_and_changed_by_the_head(self) -> None:
        assert "nomor dari “local”, SKPWNI berlaku 100 hari" in _run("settings", "--office", "bintan").output
        changed = _run("settings", "--national", "manual", "--officer", "bintan.hadi", "--why", "Surat Dirjen 1/2026")
        assert changed.exit_code == 0, changed.output
        assert _run("settings", "--transit-days", 90, "--officer", "bintan.hadi", "--why", "Surat 2").exit_code == 0
        assert "nomor dari “manual”, SKPWNI berlaku 90 hari" in _run("settings", "--office", "bintan").output


class TestTheCodeLists:
    def test_are_named_and_shown_with_validity_and_source(self) -> None:
        assert "pekerjaan: 99 kode" in _run("codes").output
        shown = _run("codes", "agama").output
        assert "KHONGHUCU" in shown
        assert "Permendagri 109/2019" in shown

    def test_take_a_new_line_and_lose_one(self) -> None:
        by = ("--officer", "bintan.hadi", "--from", "01-12-2026")
        added = _run("codes", "pekerjaan", "--set", 100, "--name", "PENGEMUDI DARING", "--source", "Surat 1", *by)
        assert added.exit_code == 0, added.output
        assert _run("codes", "pekerjaan", "--retire", 38, *by).exit_code == 0
        lines = [line.split() for line in _run("codes", "pekerjaan").output.splitlines()]
        assert any({"100", "DARING", "01-12-2026"} <= set(line) for line in lines)
        assert any("38" in line and "01-12-2026" in line for line in lines)

    def test_refuse_a_day_before_the_last_change(self) -> None:
        words = ("codes", "pekerjaan", "--set", 90, "--source", "Surat 1", "--officer", "bintan.hadi")
        assert _run(*words, "--name", "PEKERJA SENI", "--from", "01-12-2026").exit_code == 0
        early = _run(*words, "--name", "SENIMAN", "--from", "01-11-2026")
        assert early.exit_code == 2
        assert "lebih awal" in early.output


class TestTheIndex:
    def test_is_made_anew_from_the_register(self) -> None:
        assert _run("sample", "--office", "bintan", "--people", 60, "--seed", 4).exit_code == 0
        made = _run("index")
        assert made.exit_code == 0, made.output
        assert "nama dapat dicari" in made.output
        assert models.SearchKey.objects.filter(current=True).count() == 60
