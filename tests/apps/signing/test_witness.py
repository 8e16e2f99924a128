"""`loket witness` as it is typed: what it signs, what it refuses in words, and that it never forgets (T22)."""

import errno
import os
import random
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner, Result

from loket.cli import app
from loket.cli.witness_file import read_witness
from loket.core.proof.note import NoteKey, SignedNote, TreeHead, read_note, signature_line
from loket.core.proof.tree import consistency_path, leaf_hash, root_of
from loket.core.proof.witness import Request

OFFICE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "loket/bintan"
LEAVES = [leaf_hash(f"{number}".encode()) for number in range(200)]
FORKED = [*LEAVES[:5], leaf_hash(b"lain"), *LEAVES[6:]]
KILLS = 12


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["witness", *(str(word) for word in words)])


def asked(folder: Path, old: int, size: int, leaves: list[bytes] = LEAVES, key: Ed25519PrivateKey = OFFICE) -> Path:
    """The file in which an office asks a witness."""
    head = TreeHead(ORIGIN, size, root_of(leaves[:size]), ("segel 1 2026-11-21",))
    path = consistency_path(leaves[:size], min(old, size))
    file = folder / "permintaan.txt"
    file.write_text(Request(old, path, SignedNote(head, (signature_line(head, ORIGIN, key),))).text, "utf-8")
    return file


@pytest.fixture
def state(tmp_path: Path) -> Path:
    file = tmp_path / "saksi.json"
    assert run("init", file, "--name", "saksi/pontianak").exit_code == 0
    assert run("watch", file, NoteKey(ORIGIN, OFFICE.public_key())).exit_code == 0
    return file


@pytest.fixture
def at_nine(state: Path, tmp_path: Path) -> Path:
    assert run("sign", state, asked(tmp_path, 0, 9)).exit_code == 0
    return state


def seen(state: Path) -> int:
    note = read_witness(state).seen.get(ORIGIN)
    return note.head.size if note else 0


class TestAnExtension:
    def test_is_signed_by_the_witness(self, at_nine: Path, tmp_path: Path) -> None:
        request = asked(tmp_path, 9, 20)
        answer = run("sign", at_nine, request)
        note = read_note(request.read_text("utf-8").partition("\n\n")[2] + answer.stdout)
        assert note.is_signed_by(read_witness(at_nine).public_key)
        assert seen(at_nine) == 20

    def test_may_be_the_same_again(self, at_nine: Path, tmp_path: Path) -> None:
        assert run("sign", at_nine, asked(tmp_path, 9, 9)).exit_code == 0

    def test_may_come_through_a_pipe(self, at_nine: Path, tmp_path: Path) -> None:
        text = asked(tmp_path, 9, 20).read_text("utf-8")
        answer = CliRunner().invoke(app, ["witness", "sign", str(at_nine), "-"], input=text)
        assert (answer.exit_code, seen(at_nine)) == (0, 20)


class TestARefusal:
    @pytest.mark.parametrize(
        ("old", "size", "leaves", "why"),
        [
            (9, 8, LEAVES, "riwayat dipotong"),
            (9, 9, FORKED, "riwayat ditulis ulang"),
            (9, 30, FORKED, "riwayat ditulis ulang"),
            (7, 30, LEAVES, "terakhir melihat 9"),
        ],
    )
    def test_says_why_and_forgets_nothing(
        self, at_nine: Path, tmp_path: Path, old: int, size: int, leaves: list[bytes], why: str
    ) -> None:
        before = at_nine.read_bytes()
        answer = run("sign", at_nine, asked(tmp_path, old, size, leaves))
        assert (answer.exit_code, answer.stdout) == (1, "")
        assert why in answer.stderr
        assert at_nine.read_bytes() == before

    def test_of_another_signature_says_so(self, at_nine: Path, tmp_path: Path) -> None:
        other = Ed25519PrivateKey.from_private_bytes(bytes(32))
        answer = run("sign", at_nine, asked(tmp_path, 9, 20, key=other))
        assert (answer.exit_code, "tidak ditandatangani dengan kunci kantor" in answer.stderr) == (1, True)

    def test_of_an_office_that_is_not_watched_says_so(self, tmp_path: Path) -> None:
        file = tmp_path / "lain.json"
        run("init", file, "--name", "saksi/lain")
        answer = run("sign", file, asked(tmp_path, 0, 9))
        assert (answer.exit_code, "tidak mengawasi" in answer.stderr) == (1, True)

    def test_of_every_changed_byte_comes_before_it_signs(self, at_nine: Path, tmp_path: Path) -> None:
        request = asked(tmp_path, 9, 20)
        whole = request.read_bytes()
        for at in random.Random(4).sample(range(len(whole)), 60):
            request.write_bytes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :])
            assert run("sign", at_nine, request).exit_code in (1, 2), at
        assert seen(at_nine) == 9

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"old 0\n\n", b"lain"])
    def test_of_rubbish_needs_no_trace(self, at_nine: Path, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "rusak.txt"
        file.write_bytes(content)
        answer = run("sign", at_nine, file)
        assert (answer.exit_code, "bukan segel bertanda tangan" in answer.stderr) == (2, True)


class TestTheFile:
    def test_is_read_by_its_owner_alone(self, state: Path) -> None:
        assert stat.S_IMODE(state.stat().st_mode) == 0o600

    def test_is_not_made_over_another(self, at_nine: Path) -> None:
        assert run("init", at_nine, "--name", "saksi/lain").exit_code == 2
        assert seen(at_nine) == 9

    def test_is_made_in_a_folder_that_is_there_or_the_place_is_named(self, tmp_path: Path) -> None:
        for place, words in ((tmp_path / "tidak" / "ada.json", "tidak ada"), (tmp_path, "adalah folder")):
            answer = run("init", place, "--name", "saksi/x")
            assert answer.exit_code == 2
            assert words in answer.stderr
            assert "Pulihkan dari cadangan" not in answer.stderr
        assert list(tmp_path.iterdir()) == []

    def test_that_is_gone_or_broken_is_said_to_be(self, state: Path, tmp_path: Path) -> None:
        request = asked(tmp_path, 0, 9)
        for content in ("", "[]", "{}", '{"format": "lain"}', state.read_text("utf-8")[:-9]):
            state.write_text(content, "utf-8")
            assert run("sign", state, request).exit_code == 2
        assert run("show", tmp_path / "tidak-ada.json").exit_code == 2
        assert run("init", tmp_path / "tidak" / "ada.json", "--name", "saksi/x").exit_code == 2
        assert run("sign", state, tmp_path / "tidak-ada.txt").exit_code == 2

    def test_names_what_was_seen(self, at_nine: Path) -> None:
        shown = run("show", at_nine).stdout
        assert shown.startswith("saksi/pontianak+")
        assert f"{ORIGIN}: 9 catatan, {root_of(LEAVES[:9]).hex()}" in shown

    @pytest.mark.parametrize("key", ["", "loket/bintan", "loket/bintan+00000000+AAAA"])
    def test_takes_no_key_that_is_none(self, state: Path, key: str) -> None:
        assert run("watch", state, key).exit_code == 2

    def test_takes_no_key_of_a_witness(self, state: Path) -> None:
        answer = run("watch", state, read_witness(state).public_key)
        assert (answer.exit_code, "adalah kunci saksi" in answer.stderr) == (1, True)

    def test_takes_no_second_key_for_an_office(self, state: Path) -> None:
        own, other = (Ed25519PrivateKey.from_private_bytes(bytes(key)) for key in (range(32), 32))
        assert run("watch", state, NoteKey(ORIGIN, own.public_key())).exit_code == 0
        answer = run("watch", state, NoteKey(ORIGIN, other.public_key()))
        assert (answer.exit_code, "dengan kunci lain" in answer.stderr) == (1, True)
        assert len(read_witness(state).offices) == 1

    def test_signs_nothing_that_it_cannot_keep(
        self, at_nine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, "full")

        request = asked(tmp_path, 9, 20)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            answer = run("sign", at_nine, request)
        assert (answer.exit_code, answer.stdout) == (2, "")
        assert "tidak dapat ditulis" in answer.stderr
        assert seen(at_nine) == 9
        assert sorted(file.name for file in tmp_path.iterdir() if "saksi" in file.name) == [
            ".saksi.json.lock",
            "saksi.json",
        ]

    def test_in_a_folder_that_takes_none_is_said_to_be(self, tmp_path: Path) -> None:
        (tmp_path / ".saksi.json.lock").mkdir()
        answer = run("init", tmp_path / "saksi.json", "--name", "saksi/x")
        assert (answer.exit_code, "tidak dapat ditulis" in answer.stderr) == (2, True)

    def test_takes_no_name_with_a_blank(self, tmp_path: Path) -> None:
        assert run("init", tmp_path / "x.json", "--name", "dua kata").exit_code == 2


_ONE_BY_ONE = """
import sys
from pathlib import Path
from loket.cli.witness import _signed
from tests.apps.signing.test_witness import asked, seen
state, folder = Path(sys.argv[1]), Path(sys.argv[2])
for size in range(seen(state) + 1, 200):
    _signed(state, asked(folder, size - 1, size).read_text("utf-8"))
    print(size, flush=True)
"""


class TestAKilledWitness:
    def test_knows_everything_that_it_signed(self, state: Path, tmp_path: Path) -> None:
        chance = random.Random(22)
        answered = 0
        for _ in range(KILLS):
            worker = subprocess.Popen(
                [sys.executable, "-c", _ONE_BY_ONE, str(state), str(tmp_path)],
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            assert worker.stdout is not None
            first = worker.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            worker.kill()
            rest, _ = worker.communicate()
            sizes = [int(line) for line in (first + rest).split()]
            answered = max([answered, *sizes])
            assert answered <= seen(state) <= answered + 1
        assert answered > KILLS
        assert run("sign", state, asked(tmp_path, seen(state), 200)).exit_code == 0
