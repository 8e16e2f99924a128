"""`loket audit` and `loket rebuild` as they are typed."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from loket.cli import app
from tests.apps import factories
from tests.apps.casework import tampering

pytestmark = pytest.mark.django_db


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def _json(result: Result) -> Any:
    return json.loads(result.stdout)


class TestVerify:
    def test_says_in_words_that_all_is_well(self) -> None:
        factories.take_in()
        result = _run("audit", "verify")
        assert result.exit_code == 0
        assert "1 permohonan" in result.stdout
        assert "Semua sesuai" in result.stdout
        assert "Memeriksa riwayat" in result.stderr

    def test_names_the_bad_row_and_fails(self) -> None:
        case = factories.case_at("tanda-tangan-buku")
        tampering.set_event(case.resi, 3, person=99)
        result = _run("audit", "verify", "--office", "bintan")
        assert result.exit_code == 1
        assert f"{case.resi}, urutan 3: isinya diubah" in result.stdout

    def test_shows_twenty_rows_and_says_how_many_more_there_are(self) -> None:
        for _ in range(21):
            tampering.set_event(factories.take_in().resi, 1, person=99)
        result = _run("audit", "verify")
        assert result.stdout.count("isinya diubah") == 20
        assert "dan 1 lagi" in result.stdout

    def test_reports_to_machines(self) -> None:
        case = factories.case_at("tanda-tangan-buku")
        clean = _run("audit", "verify", "--json")
        assert (clean.exit_code, _json(clean)["ok"], clean.stderr) == (0, True, "")
        tampering.set_event(case.resi, 3, person=99)
        bad = _run("audit", "verify", "--json")
        assert bad.exit_code == 1
        (row,) = _json(bad)["bad_rows"]
        assert (row["resi"], row["seq"], row["fault"]) == (case.resi, 3, "changed")

    def test_names_the_offices_when_asked_for_one_that_is_not(self) -> None:
        result = _run("audit", "verify", "--office", "binta")
        assert result.exit_code == 2
        assert "bintan, pontianak" in result.stderr


class TestCheckpoint:
    def test_seals_every_office_and_prints_the_roots(self) -> None:
        factories.take_in()
        result = _run("audit", "checkpoint")
        assert result.exit_code == 0
        assert "bintan: segel no. 1" in result.stdout
        assert "pontianak: segel no. 1" in result.stdout
        assert "sudah dibuat" in _run("audit", "checkpoint").stdout

    def test_prints_the_same_root_to_machines(self) -> None:
        (seal,) = _json(_run("audit", "checkpoint", "--office", "bintan", "--json"))
        assert (seal["office"], seal["number"], len(seal["root"])) == ("bintan", 1, 64)
        assert seal["root"] in _run("audit", "checkpoint").stdout

    def test_refuses_a_day_to_come(self) -> None:
        result = _run("audit", "checkpoint", "--date", "2999-01-01")
        assert result.exit_code == 2
        assert "2999-01-01" in result.stderr


class TestRebuild:
    def test_compares_reports_and_repairs(self) -> None:
        case = factories.case_at("tanda-tangan-buku")
        assert _run("rebuild").exit_code == 0
        tampering.set_case(case.resi, step="serahkan")
        compared = _run("rebuild")
        assert compared.exit_code == 1
        assert f"{case.resi}, step: tersimpan serahkan, menurut riwayat tanda-tangan-buku" in compared.stdout
        repaired = _run("rebuild", "--repair", "--json")
        assert (repaired.exit_code, _json(repaired)["repaired"]) == (0, 1)
        assert _json(_run("rebuild", "--json"))["differences"] == []

    def test_sends_to_the_audit_where_the_history_itself_is_broken(self) -> None:
        case = factories.case_at("tanda-tangan-buku")
        tampering.set_event(case.resi, 3, person=99)
        result = _run("rebuild", "--repair")
        assert result.exit_code == 1
        assert f"{case.resi}: riwayatnya tidak utuh" in result.stdout
