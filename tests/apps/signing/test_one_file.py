"""The verifier is one file: it runs alone, says what it found, and answers with a number."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from typer.testing import CliRunner

from loket.cli import app
from loket.core.proof.payload import sealed
from loket.signing.authority import Authority
from loket.signing.standalone import loket_verify
from loket.signing.standalone.loket_verify import SENTENCES, main
from tests.apps.signing.people import PAYLOAD, SEAL

FILE = Path(loket_verify.__file__)
QR = sealed(PAYLOAD, SEAL)


@pytest.fixture
def seal_file(tmp_path: Path) -> Path:
    file = tmp_path / "segel.pub"
    file.write_bytes(SEAL.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return file


@pytest.fixture
def paper_file(tmp_path: Path, signed: bytes) -> Path:
    file = tmp_path / "surat.pdf"
    file.write_bytes(signed)
    return file


class TestTheCommand:
    def test_answers_as_the_file_does(self, paper_file: Path, root_file: Path, seal_file: Path) -> None:
        asked = ["verify", str(paper_file), "--trust", str(root_file), "--payload", QR, "--seal", str(seal_file)]
        found = CliRunner().invoke(app, asked)
        assert (found.exit_code, "Ditandatangani oleh" in found.stdout) == (0, True)
        assert CliRunner().invoke(app, ["verify", str(paper_file)]).exit_code == 2


class TestFile:
    def test_imports_the_standard_library_and_cryptography_alone(self) -> None:
        tree = ast.parse(FILE.read_text("utf-8"))
        froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        roots = {name.partition(".")[0] for name in froms | plain}
        assert "cryptography" in roots
        assert roots - sys.stdlib_module_names == {"cryptography"}

    def test_runs_alone_in_a_folder_of_its_own(
        self, tmp_path: Path, paper_file: Path, root_file: Path, seal_file: Path
    ) -> None:
        alone = shutil.copy(FILE, tmp_path / "periksa.py")
        command = [sys.executable, "-I", "-W", "error", str(alone), str(paper_file), "--trust", str(root_file)]
        done = subprocess.run(
            [*command, "--payload", QR, "--seal", str(seal_file)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "Ditandatangani oleh Drs. Hadi Purnomo, M.Si." in done.stdout

    def test_says_everything_in_two_languages(self) -> None:
        assert len(SENTENCES) > 25
        for said in SENTENCES.values():
            indonesian, english = said
            assert indonesian != english
            assert (indonesian[-1], english[-1]) == (".", ".")
            assert indonesian.count("{") == english.count("{")


class TestAnswer:
    def test_is_zero_for_a_good_paper(
        self, paper_file: Path, root_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert answered(paper_file, "--trust", root_file) == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith("SAH.")

    def test_is_zero_for_a_good_paper_with_its_qr(self, paper_file: Path, root_file: Path, seal_file: Path) -> None:
        assert answered(paper_file, "--trust", root_file, "--payload", QR, "--seal", seal_file) == 0

    def test_is_zero_for_a_genuine_qr_alone(self, seal_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert answered("--payload", QR, "--seal", seal_file, "--en") == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith("THE QR IS GENUINE.")

    def test_is_one_for_a_changed_paper(
        self, paper_file: Path, root_file: Path, signed: bytes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        paper_file.write_bytes(signed.replace(b"/Title", b"/Tit1e", 1))
        assert answered(paper_file, "--trust", root_file) == 1
        assert capsys.readouterr().out.splitlines()[-2:] == [
            "Isi berkas telah berubah sejak ditandatangani.",
            "TIDAK SAH. Jangan terima surat ini.",
        ]

    def test_is_one_for_a_changed_qr(self, seal_file: Path) -> None:
        assert answered("--payload", QR.replace("*AS*", "*SA*"), "--seal", seal_file) == 1
        assert answered("--payload", "", "--seal", seal_file) == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["{paper}"],
            ["--trust", "{root}"],
            ["--payload", QR],
            ["--seal", "{seal}"],
            ["{paper}", "--trust", "{root}", "--payload", QR],
            ["{paper}", "--trust", "{root}", "--seal", "{seal}"],
            ["{paper}.hilang", "--trust", "{root}"],
            ["{folder}", "--trust", "{root}"],
            ["\0", "--trust", "{root}"],
            ["{paper}", "--trust", "{paper}"],
            ["{paper}", "--trust", "{seal}"],
            ["{root}", "--trust", "{root}"],
            ["--payload", QR, "--seal", "{root}"],
            ["--payload", QR, "--seal", "{p256}"],
        ],
        ids=" ".join,
    )
    def test_is_two_when_nothing_can_be_judged(
        self,
        arguments: list[str],
        paper_file: Path,
        root_file: Path,
        seal_file: Path,
        authority: Authority,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        p256 = paper_file.parent / "p256.pub"
        key = authority.root.public_key()
        p256.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        names = {"paper": paper_file, "root": root_file, "seal": seal_file, "p256": p256, "folder": paper_file.parent}
        assert answered(*(argument.format_map(names) for argument in arguments)) == 2
        said = capsys.readouterr()
        assert said.out.splitlines()[-1] == "Tidak ada yang dapat dinilai."
        assert said.err == ""

    def test_is_two_for_an_option_that_does_not_exist(self) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["--percaya"])
        assert ended.value.code == 2


def answered(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])
