"""Two hundred papers of every kind: a reader that is not ours and the one-file program agree, and a flipped bit is found."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest

from loket.core.proof.code import VerificationCode
from loket.core.proof.facts import SHORT, facts_digest
from loket.core.proof.payload import sealed
from loket.documents.papers.issue import Page
from loket.documents.typesetting import typeset
from loket.signing.pades import OpenedKey, sign_paper
from loket.signing.preparing import facts_of
from loket.signing.standalone.loket_verify import check_paper
from tests.apps.documents.paper_samples import every_page
from tests.apps.documents.test_any_family import made_up, pages_of
from tests.apps.signing.people import NOW, PAYLOAD, SEAL

PAPERS, FLIPS, PORTION = 200, 12, 25
SEALS = [SEAL.public_key()]
BITS = tuple(1 << bit for bit in range(8))


def papers() -> Iterator[Page]:
    """One of each kind, then families as they come on those that show a family."""
    yield from every_page().values()
    yield from (page for seed in count() for page, _margin in pages_of(made_up(seed)))


@pytest.fixture(scope="module")
def sheets() -> list[Page]:
    return list(islice(papers(), PAPERS))


def signed(page: Page, number: int, key: OpenedKey) -> tuple[bytes, str]:
    """The page signed by Pak Hadi, and the text of its QR."""
    facts = facts_digest(facts_of(page))
    code = VerificationCode.new()
    payload = replace(PAYLOAD, code=code.letters, number=f"LU-{number}", facts=facts[:SHORT])
    return sign_paper(typeset(page.template, page.sheet), key, code=code, facts=facts, at=NOW), sealed(payload, SEAL)


def told_by_pdfsig(file: Path) -> Mapping[str, bool]:
    """What `pdfsig` says of the signature of a file."""
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    return {words: words in said for words in ("Signature is Valid.", "Total document signed", "ETSI.CAdES.detached")}


def flipped(data: bytes, chance: Random) -> bytes:
    """The data with one bit of it turned."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chance.choice(BITS)]) + data[at + 1 :]


@pytest.mark.parametrize("first", range(0, PAPERS, PORTION))
class TestTwoHundredPapers:
    def test_are_believed_by_both_readers_and_by_neither_once_a_bit_is_turned(
        self, first: int, sheets: list[Page], key: OpenedKey, tmp_path: Path
    ) -> None:
        chance = Random(first)
        for number, page in enumerate(sheets[first : first + PORTION], start=first):
            pdf, qr = signed(page, number, key)
            report = check_paper(pdf, [key.root], NOW, qr, SEALS)
            assert (report.verdict, report.findings[-1].id) == ("valid", "same-paper")
            file = tmp_path / "surat.pdf"
            file.write_bytes(pdf)
            assert set(told_by_pdfsig(file).values()) == {True}
            for _ in range(FLIPS):
                assert check_paper(flipped(pdf, chance), [key.root], NOW).verdict != "valid"
                seen = flipped(qr.encode(), chance).decode("latin-1")
                assert check_paper(pdf, [key.root], NOW, seen, SEALS).verdict != "valid"
            # A change of what is printed is seen by the other reader as well.
            where = pdf.index(b"stream\n") + 20
            file.write_bytes(pdf[:where] + bytes([pdf[where] ^ 1]) + pdf[where + 1 :])
            assert not told_by_pdfsig(file)["Signature is Valid."]
