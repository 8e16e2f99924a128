"""The shipped procedures and the documents they were read from, as the tests of `sop/` need them."""

import re
from functools import cache
from pathlib import Path

from loket.core.procedure.model import Procedure
from loket.core.procedure.reader import Catalogue, Reading, catalogue

SOP = Path(__file__).parent.parent.parent / "sop"
PRINTED = (
    "bintan/kk",
    "bintan/ktp-el",
    "bintan/skdwni",
    "bintan/skpwni",
    "metro/siaga",
    "pesisir-selatan/ktp-el",
    "pontianak/kk",
    "sumbersuko/kk",
)
# Of these only the head is printed.
TEMPLATES = (
    "bintan/kia",
    "bintan/sk-kelahiran",
    "bintan/sk-kematian",
    "bintan/sk-lahir-mati",
    "bintan/sk-pelepasan-kewarganegaraan",
    "bintan/sk-pembatalan-perceraian",
    "bintan/sk-pembatalan-perkawinan",
    "bintan/sk-pengangkatan-anak",
    "bintan/skdln",
    "bintan/skpln",
    "bintan/skps",
    "bintan/skpti",
    "bintan/sktt",
)
KEYS = tuple(sorted(PRINTED + TEMPLATES))
"""Every service."""
COMPLAINTS = tuple(
    f"{office}/pengaduan" for office in ("bintan", "metro", "pesisir-selatan", "pontianak", "sumbersuko")
)
"""How complaints are handled: no service, and of it only the letterhead is printed."""


@cache
def shipped() -> Catalogue:
    """Everything under `sop/`, read once."""
    return catalogue(SOP)


def reading(key: str) -> Reading:
    """The shipped version of one procedure."""
    found = shipped().latest(key)
    assert found is not None
    return found


def procedure(key: str) -> Procedure:
    """One shipped procedure; fails the test when its file cannot be read."""
    found = reading(key).procedure
    assert found is not None
    return found


def plain(text: str) -> str:
    """A printed text without markup, its white space collapsed."""
    return " ".join(re.sub(r"<[^>]*>|\*\*", " ", text).split())


@cache
def source_lines(file: str) -> tuple[str, ...]:
    """The lines of a source document without markup; line n stands at n - 1."""
    return tuple(plain(line) for line in (SOP / "sources" / file).read_text("utf-8").split("\n"))


def source_text(file: str) -> str:
    """A whole source document on one line, without markup."""
    return plain(" ".join(source_lines(file)))
