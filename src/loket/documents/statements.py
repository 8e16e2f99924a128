"""A4 pages of words and tables on the office's head: what a resident is told, and letters of the office. It knows no matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loket.documents.dates import long_moment, office_time, plain_date
from loket.documents.records import Letterhead
from loket.documents.typesetting import Sheet, typeset


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; each head is its words and its width in millimetres, zero for what is left."""

    title: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Rooms for ink side by side: who signs, and the name beneath, empty where it is written by hand."""

    people: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One paper: whom it is to, facts as pairs, then paragraphs and tables in order, and who signs in ink.

    `signer` is title, name and NIP; without one nobody signs. With a `place` it is a letter, which has place and date, and a
    `number`, empty where it is written by hand.
    """

    letterhead: Letterhead
    title: str
    made_at: datetime
    to: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    blocks: Sequence[Words | Rows | Signatures] = ()
    signer: tuple[str, str, str] | None = None
    foot: str = ""
    place: str = ""
    number: str = ""


def statement_pdf(*papers: Statement) -> bytes:
    """
    Print one or several papers of one office as one file, each beginning on a page of its own.

    Raises SignNotPrintable, and ValueError for a moment without time zone.
    """
    first = papers[0]
    texts = {"head": _head(first.letterhead), "made": long_moment(first.made_at, first.letterhead.zone)}
    sheet = {**texts, "foot": first.foot, "papers": [_paper(one) for one in papers]}
    return typeset("statement", Sheet(title=first.title, issued_at=first.made_at, texts=sheet))


def _head(head: Letterhead) -> dict[str, str]:
    return {
        "government": head.government,
        "office": head.office,
        "address": head.address,
        "contact": head.contact,
        "complaints": head.complaints,
    }


def _paper(one: Statement) -> dict[str, object]:
    title, name, nip = one.signer or ("", "", "")
    return {
        "title": one.title,
        "to": list(one.to),
        "facts": [list(pair) for pair in one.facts],
        "blocks": [_block(block) for block in one.blocks],
        "signer": {"title": title, "name": name, "nip": nip},
        "dated": f"{one.place}, {_date_of(one)}" if one.place else "",
        "number": one.number,
    }


def _date_of(one: Statement) -> str:
    return plain_date(office_time(one.made_at, one.letterhead.zone).date())


def _block(block: Words | Rows | Signatures) -> dict[str, object]:
    if isinstance(block, Words):
        return {"kind": "words", "text": block.text, "strong": block.strong}
    if isinstance(block, Signatures):
        return {"kind": "signatures", "people": [list(one) for one in block.people]}
    heads = [{"words": words, "width": width} for words, width in block.heads]
    return {"kind": "rows", "title": block.title, "heads": heads, "rows": [list(row) for row in block.rows]}
