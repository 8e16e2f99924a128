"""What a witness signs and what it refuses, and the text in which it is asked (T22)."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loket.core.problems import BadTerm, Refusal
from loket.core.proof.note import NoteKey, SignedNote, Signs, TreeHead, signature_line
from loket.core.proof.tree import consistency_path, leaf_hash, root_of
from loket.core.proof.witness import (
    Forked,
    NotAnOfficeKey,
    NotSignedByOffice,
    OtherKeyKnown,
    ProofFromElsewhere,
    Request,
    RolledBack,
    UnknownOrigin,
    judge,
    read_request,
    watched,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "loket/bintan"
KNOWN = [NoteKey("loket/lain", KEY.public_key()), NoteKey(ORIGIN, KEY.public_key())]
LEAVES = [leaf_hash(bytes((number,))) for number in range(30)]
FORKED = [*LEAVES[:5], leaf_hash(b"lain"), *LEAVES[6:]]


def head(size: int, leaves: list[bytes] = LEAVES) -> TreeHead:
    return TreeHead(ORIGIN, size, root_of(leaves[:size]))


def request(old: int, size: int, leaves: list[bytes] = LEAVES, key: Ed25519PrivateKey = KEY) -> Request:
    made = head(size, leaves)
    path = consistency_path(leaves[:size], min(old, size))
    return Request(old, path, SignedNote(made, (signature_line(made, ORIGIN, key),)))


def refused(kind: type[Refusal], asked: Request, seen: TreeHead | None) -> str:
    with pytest.raises(kind) as caught:
        judge(asked, KNOWN, seen)
    return caught.value.explanation


class TestTheWitness:
    def test_signs_the_first_it_sees(self) -> None:
        assert judge(request(0, 7), KNOWN, None) == head(7)

    @pytest.mark.parametrize(("old", "size"), [(1, 2), (5, 6), (7, 7), (8, 30), (13, 29)])
    def test_signs_what_extends_what_it_saw(self, old: int, size: int) -> None:
        assert judge(request(old, size), KNOWN, head(old)) == head(size)

    def test_refuses_a_history_cut_short(self) -> None:
        assert "riwayat dipotong" in refused(RolledBack, request(9, 8), head(9))

    @pytest.mark.parametrize("size", [9, 10, 30])
    def test_refuses_a_history_written_anew(self, size: int) -> None:
        assert "riwayat ditulis ulang" in refused(Forked, request(9, size, FORKED), head(9))

    def test_names_the_size_from_which_it_wants_the_proof(self) -> None:
        assert "terakhir melihat 9" in refused(ProofFromElsewhere, request(7, 12), head(9))

    def test_refuses_another_key(self) -> None:
        other = Ed25519PrivateKey.from_private_bytes(bytes(32))
        refused(NotSignedByOffice, request(0, 7, key=other), None)

    def test_refuses_an_office_that_it_does_not_watch(self) -> None:
        with pytest.raises(UnknownOrigin):
            judge(request(0, 7), KNOWN[:1], None)


class TestWatching:
    def test_takes_each_office_with_one_key(self) -> None:
        one, other = KNOWN
        assert watched(other, watched(one, ())) == (one, other)
        assert watched(one, KNOWN) == tuple(KNOWN)

    def test_refuses_a_second_key_of_an_office_and_that_of_a_witness(self) -> None:
        second = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
        with pytest.raises(OtherKeyKnown, match=ORIGIN):
            watched(NoteKey(ORIGIN, second), KNOWN)
        with pytest.raises(NotAnOfficeKey, match="saksi/x"):
            watched(NoteKey("saksi/x", second, Signs.SEEN), KNOWN)


class TestARequest:
    def test_is_read_as_it_was_written(self) -> None:
        for old in (0, 5, 12):
            assert read_request(request(old, 12).text) == request(old, 12)

    @pytest.mark.parametrize(
        "change",
        [
            lambda _text: "",
            lambda text: text.replace("old 5", "old 05"),
            lambda text: text.replace("old 5", "baru 5"),
            lambda text: text.replace("old 5", "old 5\n???"),
            lambda text: text.replace("old 5", "old 5" + "\nAAAA" * 64),
            lambda text: text[:-1],
        ],
    )
    def test_in_another_spelling_is_none(self, change: Callable[[str], str]) -> None:
        with pytest.raises(BadTerm):
            read_request(change(request(5, 12).text))
