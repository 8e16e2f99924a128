"""
Near misses: which known word a misspelt one probably meant, and how far two texts are apart.

Knows letters only, no dictionary of its own.
"""

from collections.abc import Iterable


def distance(a: str, b: str) -> int:
    """The number of letters to insert, delete or replace to turn one text into the other."""
    before = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        now = [i]
        for j, right in enumerate(b, 1):
            now.append(min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (left != right)))
        before = now
    return before[-1]


def nearest(word: str, known: Iterable[str], limit: int = 3) -> str | None:
    """The known word closest to `word`, at most `limit` letters and less than half the word away; else None."""
    reach = min(limit, (len(word) - 1) // 2 + 1)
    scored = sorted((distance(word.casefold(), k.casefold()), k) for k in known)
    return scored[0][1] if scored and scored[0][0] <= reach else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint that names the probable word, or all known ones when none is near."""
    words = sorted(known)
    near = nearest(word, words)
    if near is not None:
        return f"Mungkin maksudnya “{near}”."
    return f"Yang dikenal: {', '.join(words)}." if words else "Belum ada satu pun yang dikenal."
