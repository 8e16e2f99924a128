"""
Where people go, as the forms ask it: a row for each person, with what he or she is to the head of the KK to be.

It turns rows into placements of the register, and names the row that does not say enough. It judges no KK.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from loket.core.entry.filled import Filled
from loket.core.entry.reading import Values
from loket.core.problems import BadTerm, Problem
from loket.core.register.codes import MoveKind, Shdk
from loket.core.register.placements import JoinKk, KeepKk, NewKk, Placement
from loket.core.register.transfers import kinds_of_move
from loket.core.register.values import Address, FamilyId, Kk, ResidentId
from loket.core.terms import KkNumber, RegionCode

VILLAGE_DIGITS: Final = 10
_MOVES: Final[Mapping[str, MoveKind]] = MappingProxyType(
    {
        "kepala": MoveKind.HEAD,
        "semua": MoveKind.HEAD_AND_ALL,
        "sebagian": MoveKind.HEAD_AND_SOME,
        "anggota": MoveKind.MEMBERS,
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """A row about one person: `goes` is ticked or not, `shdk` the place in the KK to be, `host` a KK that is there."""

    id: ResidentId
    name: str
    row: Values
    host: FamilyId | None = None

    @property
    def goes(self) -> bool:
        """Whether the row is ticked."""
        return self.row.ticked("goes")

    @property
    def shdk(self) -> Shdk:
        """What the person will be to the head. Raises BadTerm when the row does not say."""
        return self.row.code(Shdk, "shdk")


def people(filled: Filled, name: str) -> tuple[Person, ...]:
    """The rows of a field, each with the resident it names. Raises BadTerm for one who is unknown, or in two rows."""
    found: dict[ResidentId, Person] = {}
    for row in filled.values.rows(name):
        resident = filled.resident("who", row)
        if resident.id in found:
            raise bad(
                "entry-person-twice", f"{resident.name} tercantum dua kali.", "Hapus salah satu.", row.named("who")
            )
        found[resident.id] = Person(resident.id, resident.name, row, _host(filled, row))
    return tuple(found.values())


def _host(filled: Filled, row: Values) -> FamilyId | None:
    return filled.kk("kk", row).family_id if "kk" in row else None


def goers(persons: Iterable[Person], name: str) -> tuple[Person, ...]:
    """Those who are ticked. Raises BadTerm when nobody is."""
    found = tuple(person for person in persons if person.goes)
    if not found:
        raise bad("entry-nobody-goes", "Belum ada yang dicentang.", "Centang siapa saja yang ikut.", name)
    return found


def movers_of(filled: Filled, kk: Kk, persons: Iterable[Person], name: str) -> frozenset[ResidentId]:
    """
    All of the KK when `who` says so, or those who are ticked.

    Raises BadTerm when nobody is, or when they are not what `who` calls them.
    """
    everyone = {row.resident_id for row in kk.rows}
    kind = move_kind(filled)
    if kind is MoveKind.HEAD_AND_ALL:
        return frozenset(everyone)
    movers = frozenset(person.id for person in goers(persons, name))
    right = kinds_of_move(kk.head_id, everyone, movers)
    if kind not in right:
        sentence = f"Jenis kepindahan “{kind.label}” tidak cocok dengan yang dicentang."
        raise bad("entry-move-kind", sentence, f"Menurut yang dicentang: {right[0].label}.", "who")
    return movers


def move_kind(filled: Filled) -> MoveKind:
    """What the form calls the move, in its field `who`."""
    return _MOVES[filled.values.choice("who")]


def joined(persons: Iterable[Person], family_id: FamilyId) -> JoinKk:
    """All of these enter a KK. Raises BadTerm for a row without SHDK."""
    return JoinKk(family_id, {person.id: person.shdk for person in persons})


def founded(filled: Filled, persons: Sequence[Person], name: str, address: Address | None = None) -> NewKk:
    """All of these are a new KK. Raises BadTerm unless exactly one of them is its head, and each says as what."""
    head = head_of(persons, name)
    members = {person.id: person.shdk for person in persons if person.id != head}
    return NewKk(filled.new_id(), head, members, address)


def head_of(persons: Sequence[Person], name: str) -> ResidentId:
    """Who of these is Kepala Keluarga. Raises BadTerm unless there is exactly one, and each row says as what."""
    heads = [person for person in persons if person.shdk is Shdk.HEAD]
    if len(heads) != 1:
        named = ", ".join(person.name for person in heads) or "belum ada"
        hint = "Pilih hubungan Kepala Keluarga untuk satu orang saja."
        raise bad("entry-one-head", f"Kepala keluarga KK baru: {named}.", hint, name)
    return heads[0].id


def spread(
    filled: Filled, persons: Sequence[Person], name: str, address: Address | None = None
) -> tuple[Placement, ...]:
    """Those with a KK in their row enter it; the others, if any, are a new KK."""
    by_host: dict[FamilyId, list[Person]] = defaultdict(list)
    rest: list[Person] = []
    for person in persons:
        (rest if person.host is None else by_host[person.host]).append(person)
    entered = tuple(joined(guests, family_id) for family_id, guests in by_host.items())
    return (*((founded(filled, rest, name, address),) if rest else ()), *entered)


def left_behind(
    filled: Filled, kk: Kk, persons: Sequence[Person], gone: Collection[ResidentId], name: str
) -> tuple[Placement, ...]:
    """
    What becomes of a KK that some have left: without its head, all who stay are placed anew; otherwise those alone whose
    row says something else than the KK.
    """
    stay = [person for person in persons if person.id not in gone]
    if kk.head_id in gone:
        return spread(filled, stay, name)
    now = {row.resident_id: row.shdk for row in kk.rows}
    leave = [person for person in stay if person.host not in (None, kk.family_id)]
    other = [p for p in stay if p not in leave and "shdk" in p.row and p.shdk is not now.get(p.id)]
    return (*spread(filled, leave, name), *((joined(other, kk.family_id),) if other else ()))


def settled(filled: Filled, persons: Sequence[Person], name: str) -> tuple[Placement, ...]:
    """All of these together: into a KK there is, as a new one, or with the number they bring; none where they left."""
    match filled.values.text("place"):
        case "numpang":
            return (joined(persons, filled.kk("host").family_id),)
        case "kk-tetap":
            return (_kept(filled, persons, name),)
        case "kk-baru":
            return (founded(filled, persons, name, address(filled)),)
        case _:
            return ()


def _kept(filled: Filled, persons: Sequence[Person], name: str) -> KeepKk:
    number = filled.values.ref("kept_kk")
    known = filled.known.families.get(number) if number is not None else None
    head = head_of(persons, name)
    members = {p.id: p.shdk for p in persons if p.id != head}
    kk_number = number if isinstance(number, KkNumber) else None
    return KeepKk(known or filled.new_id(), head, kk_number, address(filled), members)


def address(filled: Filled) -> Address:
    """The address in the fields street, rt, rw, region, hamlet and postal_code. Raises BadTerm for no desa/kelurahan."""
    values = filled.values
    return Address(
        street=values.text("street"),
        rt=f"{values.number('rt'):03}",
        rw=f"{values.number('rw'):03}",
        region=village(values, "region"),
        hamlet=values.text("hamlet"),
        postal_code=f"{values.number('postal_code'):05}" if "postal_code" in values else "",
    )


def village(values: Values, name: str) -> RegionCode:
    """A desa/kelurahan. Raises BadTerm for a larger region."""
    region = values.region(name)
    if len(region.digits) != VILLAGE_DIGITS:
        sentence = f"{region} bukan desa/kelurahan."
        raise bad("entry-not-a-village", sentence, "Pilih sampai desa/kelurahan.", values.named(name))
    return region


def bad(problem_id: str, sentence: str, hint: str, name: str) -> BadTerm:
    """A problem of one field, to be raised."""
    return BadTerm(Problem(problem_id, sentence, hint, field=name))
