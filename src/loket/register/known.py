"""What the register knows of the people and KKs that a form names, in a fixed number of statements."""

from collections.abc import Iterable
from uuid import UUID

from loket.core.entry import Known, Ref
from loket.core.register import Slice
from loket.core.register.values import Resident, Transit
from loket.core.terms import KkNumber, Nik
from loket.register import models
from loket.register.store import loading


def known(refs: Iterable[Ref]) -> Known:
    """
    The residents and KKs behind these numbers and ids, each resident's KK, and all these KKs as they stand now.

    What the register does not know is left out.
    """
    wanted = frozenset(refs)
    ids = {ref for ref in wanted if isinstance(ref, UUID)}
    people, homes = _people(wanted), _homes(wanted, ids)
    part = loading.load({*people.values(), *(ids - homes.keys())}, homes.values()).part
    people |= {i: i for i in ids if i in part.residents}
    residents = {ref: part.residents[i] for ref, i in people.items()}
    placed = {r.id: place.family_id for r in residents.values() if (place := part.membership_of(r.id))}
    kks = {f: kk for f in {*homes.values(), *placed.values()} if (kk := part.kk(f))}
    return Known(residents, dict(homes), placed, kks)


def part_around(residents: Iterable[object], families: Iterable[object]) -> Slice:
    """Everyone whom a life event of these residents and KKs is judged by, whichever office keeps them."""
    return loading.load(residents, families).part


def party_of(nik: Nik) -> tuple[Resident, ...]:
    """
    Who left one KK together with this resident and is under way like them, in the order of that KK; or the resident alone.

    Empty for a NIK that the register does not know. A fixed number of statements.
    """
    own = models.Resident.objects.filter(nik=nik.digits).values_list("pk", flat=True).first()
    if own is None:
        return ()
    part = loading.load({own}, ()).part
    left = part.residents[own].latest.transit
    if left is None:
        return (part.residents[own],)
    moves = [(one, one.latest.transit) for one in part.residents.values()]
    party = [(move.shdk, one) for one, move in moves if move and _same_move(move, left)]
    return tuple(
        one for _, one in sorted(party, key=lambda found: (found[0], found[1].biodata.birth_date, str(found[1].id)))
    )


def _same_move(one: Transit, other: Transit) -> bool:
    return (one.family_id, one.departed_date, one.skpwni_number) == (
        other.family_id,
        other.departed_date,
        other.skpwni_number,
    )


def _people(refs: Iterable[Ref]) -> dict[Ref, UUID]:
    niks = {ref.digits: ref for ref in refs if isinstance(ref, Nik)}
    rows = models.Resident.objects.filter(nik__in=niks).values_list("pk", "nik") if niks else ()
    return {niks[nik]: i for i, nik in rows if nik is not None}


def _homes(refs: Iterable[Ref], ids: Iterable[UUID]) -> dict[Ref, UUID]:
    numbers = {ref.digits: ref for ref in refs if isinstance(ref, KkNumber)}
    rows = models.Family.objects.filter(kk_number__in=numbers).values_list("pk", "kk_number") if numbers else ()
    found: dict[Ref, UUID] = {numbers[kk]: i for i, kk in rows if kk is not None}
    return found | {i: i for i in models.Family.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}
