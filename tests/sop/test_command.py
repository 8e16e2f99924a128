"""`loket procedure`: what it prints, and the code it ends with."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from loket.cli.procedure import app
from tests.sop.procedures import KEYS, SOP
from tests.sop.reproducers import ERRORS

KK = str(SOP / "bintan/kk/2019-01-02.yaml")
PONTIANAK = str(SOP / "pontianak/kk/2014-03-24.yaml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def show(key: str, *arguments: str) -> Result:
    return run("show", key, "--dir", str(SOP), *arguments)


class TestCheck:
    def test_ends_well_with_warnings_alone(self) -> None:
        result = run("check", str(SOP))
        assert result.exit_code == 0
        assert result.stdout.splitlines()[-1] == "31 files, 0 errors, 77 warnings"
        assert f"{PONTIANAK}:211 number-gap Nomor langkah melompat dari 5 ke 7: baris 6 tidak ada." in result.stdout

    def test_says_the_same_to_a_machine(self) -> None:
        result = run("check", str(SOP), "--json")
        assert result.exit_code == 0
        said = json.loads(result.stdout)
        assert (said["errors"], said["warnings"], len(said["problems"])) == (0, 77, 77)
        gap = next(problem for problem in said["problems"] if problem["id"] == "number-gap")
        assert (gap["file"], gap["line"], gap["severity"]) == (PONTIANAK, 211, "warning")
        assert gap["source"].endswith("002_cf13c783e74d7f79.txt:33")

    def test_ends_with_one_for_an_error(self) -> None:
        result = run("check", str(ERRORS / "yaml-anchor.yaml"))
        assert result.exit_code == 1
        assert "yaml-anchor Jangkar atau rujukan YAML" in result.stdout
        assert result.stdout.splitlines()[-1] == "1 files, 1 errors, 0 warnings"

    def test_ends_with_two_for_a_folder_that_is_not_there_or_holds_nothing(self, tmp_path: Path) -> None:
        assert run("check", str(tmp_path / "tiada")).exit_code == 2
        empty = run("check", str(tmp_path))
        assert empty.exit_code == 2
        assert "Susunannya <kantor>/<layanan>/<tanggal>.yaml." in empty.stderr

    def test_says_of_another_file_what_a_procedure_file_is(self) -> None:
        result = run("check", "README.md")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "“README.md” bukan berkas prosedur." in result.stderr
        assert "misalnya sop/bintan/kk/2019-01-02.yaml" in result.stderr

    def test_reads_the_file_of_an_office_as_that(self) -> None:
        result = run("check", str(SOP / "bintan/office.yaml"))
        assert (result.exit_code, result.stdout) == (0, "1 files, 0 errors, 0 warnings\n")


class TestShow:
    @pytest.mark.parametrize("key", KEYS)
    def test_shows_every_procedure(self, key: str) -> None:
        result = show(key)
        assert result.exit_code == 0
        said = json.loads(show(key, "--json").stdout)
        assert said["key"] == key
        for step in said["steps"]:
            assert f"{step['no']}  {step['id']}  " in result.stdout

    def test_says_of_a_template_that_it_is_one(self) -> None:
        assert "bukan dari sumber, menurut pola kk" in show("bintan/sk-kelahiran").stdout
        assert "bukan dari sumber" not in show("bintan/kk").stdout

    def test_gives_a_machine_everything(self) -> None:
        said = json.loads(show("pontianak/kk@2014-03-24", "--json").stdout)
        fifth = next(step for step in said["steps"] if step["no"] == "5")
        assert fifth["time"] == "3 Minggu"
        assert fifth["outcomes"]["tidak-sesuai"]["return"] == "koreksi-kasi"
        assert (said["errors"], said["warnings"], said["effective_date"]) == (0, 4, "2014-03-24")

    def test_names_the_near_key_for_one_that_is_not_there(self) -> None:
        result = show("bintan/kkk")
        assert result.exit_code == 2
        assert "Mungkin maksudnya “bintan/kk”." in result.stderr

    def test_names_the_versions_for_a_date_that_is_not_there(self) -> None:
        result = show("bintan/kk@2018-01-02")
        assert result.exit_code == 2
        assert "Prosedur “bintan/kk” tidak mempunyai versi 2018-01-02. Mungkin maksudnya “2019-01-02”." in result.stderr

    def test_explains_a_file_that_cannot_be_read(self) -> None:
        result = run("show", str(ERRORS / "key-missing.yaml"))
        assert result.exit_code == 2
        assert "Bagian “product” wajib ada." in result.stderr

    def test_shows_a_draft_with_faults_too(self) -> None:
        assert "stempel" in run("show", str(ERRORS / "act-unknown.yaml")).stdout
        assert "kadiss" in run("show", str(ERRORS / "actor-unknown.yaml")).stdout


class TestDiff:
    def test_says_when_nothing_changed(self) -> None:
        result = run("diff", KK, "bintan/kk", "--dir", str(SOP))
        assert (result.exit_code, result.stdout) == (0, "Tidak ada perubahan.\n")

    def test_says_each_change_in_a_sentence(self, tmp_path: Path) -> None:
        changed = tmp_path / "baru.yaml"
        changed.write_text(Path(KK).read_text("utf-8").replace("time: 30 Menit", "time: 20 Menit", 1), "utf-8")
        sentence = "Langkah 5 “verifikasi-kasi”: waktu dari “30 Menit” menjadi “20 Menit”."
        assert sentence in run("diff", KK, str(changed)).stdout
        said = json.loads(run("diff", KK, str(changed), "--json").stdout)
        assert said == [{"kind": "step-changed", "weight": "service", "sentence": sentence}]


class TestSchema:
    def test_prints_what_is_published(self) -> None:
        assert run("schema").stdout == (SOP / "procedure.schema.json").read_text("utf-8")
        assert run("schema", "--office").stdout == (SOP / "office.schema.json").read_text("utf-8")
