"""
What a life event does to the register: its facts, every touched KK before and after, and the papers that follow.

Plain data for the store to write and the desk to show; it knows neither how a fact was decided nor how a paper looks.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from loket.core.register.events import LifeEvent
from loket.core.register.facts import Fact
from loket.core.register.values import FamilyId, Kk, ResidentId
from loket.core.rules import Finding


class Paper(StrEnum):
    """A kind of paper, by the name it is known by at the counter."""

    KK = "KK"
    KTP_EL = "KTP-el"
    KIA = "KIA"
    BIODATA = "biodata"
    SKPWNI = "SKPWNI"
    SKDWNI = "SKDWNI"
    SKPLN = "SKPLN"
    SKDLN = "SKDLN"
    SKTT = "SKTT"
    AKTA_KELAHIRAN = "akta kelahiran"
    AKTA_KEMATIAN = "akta kematian"
    AKTA_PERKAWINAN = "akta perkawinan"
    AKTA_PERCERAIAN = "akta perceraian"
    AKTA_PENGAKUAN_ANAK = "akta pengakuan anak"
    SK_LAHIR_MATI = "surat keterangan lahir mati"
    SK_PEMBATALAN_PERKAWINAN = "surat keterangan pembatalan perkawinan"
    SK_PEMBATALAN_PERCERAIAN = "surat keterangan pembatalan perceraian"
    SK_PENGANGKATAN_ANAK = "surat keterangan pengangkatan anak"
    SK_PELEPASAN_KEWARGANEGARAAN = "surat keterangan pelepasan kewarganegaraan"
    SKPTI = "SKPTI"
    SKPS = "SKPS"


class Act(StrEnum):
    """What is done with a paper: printed for the first time or anew, taken back, or given a note in the margin."""

    ISSUE = "terbit"
    WITHDRAW = "tarik"
    ANNOTATE = "catatan pinggir"


@dataclass(frozen=True, slots=True)
class Output:
    """A paper that follows from a life event: for a resident or for a KK; `note` tells variants (LU or LT, …)."""

    paper: Paper
    act: Act
    resident_ids: tuple[ResidentId, ...] = ()
    family_id: FamilyId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FamilyChange:
    """A KK before and after; None where it was not, or is no longer, in force."""

    family_id: FamilyId
    before: Kk | None
    after: Kk | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A warning that an officer has taken upon himself, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """
    A life event that is allowed.

    `effective_date` is the event's date, or the day of the latest earlier change of the same people and KKs when the report
    came after it: history is only ever added to. `days_late` counts from the end of the reporting term.
    """

    event: LifeEvent
    effective_date: datetime.date
    facts: tuple[Fact, ...]
    families: tuple[FamilyChange, ...]
    outputs: tuple[Output, ...]
    accepted: tuple[Acceptance, ...] = ()
    days_late: int = 0
