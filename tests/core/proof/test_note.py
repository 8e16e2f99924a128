"""A checkpoint in the common form: others' notes are read, ours are spelled once, and every changed byte is found."""

import base64
import hashlib
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loket.core.problems import BadTerm
from loket.core.proof.note import (
    NoteKey,
    SignatureLine,
    SignedNote,
    Signs,
    TreeHead,
    cosignature_line,
    proves,
    read_line,
    read_note,
    signature_line,
)

OFFICE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ORIGIN = "loket/bintan"
AT = 1_790_000_000
HEAD = TreeHead(ORIGIN, 20852163, hashlib.sha256(b"akar").digest(), ("segel 12 2026-11-21",))
OWN = NoteKey(ORIGIN, OFFICE.public_key())
SEEN = NoteKey("saksi/pontianak", WITNESS.public_key(), Signs.SEEN)
# The keys that Go's documentation of signed notes and its checksum database publish.
KEYS_OF_OTHERS = (
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
)
NOTE = SignedNote(HEAD, (signature_line(HEAD, ORIGIN, OFFICE), cosignature_line(HEAD, "saksi/pontianak", WITNESS, AT)))


def problem(work: Callable[[], object]) -> str:
    with pytest.raises(BadTerm) as caught:
        work()
    return caught.value.problem.id


class TestANote:
    def test_is_spelled_line_by_line(self) -> None:
        first, size, root, extension, blank, own, seen, end = NOTE.text.split("\n")
        assert (first, size, extension, blank, end) == (ORIGIN, "20852163", "segel 12 2026-11-21", "", "")
        assert base64.b64decode(root) == hashlib.sha256(b"akar").digest()
        assert own.startswith(f"— {ORIGIN} ")
        assert seen.startswith("— saksi/pontianak ")

    def test_is_read_as_it_was_written(self) -> None:
        assert read_note(NOTE.text) == NOTE

    def test_is_signed_by_its_office_and_seen_by_its_witness(self) -> None:
        assert NOTE.is_signed_by(OWN)
        assert NOTE.is_signed_by(SEEN)

    def test_is_signed_by_nobody_else(self) -> None:
        assert not NOTE.is_signed_by(NoteKey(ORIGIN, WITNESS.public_key()))
        assert not NOTE.is_signed_by(NoteKey("loket/pontianak", OFFICE.public_key()))
        assert not NOTE.is_signed_by(NoteKey(ORIGIN, OFFICE.public_key(), Signs.SEEN))

    def test_shows_every_changed_byte(self) -> None:
        whole = NOTE.text.encode()
        for at in range(len(whole)):
            for bit in (1, 0x20, 0x80):
                changed = whole[:at] + bytes((whole[at] ^ bit,)) + whole[at + 1 :]
                assert not holds(changed), (at, bit)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "\n\n",
            ORIGIN,
            NOTE.text[:-1],
            NOTE.text + "\n",
            HEAD.text,
            HEAD.text + "\n",
            NOTE.text.replace("20852163", "020852163"),
            NOTE.text.replace("20852163", "-1"),
            NOTE.text.replace("20852163", "٣"),
            NOTE.text.replace("—", "-"),
            NOTE.text.replace("\n", "\r\n"),
            f"{HEAD.text}\n— {ORIGIN} AAAA\n",
            f"{ORIGIN}\n1\nAAAA\n\n{NOTE.lines[0]}\n",
            f"{ORIGIN}\n1\n\n{NOTE.lines[0]}\n",
            f"{ORIGIN}\n1\n====\n\n{NOTE.lines[0]}\n",
        ],
    )
    def test_in_another_spelling_is_none(self, text: str) -> None:
        assert problem(lambda: read_note(text)) == "note-shape"

    @pytest.mark.parametrize(
        "terms", [("", 1, bytes(32)), (ORIGIN, -1, bytes(32)), (ORIGIN, 1, bytes(31)), ("a\nb", 1, bytes(32))]
    )
    def test_says_nothing_that_cannot_be_spelled(self, terms: tuple[str, int, bytes]) -> None:
        assert problem(lambda: TreeHead(*terms)) == "checkpoint-term"


def holds(data: bytes) -> bool:
    try:
        note = read_note(data.decode())
    except ValueError:
        return False
    return len(note.lines) == 2 and note.is_signed_by(OWN) and note.is_signed_by(SEEN)


class TestAKey:
    @pytest.mark.parametrize("text", KEYS_OF_OTHERS)
    def test_of_another_program_has_the_id_that_we_compute(self, text: str) -> None:
        assert str(NoteKey.read(text)) == text

    @pytest.mark.parametrize("key", [OWN, SEEN])
    def test_is_read_as_it_is_written(self, key: NoteKey) -> None:
        assert NoteKey.read(f"{key}\n") == key

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "loket",
            "loket/bintan+00000000",
            "loket/bintan+00000000+",
            "loket/bintan+00000000+AAAA",
            str(OWN).replace(ORIGIN, "loket/lain"),
            str(OWN).replace("+", "++", 1),
            f"{ORIGIN}+00000000+{str(OWN).rpartition('+')[2]}",
        ],
    )
    def test_in_another_spelling_is_none(self, text: str) -> None:
        assert problem(lambda: NoteKey.read(text)) == "note-key"

    @pytest.mark.parametrize("name", ["", "dua kata", "a+b", "a\nb"])
    def test_has_a_name_without_blanks_and_plus(self, name: str) -> None:
        assert problem(lambda: NoteKey(name, OFFICE.public_key())) == "note-key"


class TestALine:
    def test_is_read_as_it_is_written(self) -> None:
        assert [read_line(f"{line}\n") for line in NOTE.lines] == list(NOTE.lines)

    @pytest.mark.parametrize(
        "text", ["", "— saksi", "— saksi AAAA", "- saksi AAAA", f"{NOTE.lines[0]}\n{NOTE.lines[1]}"]
    )
    def test_in_another_spelling_is_none(self, text: str) -> None:
        assert problem(lambda: read_line(text)) == "note-shape"

    def test_with_a_time_before_and_no_signature_behind_proves_nothing(self) -> None:
        short = SignatureLine(SEEN.name, SEEN.id, bytes(64))
        assert not proves(short, HEAD, SEEN)

    def test_says_when_the_witness_saw_it(self) -> None:
        line = NOTE.lines[1]
        assert int.from_bytes(line.signature[:8]) == AT
        later = SignatureLine(line.name, line.key_id, (AT + 1).to_bytes(8) + line.signature[8:])
        assert not proves(later, HEAD, SEEN)
