"""
What a letter consists of: facts, tables, sentences, boxes to tick and people who sign, in the order of the page.

A block knows how it looks to a reader and nothing about why it is there.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from loket.documents.papers.issue import NONE, Issue, Page, page


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what is so, one below the other; nothing said is a dash."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column with its width in millimetres; 0 takes what is left."""

    words: str
    width: int = 0
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; `tall` rows have room for a signature."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence or two; `strong` sets it apart."""

    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick with a pen, and those ticked already."""

    choices: tuple[tuple[str, bool], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on."""

    count: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A place for a photograph of so many millimetres."""

    width: int = 30
    height: int = 40


Block: TypeAlias = Facts | Rows | Words | Ticks | Lines | Photo


@dataclass(frozen=True, slots=True)
class Cosigner:
    """Someone who signs beside the office: the applicant, a witness."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Letter:
    """
    One letter: title, what stands below it, its blocks, and who signs beside the official.

    The number of the issue stands below the title; without one the line is left out, and a draft says why. `unsigned`
    leaves out the official, for papers that people of the office only work with.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    cosigners: tuple[Cosigner, ...] = ()
    foot: str = ""
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """Letters of one issue, each on a page of its own; `form` is the number of the printed form they follow."""

    issue: Issue
    letters: tuple[Letter, ...]
    form: str = ""


def letter_page(record: LetterRecord) -> Page:
    """The page of letters: A4, the letterhead, one letter after the other."""
    first = record.letters[0]
    return page(
        "letter",
        " ".join(part for part in (first.title, record.issue.number) if part),
        record.issue,
        {"letters": [_letter(one) for one in record.letters], "form": record.form},
    )


def _letter(letter: Letter) -> dict[str, object]:
    return {
        "title": letter.title,
        "subtitle": letter.subtitle,
        "blocks": [_block(block) for block in letter.blocks],
        "cosigners": [{"role": one.role, "name": one.name} for one in letter.cosigners],
        "foot": letter.foot,
        "unsigned": letter.unsigned,
    }


def _block(block: Block) -> dict[str, object]:
    match block:
        case Facts(rows, title, numbered):
            told = [(label, words or NONE) for label, words in rows]
            return {"kind": "facts", "title": title, "rows": told, "numbered": numbered}
        case Rows(heads, rows, title, tall):
            columns = [{"words": head.words, "width": head.width, "align": head.align} for head in heads]
            return {"kind": "rows", "title": title, "heads": columns, "rows": rows, "tall": tall}
        case Words(words, strong):
            return {"kind": "words", "words": words, "strong": strong}
        case Ticks(choices, title):
            return {"kind": "ticks", "title": title, "choices": choices}
        case Lines(count, title):
            return {"kind": "lines", "title": title, "count": count}
        case Photo(width, height):
            return {"kind": "photo", "width": width, "height": height}
