"""
What is asked of the words of names: for each word of a question the words it may stand for, as conditions on tokens.

It writes the query language of either database's index and runs nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from django.db import connection

from loket.core import naming
from loket.register.finding import vocabulary
from loket.register.finding.index import year_token
from loket.register.finding.query import PeopleQuery

MOST_WORDS: Final = 5
SURE, LIKELY, BEGUN = 10, 8, 5
"""How much a word counts: the likeliest of those it may stand for, the others, and those it begins."""
_BEGINS: Final = 3
_FEWEST_TO_CUT: Final = 7
Place = tuple[str, ...]
"""The words that one word of the question may stand for, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Wording:
    """
    A question about a name in words of the register: what each word of the name may be, and the mother's; `cut` has those
    of which one word may be made; `begun` is the last word, which may not be typed to its end; `birth_places` as heard.
    """

    name: tuple[Place, ...]
    cut: tuple[tuple[str, str], ...]
    begun: str
    mother: tuple[Place, ...]
    birth_place: Place


def heard(query: PeopleQuery) -> Wording:
    """The question in words of the register; one statement. A single letter among words says too little to look for."""
    words, mother = _asked(query.name), _asked(query.mother_name)
    places = naming.key(query.birth_place).split()[:1]
    glued = [naming.fold(one + other) for one, other in pairwise(words)]
    # Cut as it was written: where two words meet, folding would take letters of both.
    written = [word for word in naming.words(query.name)[:MOST_WORDS] if len(word) >= _FEWEST_TO_CUT]
    cut = {(naming.fold(one), naming.fold(other)) for word in written for one, other in naming.halves(word)}
    known = vocabulary.hear([*words, *glued, *mother, *places], {half for halves in cut for half in halves})
    name = []
    for at, word in enumerate(words):
        around = [glued[i] for i in (at - 1, at) if 0 <= i < len(glued)]
        name.append(tuple(dict.fromkeys((*known[word], *(found for one in around for found in known[one][:1])))))
    cut = {halves for halves in cut if known[halves[0]] and known[halves[1]]}
    begun = words[-1] if words and len(words[-1]) >= _BEGINS else ""
    own_place = known[places[0]][:2] if places else ()
    return Wording(tuple(name), tuple(sorted(cut)), begun, tuple(known[word] for word in mother), own_place)


def _asked(name: str) -> list[str]:
    every = list(dict.fromkeys(naming.key(name).split()))
    return ([word for word in every if len(word) > 1] or every)[:MOST_WORDS]


def weighed(asked: Wording, years: Iterable[int]) -> list[tuple[str, int]]:
    """Conditions on the words of those born in these years, each with what it counts; one row may answer to several."""
    spans = tuple(years)

    def born(words: Sequence[str]) -> str:
        return any_of(quoted(year_token(year, word)) for year in spans for word in words)

    found = []
    for place in asked.name:
        found += [(born(words), weight) for words, weight in ((place[:1], SURE), (place[1:], LIKELY)) if words]
    found += [(born((half,)), SURE) for half in sorted({half for cut in asked.cut for half in cut})]
    if asked.begun:
        found.append((any_of(_begins(year_token(year, asked.begun)) for year in spans), BEGUN))
    return found


def tiers(asked: Wording) -> Iterator[str]:
    """Conditions for whoever was born at any time, the most exacting first; one row may answer to several."""
    names = [any_of(_listed("n", place)) for place in asked.name if place]
    yield from _with_others(asked, names)
    full = [any_of(_listed("n", place)) for place in asked.name[:-1] if place]
    if last := [*_listed("n", asked.name[-1]), *_begun(asked)] if asked.name else []:
        full.append(any_of(last))
    if full:
        yield all_of(full)
    yield from (all_of(_listed("n", cut)) for cut in asked.cut)
    if len(names) < len(full):
        # The last word begins none: it may be a slip.
        yield from names[:1]
    if len(full) > 2:
        yield from (all_of(pair) for pair in combinations(names, 2))


def _with_others(asked: Wording, names: Sequence[str]) -> Iterator[str]:
    """A word of the name beside what is known of the mother, or two words of it beside the place of birth."""
    mothers = [any_of(_listed("m", place)) for place in asked.mother if place]
    if names and mothers:
        yield from (all_of((one, *pair)) for one in names for pair in combinations(mothers, 2))
        yield from (all_of((*pair, one)) for one in mothers for pair in combinations(names, 2))
        likeliest = (("n", asked.name), ("m", asked.mother))
        yield all_of(any_of(w for place in places for w in _listed(letter, place[:1])) for letter, places in likeliest)
    if names and asked.birth_place:
        place = any_of(_listed("p", asked.birth_place))
        for some in combinations(names, min(2, len(names))):
            yield all_of((*some, place))


def _listed(letter: str, words: Iterable[str]) -> list[str]:
    return [quoted(f"{letter}{word}") for word in words]


def _begun(asked: Wording) -> list[str]:
    return [_begins(f"n{asked.begun}")] if asked.begun else []


def quoted(word: str) -> str:
    """One word of the query language."""
    return f'"{word}"' if connection.vendor == "sqlite" else f"'{word}'"


def _begins(word: str) -> str:
    return f'"{word}"*' if connection.vendor == "sqlite" else f"'{word}':*"


def all_of(words: Iterable[str]) -> str:
    """All of these conditions."""
    return "(" + (" AND " if connection.vendor == "sqlite" else " & ").join(words) + ")"


def any_of(words: Iterable[str]) -> str:
    """Any of these conditions."""
    return "(" + (" OR " if connection.vendor == "sqlite" else " | ").join(words) + ")"
