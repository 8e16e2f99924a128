"""
Writes a name as somebody else might: by ear, in old spelling, in haste, shortened, or with its words in another order.

The labelled set for the search is made with it, so it shares nothing with the folding: what it does is set down here
alone, from how names are met misspelt, and some of it the folding does not know. The same chance gives the same variants.
"""

import random
import re
from collections.abc import Callable
from typing import Final, NamedTuple

TABLE: Final = (
    *(("u", ("oe", "o")), ("oe", ("u",)), ("(?<!d)j", ("dj", "z")), ("dj", ("j",)), ("c(?!h)", ("tj", "ch"))),
    *(
        ("ny", ("nj",)),
        ("sy", ("sj", "s", "sh")),
        ("y(?=a|o|u)", ("j", "i")),
        ("y$", ("i",)),
        ("i$", ("y", "ie", "ee")),
    ),
    *(
        ("kh", ("h", "ch", "k")),
        ("ch", ("h", "c", "kh")),
        ("f", ("p", "v")),
        ("v", ("f", "p")),
        ("(?<!s)p(?!h)", ("f",)),
    ),
    *(("z", ("s", "j")), ("s(?=a|i)", ("z", "sh")), ("th", ("t",)), ("t(?=i|a)", ("th",)), ("dh", ("d",))),
    *(("d(?=i|a|o)", ("dh",)), ("d$", ("t",)), ("t$", ("d",)), ("k$", ("q", "c")), ("q", ("k",)), ("h$", ("",))),
    *(("(?<=[a-z])h(?=[aiu])", ("",)), ("a$", ("ah",)), ("(?<=[aiu])(?=[lmnrt][aiu])", ("DOUBLE",))),
    *(("([bdfklmnprst])\\1", ("SINGLE",)), ("ia", ("iya", "ya")), ("iya", ("ia",)), ("ua", ("uwa",)), ("uwa", ("ua",))),
    *(("ai", ("ay", "ei")), ("au", ("ou", "aw")), ("ks", ("x",)), ("(?<=[bdgklmnprst])e", ("i",)), ("o", ("u",))),
    *(("(?<=[bdgklmnprst])i(?=[bdgklmnprst])", ("e",)), ("aa", ("a",)), ("'", ("",)), ("g$", ("k",))),
)
"""What stands in a word, and what is written for it; DOUBLE and SINGLE are of the letter that follows."""
_NEIGHBOURS: Final = {
    "a": "sq",
    "b": "vn",
    "c": "xv",
    "d": "sf",
    "e": "wr",
    "f": "dg",
    "g": "fh",
    "h": "gj",
    "i": "uo",
    "j": "hk",
    "k": "jl",
    "l": "k",
    "m": "n",
    "n": "bm",
    "o": "ip",
    "p": "o",
    "q": "wa",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "u": "yi",
    "v": "cb",
    "w": "qe",
    "x": "zc",
    "y": "tu",
    "z": "x",
}
_SHORTER: Final = {
    **dict.fromkeys(("Muhammad", "Mohammad", "Muhamad", "Mohamad"), ("Moh.", "Muh.", "M.", "Mohd", "Mhd.")),
    **dict.fromkeys(("Moh.", "Muh."), ("Muhammad", "Mohamad", "M.")),
    "Abdul": ("Abd.",),
    "Siti": ("St.",),
    "Ahmad": ("A.", "Achmad", "Akhmad"),
    "Nurul": ("Nrl.",),
}
_TITLES: Final = (
    ("H.", ""),
    ("Hj.", ""),
    ("Drs.", ""),
    ("Ir.", ""),
    ("", "S.Pd"),
    ("", "S.E."),
    ("H.", "S.Ag"),
    ("Dr.", "M.Si"),
)
_SHARES: Final = (
    *(("spelling", 30), ("typo", 25), ("spelling and typo", 12), ("order", 8), ("missing word", 8), ("glued", 6)),
    *(("shortened", 6), ("title", 5)),
)
KINDS: Final = tuple(kind for kind, _ in _SHARES)
_FEWEST_LETTERS: Final = 4


class Variant(NamedTuple):
    """A name as it might be written, and which kind of difference that is: one of KINDS."""

    text: str
    kind: str


def variant(name: str, chance: random.Random, kind: str = "") -> Variant:
    """
    The name in another spelling, of a kind or of any, in the shares that are met at a counter.

    A kind that the name has no room for gives a typo: one word cannot change places. Never the name itself, as long as it
    has two letters.
    """
    chosen = kind or chance.choices(KINDS, [share for _, share in _SHARES])[0]
    text = _MAKERS[chosen](name, chance)
    for _ in range(20):
        if text != name:
            return Variant(text, chosen)
        text, chosen = typo(name, chance), "typo"
    return Variant(text, chosen)


def spelling(name: str, chance: random.Random) -> str:
    """One place, or of a long name two, written as it might be heard."""
    for _ in range(2 if len(name) > 14 and chance.random() < 0.5 else 1):
        name = _in_a_word(name, chance, _by_ear)
    return name


def typo(name: str, chance: random.Random) -> str:
    """One slip of a finger: two letters swapped, one left out, one too many, or the key beside it; never the first."""
    return _in_a_word(name, chance, _slip)


def order(name: str, chance: random.Random) -> str:
    """Two words that have changed places."""
    words = name.split()
    if len(words) > 1:
        at = chance.randrange(len(words) - 1)
        words[at : at + 2] = words[at + 1], words[at]
    return " ".join(words)


def missing_word(name: str, chance: random.Random) -> str:
    """A name of three words or more without one of them."""
    words = name.split()
    if len(words) > 2:
        del words[chance.randrange(len(words))]
    return " ".join(words)


def glued(name: str, chance: random.Random) -> str:
    """Two words written as one; or a long word of a single-word name as two."""
    words = name.split()
    if len(words) > 1:
        at = chance.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1].lower()]
    elif len(name) >= 2 * _FEWEST_LETTERS:
        words = [name[: len(name) // 2], name[len(name) // 2 :].capitalize()]
    return " ".join(words)


def shortened(name: str, chance: random.Random) -> str:
    """A first name as it is abbreviated or written out; else a word in the middle as its initial."""
    words = name.split()
    for at, word in enumerate(words):
        if word in _SHORTER:
            words[at] = chance.choice(_SHORTER[word])
            return " ".join(words)
    if len(words) > 2:
        words[1] = f"{words[1][0]}."
    return " ".join(words)


def title(name: str, chance: random.Random) -> str:
    """The name with a title that the register leaves out."""
    before, after = chance.choice(_TITLES)
    return f"{before} {name}{', ' if after else ''}{after}".strip()


def _both(name: str, chance: random.Random) -> str:
    return typo(spelling(name, chance), chance)


_MAKERS: Final[dict[str, Callable[[str, random.Random], str]]] = {
    "spelling": spelling,
    "typo": typo,
    "spelling and typo": _both,
    "order": order,
    "missing word": missing_word,
    "glued": glued,
    "shortened": shortened,
    "title": title,
}


def _in_a_word(name: str, chance: random.Random, change: Callable[[str, random.Random], str]) -> str:
    """The name with one of its longer words changed; capitals as names have them."""
    words = name.split()
    longer = [at for at, word in enumerate(words) if len(word) >= _FEWEST_LETTERS] or list(range(len(words)))
    if longer:
        at = chance.choice(longer)
        words[at] = change(words[at].lower(), chance).capitalize()
    return " ".join(words)


def _by_ear(word: str, chance: random.Random) -> str:
    places = [(found, chance.choice(written)) for pattern, written in TABLE for found in re.finditer(pattern, word)]
    if not places:
        return word
    found, written = chance.choice(places)
    start, end = found.span()
    if written == "DOUBLE":
        written = word[end]
    elif written == "SINGLE":
        written = word[start]
    return word[:start] + written + word[end:]


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 2:
        return word
    at = chance.randrange(1, len(word))
    letter = chance.choice(_NEIGHBOURS.get(word[at], word[at]))
    match chance.randrange(4):
        case 0 if at + 1 < len(word):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1 if len(word) > _FEWEST_LETTERS:
            return word[:at] + word[at + 1 :]
        case 2:
            return word[:at] + letter + word[at:]
    return word[:at] + letter + word[at + 1 :]
