"""
The folded words that are in anybody's name, and which of them a misspelt word may be: the words of a million names are few.

It knows words, not who is called so.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import F

from loket.core import naming
from loket.register import models

MOST: Final = 6
"""How many words one that is asked for may stand for."""
AT_ONCE: Final = 1000
_LOOKED_AT: Final = 2000
Heard = Mapping[str, tuple[str, ...]]


def add(words: Iterable[str]) -> None:
    """File the words that are not there yet, in the caller's transaction; one statement when all are there."""
    wanted = set(words)
    known = models.Spelling.objects.filter(key__in=wanted, key=F("word")).values_list("word", flat=True)
    put(wanted.difference(known))


def put(words: Iterable[str]) -> None:
    """File words that may be there, in the caller's transaction. In order, so that two who do it wait and do not lock."""
    pairs = sorted((key, word) for word in words for key in naming.spellings(word))
    rows = (models.Spelling(key=key, word=word) for key, word in pairs)
    models.Spelling.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def hear(asked: Iterable[str], exact: Iterable[str] = ()) -> Heard:
    """
    For each folded word the words of the register that may be meant, the most alike first, nothing for one like none; for
    those that are only looked for as they stand the word itself, or nothing. One statement.
    """
    own, alone = {word: naming.spellings(word) for word in asked}, set(exact)
    rows = models.Spelling.objects.filter(key__in=alone.union(*own.values())).values_list("key", "word")
    filed: dict[str, set[str]] = {}
    for key, word in rows[:_LOOKED_AT]:
        filed.setdefault(key, set()).add(word)
    heard: dict[str, tuple[str, ...]] = {word: (word,) if word in filed.get(word, ()) else () for word in alone}
    for word, keys in own.items():
        heard[word] = naming.nearest(word, set[str]().union(*(filed.get(key, ()) for key in keys)), MOST)
    return heard
