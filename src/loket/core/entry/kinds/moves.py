"""Moves inside the country: form F-1.03, near and far, out, called off and in."""

from types import MappingProxyType
from typing import Final

from loket.core.entry.filled import Filled
from loket.core.entry.newcomers import arrivals
from loket.core.entry.placing import (
    address,
    bad,
    founded,
    joined,
    left_behind,
    move_kind,
    movers_of,
    people,
    settled,
    village,
)
from loket.core.register.codes import MoveClass, MoveReason
from loket.core.register.events import LifeEvent
from loket.core.register.moves import AddressChange, MoveIn, MoveOut, MoveOutCancelled, class_of_move
from loket.core.register.placements import Placement


def address_change(filled: Filled) -> tuple[LifeEvent, ...]:
    """A KK, or some of it, lives elsewhere in the kabupaten/kota; members alone found a KK there or enter one."""
    kk, rows = filled.kk("family"), people(filled, "members")
    movers = movers_of(filled, kk, rows, "members")
    going = [p for p in rows if p.id in movers]
    founding: tuple[Placement, ...] = ()
    if filled.values.text("place") == "numpang":
        host = filled.kk("host")
        home, founding = host.address, (joined(going, host.family_id),)
    else:
        home = address(filled)
        if kk.head_id not in movers:
            founding = (founded(filled, going, "members", home),)
    # A move out of the kabupaten/kota is called by the widest near class, for the register to say what it is.
    move_class = min(class_of_move(kk.address.region, home.region), MoveClass.BETWEEN_DISTRICTS)
    return (
        AddressChange(
            date=filled.today,
            family_id=kk.family_id,
            address=home,
            move_class=move_class,
            movers=movers,
            placements=(*founding, *left_behind(filled, kk, rows, movers, "members")),
        ),
    )


def move_out(filled: Filled) -> tuple[LifeEvent, ...]:
    """First phase of a move to another kabupaten/kota, with the place of those who stay when the head goes."""
    values = filled.values
    kk, rows = filled.kk("family"), people(filled, "members")
    movers = movers_of(filled, kk, rows, "members")
    return (
        MoveOut(
            date=filled.today,
            family_id=kk.family_id,
            movers=movers,
            kind_of_move=move_kind(filled),
            destination=village(values, "region"),
            reason=values.code(MoveReason, "reason"),
            reason_text=values.text("reason_text"),
            placements=left_behind(filled, kk, rows, movers, "members"),
        ),
    )


def call_off(filled: Filled) -> tuple[LifeEvent, ...]:
    """The move is off: back to the KK that was left, into another, or to a new one."""
    rows = people(filled, "movers")
    ids = tuple(p.id for p in rows)
    return (MoveOutCancelled(date=filled.today, resident_ids=ids, placements=settled(filled, rows, "movers")),)


def move_in(filled: Filled) -> tuple[LifeEvent, ...]:
    """Second phase: those under way or gone before are back, the others are new here, and all enter one KK."""
    values = filled.values
    if values.date("arrival_date") < values.date("skpwni_date"):
        sentence = "Tanggal kedatangan lebih awal daripada tanggal SKPWNI."
        raise bad("entry-arrival-early", sentence, "Periksa kedua tanggal itu.", "arrival_date")
    come = arrivals(filled, people(filled, "returning"))
    if not come.persons:
        raise bad("entry-nobody-arrives", "Belum ada yang datang.", "Isi NIK atau biodata pendatang.", "returning")
    return (
        MoveIn(
            date=values.date("arrival_date"),
            skpwni_number=values.text("skpwni_number"),
            skpwni_date=values.date("skpwni_date"),
            origin=values.region("origin"),
            origin_address=values.text("origin_address"),
            newcomers=come.newcomers,
            biodata=come.biodata,
            placements=settled(filled, come.persons, "returning"),
        ),
    )


KINDS: Final = MappingProxyType(
    {
        "pindah-alamat": address_change,
        "pindah-keluar": move_out,
        "batal-pindah": call_off,
        "pindah-datang": move_in,
    }
)
