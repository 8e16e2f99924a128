"""
Files a folded word under keys that a misspelt one has too, so that the words near it are found by looking up equal keys.

It knows words one by one; which words there are, and whose names they are in, it does not know.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from loket.core.naming.likeness import word_likeness

LONGEST: Final = 24
"""Longer words are filed as they are."""
NEAR: Final = 0.55
_FEWEST: Final = 3
_HALF: Final = 2
BONES: Final = "."
"""Marks a key that has lost its vowels."""
_VOWELS: Final = re.compile(r"[aeiou]")


def spellings(word: str) -> frozenset[str]:
    """
    The keys of a folded word: itself, itself with one letter left out, and its consonants behind a mark.

    Two words that differ by one letter more, less or other, or by two letters swapped, or by vowels alone, share a key.
    """
    if not _FEWEST <= len(word) <= LONGEST:
        return frozenset((word,))
    found = {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
    bones = word[0] + _VOWELS.sub("", word[1:])
    if len(bones) >= _FEWEST:
        found.add(BONES + bones)
    return frozenset(found)


def halves(word: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a word in two, neither part a single letter: two words may have been written as one."""
    if len(word) <= LONGEST * _HALF:
        for i in range(_HALF, len(word) - _HALF + 1):
            yield word[:i], word[i:]


def nearest(asked: str, known: Iterable[str], most: int) -> tuple[str, ...]:
    """The known words that may be meant by the one asked for, most alike first, at most so many; two that are equal first of all."""
    scored = ((word != asked, -word_likeness(asked, word).score, word) for word in known)
    return tuple(word for _, score, word in sorted(scored) if -score >= NEAR)[:most]
