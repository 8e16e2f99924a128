"""
The one way in which the register changes: a life event is judged by the core and written with all that follows from it.

One transaction: load, hold, decide, mint numbers last, write. A refusal or a fault leaves nothing, no number either.
"""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils import timezone

from loket.core.printable import unfit_for_name
from loket.core.register import Address, Biodata, Context, Resident, Slice
from loket.core.register import facts as f
from loket.core.register.change import Acceptance, Change, FamilyChange
from loket.core.register.decide import apply, check, decide
from loket.core.register.events import LifeEvent, NikAssigned
from loket.core.register.moves import Arrival, KkAssigned
from loket.core.register.outputs import touched_families
from loket.core.register.refusals import UnknownResident
from loket.core.rules import Finding
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.register import models
from loket.register.acting import acted_as
from loket.register.codec import to_json
from loket.register.finding import decisions, duplicates, index
from loket.register.ids import new_id
from loket.register.kept_here import require_kept_here
from loket.register.national import ADAPTERS, National
from loket.register.office_settings import settings_of
from loket.register.records import LifeEventRecord, RegisterSettings
from loket.register.refusals import (
    IdTaken,
    KeyReused,
    NoSeat,
    NumberTaken,
    ReferenceMissing,
    RegisterBusy,
    UnprintableName,
    UnstorableText,
)
from loket.register.rows import life_event_record
from loket.register.store import loading, writing
from loket.register.store.loading import Loaded
from loket.storage.writing import run
from loket.vault.leaves import opened_leaves, sealed_leaves
from loket.vault.services import of_life_event

TRIES: Final = 5
LONGEST_NAME: Final = 200
LONGEST_WORDS: Final = 100
_WORDS: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Request:
    """A life event with who asks for it, when, and on what ground."""

    event: LifeEvent
    officer: Officer
    case: str
    accepted: Mapping[str, str]
    reference: str
    key: UUID
    at: datetime.datetime
    reported_on: datetime.date | None = None


class _GrewMeanwhile(Exception):
    """Between looking and holding, others joined the part of the register that the event touches."""


def record_life_event(
    event: LifeEvent,
    *,
    officer: Officer,
    key: UUID,
    case: str = "",
    accepted: Mapping[str, str] | None = None,
    reference: str = "",
    at: datetime.datetime | None = None,
    reported_on: datetime.date | None = None,
) -> LifeEventRecord:
    """
    Record a life event, with all it changes, or nothing.

    `accepted` gives the officer's reason for each warning, by rule id; `case` is the resi of the application it comes
    from, and `reference` what the centre answered under (needed for NikAssigned and KkAssigned). The same `key` gives the
    same answer. `reported_on` is the day by which lateness counts, without it today. Raises LifeEventRefused of the core (with `findings`), the refusals of a KTP-el record, NoSeat,
    NotKeptHere, KeyReused, IdTaken, NumberTaken, NumbersExhausted, ReferenceMissing, UnprintableName, UnstorableText and RegisterBusy.
    """
    moment = at or timezone.now()
    today = offices.today(officer.office_key, moment)
    now = offices.officer_by_id(officer.person, today)
    if now is None or not now.seats:
        raise NoSeat
    if isinstance(event, NikAssigned | KkAssigned) and not reference.strip():
        raise ReferenceMissing(fields=("reference",))
    request = _Request(event, now, case, dict(accepted or {}), reference.strip(), key, moment, reported_on)
    for left in reversed(range(TRIES)):
        try:
            return run(lambda: _replay(request) or _record(request, today))
        except _GrewMeanwhile:
            continue
        except IntegrityError:
            # Someone recorded the same key, id or number a moment ago: the next look finds it.
            if not left:
                raise
    raise RegisterBusy


def hold_around(events: Sequence[LifeEvent]) -> None:
    """
    Keep everyone whom these events name, and their families, from changing until the caller's transaction ends.

    Before several events in one transaction, and before numbers are taken for them: held one after the other, two such
    transactions could each wait for what the other holds.
    """
    if connection.vendor == "postgresql":
        residents = [i for event in events for i in event.named_residents]
        loading.hold(loading.load(residents, [i for event in events for i in event.named_families]).part)


def preview(
    event: LifeEvent,
    *,
    officer: Officer,
    accepted: Mapping[str, str] | None = None,
    at: datetime.datetime | None = None,
) -> tuple[Finding, ...]:
    """All that the core would find if the event were recorded now; empty when it would be. Writes nothing."""
    today = offices.today(officer.office_key, at or timezone.now())
    loaded = loading.load(event.named_residents, event.named_families)
    settings = settings_of(officer.office_id)
    return check(loaded.part, event, Context(today, dict(accepted or {}), settings.transit_days))


def _replay(request: _Request) -> LifeEventRecord | None:
    row = models.LifeEvent.objects.filter(key=request.key).first()
    if row is None:
        return None
    same = (row.kind, opened_leaves(row.payload, of_life_event(row.pk)), row.office_id) == (
        request.event.kind,
        to_json(request.event),
        request.officer.office_id,
    )
    if not same:
        raise KeyReused
    return replace(life_event_record(row), replayed=True)


def _record(request: _Request, today: datetime.date) -> LifeEventRecord:
    event, settings = request.event, settings_of(request.officer.office_id)
    loaded = _held(event)
    if (meanwhile := _replay(request)) is not None:
        return meanwhile
    try:
        change = decide(
            loaded.part, event, Context(today, request.accepted, settings.transit_days, request.reported_on)
        )
    except ValueError as taken:  # What the facts of the core raise for an id that is used twice.
        raise IdTaken from taken
    require_kept_here(event, change.facts, loaded.offices, request.officer.office_id)
    _require_free(change)
    _require_storable(loaded, change)
    known = {i: r.biodata for i, r in loaded.part.residents.items()}
    doubts = duplicates.doubts(change.facts, known, request.officer.office_id)
    looked_at = tuple(zip(doubts, duplicates.require_looked_at(doubts, request.accepted), strict=True))
    change = replace(
        change, accepted=(*change.accepted, *(Acceptance(doubt.finding, reason) for doubt, reason in looked_at))
    )
    after, facts = _numbered(loaded.part, change, settings)
    row = _event_row(request, change, touched_families(loaded.part, after, facts), _minted(change, facts))
    row.accepted = _accepted(change, after)
    row.save(force_insert=True)
    writing.write(loaded, after, facts, writing.Pen(request.officer.office_id, request.at, row.pk))
    others = {(doubt.newcomer_id, match.resident.id): reason for doubt, reason in looked_at for match in doubt.matches}
    decisions.note_different(others, officer=request.officer, at=request.at)
    index.follow(_changed(loaded.part, after, facts), request.officer.office_id)
    _write_subjects(row.pk, facts, _uuids(event.named_residents & after.residents.keys()))
    if isinstance(event, Arrival):
        _take_over(facts, request.officer.office_id)
    return life_event_record(row)


def _held(event: LifeEvent) -> Loaded:
    """The part of the register around the event, kept from changing."""
    seen = loading.load(event.named_residents, event.named_families)
    if connection.vendor != "postgresql":
        return seen
    loading.hold(seen.part)
    held = loading.load(event.named_residents, event.named_families)
    if not (held.part.residents.keys() <= seen.part.residents.keys()) or not (
        held.part.families.keys() <= seen.part.families.keys()
    ):
        raise _GrewMeanwhile
    return held


def _require_free(change: Change) -> None:
    """Ids and numbers of what is new are nobody's in the whole register, of which the core saw a part."""
    new = {x.resident_id for x in change.facts if isinstance(x, f.ResidentAdded)}
    new |= {x.family_id for x in change.facts if isinstance(x, f.FamilyOpened)}
    ids = _uuids(new)
    if (
        models.Resident.objects.filter(pk__in=ids).exists()
        or models.Family.objects.filter(pk__in=ids).exists()
        or ids != new
    ):
        raise IdTaken
    niks = {x.nik.digits for x in change.facts if isinstance(x, f.ResidentAdded | f.NikSet) and x.nik}
    kks = {x.kk_number.digits for x in change.facts if isinstance(x, f.FamilyOpened | f.KkNumberSet) and x.kk_number}
    for what, digits, rows in (
        ("NIK", niks, models.Resident.objects.filter(nik__in=niks).values_list("nik", flat=True)),
        ("Nomor KK", kks, models.Family.objects.filter(kk_number__in=kks).values_list("kk_number", flat=True)),
    ):
        if digits and (taken := rows.first()):
            raise NumberTaken(what=what, number=taken)


def _require_storable(loaded: Loaded, change: Change) -> None:
    """Texts have signs and lengths that every database holds, and parents are residents of this register."""
    biodata = [x.biodata for x in change.facts if isinstance(x, f.ResidentAdded | f.BiodataChanged)]
    addresses = [x.address for x in change.facts if isinstance(x, f.FamilyOpened | f.FamilyMoved | f.FamilyReopened)]
    too_long = any(len(b.full_name) > LONGEST_NAME or len(b.birth_place) > LONGEST_WORDS for b in biodata)
    for sign in (unfit_for_name(name) for name in _new_names(loaded, change)):
        if sign:
            raise UnprintableName(sign=sign, fields=("full_name",))
    if too_long or not all(_fits(address) for address in addresses) or not _is_text(to_json(change.event)):
        raise UnstorableText
    parents = _uuids(i for b in biodata for i in b.parent_ids) - loaded.part.residents.keys()
    new = {x.resident_id for x in change.facts if isinstance(x, f.ResidentAdded)}
    if models.Resident.objects.filter(pk__in=parents - new).count() < len(parents - new):
        raise UnknownResident


def _new_names(loaded: Loaded, change: Change) -> Iterator[str]:
    """Names that were not written so before: an old one stands in the way of no other change."""
    for fact in change.facts:
        if isinstance(fact, f.ResidentAdded | f.BiodataChanged):
            before = loaded.part.residents.get(fact.resident_id)
            old = _names(before.biodata) if before else ()
            yield from (name for name in _names(fact.biodata) if name not in old)


def _names(biodata: Biodata) -> tuple[str, ...]:
    return (biodata.full_name, biodata.mother_name, biodata.father_name)


def _fits(address: Address) -> bool:
    numbers = (address.rt, 3), (address.rw, 3), (address.postal_code, 5), (address.region.digits, 10)
    words = (address.street, LONGEST_NAME), (address.hamlet, LONGEST_WORDS)
    return all(len(text) <= longest for text, longest in (*numbers, *words))


def _is_text(payload: object) -> bool:
    """No U+0000 and no half of a pair: PostgreSQL holds neither."""
    try:
        return b"\0" not in json.dumps(payload, ensure_ascii=False).replace("\\u0000", "\0").encode()
    except UnicodeEncodeError:
        return False


def _numbered(part: Slice, change: Change, settings: RegisterSettings) -> tuple[Slice, tuple[f.Fact, ...]]:
    """The register after the change with the numbers that the port gives at once, and the facts of both."""
    after = apply(part, change)
    given = tuple(_numbers(change, after, ADAPTERS[settings.national]))
    return f.fold(after, given), (*change.facts, *given)


def _numbers(change: Change, after: Slice, port: National) -> Iterator[f.Fact]:
    # In one order for everyone, so that two events never wait for each other's series.
    for fact in sorted(change.facts, key=lambda x: (type(x).__name__, _series_order(x, after))):
        match fact:
            case f.FamilyOpened(kk_number=None):
                kk_number = port.next_kk(fact.address.region, fact.day)
                if kk_number is not None:
                    yield f.KkNumberSet(fact.day, KkAssigned.kind, fact.family_id, kk_number)
            case f.ResidentAdded(nik=None):
                address = after.address_of(fact.resident_id)
                biodata = fact.biodata
                nik = port.next_nik(address.region, biodata.birth_date, biodata.sex) if address else None
                if nik is not None:
                    yield f.NikSet(fact.day, NikAssigned.kind, fact.resident_id, nik)
            case _:
                pass


def _series_order(fact: f.Fact, after: Slice) -> str:
    match fact:
        case f.FamilyOpened():
            return fact.address.region.digits[:6]
        case f.ResidentAdded():
            address = after.address_of(fact.resident_id)
            return f"{address.region.digits[:6] if address else ''}{fact.biodata.birth_date}{fact.biodata.sex}"
    return ""


def _minted(change: Change, facts: tuple[f.Fact, ...]) -> dict[str, str]:
    given = facts[len(change.facts) :]
    niks = {str(x.resident_id): x.nik.digits for x in given if isinstance(x, f.NikSet)}
    return niks | {str(x.family_id): x.kk_number.digits for x in given if isinstance(x, f.KkNumberSet)}


def _event_row(
    request: _Request, change: Change, families: tuple[FamilyChange, ...], numbers: dict[str, str]
) -> models.LifeEvent:
    own = new_id()
    return models.LifeEvent(
        id=own,
        key=request.key,
        kind=change.event.kind,
        happened_on=change.event.date,
        effective_on=change.effective_date,
        recorded_at=request.at,
        office_id=request.officer.office_id,
        person=request.officer.person,
        acted_as=acted_as(request.officer),
        case=request.case,
        reference=request.reference,
        days_late=change.days_late,
        payload=sealed_leaves(to_json(change.event), of_life_event(own)),
        families=sealed_leaves(to_json(families), of_life_event(own)),
        outputs=to_json(change.outputs),
        numbers=numbers,
    )


def _accepted(change: Change, after: Slice) -> list[dict[str, Any]]:
    """The warnings taken on; `about` are the residents whom a sentence may name."""
    return [
        {
            "rule": one.finding.rule,
            "sentence": one.finding.sentence,
            "reason": one.reason,
            "about": sorted(str(own) for own in _named_by(one.finding, after)),
        }
        for one in change.accepted
    ]


def _named_by(finding: Finding, after: Slice) -> set[UUID]:
    """Whom the finding is about, for a KK its head, and whoever around the event bears a name that stands in the sentence."""
    heads: dict[object, object] = {own: family.head_id for own, family in after.families.items()}
    said = f" {' '.join(_WORDS.findall(finding.sentence))} "
    borne = {own for own, one in after.residents.items() if f" {' '.join(_WORDS.findall(one.name))} " in said}
    return _uuids({heads.get(own, own) for own in finding.about} | borne)


def _uuids(ids: Iterable[object]) -> set[UUID]:
    return {i for i in ids if isinstance(i, UUID)}


def _changed(before: Slice, after: Slice, facts: tuple[f.Fact, ...]) -> Iterator[tuple[Resident | None, Resident]]:
    """Each resident that the facts change, as before and after; None before for someone new."""
    for own in writing.touched(facts).residents:
        yield before.residents.get(own), after.residents[own]


def _write_subjects(event_id: UUID, facts: tuple[f.Fact, ...], named: set[UUID]) -> None:
    touched = writing.touched(facts)
    residents = sorted(named.union(touched.residents))
    rows = [models.EventSubject(event_id=event_id, resident_id=i) for i in residents]
    rows += [models.EventSubject(event_id=event_id, family_id=i) for i in touched.families]
    models.EventSubject.objects.bulk_create(rows)


def _take_over(facts: tuple[f.Fact, ...], office_id: int) -> None:
    """Who arrives from another office of this installation is kept here from now on."""
    touched = writing.touched(facts)
    models.Resident.objects.filter(pk__in=touched.residents).update(office=office_id)
    models.Family.objects.filter(pk__in=touched.families, closed_date=None).update(office=office_id)
    index.take_over(touched.residents, office_id)
