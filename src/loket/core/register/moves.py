"""
Life events of families: split, join, a new head, moves near and far. The same contract as `events`.

A move between two offices has two phases, with the movers under way between them; a near one is a single event.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from loket.core.register.codes import MoveClass, MoveKind, MoveReason
from loket.core.register.events import LifeEvent
from loket.core.register.placements import NewKk
from loket.core.register.values import Address, Biodata, Documents, FamilyId, Permit, ResidentId
from loket.core.terms import KkNumber, Nik, RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFamily(LifeEvent):
    """What becomes of one KK, or of those who leave it."""

    family_id: FamilyId

    @property
    def families(self) -> tuple[FamilyId, ...]:
        """The one KK."""
        return (self.family_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFamily(LifeEvent):
    """
    Pisah KK: some leave their KK and found one with a number of its own; `placements` hold it, and any stayers without head.

    Basis: Perpres 96/2018 ps. 11; Permendagri 108/2019 ps. 10.
    """

    kind: ClassVar[str] = "pisah-kk"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadReplaced(LifeEvent):
    """
    Ganti kepala keluarga without a death: the old KK closes, `successor` takes over all its members.

    Basis: Permendagri 108/2019 ps. 10.
    """

    kind: ClassVar[str] = "ganti-kepala-keluarga"
    family_id: FamilyId
    successor: NewKk

    @property
    def families(self) -> tuple[FamilyId, ...]:
        """The old KK and the new one."""
        return self.family_id, self.successor.family_id

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Everyone the new KK names."""
        return tuple(self.successor.shdks)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinFamily(LifeEvent):
    """
    Menumpang KK: residents leave their KK and are taken into another; `consent_of` is its head or the owner of the house.

    Basis: Permendagri 108/2019 ps. 10.
    """

    kind: ClassVar[str] = "numpang-kk"
    consent_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveFamily(LifeEvent):
    """
    Residents leave their KK for one or several others, new or not, since everyone is in a KK.

    Basis: UU 23/2006 ps. 62.
    """

    kind: ClassVar[str] = "keluar-kk"
    resident_ids: tuple[ResidentId, ...]

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Who leaves."""
        return self.resident_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolve(OfFamily):
    """A KK is given up: `placements` say where every member goes. Basis: UU 23/2006 ps. 62."""

    kind: ClassVar[str] = "bubar-kk"


@dataclass(frozen=True, slots=True, kw_only=True)
class KkAssigned(OfFamily):
    """The centre has given a KK number. Basis: UU 23/2006 ps. 61."""

    kind: ClassVar[str] = "nomor-kk-terbit"
    kk_number: KkNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChange(OfFamily):
    """
    A move within the kabupaten/kota (classes 1 to 3): one event, no SKPWNI.

    The KK goes on with its number at the new address, all of it (`movers` empty) or its head with some; those who stay are
    in `placements`. When members go without the head, `placements` say where they go and `address` must agree.
    Basis: Perpres 96/2018 ps. 25; Permendagri 108/2019.
    """

    kind: ClassVar[str] = "pindah-alamat"
    report_within_days: ClassVar[int | None] = 30
    address: Address
    move_class: MoveClass
    movers: frozenset[ResidentId] = frozenset()

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Who moves, when not all do."""
        return tuple(self.movers)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOut(OfFamily):
    """
    First phase of a move to another kabupaten/kota: the movers are under way with an SKPWNI.

    `kind_of_move` is checked against who goes; when the head goes, `placements` say where those who stay are.
    Basis: UU 23/2006 ps. 15; Perpres 96/2018 ps. 25 dan ps. 26.
    """

    kind: ClassVar[str] = "pindah-keluar"
    movers: frozenset[ResidentId]
    kind_of_move: MoveKind
    destination: RegionCode
    reason: MoveReason
    reason_text: str = ""
    skpwni_number: str | None = None

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Who moves."""
        return tuple(self.movers)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMovers(LifeEvent):
    """What becomes of residents under way."""

    resident_ids: tuple[ResidentId, ...]

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Who was under way."""
        return self.resident_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOutCancelled(OfMovers):
    """
    Batal pindah: the movers return to the KK they left, or where `placements` say.

    Basis: the form “batal pindah” of SIAK; Permendagri 108/2019.
    """

    kind: ClassVar[str] = "batal-pindah"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOutExpired(OfMovers):
    """
    The SKPWNI has run out unused: the movers count here again, as after a cancellation.

    The term is a setting of the office, since the rules in force do not print one.
    """

    kind: ClassVar[str] = "skpwni-kedaluwarsa"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedElsewhere(OfMovers):
    """The other office has taken the movers in: they have moved. Basis: UU 23/2006 ps. 15."""

    kind: ClassVar[str] = "selesai-pindah"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone this register does not know, as the SKPWNI and SIAK describe the person."""

    resident_id: ResidentId
    nik: Nik | None
    biodata: Biodata
    documents: Documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival(LifeEvent):
    """
    People come to live here and are placed. Who is known here keeps NIK and history.

    `biodata` replaces what changed elsewhere of those known here.
    """

    newcomers: tuple[Newcomer, ...] = ()
    biodata: Mapping[ResidentId, Biodata] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveIn(Arrival):
    """
    Second phase: people arrive from another office. Their old cards are destroyed here.

    `origin` is the kabupaten/kota that the SKPWNI names, `origin_address` where its bearers lived until then, and
    `skpwni_date` its date; None or empty where nobody said it.
    Basis: Perpres 96/2018 ps. 26.
    """

    kind: ClassVar[str] = "pindah-datang"
    skpwni_number: str
    skpwni_date: datetime.date | None = None
    origin: RegionCode | None = None
    origin_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedFromAbroad(Arrival):
    """
    Citizens come home to stay, with the SKPLN or a letter of the mission; who was never recorded is a newcomer.

    Basis: UU 23/2006 ps. 19; Perpres 96/2018 ps. 28.
    """

    kind: ClassVar[str] = "datang-luar-negeri"
    report_within_days: ClassVar[int | None] = 14
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRecorded(LifeEvent):
    """
    People who have lived here without any record are recorded with form F-1.01; `statement` is what they rest on (F-1.04).

    Basis: UU 23/2006 ps. 13; Perpres 96/2018 ps. 10; Permendagri 96/2019.
    """

    kind: ClassVar[str] = "biodata-baru"
    newcomers: tuple[Newcomer, ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignerRegistered(LifeEvent):
    """
    A foreigner with limited leave to stay is recorded: an SKTT as long as the ITAS, no KK.

    Basis: UU 23/2006 ps. 20; Perpres 96/2018 ps. 28.
    """

    kind: ClassVar[str] = "orang-asing-tinggal-terbatas"
    report_within_days: ClassVar[int | None] = 14
    newcomer: Newcomer
    address: Address

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """The foreigner."""
        return (self.newcomer.resident_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitProlonged(LifeEvent):
    """
    A foreigner's leave to stay goes on: a new SKTT with a new ITAS, or a place in a KK (`placements`) with an ITAP.

    `address` is where the foreigner without a KK lives now; None: where he or she did.
    Basis: UU 23/2006 ps. 20 dan ps. 21; UU 24/2013 ps. 63.
    """

    kind: ClassVar[str] = "izin-tinggal-diperpanjang"
    report_within_days: ClassVar[int | None] = 14
    resident_id: ResidentId
    permit: Permit
    address: Address | None = None

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """The foreigner."""
        return (self.resident_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAbroad(LifeEvent):
    """
    Residents go to live abroad for a year or more.

    Basis: UU 23/2006 ps. 18; Perpres 96/2018 ps. 28.
    """

    kind: ClassVar[str] = "pindah-luar-negeri"
    resident_ids: tuple[ResidentId, ...]

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Who goes."""
        return self.resident_ids


def class_of_move(origin: RegionCode, destination: RegionCode) -> MoveClass:
    """How far a move goes, by the parts two region codes share. Basis: form F-1.03 of Permendagri 109/2019."""
    shared = ((10, MoveClass.WITHIN_VILLAGE), (6, MoveClass.BETWEEN_VILLAGES), (4, MoveClass.BETWEEN_DISTRICTS))
    for digits, move_class in shared:
        if len(destination.digits) >= digits and origin.digits[:digits] == destination.digits[:digits]:
            return move_class
    if origin.digits[:2] == destination.digits[:2]:
        return MoveClass.BETWEEN_REGENCIES
    return MoveClass.BETWEEN_PROVINCES


def skpwni_expires_date(departed_date: datetime.date, transit_days: int) -> datetime.date:
    """The first day on which an SKPWNI is no longer valid; the day it is issued is the first of the term."""
    return departed_date + datetime.timedelta(days=transit_days)
