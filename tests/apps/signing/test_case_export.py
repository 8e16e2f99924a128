"""The exported history of a case: proved by one file, whatever was changed found, and never given away without a trace."""

import ast
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner, Result

from loket.casework import readings
from loket.casework.models import Case
from loket.casework.refusals import NoSuchCase
from loket.cli import app
from loket.core.engine import Claim
from loket.core.engine.state import SIGNATURES
from loket.core.proof.note import NoteKey, SignedNote, Signs, cosignature_line, read_note, signature_line
from loket.signing import models
from loket.signing.case_export import export_case
from loket.signing.history import history_key, sign_latest
from loket.signing.refusals import CaseBroken, CaseNotSealed, CaseSealedTomorrow, NothingSealedYet
from loket.signing.standalone import loket_verify_case
from loket.signing.standalone.loket_verify_case import SENTENCES, Key, canonical, check_case, main
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.casework.sealing import seal, seal_yesterday
from tests.apps.signing import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
FILE = Path(loket_verify_case.__file__)
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

CHANGES: list[tuple[Callable[[Any], object], str]] = [
    (lambda told: told["events"].pop(), "not-included"),
    (lambda told: told["events"].pop(0), "broken"),
    (lambda told: told["events"].clear(), "form"),
    (lambda told: told["events"][0].update(number=True), "broken"),
    (lambda told: told["events"][0].update(catatan="x"), "form"),
    (lambda told: told["events"][0]["body"].update(person=99), "not-included"),
    (lambda told: told["case"].update(applicant_name="Lain"), "not-included"),
    (lambda told: told["case"].update(office="pontianak"), "other-office"),
    (lambda told: told["proof"].update(index=True), "not-included"),
    (lambda told: told["proof"].update(index=99), "not-included"),
    (lambda told: told["proof"].update(path=told["proof"]["path"] * 2), "not-included"),
    (lambda told: told["proof"].update(path=[]), "not-included"),
    (lambda told: told["papers"][0].update(sha256="0" * 64), "paper-not-included"),
    (lambda told: told["papers"][0].update(version=0), "paper-not-included"),
    (lambda told: told["papers"][0].update(catatan="x"), "form"),
    (lambda told: told["papers"].clear(), "paper-left-out"),
    (lambda told: told.update(catatan="x"), "form"),
    (lambda told: told.update(checkpoint="x"), "note-form"),
    (lambda told: told.update(checkpoint=told["checkpoint"].replace("segel 1", "segel 2")), "note-key"),
    (lambda told: told.update(checkpoint=told["checkpoint"] + "— saksi/x AAAA\n"), "note-key"),
    (lambda told: told.update(checkpoint=told["checkpoint"] + "— saksi/x AAB=\n"), "note-form"),
]


def sealed_case(sealing: Callable[[str], object] = seal) -> str:
    resi = factories.case_at("sahkan").resi
    sealing("bintan")
    sign_latest("bintan")
    return resi


@pytest.fixture
def export(own_keys: Path) -> bytes:
    return export_case(sealed_case(), factories.budi()).text.encode()


@pytest.fixture
def with_paper(own_keys: Path) -> bytes:
    cases.certified()
    resi = cases.damaged_kk()
    assert [item.outcome for item in cases.sign(resi)] == ["signed"]
    factories.take_in()
    seal("bintan")
    sign_latest("bintan")
    return export_case(resi, factories.hadi()).text.encode()


def own_key() -> Key:
    return Key.read(str(history_key("bintan")))


def found(data: bytes, *keys: Key) -> tuple[str, str]:
    """The verdict, and the last finding."""
    report = check_case(data, keys or (own_key(),))
    return report.verdict, report.findings[-1].id


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    told = json.loads(data)
    change(told)
    return f"{canonical(told)}\n".encode()


class TestAnExport:
    def test_is_proved_by_the_key_of_its_office(self, export: bytes) -> None:
        assert found(export) == ("valid", "included")

    def test_with_a_paper_is_proved_together_with_it(self, with_paper: bytes) -> None:
        assert found(with_paper) == ("valid", "paper")

    def test_tells_only_what_is_sealed(self) -> None:
        case = factories.case_at("sahkan")
        seal("bintan")
        sign_latest("bintan")
        factories.act(case, Claim(), factories.hadi())
        made = export_case(case.resi, factories.budi())
        assert (made.events, made.later) == (case.version, 1)
        assert found(made.text.encode())[0] == "valid"

    def test_holds_under_a_later_checkpoint_too(self) -> None:
        resi = factories.case_at("sahkan").resi
        seal_yesterday("bintan")
        sign_latest("bintan")
        factories.take_in()
        seal("bintan")
        sign_latest("bintan")
        assert found(export_case(resi, factories.budi()).text.encode())[0] == "valid"

    def test_leaves_a_trace(self, export: bytes) -> None:
        case = Case.objects.get()
        assert readings.readings_of(case.pk)[0].what == "ekspor riwayat"

    def test_is_not_for_another_office(self) -> None:
        with pytest.raises(NoSuchCase):
            export_case(sealed_case(), factories.dewi())

    def test_waits_for_a_signed_checkpoint(self) -> None:
        early = factories.take_in().resi
        with pytest.raises(NothingSealedYet):
            export_case(early, factories.budi())
        seal("bintan")
        sign_latest("bintan")
        # There is one seal a day, so another `loket audit checkpoint` would not help.
        with pytest.raises(CaseSealedTomorrow, match="besok"):
            export_case(factories.take_in().resi, factories.budi())

    def test_of_a_case_since_the_seal_of_yesterday_waits_for_that_of_today(self) -> None:
        sealed_case(seal_yesterday)
        with pytest.raises(CaseNotSealed) as refused:
            export_case(factories.take_in().resi, factories.budi())
        assert "hari ini" in refused.value.hint

    def test_of_a_rewritten_case_is_not_made(self) -> None:
        resi = sealed_case()
        tampering.rechain(resi, 2, person=99)
        with pytest.raises(CaseBroken):
            export_case(resi, factories.budi())


class TestAChange:
    def test_of_any_byte_is_found(self, with_paper: bytes) -> None:
        key = own_key()
        for at in range(len(with_paper)):
            for bit in (0x01, 0x20):
                other = with_paper[:at] + bytes((with_paper[at] ^ bit,)) + with_paper[at + 1 :]
                assert check_case(other, [key]).verdict == "invalid", (at, bit, with_paper[at - 20 : at + 20])

    def test_of_the_length_is_found(self, export: bytes) -> None:
        for other in (b"", export[:-1], export + b"\n", export * 2, export[1:], b"\xef\xbb\xbf" + export):
            assert found(other) == ("invalid", "form")

    def test_of_what_it_says_is_named(self, with_paper: bytes) -> None:
        for number, (change, why) in enumerate(CHANGES):
            assert found(changed(with_paper, change)) == ("invalid", why), number

    def test_to_another_shape_is_found(self) -> None:
        for other in (b"[]", b"1", b"{}", b"null", b"[" * 100_000, b"\xff", b'{"format":"loket-case-1"}\n'):
            assert check_case(other, []).verdict == "invalid"

    def test_of_the_key_is_found(self, export: bytes) -> None:
        other = NoteKey("loket/bintan", WITNESS.public_key())
        assert found(export, Key.read(str(other))) == ("invalid", "note-key")
        assert found(export, Key.read(str(history_key("pontianak")))) == ("invalid", "note-key")


class TestATrail:
    def test_without_a_signature_is_no_trail(self, with_paper: bytes) -> None:
        """Whoever holds the office's key could seal such a paper; the procedure still does not bear it out."""
        told = json.loads(with_paper)
        for event in told["events"]:
            event["body"]["payload"].pop("marks", None)
        forged = resealed(told)
        assert check_case(forged, [Key.read(str(NoteKey("loket/bintan", WITNESS.public_key())))]).findings[-1].id == (
            "without-trail"
        )

    def test_that_does_not_name_the_paper_is_none(self, with_paper: bytes) -> None:
        told = json.loads(with_paper)
        for event in told["events"]:
            if event["body"]["kind"] == "paper-signed":
                event["body"].update(kind="note-added", payload={"text": "x"})
        forged = resealed(told)
        assert found(forged, Key.read(str(NoteKey("loket/bintan", WITNESS.public_key())))) == (
            "invalid",
            "paper-unnamed",
        )


def resealed(told: Any) -> bytes:
    """The export as a forger with a key of his own would seal it: one case, one paper, a tree of two leaves."""
    from loket.core.proof.note import TreeHead
    from loket.core.proof.tree import inclusion_path, leaf_hash, root_of

    hashes = loket_verify_case.chain_of(told)
    (paper,) = told["papers"]
    paper.update(head=hashes[-1].hex(), version=len(told["events"]))
    values = (paper["code"], paper["head"], paper["resi"], paper["sha256"], paper["version"])
    leaves = [
        leaf_hash(f"{told['case']['resi']}\n{len(told['events'])}\n{hashes[-1].hex()}".encode()),
        leaf_hash("\n".join(map(str, ("surat", *values))).encode()),
    ]
    for index, place in enumerate((told, paper)):
        place["proof"] = {"index": index, "path": [step.hex() for step in inclusion_path(leaves, index)]}
    head = TreeHead("loket/bintan", 2, root_of(leaves), ("segel 1",))
    told["checkpoint"] = SignedNote(head, (signature_line(head, head.origin, WITNESS),)).text
    return f"{canonical(told)}\n".encode()


class TestAWitness:
    def test_is_named_when_it_is_known_and_refused_when_not(self, export: bytes) -> None:
        told = json.loads(export)
        note = read_note(told["checkpoint"])
        told["checkpoint"] += f"{cosignature_line(note.head, 'saksi/pontianak', WITNESS, 1_790_000_000)}\n"
        data = f"{canonical(told)}\n".encode()
        known = Key.read(str(NoteKey("saksi/pontianak", WITNESS.public_key(), Signs.SEEN)))
        report = check_case(data, [own_key(), known])
        assert (report.verdict, "witnessed" in [one.id for one in report.findings]) == ("valid", True)
        assert found(data) == ("invalid", "note-key")
        assert found(export, known) == ("invalid", "note-key")


class TestTheFile:
    def test_imports_the_standard_library_and_cryptography_alone(self) -> None:
        tree = ast.parse(FILE.read_text("utf-8"))
        froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        roots = {name.partition(".")[0] for name in froms | plain}
        assert roots - sys.stdlib_module_names == {"cryptography"}

    def test_runs_alone_in_a_folder_of_its_own(self, tmp_path: Path, with_paper: bytes, own_keys: Path) -> None:
        alone = shutil.copy(FILE, tmp_path / "periksa.py")
        (tmp_path / "riwayat.json").write_bytes(with_paper)
        (tmp_path / "kunci.txt").write_text(f"{history_key('bintan')}\n", "utf-8")
        signed = models.SigningState.objects.get(state="signed")
        (pdf,) = (file for file in cases.kept_pdfs(own_keys) if file.stem == signed.sha256)
        done = subprocess.run(
            [sys.executable, "-I", "-W", "error", alone, "riwayat.json", "--key", "kunci.txt", "--paper", str(pdf)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[-1].startswith("UTUH.")

    def test_knows_the_signatures_of_the_engine(self) -> None:
        assert loket_verify_case.SIGNATURES == SIGNATURES

    def test_says_everything_in_two_languages(self) -> None:
        for said in SENTENCES.values():
            indonesian, english = said
            assert indonesian != english
            assert indonesian.count("{") == english.count("{")


class TestTheCommand:
    def run(self, *words: object) -> Result:
        return CliRunner().invoke(app, ["case", *(str(word) for word in words)])

    @pytest.fixture
    def key_file(self, tmp_path: Path) -> Path:
        file = tmp_path / "kunci.txt"
        file.write_text(str(history_key("bintan")), "utf-8")
        return file

    def test_writes_a_file_that_it_proves(self, tmp_path: Path, key_file: Path) -> None:
        resi, file = sealed_case(), tmp_path / "riwayat.json"
        made = self.run("export", resi, "--officer", "bintan.budi", "--output", file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert (made.exit_code, made.stderr) == (0, "")
        answer = self.run("verify", file, "--key", key_file, "--events")
        assert answer.exit_code == 0
        assert "case-submitted" in answer.stdout
        assert answer.stdout.splitlines()[-1].startswith("UTUH.")

    def test_prints_the_same_and_names_what_waits(self) -> None:
        case = factories.case_at("sahkan")
        seal("bintan")
        sign_latest("bintan")
        factories.act(case, Claim(), factories.hadi())
        made = self.run("export", case.resi, "--officer", "bintan.budi")
        assert "1 peristiwa terakhir belum disegel" in made.stderr
        assert found(made.stdout.encode())[0] == "valid"

    @pytest.mark.parametrize("words", [("tidak-ada", "--officer", "bintan.budi"), ("{resi}", "--officer", "x")])
    def test_says_what_is_not_there(self, words: tuple[str, ...]) -> None:
        resi = factories.take_in().resi
        answer = self.run("export", *(word.format(resi=resi) for word in words))
        assert (answer.exit_code, bool(answer.stderr)) == (2, True)

    def test_says_that_it_cannot_write_or_that_nothing_is_sealed(self, tmp_path: Path) -> None:
        resi = sealed_case()
        assert self.run("export", resi, "--officer", "bintan.budi", "--output", tmp_path).exit_code == 2
        assert self.run("export", factories.take_in().resi, "--officer", "bintan.budi").exit_code == 2

    def test_of_another_paper_or_without_files_answers_in_words(
        self, tmp_path: Path, export: bytes, key_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "riwayat.json"
        file.write_bytes(export)
        assert main([str(file), "--key", str(key_file), "--paper", str(key_file)]) == 1
        assert "bukan salah satu surat" in capsys.readouterr().out
        assert main([str(file), "--key", str(key_file), "--paper", str(tmp_path / "tidak.pdf")]) == 2
        assert main([str(tmp_path / "tidak.json"), "--key", str(key_file), "--en"]) == 2
        assert main([str(file), "--key", str(file)]) == 2
