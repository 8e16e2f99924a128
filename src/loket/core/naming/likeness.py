"""
How alike two names are, between 0 and 1, and in words why: what an officer reads beside a hit.

It compares two names and decides nothing: which likeness is enough is for who asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from loket.core.naming.folding import fold, traced
from loket.core.naming.words import expanded, words

SAME_SOUND: Final = 0.95
ABBREVIATED: Final = 0.97
INITIAL: Final = 0.75
BEGINNING: Final = 0.7
"""A word of three letters or more with which the other begins: typing that has not ended, or a short form."""
_BEGINS: Final = 3
LEAST_WORD: Final = 0.55
GLUED: Final = 0.85
GLUE: Final = 3
"""Two words are one when the whole is this alike to a word at most two letters shorter: "Abdul Rahman", "Abdurahman"."""
_NO_WORD: Final = 0.5
_SHORT: Final = 4
NEAR_ENOUGH: Final = 0.85
_ORDER: Final = 0.03
_GLUING: Final = 0.02
_MISSING: Final = 0.7
"""A word that one name has and the other has not counts this much of its length."""
_DOUBLED: Final = re.compile(r"(.)\1+")
_NEAR: Final = {
    frozenset(pair): cost
    for pairs, cost in (
        (("zs", "zj", "fp", "vp", "vf", "yi", "dt", "bp", "kq", "gk", "mn"), 0.35),
        (("ou", "ei", "ae", "ao", "ie", "jy", "ck", "sj", "wu"), 0.5),
    )
    for pair in pairs
}


class Likeness(NamedTuple):
    """A number from 0 (nothing in common) to 1 (the same words), and why, in short Indonesian phrases."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A word of each name that belong together; places count from zero."""

    left: int
    right: int
    likeness: Likeness


@lru_cache(maxsize=8192)
def similarity(left: str, right: str) -> Likeness:
    """
    How alike two names are: the same in both directions but for the reasons, which speak of `left` first.

    1 means the same words in the same order; from 0.85 on they are one name in two spellings; below 0.6 hardly related.
    Empty names are like nothing.
    """
    ours, theirs = words(left), words(right)
    if not ours or not theirs:
        return Likeness(0.0, ())
    if ours == theirs:
        return Likeness(1.0, ("nama sama",))
    return max(_compared(a, b, glued) for a, b, glued in _cuts(ours, theirs))


def says_part_of(asked: str, name: str) -> bool:
    """Whether every word of a question stands in the name as it is written there; an empty question says nothing."""
    ours = words(asked)
    return bool(ours) and set(ours) <= set(words(name))


def _cuts(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """The two names as they are, and with two words of one glued where the other writes them as one."""
    yield ours, theirs, ""
    for many, few, turned in ((ours, theirs, False), (theirs, ours, True)):
        if len(many) <= len(few):
            continue
        for i in range(len(many) - 1):
            whole = many[i] + many[i + 1]
            if any(len(word) > len(whole) - GLUE and word_likeness(whole, word).score >= GLUED for word in few):
                glued = (*many[:i], whole, *many[i + 2 :])
                reason = f"“{many[i]} {many[i + 1]}” disambung"
                yield (few, glued, reason) if turned else (glued, few, reason)


def _compared(ours: tuple[str, ...], theirs: tuple[str, ...], glued: str) -> Likeness:
    pairs = _paired(ours, theirs)
    lone = [word for i, word in enumerate(ours) if i not in {p.left for p in pairs}]
    lone_there = [word for i, word in enumerate(theirs) if i not in {p.right for p in pairs}]
    shared = sum(p.likeness.score * (len(ours[p.left]) + len(theirs[p.right])) for p in pairs)
    matched = sum(len(ours[p.left]) + len(theirs[p.right]) for p in pairs)
    score = shared / (matched + _MISSING * sum(map(len, (*lone, *lone_there)))) if pairs else 0.0
    reasons = [reason for p in pairs for reason in p.likeness.reasons]
    if lone or lone_there:
        # What is not there says nothing of why this name was found.
        reasons = [f"“{ours[p.left]}” sama" for p in pairs if ours[p.left] == theirs[p.right]] + reasons
    order = [p.right for p in sorted(pairs, key=lambda p: p.left)]
    if order != sorted(order):
        score -= _ORDER
        reasons.append("urutan kata")
    if glued:
        score -= _GLUING
        reasons.append(glued)
    reasons += [f"tanpa “{word}”" for word in lone_there] + [f"kata lebih “{word}”" for word in lone]
    return Likeness(max(0.0, score), tuple(dict.fromkeys(reasons)))


def _paired(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[_Pair]:
    """Words that belong together, each once: the most alike first, and among equals those in the same place."""
    full, full_there = expanded(ours), expanded(theirs)
    every = []
    for i, word in enumerate(ours):
        for j, other in enumerate(theirs):
            found = word_likeness(word, other) if word == full[i] and other == full_there[j] else None
            every.append(_Pair(i, j, found or _written_out((word, full[i]), (other, full_there[j]))))
    every.sort(key=lambda p: (-p.likeness.score, abs(p.left - p.right)))
    left, right, kept = set[int](), set[int](), []
    for pair in every:
        if pair.likeness.score >= LEAST_WORD and pair.left not in left and pair.right not in right:
            left.add(pair.left)
            right.add(pair.right)
            kept.append(pair)
    return kept


def _written_out(ours: tuple[str, str], theirs: tuple[str, str]) -> Likeness:
    """Two words of which at least one is an abbreviation; each comes as written and written out."""
    plain, out = word_likeness(ours[0], theirs[0]), word_likeness(ours[1], theirs[1])
    if plain.score >= out.score * ABBREVIATED:
        return plain
    return Likeness(out.score * ABBREVIATED, (f"{ours[0].capitalize()} = {theirs[0].capitalize()}",))


@lru_cache(maxsize=65536)
def word_likeness(left: str, right: str) -> Likeness:
    """How alike two words in small letters are; 0 when they are two different words."""
    if left == right:
        return Likeness(1.0, ())
    if len(left) == 1 or len(right) == 1:
        same = left[0] == right[0]
        return Likeness(INITIAL if same else 0.0, (f"inisial {left.upper()[0]}",) if same else ())
    here, there = fold(left), fold(right)
    if here != there and min(len(here), len(there)) >= _BEGINS and (here.startswith(there) or there.startswith(here)):
        return max(_near(left, right, here, there), Likeness(BEGINNING, (f"awal kata {min(left, right, key=len)}",)))
    return _near(left, right, here, there)


def _near(left: str, right: str, here: str, there: str) -> Likeness:
    if here == there:
        return Likeness(SAME_SOUND, _why(left, right))
    if not _comparable(here, there) and not _comparable(left, right):
        return Likeness(0.0, ())
    by_sound = 1 - _distance(here, there) / max(len(here), len(there))
    by_letter = 0.0 if by_sound >= NEAR_ENOUGH else 1 - _distance(left, right) / max(len(left), len(right))
    score = SAME_SOUND * max(by_sound, by_letter)
    if score < LEAST_WORD:
        return Likeness(score if score > _NO_WORD else 0.0, ())
    return Likeness(score, (f"{left} ≈ {right}",))


def _comparable(left: str, right: str) -> bool:
    """Whether two words can be alike at all: of like length, and unless they are short with two letters in a row in common."""
    shorter, longer = sorted((len(left), len(right)))
    if (longer - shorter) > longer * (1 - _NO_WORD):
        return False
    return shorter <= _SHORT or not _pairs(left).isdisjoint(_pairs(right))


@lru_cache(maxsize=65536)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[i : i + 2] for i in range(len(word) - 1))


def _why(left: str, right: str) -> tuple[str, ...]:
    """The steps of the folding that brought the two words nearer to each other."""
    if _DOUBLED.sub(r"\1", left) == _DOUBLED.sub(r"\1", right):
        return ("huruf rangkap",)
    labels, before = [], (left, right)
    for (step, here), (_, there) in zip(traced(left), traced(right), strict=True):
        if (here, there) != before and _distance(here, there) < _distance(*before):
            labels.append(step.label)
        before = here, there
    return tuple(dict.fromkeys(labels))


def _distance(left: str, right: str) -> float:
    """Changes that make one of the other: a letter more, less or other, or two swapped; less for letters often confused."""
    older: list[float] = []
    above = [float(j) for j in range(len(right) + 1)]
    for i, letter in enumerate(left, 1):
        row = [float(i)]
        for j, other in enumerate(right, 1):
            cost = 0.0 if letter == other else _NEAR.get(frozenset((letter, other)), 1.0)
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost)
            if i > 1 and j > 1 and letter == right[j - 2] and other == left[i - 2]:
                least = min(least, older[j - 2] + 0.7)
            row.append(least)
        older, above = above, row
    return above[-1]
