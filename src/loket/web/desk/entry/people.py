"""
Whom and where the numbers on a form name: name, birth date, address, KK, region; so that a slip is seen while it is typed.

Of someone whom this office is not shown it says only that another one keeps him; who that is, `entries` decides.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from loket.core.entry import EntryForm, Field, FieldKind, Known, Raw, Ref
from loket.core.problems import BadTerm
from loket.core.register.values import Kk, KkRow, Resident
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.entries import queries as entries
from loket.register import queries as register
from loket.register.keeping import PersonName
from loket.register.places import PlaceNames
from loket.web.desk.entry.kks import address_line
from loket.web.desk.register.words import STATUSES

_NAMING = (FieldKind.RESIDENT, FieldKind.NIK, FieldKind.FAMILY)


@dataclass(frozen=True, slots=True)
class Whom:
    """The answer of the register to one number or code. Without `name` it knows nothing by it."""

    name: str = ""
    born: str = ""
    number: str = ""
    address: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """In one line."""
        return ", ".join(part for part in (self.name, self.born, self.address, self.note) if part)


@dataclass(frozen=True, slots=True)
class Names:
    """All that a form names: what the register knows, whom of that this office is not shown, and the words for regions."""

    known: Known
    hidden: Set[object] = frozenset()
    people: Mapping[UUID, PersonName] = field(default_factory=dict)
    places: Mapping[RegionCode, PlaceNames] = field(default_factory=dict)

    def is_elsewhere(self, resident: Resident) -> bool:
        """Whether another office keeps the resident, who is not on the way here."""
        return resident.id in self.hidden

    def kk_elsewhere(self, kk: Kk | None) -> bool:
        """Whether another office keeps the head of a KK, as far as that is known here."""
        return kk is not None and kk.head_id in self.hidden


def names_on(form: EntryForm, values: Raw, known: Known, office_id: int) -> Names:
    """The names for everything a form mentions, in two statements."""
    ids: set[object] = {resident.id for resident in known.residents.values()}
    ids |= {kk.head_id for kk in known.kks.values()}
    for one in form.fields.values():
        if one.element and one.kind is FieldKind.RESIDENT:
            ids |= {getattr(resident.biodata, one.element, None) for resident in known.residents.values()}
    people = register.people(ids)
    hidden = entries.hidden_from(office_id, people, known.residents.values())
    return Names(known, hidden, people, register.places(_regions(form, values)))


def _regions(form: EntryForm, values: Raw) -> Iterator[RegionCode]:
    for name, asked in form.fields.items():
        given = values.get(name, "")
        rows = ({name: given},) if isinstance(given, str) else given
        for column in (asked, *asked.columns):
            if column.kind is FieldKind.REGION:
                yield from (code for row in rows if (code := region_of(row.get(column.name, ""))) is not None)


def region_of(text: str) -> RegionCode | None:
    """The code that was typed, if it is one."""
    try:
        return RegionCode.parse(text.strip()) if text.strip() else None
    except BadTerm:
        return None


def ref_of(asked: Field, text: str) -> Ref | None:
    """The number or id that was typed; None for what is neither."""
    typed = text.strip()
    try:
        if len(typed) == 36:
            return UUID(typed)
        return KkNumber.parse(typed) if asked.kind in (FieldKind.FAMILY, FieldKind.KK) else Nik.parse(typed)
    except (BadTerm, ValueError):
        return None


def whom(asked: Field, text: str, names: Names) -> Whom | None:
    """Whom or where a field names; None where nothing readable was typed, or the field names nothing."""
    if asked.kind is FieldKind.REGION:
        return _place(text, names)
    ref = ref_of(asked, text) if asked.kind in _NAMING else None
    if ref is None:
        return None
    if asked.kind is FieldKind.FAMILY:
        kk = kk_named(ref, names.known)
        return _family(kk, names) if kk else Whom()
    resident = names.known.residents.get(ref)
    return _resident(resident, names) if resident else Whom()


def _place(text: str, names: Names) -> Whom | None:
    code = region_of(text)
    found = names.places.get(code) if code is not None else None
    if found is None:
        return None
    return Whom(", ".join(part for part in (found.village, found.district, found.regency, found.province) if part))


def _resident(resident: Resident, names: Names) -> Whom:
    if names.is_elsewhere(resident):
        return Whom(note=_("Tercatat pada kantor lain."))
    family_id = names.known.family_of.get(resident.id)
    kk = names.known.kks.get(family_id) if family_id is not None else None
    biodata = resident.biodata
    return Whom(
        biodata.full_name,
        _("lahir {place} {date:%d-%m-%Y}").format(place=biodata.birth_place, date=biodata.birth_date),
        resident.nik.digits if resident.nik else "",
        address_line(kk.address) if kk else "",
        "" if resident.is_active else str(STATUSES[resident.status]),
    )


def _family(kk: Kk, names: Names) -> Whom:
    if names.kk_elsewhere(kk):
        return Whom(note=_("Tercatat pada kantor lain."))
    head = next((row.biodata.full_name for row in kk.rows if row.resident_id == kk.head_id), "")
    people = _("{count} orang").format(count=len(kk.rows))
    return Whom(head, "", kk.kk_number.digits if kk.kk_number else "", address_line(kk.address), people)


def kk_named(ref: Ref, known: Known) -> Kk | None:
    """The KK that a number, or a resident by a number, leads to, as it stands now."""
    resident = known.residents.get(ref)
    family_id = known.family_of.get(resident.id) if resident else known.families.get(ref)
    return known.kks.get(family_id) if family_id is not None else None


def number_of(row: KkRow) -> str:
    """By which a form names a member: the NIK, or the id while that is awaited."""
    return row.nik.digits if row.nik else str(row.resident_id)
