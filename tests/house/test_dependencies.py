"""The list of parts, the question after known holes, and the days within which one is mended."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.house.test_locks import pins
from tests.house.tree import ROOT
from tools import audit, sbom


def package(name: str, **told: Any) -> dict[str, Any]:
    return {"name": name, "version": "1.0", **told}


class TestTheSbom:
    def test_names_every_locked_package(self) -> None:
        made = sbom.bill()
        assert {(part["name"], part["version"]) for part in made["components"]} == set(
            pins("requirements.lock").items()
        )
        assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
        assert all(part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}" for part in made["components"])

    def test_tells_hash_and_licence(self) -> None:
        parts = {part["name"]: part for part in sbom.bill()["components"]}
        assert all(part["properties"] for part in parts.values())
        assert "BSD" in parts["django"]["licenses"][0]["license"]["name"]

    def test_refers_to_each_part_once(self) -> None:
        made = sbom.bill()
        refs = [part["bom-ref"] for part in made["components"]]
        assert len(refs) == len(set(refs))
        assert made["dependencies"][0]["dependsOn"] == refs

    def test_is_the_same_each_time(self) -> None:
        command = [sys.executable, str(ROOT / "tools/sbom.py")]
        told = {subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)}
        assert len(told) == 1
        assert json.loads(told.pop())["metadata"]["component"]["name"] == "loket"


class TestTheAudit:
    def test_fails_for_a_known_hole(self, capsys: pytest.CaptureFixture[str]) -> None:
        hole = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
        assert audit.judged({"dependencies": [package("a", vulns=[]), package("b", vulns=[hole])]}) == 1
        assert "b 1.0: PYSEC-1, mended in 1.1" in capsys.readouterr().err

    def test_is_content_where_every_package_is_known_and_whole(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert audit.judged({"dependencies": [package("a", vulns=[])]}) == 0
        assert "1 packages, no known hole" in capsys.readouterr().out

    def test_says_loudly_that_it_asked_in_vain(self, capsys: pytest.CaptureFixture[str]) -> None:
        told = {"dependencies": [package("a", vulns=[]), package("b", skip_reason="tidak dikenal")]}
        assert audit.judged(told) == 0
        said = capsys.readouterr()
        assert "NOT AUDITED" in said.err
        assert "tidak dikenal" in said.err
        assert "no known hole" not in said.out

    def test_says_so_where_nothing_answers(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def silent(_folder: object) -> dict[str, Any]:
            raise OSError("tidak ada jaringan")

        monkeypatch.setattr(audit, "asked", silent)
        assert audit.main() == 0
        assert "NOT AUDITED" in capsys.readouterr().err


class TestThePolicy:
    def test_says_how_soon(self) -> None:
        text = (ROOT / "SECURITY.md").read_text("utf-8")
        rows = re.findall(r"^\| (critical|high|medium|low)\b[^|]*\|[^|]+\| (\d+) days \|$", text, re.MULTILINE)
        assert [name for name, _ in rows] == ["critical", "high", "medium", "low"]
        assert [int(days) for _, days in rows] == sorted(int(days) for _, days in rows)
        assert "security.txt" in text

    def test_is_run_by_ci(self) -> None:
        script = (ROOT / ".ci/run").read_text("utf-8")
        assert "make sbom" in script
        assert "make audit" in script
