"""
Who in the register may be the same person as somebody else: asked at intake and before a NIK is minted.

It names candidates and compares; that two are one is decided by a person (`decisions`), and nobody is ever merged.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from loket.core import naming
from loket.core.register import Biodata
from loket.core.register import facts as f
from loket.core.register.codes import ResidentStatus
from loket.core.register.refusals import RulesBroken, WarningsNotAccepted
from loket.core.register.values import ResidentId
from loket.core.rules import Finding, Level
from loket.register import models
from loket.register.codec import unpacked
from loket.register.finding import candidates
from loket.register.finding.candidates import Candidate, Scope
from loket.register.finding.decisions import Decision, decided_about
from loket.register.finding.people import born_likeness
from loket.register.finding.query import PeopleQuery
from loket.register.records import ResidentLine
from loket.vault.leaves import without_sealed

RULE: Final = "mungkin-ganda"
LEAST: Final = 0.75
SAME_NAME: Final = 0.9
SAME_NAME_AND_MOTHER: Final = 0.8
SAME_MOTHER: Final = 0.85
OTHER_MOTHER: Final = 0.6
_NAMED: Final = 3
_HINT: Final = (
    "Bandingkan datanya. Bila orang yang sama, batalkan dan pakai data yang ada; bila orang lain, tulis alasannya."
)


@dataclass(frozen=True, slots=True)
class Match:
    """
    A resident who may be the same person, how alike from 0 to 1, and why; `strong` needs a decision before a NIK.

    `decision` is the latest about this pair, None while there is none.
    """

    resident: ResidentLine
    office_id: int
    birth_place: str
    mother_name: str
    score: float
    strong: bool
    reasons: tuple[str, ...]
    decision: Decision | None = None


class PossibleDuplicate(WarningsNotAccepted):
    """Somebody so like a newcomer is in the register that an officer must say why it is another person."""

    id = "possible-duplicate"
    hint = _HINT

    def __init__(self, *, found: tuple[Finding, ...], matches: tuple[Match, ...]) -> None:
        super().__init__(found=found)
        self.matches = matches


class DecidedSame(RulesBroken):
    """A person decided that the resident is in the register already, so there is no second NIK."""

    id = "duplicate-decided"
    hint = "Pakai NIK yang sudah ada, atau ubah dahulu keputusan tentang kedua data itu."


def likely_same(who: Biodata | UUID) -> tuple[Match, ...]:
    """
    Residents of any office who may be the same person as these biodata, or as this resident; the most alike first.

    The same day of birth, the same with day and month swapped, or a year off, and a like name; one whose sex or mother
    differs is never strong. Pairs that a person has decided to be different come last, with the decision. Two
    statements, four for a resident.
    """
    biodata = _biodata(who) if isinstance(who, UUID) else who
    if biodata is None:
        return ()
    query = PeopleQuery(name=biodata.full_name, birth_date=biodata.birth_date)
    found = candidates.by_name_or_birth(query, _days(biodata.birth_date), Scope())
    own = who if isinstance(who, UUID) else None
    decisions = decided_about(own) if own is not None else {}
    return _matches(biodata, found, own, decisions)


def _biodata(resident_id: UUID) -> Biodata | None:
    rows = models.ResidentVersion.objects.filter(resident=resident_id, superseded_at=None).order_by("-valid_from")
    stored = rows.values_list("biodata", flat=True).first()
    return unpacked(Biodata, without_sealed(stored)) if stored is not None else None


def _days(born: datetime.date) -> tuple[datetime.date, ...]:
    """Days of birth that one person may have been given by mistake: day and month swapped, a year off."""
    found = [born]
    for year, month, day in (
        (born.year, born.day, born.month),
        (born.year - 1, born.month, born.day),
        (born.year + 1, born.month, born.day),
    ):
        try:
            found.append(datetime.date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _matches(
    biodata: Biodata, found: Iterable[Candidate], own: UUID | None, decisions: Mapping[UUID, Decision]
) -> tuple[Match, ...]:
    best: dict[UUID, Match] = {}
    key = naming.key(biodata.full_name)
    for one in found:
        other = one.line.id
        if other == own or not naming.resembles(key, naming.key(one.name)):
            continue
        match = judge(biodata, one, decisions.get(other))
        if match.score >= LEAST and (other not in best or match.score > best[other].score):
            best[other] = match
    return tuple(sorted(best.values(), key=_rank))


def _rank(match: Match) -> tuple[bool, bool, float, str]:
    different = match.decision is not None and match.decision.decision == "different"
    return different, not match.strong, -match.score, str(match.resident.id)


def judge(biodata: Biodata, one: Candidate, decision: Decision | None = None) -> Match:
    """How much a candidate is like these biodata."""
    likeness = naming.similarity(biodata.full_name, one.name)
    born, why_born = born_likeness(biodata.birth_date.year, biodata.birth_date, one.line.birth_date)
    reasons = [*likeness.reasons, why_born]
    weighed = [(5.0, likeness.score), (3.0, born)]
    mother = _mothers(biodata, one)
    if mother is not None:
        weighed.append((3.0, mother))
        words = "sama" if mother == 1 else "mirip" if mother >= SAME_MOTHER else "berbeda"
        reasons.append(f"nama ibu {words}")
    if biodata.birth_place and naming.similarity(biodata.birth_place, one.birth_place).score >= SAME_MOTHER:
        reasons.append("tempat lahir sama")
    if biodata.sex is not one.line.sex:
        reasons.append("jenis kelamin berbeda")
    elif one.line.status is not ResidentStatus.ACTIVE:
        reasons.append(f"status {one.line.status}")
    score = sum(weight * value for weight, value in weighed) / sum(weight for weight, _ in weighed)
    strong = biodata.sex is one.line.sex and _is_strong(likeness.score, biodata.birth_date, one, mother)
    return Match(one.line, one.office_id, one.birth_place, one.mother_name, score, strong, tuple(reasons), decision)


def _mothers(biodata: Biodata, one: Candidate) -> float | None:
    """How alike the mothers are: the same resident or another one, else by name; None when one is not known."""
    if biodata.mother_id is not None and one.mother_id is not None:
        return 1.0 if biodata.mother_id == one.mother_id else 0.0
    if biodata.mother_name and one.mother_name:
        return naming.similarity(biodata.mother_name, one.mother_name).score
    return None


def _is_strong(name: float, born: datetime.date, one: Candidate, mother: float | None) -> bool:
    if mother is not None and mother < OTHER_MOTHER:
        return False
    same_mother = mother is not None and mother >= SAME_MOTHER
    if born == one.line.birth_date:
        return name >= (SAME_NAME_AND_MOTHER if same_mother else SAME_NAME)
    return same_mother and name >= SAME_NAME and one.line.birth_date in _days(born)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A newcomer with the residents who are strongly alike, and what an officer is told of it."""

    newcomer_id: UUID
    matches: tuple[Match, ...]
    finding: Finding


def doubts(facts: Iterable[f.Fact], known: Mapping[ResidentId, Biodata], office_id: int) -> tuple[Doubt, ...]:
    """
    The newcomers among the facts, and those who are about to be given a NIK, who strongly resemble somebody.

    `known` has the biodata of residents who are already there; of people whom another office than `office_id` keeps, the
    finding says only that.  A pair decided to be different is no doubt any more. One
    statement for all newcomers, one more where somebody with a past is given a NIK; none when nobody is new.
    """
    new = {x.resident_id: x.biodata for x in facts if isinstance(x, f.ResidentAdded)}
    numbered = {
        x.resident_id: known[x.resident_id] for x in facts if isinstance(x, f.NikSet) and x.resident_id in known
    }
    wanted = {own: biodata for own, biodata in (numbered | new).items() if isinstance(own, UUID)}
    if not wanted:
        return ()
    days = {own: _days(biodata.birth_date) for own, biodata in wanted.items()}
    found = candidates.by_birth(sorted({day for some in days.values() for day in some}), Scope())
    decided = {own: decided_about(own) if own in numbered else {} for own in wanted}
    every = []
    for own, biodata in wanted.items():
        near = [one for one in found if one.line.birth_date in days[own] and one.line.id not in wanted]
        matches = tuple(
            match
            for match in _matches(biodata, near, own, decided[own])
            if match.strong and (match.decision is None or match.decision.decision != "different")
        )
        if matches:
            every.append(Doubt(own, matches, _finding(own, biodata, matches, office_id)))
    return tuple(every)


def _finding(own: UUID, biodata: Biodata, matches: Sequence[Match], office_id: int) -> Finding:
    named = "; ".join(_named(match, office_id) for match in matches[:_NAMED])
    more = f"; dan {len(matches) - _NAMED} lagi" if len(matches) > _NAMED else ""
    about = (own, *(m.resident.id for m in matches))
    sentence = f"{biodata.full_name} mungkin sudah tercatat sebagai {named}{more}."
    return Finding(RULE, Level.WARNING, sentence, _HINT, "UU 23/2006 ps. 13", about)


def _named(match: Match, office_id: int) -> str:
    if match.office_id != office_id:
        return "penduduk yang tercatat di kantor lain"
    one = match.resident
    number = f"NIK {one.nik.masked}" if one.nik else "belum ber-NIK"
    return f"{one.full_name}, lahir {one.birth_date:%d-%m-%Y}, {number} ({', '.join(match.reasons)})"


def require_looked_at(found: Sequence[Doubt], accepted: Mapping[str, str]) -> tuple[str, ...]:
    """
    The officer's reasons why these doubts are other people, one for each.

    Raises DecidedSame for a pair that was decided to be one, and PossibleDuplicate without a reason under `mungkin-ganda`.
    """
    findings = tuple(doubt.finding for doubt in found)
    every = tuple(match for doubt in found for match in doubt.matches)
    if any(match.decision is not None and match.decision.decision == "same" for match in every):
        hint = DecidedSame.hint
        raise DecidedSame(
            found=tuple(replace(x, rule=DecidedSame.id, level=Level.REFUSAL, hint=hint) for x in findings)
        )
    reasons = tuple(finding.reason_in(accepted) for finding in findings)
    if not all(reasons):
        raise PossibleDuplicate(found=findings, matches=every)
    return reasons
