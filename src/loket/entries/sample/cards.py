"""Invented applications for cards: first, lost, damaged and changed KTP-el, and the card of a child."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Final

from loket.core.register import Kk, KkRow
from loket.core.register.ages import kia_until_date
from loket.core.register.codes import Citizenship
from loket.core.register.recording import RecordingStatus
from loket.entries.sample.families import Told
from loket.entries.sample.pool import Pool, nik

_READY: Final = frozenset({RecordingStatus.PRINT_READY_RECORD})
_HELD: Final = frozenset({RecordingStatus.CARD_ISSUED})


def _holder(pool: Pool, stations: Collection[RecordingStatus]) -> KkRow:
    def found(kk: Kk) -> KkRow | None:
        return next((row for row in kk.rows if pool.age(row) >= 17 and _station(pool, row) in stations), None)

    row = found(pool.take(lambda kk: found(kk) is not None))
    assert row is not None
    return row


def _station(pool: Pool, row: KkRow) -> RecordingStatus | None:
    citizen = row.biodata.citizenship is Citizenship.WNI
    return pool.resident(row).documents.ktp_el if citizen else None


def first_card(pool: Pool) -> Told:
    """Someone who is recorded already: not every procedure has a step that records."""
    row = _holder(pool, _READY)
    return {"resident": nik(row), "print_ready": "ya", "recorded_date": pool.ago(30)}, row


def lost_card(pool: Pool) -> Told:
    """A card is lost."""
    row = _holder(pool, _HELD)
    letter = f"SKTLK/{pool.chance.randint(100, 999)}/XI/2026/SPKT"
    return {"resident": nik(row), "police_letter": letter, "police_date": pool.ago(2)}, row


def damaged_card(pool: Pool) -> Told:
    """A card is broken."""
    row = _holder(pool, _HELD)
    return {"resident": nik(row), "damage": "Patah"}, row


def changed_card(pool: Pool) -> Told:
    """The data on a card have changed."""
    row = _holder(pool, _HELD)
    return {"resident": nik(row), "change": "Pekerjaan"}, row


def card_of_another_place(pool: Pool) -> Told:
    """A visitor from another regency has lost the card."""
    row = _holder(pool, _HELD)
    return {
        "nik": f"{pool.elsewhere[:6]}150790{pool.chance.randint(9000, 9999)}",
        "full_name": "Rudi Hartono",
        "home": pool.elsewhere[:4],
        "why": "rusak",
        "unchanged": "ya",
    }, row


def _child(pool: Pool, *, has_card: bool) -> tuple[KkRow, KkRow]:
    def found(kk: Kk) -> KkRow | None:
        for row in kk.rows:
            documents = pool.resident(row).documents
            holds = documents.kia_until_date is not None and documents.kia_until_date > pool.today
            if kia_until_date(row.biodata, pool.today) and documents.birth_akta and holds is has_card:
                return row
        return None

    kk = pool.take(lambda kk: found(kk) is not None)
    row = found(kk)
    assert row is not None
    return row, kk.rows[0]


def first_kia(pool: Pool) -> Told:
    """A child's first card."""
    child, parent = _child(pool, has_card=False)
    return {"resident": nik(child), "photo": "ya"}, parent


def lost_kia(pool: Pool) -> Told:
    """A child's card is lost."""
    child, parent = _child(pool, has_card=True)
    return {"resident": nik(child), "police_letter": "SKTLK/77/XI/2026/SPKT", "police_date": pool.ago(2)}, parent


def damaged_kia(pool: Pool) -> Told:
    """A child's card is broken."""
    child, parent = _child(pool, has_card=True)
    return {"resident": nik(child), "damage": "Patah"}, parent


TELL: Final[Mapping[str, Callable[[Pool], Told]]] = MappingProxyType(
    {
        "ktp-baru": first_card,
        "ktp-hilang": lost_card,
        "ktp-rusak": damaged_card,
        "ktp-ubah-data": changed_card,
        "ktp-luar-domisili": card_of_another_place,
        "kia-baru": first_kia,
        "kia-hilang": lost_kia,
        "kia-rusak": damaged_kia,
    }
)
