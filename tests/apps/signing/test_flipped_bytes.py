"""One flipped byte anywhere is found: in the container of the signature, in the paper around it, in the QR (T07)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from loket.core.problems import BadTerm
from loket.core.proof.letters import letters_of
from loket.core.proof.payload import key_ring, opened, sealed
from loket.signing.pades import OpenedKey, sign_paper
from loket.signing.standalone.loket_verify import Report, check_paper, signed_file
from tests.apps.signing.people import CODE, FACTS, NOW, OTHER_SEAL, PAYLOAD, SEAL, small_pdf

QR = sealed(PAYLOAD, SEAL)
LINK = sealed(replace(PAYLOAD, address="HTTPS://DUKCAPIL.BINTAN.EXAMPLE/V/"), SEAL)
BITS = tuple(1 << bit for bit in range(8))


@pytest.fixture(scope="module")
def small(key: OpenedKey) -> bytes:
    return sign_paper(small_pdf(), key, code=CODE, facts=FACTS, at=NOW)


def flips(data: bytes, places: range, bits: tuple[int, ...]) -> Iterator[tuple[int, int, bytes]]:
    """The data with one bit flipped, over and over: place, bit, bytes."""
    changed = bytearray(data)
    for place in places:
        for bit in bits:
            changed[place] ^= bit
            yield place, bit, bytes(changed)
            changed[place] ^= bit


def container_of(pdf: bytes) -> range:
    """The places of the signature's hexadecimal digits, up to where the padding begins, and a little of that."""
    match = re.search(rb"/Contents <([0-9A-F]*?)0*>", pdf)
    assert match is not None
    return range(match.start(1) - 1, match.end(1) + 64)


def believed(pdf: bytes, key: OpenedKey) -> bool:
    return check_paper(pdf, [key.root], NOW).verdict == "valid"


class TestFlippedBit:
    def test_in_the_smallest_paper_is_found_at_every_place(self, small: bytes, key: OpenedKey) -> None:
        assert believed(small, key)
        places = range(len(small))
        assert [(place, bit) for place, bit, changed in flips(small, places, BITS) if believed(changed, key)] == []

    def test_is_found_for_other_digits_of_the_container_too(self, small: bytes, key: OpenedKey) -> None:
        chance = Random(4)
        for place in container_of(small)[1:]:
            for digit in chance.sample(b"0123456789ABCDEF", 3):
                changed = small[:place] + bytes([digit]) + small[place + 1 :]
                assert changed == small or not believed(changed, key), (place, digit)

    def test_in_a_paper_of_the_office_is_found_at_every_place(self, signed: bytes, key: OpenedKey) -> None:
        chance = Random(5)
        for place in range(len(signed)):
            changed = signed[:place] + bytes([signed[place] ^ chance.choice(BITS)]) + signed[place + 1 :]
            assert not believed(changed, key), place


class TestOtherAccident:
    def test_of_a_byte_lost_doubled_or_swapped_is_found(self, small: bytes, key: OpenedKey) -> None:
        chance = Random(6)
        for _ in range(1500):
            place = chance.randrange(len(small) - 1)
            lost = small[:place] + small[place + 1 :]
            doubled = small[:place] + small[place : place + 1] + small[place:]
            swapped = small[:place] + small[place + 1 : place + 2] + small[place : place + 1] + small[place + 2 :]
            assert not believed(lost, key), place
            assert not believed(doubled, key), place
            assert swapped == small or not believed(swapped, key), place

    def test_of_a_file_cut_or_lengthened_is_found(self, small: bytes, key: OpenedKey) -> None:
        for length in range(0, len(small), 97):
            assert not believed(small[:length], key)
        for more in (b"\0", b" ", b"\n", b"%%EOF\n", small):
            assert not believed(small + more, key)
            assert not believed(more + small, key)


class TestAnyBytes:
    def test_get_an_answer_in_words(self, small: bytes, key: OpenedKey) -> None:
        chance = Random(7)
        places = list(container_of(small))[1:]
        for _ in range(3000):
            data = bytearray(small)
            cut = chance.randrange(len(data))
            data[cut : cut + chance.randrange(40)] = chance.randbytes(chance.randrange(40))
            for _ in range(chance.randrange(30)):
                data[chance.choice(places) % len(data)] = chance.choice(b"0123456789ABCDEF")
            if data != small:
                told(check_paper(bytes(data), [key.root], NOW))

    def test_beside_the_right_digest_get_an_answer_in_words(self, small: bytes, key: OpenedKey) -> None:
        chance = Random(8)
        digest = small.index(signed_file(small).digest.hex().upper().encode())
        places = [place for place in container_of(small)[1:] if place not in range(digest, digest + 64)]
        answers = set()
        for _ in range(3000):
            data = bytearray(small)
            for _ in range(chance.randrange(1, 4)):
                data[chance.choice(places)] = chance.choice(b"0123456789ABCDEF")
            if data != small:
                report = check_paper(bytes(data), [key.root], NOW)
                told(report)
                answers.add(report.findings[-1].id)
        assert answers == {"other-form", "untrusted", "false-signature"}

    def test_of_a_pdf_as_text_of_a_qr_get_an_answer_in_words(self) -> None:
        chance = Random(9)
        for _ in range(2000):
            told(check_paper(None, [], NOW, chance.randbytes(chance.randrange(300)).decode("latin-1"), []))


class TestQrOfThePaper:
    def test_is_found_for_each_flipped_bit(self, small: bytes, key: OpenedKey) -> None:
        seals = [SEAL.public_key()]
        for text in (QR, LINK):
            assert check_paper(small, [key.root], NOW, text, seals).verdict == "valid"
            for place, bit, changed in flips(text.encode(), range(len(text)), BITS):
                report = check_paper(None, [], NOW, changed.decode("latin-1"), seals)
                assert report.verdict == "invalid", (place, bit)

    def test_is_read_alike_by_the_office_and_by_the_one_file(self) -> None:
        ring, chance = key_ring([SEAL.public_key()]), Random(9)
        texts = [QR, LINK, sealed(PAYLOAD, OTHER_SEAL), *(mutated(chance) for _ in range(4000))]
        for text in texts:
            report = check_paper(None, [], NOW, text, list(ring.values()))
            try:
                opened(text, ring)
            except BadTerm:
                assert report.verdict == "invalid", text
            else:
                assert report.verdict == "only-qr", text


def mutated(chance: Random) -> str:
    """A payload with a field changed and sealed anew, or with letters changed."""
    parts = chance.choice((QR, LINK)).split("*")
    which = chance.randrange(len(parts))
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./:+*$ ٣a"
    parts[which] = "".join(chance.choice(letters) for _ in range(chance.choice((0, 1, 4, 8, 16, len(parts[which])))))
    body = "*".join(parts[:-1])
    return sealed_body(body) if chance.random() < 0.7 else "*".join(parts)


def sealed_body(body: str) -> str:
    """Any text under a true seal: only its spelling can be wrong."""
    return f"{body}*{letters_of(SEAL.sign(b'loket-qr-1' + chr(10).encode() + body.encode()))}"


def told(report: Report) -> None:
    """The report says something sensible in both languages, and never that the paper is valid."""
    assert report.verdict in {"invalid", "unusable"}
    for english in (False, True):
        assert all(sentence.endswith(".") and "{" not in sentence for sentence in report.sentences(english=english))
