"""
What an office may be shown: those whom it keeps, and those on their way to it; of anybody else only that they exist.

That holds for people, for KKs by their head, for papers, and for sentences that would name somebody.
Basis: UU 27/2022 ps. 16 dan ps. 39. Whether a look leaves a trace is not decided here (`looking`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeVar
from uuid import UUID

from loket.core.entry import Known
from loket.core.problems import Problem, Refusal
from loket.core.register.change import FamilyChange
from loket.core.register.field_classes import without
from loket.core.register.refusals import LifeEventRefused, RulesBroken, WarningsNotAccepted
from loket.core.register.values import Kk, Resident, ResidentId
from loket.core.rules import Finding
from loket.entries.records import Judged, ProductRecord
from loket.entries.refusals import EntryFaulty
from loket.offices import queries as offices
from loket.register import queries as register
from loket.register.keeping import PersonName

Said = TypeVar("Said", Problem, Finding)
UNSAID: Final = "Isian ini tidak cocok dengan data orang yang tercatat pada kantor lain."
UNSAID_HINT: Final = "Periksa nomor dan suratnya; bila memang benar, tanyakan kepada kantor yang mencatatnya."
SOMEBODY: Final = "orang yang tercatat pada kantor lain"


@dataclass(frozen=True, slots=True)
class Unspoken:
    """The names and numbers that no sentence may tell an office, the names of those it is shown, the others' birth dates."""

    words: frozenset[str]
    own: frozenset[str] = frozenset()
    birth_dates: frozenset[str] = frozenset()

    def told_by(self, *texts: str) -> bool:
        """Whether one of the texts would tell what is unspoken."""
        return any(_word(word).search(text) for word in self.words for text in texts)

    def without(self, sentence: str, hint: str) -> tuple[str, str]:
        """
        Both as this office may read them. What is said of its own people stays, with nobody else named; what is said only
        of others, or tells when one of them was born, gives way to a sentence that names nobody.
        """
        if not self.told_by(sentence, hint):
            return sentence, hint
        tells_dates = any(_word(day).search(text) for day in self.birth_dates for text in (sentence, hint))
        if tells_dates or not any(_word(name).search(sentence) for name in self.own - self.words):
            return UNSAID, UNSAID_HINT
        for word in sorted(self.words, key=len, reverse=True):
            sentence, hint = (_word(word).sub(SOMEBODY, text) for text in (sentence, hint))
        return sentence[:1].upper() + sentence[1:], hint[:1].upper() + hint[1:]


@lru_cache(1024)
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def hidden_from(
    office_id: int, people: Mapping[UUID, PersonName], residents: Iterable[Resident]
) -> frozenset[ResidentId]:
    """
    Whom of these `people` the office is not shown: another office keeps them, and no letter of departure leads here.

    `residents` are those of them of whom more than the name is known; without that nobody counts as under way.
    """
    regency = offices.office_by_id(office_id).code.replace(".", "")[:4]
    left = {one.id: one.latest.transit for one in residents}
    coming = {own for own, move in left.items() if move and move.destination.digits[:4] == regency}
    return frozenset(own for own, one in people.items() if one.office_id != office_id and own not in coming)


def hidden_among(known: Known, ids: Iterable[object], office_id: int) -> frozenset[ResidentId]:
    """Whom of these the office is not shown; `known` says who is under way."""
    return hidden_from(office_id, register.people(ids), known.residents.values())


def as_seen(judged: Judged, office_id: int) -> Judged:
    """The same without those whom this office is not shown, and without the KKs that show them."""
    known = judged.known
    touched = [(change, _people_on(change)) for change in judged.foreseen.families]
    named: set[object] = {resident.id for resident in known.residents.values()}
    named |= {kk.head_id for kk in known.kks.values()}
    hidden = hidden_among(known, named.union(*(people for _, people in touched)), office_id)
    families = tuple(change for change, people in touched if not people & hidden)
    seen = replace(
        known,
        residents={ref: one for ref, one in known.residents.items() if one.id not in hidden},
        kks={own: kk for own, kk in known.kks.items() if kk.head_id not in hidden},
    )
    return replace(judged, known=seen, foreseen=replace(judged.foreseen, families=families))


def without_fields(judged: Judged, names: frozenset[str]) -> Judged:
    """The same without what the register says in the fields of these names; what a form says itself is not touched."""
    if not names:
        return judged
    known = judged.known
    bare = replace(
        known,
        residents={ref: _without(one, names) for ref, one in known.residents.items()},
        kks={own: _kk_without(kk, names) for own, kk in known.kks.items()},
    )
    families = tuple(
        replace(
            one, before=one.before and _kk_without(one.before, names), after=one.after and _kk_without(one.after, names)
        )
        for one in judged.foreseen.families
    )
    differing = {path: said for path, said in judged.differing.items() if path.rsplit(".", 1)[-1] not in names}
    return replace(judged, known=bare, foreseen=replace(judged.foreseen, families=families), differing=differing)


def _without(resident: Resident, names: frozenset[str]) -> Resident:
    records = tuple(replace(one, biodata=without(one.biodata, names)) for one in resident.records)
    return replace(resident, records=records)


def _kk_without(kk: Kk, names: frozenset[str]) -> Kk:
    return replace(kk, rows=tuple(replace(row, biodata=without(row.biodata, names)) for row in kk.rows))


def _people_on(change: FamilyChange) -> set[object]:
    return {row.resident_id for kk in (change.before, change.after) if kk for row in kk.rows}


def products_as_seen(products: Iterable[ProductRecord], office_id: int) -> tuple[ProductRecord, ...]:
    """The same papers; one for a KK of another office is without head and number."""
    return tuple(
        replace(one, family=None) if one.family and one.family.office_id != office_id else one for one in products
    )


def unspoken(known: Known, office_id: int) -> Unspoken:
    """
    The names and numbers, around those whom a form names, that no sentence may tell this office.

    What the form itself says is no secret to whoever typed it. A fixed number of statements.
    """
    part = register.part_around([one.id for one in known.residents.values()], {*known.families.values(), *known.kks})
    hidden = hidden_from(office_id, register.people(part.residents), part.residents.values())
    people = [one for one in part.residents.values() if one.id in hidden]
    words = {name for one in people for name in (one.name, one.biodata.full_name)} - {""}
    held = {one.nik for one in people} | {kk.kk_number for kk in part.families.values() if kk.head_id in hidden}
    typed = {*known.residents, *known.families}
    numbers = {number.digits for number in held if number and number not in typed}
    own = {one.biodata.full_name for one in part.residents.values() if one.id not in hidden} - {""}
    born = {f"{one.biodata.birth_date:%d-%m-%Y}" for one in people}
    return Unspoken(frozenset(words | numbers), frozenset(own), frozenset(born))


def quiet_problems(problems: Iterable[Problem], secret: Unspoken) -> tuple[Problem, ...]:
    """The same at the same fields, in sentences that tell nothing unspoken."""
    return tuple(_quiet(one, secret) for one in problems)


def quiet_findings(findings: Iterable[Finding], secret: Unspoken) -> tuple[Finding, ...]:
    """The same rules, in sentences that tell nothing unspoken; a reason given under such a sentence is for the same warning."""
    return tuple(_quiet(replace(one, marked=one.mark), secret) for one in findings)


def _quiet(one: Said, secret: Unspoken) -> Said:
    sentence, hint = secret.without(one.sentence, one.hint)
    return replace(one, sentence=sentence, hint=hint)


def quiet_refusal(refused: EntryFaulty | LifeEventRefused, secret: Unspoken) -> Refusal:
    """The refusal itself, or, where it would tell what is unspoken, one of the same weight that names nobody."""
    if isinstance(refused, EntryFaulty):
        return EntryFaulty(problems=quiet_problems(refused.problems, secret))
    if not secret.told_by(*_said(refused)):
        return refused
    weight = WarningsNotAccepted if isinstance(refused, WarningsNotAccepted) else RulesBroken
    return weight(found=quiet_findings(refused.findings, secret))


def _said(refused: LifeEventRefused) -> Iterator[str]:
    yield from (refused.explanation, refused.hint)
    yield from (text for one in refused.findings for text in (one.sentence, one.hint))
