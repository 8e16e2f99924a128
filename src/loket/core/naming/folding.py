"""
Folds a word to how it sounds, so that the spellings of one name become one key.

It folds more than is the same ("Sumiati" and "Jumiati" are one key): keys find candidates, and likeness tells them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loket.core.naming.words import expanded, words

GRAM: Final = 3
SHORT: Final = 7
RESEMBLING: Final = 4
_OLD_SPELLING: Final = re.compile(r"oe|dj|tj|sj|nj")
EDGE: Final = "0"
"""Marks the two ends of a word in its grams."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that people write in two ways; `label` names it to an officer. `old` is for words in old spelling alone."""

    label: str
    pattern: re.Pattern[str]
    becomes: str
    old: bool = False


def _step(label: str, pattern: str, becomes: str, *, old: bool = False) -> Step:
    return Step(label, re.compile(pattern), becomes, old)


STEPS: Final = (
    _step("oe ↔ u", r"oe", "u"),
    _step("dj ↔ j", r"dj", "\x01"),
    _step("tj ↔ c", r"tj", "c"),
    _step("nj ↔ ny", r"nj", "ny"),
    _step("sj ↔ sy", r"sj", "sy"),
    _step("j ↔ y", r"j", "y", old=True),
    _step("dj ↔ j", r"\x01", "j"),
    _step("ch ↔ kr", r"chr", "kr"),
    _step("ch ↔ c", r"ch(?=andr|and|aya|ic|el|en|er)", "c"),
    _step("ch ↔ h", r"ch", "h"),
    _step("kh ↔ h", r"kh", "h"),
    _step("dz ↔ z", r"dz", "z"),
    _step("ts ↔ s", r"ts", "s"),
    _step("th ↔ t", r"th", "t"),
    _step("dh ↔ d", r"dh", "d"),
    _step("ph ↔ p", r"ph", "p"),
    _step("sy, sh ↔ s", r"s[yh](?=[aiueo])", "s"),
    _step("h tidak ditulis", r"h", ""),
    _step("q ↔ k", r"q", "k"),
    _step("ck ↔ k", r"ck", "k"),
    _step("x ↔ ks", r"x", "ks"),
    _step("oo ↔ u", r"oo|ou", "u"),
    _step("ee ↔ i", r"ee", "i"),
    _step("y ↔ i", r"y", "i"),
    _step("ie ↔ i", r"ie(?![aiou])", "i"),
    _step("w tidak ditulis", r"(?<=u)w", ""),
    _step("aw ↔ au", r"(?<=a)w(?![aiueo]|$)", "u"),
    _step("v, f ↔ p", r"[vf]", "p"),
    _step("z, j ↔ s", r"[zj]", "s"),
    _step("huruf rangkap", r"(.)\1+", r"\1"),
    _step("d ↔ t di akhir", r"d$", "t"),
    _step("b ↔ p di akhir", r"b$", "p"),
)


def traced(word: str) -> Iterator[tuple[Step, str]]:
    """Each step of the folding that applies to this word, with the word after it."""
    old = _OLD_SPELLING.search(word) is not None
    for step in STEPS:
        if not step.old or old:
            word = step.pattern.sub(step.becomes, word)
        yield step, word


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """How a word in small letters sounds; a word that would vanish ("h") stays as it is."""
    *_, (_, folded) = traced(word)
    return folded or word


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The folded words of a name in order, with single blanks; abbreviations are written out. Empty for no name."""
    return " ".join(fold(word) for word in expanded(words(name)))


def resembles(one: str, other: str) -> bool:
    """
    Whether two keys are near enough to be worth comparing letter by letter: a quick look that errs on the side of yes.

    They share a word or a quarter of the runs of letters of the shorter one, or one of them is very short.
    """
    if min(len(one), len(other)) < SHORT or not set(one.split()).isdisjoint(other.split()):
        return True
    here, there = grams(one), grams(other)
    return len(here & there) * RESEMBLING >= min(len(here), len(there))


@lru_cache(maxsize=65536)
def grams(folded: str) -> frozenset[str]:
    """The runs of three letters of each word of a key, its two ends marked: what two near spellings share."""
    found: set[str] = set()
    for word in folded.split():
        marked = f"{EDGE}{word}{EDGE}"
        found.update(marked[i : i + GRAM] for i in range(len(marked) - GRAM + 1))
    return frozenset(found)
