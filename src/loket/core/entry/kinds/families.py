"""Families: forms F-1.02 for a KK that is founded, split, joined, headed by another, lost or damaged."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from loket.core.entry.filled import Filled
from loket.core.entry.placing import (
    Person,
    address,
    bad,
    founded,
    goers,
    head_of,
    joined,
    left_behind,
    people,
    spread,
)
from loket.core.register.codes import Sex, Shdk
from loket.core.register.events import Death, DocumentLost, LifeEvent, Marriage
from loket.core.register.moves import HeadReplaced, JoinFamily, LeaveFamily, NewFamily
from loket.core.register.placements import JoinKk, NewKk, Placement
from loket.core.register.values import Kk, Resident, ResidentId

_ON_RECORD: Final = "tercatat"


def new_family(filled: Filled) -> tuple[LifeEvent, ...]:
    """A couple founds a KK, or one enters the KK of the other; children may come along from either side."""
    values = filled.values
    husband, wife = filled.resident("husband"), filled.resident("wife")
    placements = _couple_placed(filled, husband, wife)
    if wife.id in husband.biodata.spouse_ids:
        if any(isinstance(p, NewKk) for p in placements):
            return (NewFamily(date=filled.today, placements=placements),)
        enters = wife.id if values.text("place") == "kk-suami" else husband.id
        return (LeaveFamily(date=filled.today, resident_ids=(enters,), placements=placements),)
    if values.text("basis") == _ON_RECORD:
        sentence = f"{husband.name} dan {wife.name} belum tercatat sebagai suami istri."
        raise bad(
            "entry-not-married", sentence, "Pilih buku nikah, akta perkawinan atau SPTJM sebagai dasarnya.", "basis"
        )
    return (
        Marriage(
            date=filled.today,
            wedding_date=values.date("marriage_date"),
            husband_id=husband.id,
            wife_id=wife.id,
            akta_number=values.text("akta_number"),
            registered=values.text("basis") != "sptjm",
            akta_elsewhere=True,
            placements=placements,
        ),
    )


def _couple_placed(filled: Filled, husband: Resident, wife: Resident) -> tuple[Placement, ...]:
    values = filled.values
    sides = _sides(filled, husband, wife)
    along = [p for _, rows in sides for p in rows if p.goes]
    gone = {husband.id, wife.id, *(p.id for p in along)}
    if values.text("place") == "kk-baru":
        head, spouse = (wife, husband) if values.text("head") == "istri" else (husband, wife)
        home = address(filled) if values.ticked("moves") else None
        members = {spouse.id: _spouse_of_head(spouse), **{p.id: p.shdk for p in along}}
        first: Placement = NewKk(filled.new_id(), head.id, members, home)
        return (first, *(x for kk, rows in sides for x in left_behind(filled, kk, rows, gone, _field(filled, kk))))
    host, guest = (husband, wife) if values.text("place") == "kk-suami" else (wife, husband)
    kk = filled.kk_of(host, "husband" if host is husband else "wife")
    guests = {
        guest.id: _shdk_of_guest(filled, kk, host, guest),
        **{p.id: p.shdk for p in along if not _is_in(kk, p.id)},
    }
    others = [(home, rows) for home, rows in sides if home.family_id != kk.family_id]
    left = (x for home, rows in others for x in left_behind(filled, home, rows, gone, _field(filled, home)))
    return (JoinKk(kk.family_id, guests), *left)


def _sides(filled: Filled, husband: Resident, wife: Resident) -> list[tuple[Kk, list[Person]]]:
    """The KK of either with the rows about its other members; one KK when they live in the same."""
    his, hers = filled.kk_of(husband, "husband"), filled.kk_of(wife, "wife")
    rows = {p.id: p for name in ("husband_members", "wife_members") for p in people(filled, name)}
    others = [p for p in rows.values() if p.id not in (husband.id, wife.id)]
    homes = {kk.family_id: kk for kk in (his, hers)}
    return [(kk, [p for p in others if _is_in(kk, p.id)]) for kk in homes.values()]


def _is_in(kk: Kk, resident_id: ResidentId) -> bool:
    return any(row.resident_id == resident_id for row in kk.rows)


def _field(filled: Filled, kk: Kk) -> str:
    return "husband_members" if _is_in(kk, filled.resident("husband").id) else "wife_members"


def _spouse_of_head(spouse: Resident) -> Shdk:
    return Shdk.HUSBAND if spouse.biodata.sex is Sex.MALE else Shdk.WIFE


def _shdk_of_guest(filled: Filled, kk: Kk, host: Resident, guest: Resident) -> Shdk:
    """What the one who enters is to the head: as the form says, or as follows from what the other is."""
    if "spouse_shdk" in filled.values:
        return filled.values.code(Shdk, "spouse_shdk")
    shdk = next(row.shdk for row in kk.rows if row.resident_id == host.id)
    if shdk is Shdk.HEAD:
        return _spouse_of_head(guest)
    return Shdk.CHILD_IN_LAW if shdk is Shdk.CHILD else Shdk.OTHER_KIN


def new_head(filled: Filled) -> tuple[LifeEvent, ...]:
    """The KK closes and another takes over its members; with the death of the head, when that is not on record yet."""
    values = filled.values
    kk = filled.kk("family")
    dead = values.text("cause") == "meninggal"
    rows = [p for p in people(filled, "members") if not (dead and p.id == kk.head_id)]
    placements = spread(filled, rows, "members")
    if dead:
        return (
            Death(
                date=values.date("death_date"),
                resident_id=kk.head_id,
                akta_number=values.text("akta_number"),
                akta_elsewhere=True,
                placements=placements,
            ),
        )
    successor, others = _successor(filled, rows, placements)
    return (HeadReplaced(date=filled.today, family_id=kk.family_id, successor=successor, placements=others),)


def _successor(
    filled: Filled, rows: Sequence[Person], placements: tuple[Placement, ...]
) -> tuple[NewKk, tuple[Placement, ...]]:
    new = next((p for p in placements if isinstance(p, NewKk)), None)
    # Nobody is left for a new KK: asking for its head names what is missing.
    new = new or NewKk(filled.new_id(), head_of([p for p in rows if p.host is None], "members"))
    return new, tuple(p for p in placements if p != new)


def split(filled: Filled) -> tuple[LifeEvent, ...]:
    """Some leave their KK and found one at the same address."""
    kk, rows = filled.kk("family"), people(filled, "members")
    going = goers(rows, "members")
    gone = {p.id for p in going}
    placements = (founded(filled, going, "members"), *left_behind(filled, kk, rows, gone, "members"))
    return (NewFamily(date=filled.today, placements=placements),)


def join(filled: Filled) -> tuple[LifeEvent, ...]:
    """Some, or all, of a KK are taken into another with the consent of its head or of the owner of the house."""
    values = filled.values
    kk, host, rows = filled.kk("family"), filled.kk("host"), people(filled, "members")
    if host.family_id == kk.family_id:
        sentence = "KK yang dimasuki sama dengan KK asal."
        raise bad("entry-same-family", sentence, "Isi nomor KK lain, atau ajukan perubahan data.", "host")
    going = goers(rows, "members")
    gone = {p.id for p in going}
    placements = (joined(going, host.family_id), *left_behind(filled, kk, rows, gone, "members"))
    return (JoinFamily(date=filled.today, placements=placements, consent_of=values.text("consent_of")),)


def lost_kk(filled: Filled) -> tuple[LifeEvent, ...]:
    """The KK is printed anew, with a police letter."""
    values, head_id = filled.values, filled.kk("family").head_id
    letter = f"{values.text('police_letter')}, {values.date('police_date'):%d-%m-%Y}"
    return (DocumentLost(date=filled.today, resident_id=head_id, document="kk", police_letter=letter),)


def damaged_kk(filled: Filled) -> tuple[LifeEvent, ...]:
    """The KK is printed anew; the damaged one is handed in."""
    head_id = filled.kk("family").head_id
    return (DocumentLost(date=filled.today, resident_id=head_id, document="kk", damaged=True),)


KINDS: Final = MappingProxyType(
    {
        "keluarga-baru": new_family,
        "ganti-kepala": new_head,
        "pisah-kk": split,
        "numpang-kk": join,
        "kk-hilang": lost_kk,
        "kk-rusak": damaged_kk,
    }
)
