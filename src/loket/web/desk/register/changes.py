"""What changed, element by element: between two versions of a resident, and between a KK before and after a life event."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from loket.core.register import Record
from loket.core.terms import RegionCode
from loket.register.places import PlaceNames
from loket.register.records import LifeEventRecord
from loket.web.desk.register.accepted import AcceptedWarning, accepted_as_seen
from loket.web.desk.register.words import (
    DOCUMENTS,
    ELEMENTS,
    STATUSES,
    Words,
    element,
    event_words,
)
from loket.web.desk.withheld import withheld, withheld_label

Json = Mapping[str, Any]
Occupations = Mapping[int, str]
How = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class ElementChange:
    """One element: what it said and what it says; of one that is withheld only the words in the place of both."""

    label: Words
    before: str
    after: str
    is_withheld: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a resident, and in what it differs from the one before; the first has no changes."""

    record: Record
    why: Words
    is_first: bool
    changes: tuple[ElementChange, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A line of a KK that a life event added, took away or changed."""

    name: str
    how: How
    shdk: str
    changes: tuple[ElementChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyEvent:
    """A life event as the page of one KK tells it."""

    event: LifeEventRecord
    words: Words
    rows: tuple[RowChange, ...]
    facts: tuple[ElementChange, ...]
    opened: bool
    closed: bool
    case: str
    accepted: tuple[AcceptedWarning, ...] = ()


def versions(
    records: Sequence[Record], occupations: Occupations, hidden: Set[str] = frozenset()
) -> tuple[VersionLine, ...]:
    """The versions of a resident, the latest first; of a `hidden` element only that something changed."""
    lines = [
        VersionLine(
            record, event_words(record.why), before is None, tuple(_between(before, record, occupations, hidden))
        )
        for before, record in zip([None, *records[:-1]], records, strict=True)
    ]
    return tuple(reversed(lines))


def _between(
    before: Record | None, after: Record, occupations: Occupations, hidden: Set[str]
) -> Iterator[ElementChange]:
    if before is None:
        return
    if before.status is not after.status:
        yield ElementChange(_("Keadaan"), str(STATUSES[before.status]), str(STATUSES[after.status]))
    pairs = ((ELEMENTS, before.biodata, after.biodata), (DOCUMENTS, before.documents, after.documents))
    for labels, old, new in pairs:
        for name, label in labels.items():
            said, says = getattr(old, name), getattr(new, name)
            if said != says:
                yield _change(name, label, (said, says), occupations, hidden)


def _change(
    name: str, label: Words, values: tuple[Any, Any], occupations: Occupations, hidden: Set[str]
) -> ElementChange:
    if name in hidden:
        return ElementChange(withheld_label(), "", withheld(), is_withheld=True)
    return ElementChange(label, *(element(name, value, occupations) for value in values))


def family_events(
    events: Sequence[LifeEventRecord],
    family_id: UUID,
    occupations: Occupations,
    places: Mapping[RegionCode, PlaceNames],
    office_id: int,
    hidden: Set[str] = frozenset(),
) -> tuple[FamilyEvent, ...]:
    """
    The life events of one KK, the latest first; of the other KKs that they touched nothing is told.

    Of a `hidden` element only that something changed is told. Only a case of the office itself can be opened, and no
    warning names anybody of another. `places` has the names for every address of the KK.
    """
    found = []
    accepted = accepted_as_seen(events, office_id)
    for event in events:
        change = next((one for one in event.families if one["family_id"] == str(family_id)), None)
        before, after = (change["before"], change["after"]) if change else (None, None)
        found.append(
            FamilyEvent(
                event,
                event_words(event.kind),
                tuple(_rows(before, after, occupations, hidden)),
                tuple(_facts(before, after, places)),
                opened=before is None and after is not None,
                closed=before is not None and after is None,
                case=event.case if event.office_id == office_id else "",
                accepted=accepted.get(event.id, ()),
            )
        )
    return tuple(reversed(found))


def _rows(before: Json | None, after: Json | None, occupations: Occupations, hidden: Set[str]) -> Iterator[RowChange]:
    old = {row["resident_id"]: row for row in before["rows"]} if before else {}
    new = {row["resident_id"]: row for row in after["rows"]} if after else {}
    for one, row in new.items():
        if one not in old:
            yield _row(row, "added", occupations)
    for one, row in old.items():
        if one not in new:
            yield _row(row, "removed", occupations)
    for one in old.keys() & new.keys():
        changes = tuple(_row_changes(old[one], new[one], occupations, hidden))
        if changes:
            yield _row(new[one], "changed", occupations, changes)


def _row(row: Json, how: How, occupations: Occupations, changes: tuple[ElementChange, ...] = ()) -> RowChange:
    return RowChange(row["biodata"]["full_name"], how, element("shdk", row["shdk"], occupations), changes)


def _row_changes(old: Json, new: Json, occupations: Occupations, hidden: Set[str]) -> Iterator[ElementChange]:
    if old["shdk"] != new["shdk"]:
        label = _("Hubungan dalam keluarga")
        yield ElementChange(label, *(element("shdk", row["shdk"], occupations) for row in (old, new)))
    if old["nik"] != new["nik"]:
        yield ElementChange("NIK", *(row["nik"] or _("menunggu SIAK") for row in (old, new)))
    for name, words in ELEMENTS.items():
        said, says = old["biodata"].get(name), new["biodata"].get(name)
        if said != says:
            yield _change(name, words, (said, says), occupations, hidden)


def _facts(before: Json | None, after: Json | None, places: Mapping[RegionCode, PlaceNames]) -> Iterator[ElementChange]:
    if before is None or after is None:
        return
    if before["kk_number"] != after["kk_number"]:
        yield ElementChange(_("Nomor KK"), *(kk["kk_number"] or _("menunggu SIAK") for kk in (before, after)))
    if before["address"] != after["address"]:
        yield ElementChange(_("Alamat"), *(_address(kk["address"], places) for kk in (before, after)))


def _address(stored: Json, places: Mapping[RegionCode, PlaceNames]) -> str:
    code = RegionCode(stored["region"])
    where = places[code].short if code in places else str(code)
    parts = (stored["street"], stored.get("hamlet", ""), f"RT {stored['rt']}/RW {stored['rw']}", where)
    return ", ".join(part for part in parts if part)
