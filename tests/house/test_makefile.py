"""`make` alone tells everything that can be asked of it."""

import re
import subprocess

from tests.house.tree import ROOT


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text("utf-8")
    declared = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert declared
    return set(declared.group(1).split())


def helped() -> set[str]:
    shown = subprocess.run(["make", "--silent"], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(re.findall(r"^  make ([a-z]+)  *\S", shown.stdout, re.MULTILINE))


class TestMake:
    def test_alone_lists_every_target(self) -> None:
        assert helped() == targets()

    def test_has_the_commands_with_fixed_names(self) -> None:
        assert {"setup", "run", "test", "check", "bench"} <= targets()
