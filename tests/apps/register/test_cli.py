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
        written = _run("export", tmp_path / "b.csv", "--office", "bintan", "--reason", "uji")
        assert written.exit_code == 0
        again = _run("import", tmp_path / "b.csv", "--office", "bintan", "--report", tmp_path / "temuan.csv")
        assert again.exit_code == 1
        assert "Tidak ada yang dimasukkan." in again.output
        assert len((tmp_path / "temuan.csv").read_text("utf-8").splitlines()) > 200

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
            ("waiting", "no-such-folder/x.csv", "--office", "bintan"),
            ("numbers", "no-such-file.csv", "--officer", "bintan.budi"),
            ("numbers", "no-such-file.csv", "--officer", "nobody"),
        ],
    )
    def test_say_in_a_sentence_what_is_wrong(self, words: tuple[object, ...]) -> None:
        ended = _run(*words)
        assert ended.exit_code == 2, ended.output
        assert ended.output.strip()
        assert "Traceback" not in ended.output
