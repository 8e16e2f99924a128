"""
The words of a name without its titles: what is left is what a birth certificate would print, in small letters.

It knows titles, forms of address and the abbreviations of first names; it does not know which spelling is right.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

MUHAMMAD: Final = "muhammad"
_BEFORE: Final = frozenset(
    (
        *("h", "hj", "drs", "dra", "dr", "ir", "prof", "kh", "ust", "ustad", "ustadz", "ustadzah"),
        *("tgk", "tn", "ny", "nyonya", "nn", "nona", "sdr", "sdri", "bpk"),
        *("bapak", "ibu", "alm", "almh", "almarhum", "almarhumah", "drg", "drh", "apt", "ns", "letkol"),
        *("kolonel", "kapten", "serka", "brigadir", "aiptu", "ipda", "kompol", "pdt", "rm"),
    )
)
_AFTER: Final = frozenset(
    (
        *("se", "sh", "st", "ss", "sp", "sag", "sap", "sip", "skm", "skep", "sked", "ssi", "ssos", "spd"),
        *("spdi", "spdsd", "sds", "skom", "shi", "sthi", "ste", "stp", "stt", "spt", "spsi", "spi"),
        *("shut", "sn", "sst", "str", "strkeb", "ssn", "sks", "mm", "mh", "msi", "mpd", "mpdi", "mag"),
        *("mkom", "mkes", "mt", "mba", "ma", "msc", "mhum", "mkn", "map", "amd", "amdkeb", "amdkep"),
        *("ama", "phd", "md", "ners", "bsc", "ba", "bba", "bsw", "sppd", "spog", "spa", "spb", "hj", "h"),
    )
)
_LINKS: Final = frozenset(("bin", "binti", "bt", "bte", "ibnu", "al"))
_SHORT: Final = {
    **dict.fromkeys(("moh", "muh", "mohd", "muhd", "mhd", "mhmd", "mohmd", "md", "moch", "much"), MUHAMMAD),
    **dict.fromkeys(("abd", "abdl"), "abdul"),
    "st": "siti",
    "nrl": "nurul",
    "sy": "syarif",
    "ach": "achmad",
    "akh": "akhmad",
    "ahmd": "ahmad",
}
_ALONE: Final = {"m": MUHAMMAD, "a": "ahmad"}
"""Letters that stand for one first name, only at the beginning and before another word."""
_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´ʼʻ\"")
_AFTER_COMMA: Final = re.compile(r",.*$", re.DOTALL)


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """
    The words of a name in order, in small Latin letters: titles, forms of address and "bin" left out, accents and
    apostrophes dropped.

    A name that is nothing but titles keeps its words: "H." may be all that is known.
    """
    before_comma = _AFTER_COMMA.sub("", name)
    every = _plain(before_comma if before_comma.strip() else name).split()
    kept = _without_titles(every)
    linked = [word for word in kept if word not in _LINKS]
    return tuple(linked or kept or every)


def expanded(given: tuple[str, ...]) -> tuple[str, ...]:
    """The words with abbreviated first names written out: "moh" and a leading "m" are "muhammad"."""
    full = [_SHORT.get(word, word) for word in given]
    if len(full) > 1:
        full[0] = _ALONE.get(full[0], full[0])
    return tuple(full)


def _plain(text: str) -> str:
    # "S.Pd" is one title and "M.Yusuf" are two words: a dot between a single letter and a title keeps them together.
    spread = re.sub(r"\.(?=\S)", _gap, text.translate(_APOSTROPHES))
    letters = unicodedata.normalize("NFKD", spread.casefold())
    return "".join(c if c.isalnum() else "" if unicodedata.combining(c) or c == "\x1f" else " " for c in letters)


def _gap(found: re.Match[str]) -> str:
    """What a dot inside a word becomes: nothing within a title, a blank otherwise."""
    text, at = found.string, found.start()
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    whole = text[start : end if end >= 0 else len(text)].strip(".,").replace(".", "").casefold()
    return "" if whole in _AFTER or whole in _BEFORE else " "


def _without_titles(every: list[str]) -> list[str]:
    start, end = 0, len(every)
    while start < end - 1 and every[start] in _BEFORE:
        start += 1
    while end > start + 1 and every[end - 1] in _AFTER:
        end -= 1
    return every[start:end]
