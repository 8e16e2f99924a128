"""
For what somebody's data is looked at: the application in hand, the counter, or what the officer says.

It refuses to know who looks at whom, and whether an application is in hand; those who call it do.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from loket.core.problems import BadTerm, Problem

SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 200


class PurposeKind(StrEnum):
    """Why data is looked at. What is `chosen` an officer says with a reason; the others follow from the work."""

    CASE = "permohonan"
    COUNTER = "penerimaan"
    TWINS = "ganda"
    SERVICE = "layanan"
    MENDING = "perbaikan"
    COMPLAINT = "pengaduan"
    OVERSIGHT = "pengawasan"
    ORDER = "resmi"

    @property
    def label(self) -> str:
        """The purpose as the person reads it whose data was looked at."""
        return _LABELS[self]


_LABELS: Final = {
    PurposeKind.CASE: "Mengerjakan permohonan",
    PurposeKind.COUNTER: "Menerima permohonan di loket",
    PurposeKind.TWINS: "Memeriksa data yang mungkin ganda",
    PurposeKind.SERVICE: "Melayani penduduk tanpa permohonan",
    PurposeKind.MENDING: "Memeriksa atau memperbaiki data",
    PurposeKind.COMPLAINT: "Menjawab pertanyaan atau pengaduan",
    PurposeKind.OVERSIGHT: "Pengawasan kantor",
    PurposeKind.ORDER: "Permintaan resmi tertulis",
}
CHOSEN: Final = (
    PurposeKind.SERVICE,
    PurposeKind.MENDING,
    PurposeKind.COMPLAINT,
    PurposeKind.OVERSIGHT,
    PurposeKind.ORDER,
)
"""What an officer may say, in the order it is offered. Basis: UU 27/2022 ps. 16 ayat (2) huruf b (limited, stated purpose)."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """For what data is looked at; `resi` names the application in hand, `reason` is what the officer wrote."""

    kind: PurposeKind
    reason: str = ""
    resi: str = ""


def stated(kind: str, reason: str) -> Purpose:
    """
    What an officer says, on one line. Raises BadTerm for a purpose that is not among `CHOSEN`, and for a reason that says nothing.

    A reason has at least ten letters in at least two words; more than two hundred are cut. Basis: UU 27/2022 ps. 31.
    """
    if kind not in CHOSEN:
        raise BadTerm(Problem("purpose-unknown", "Pilih untuk apa data ini dibuka.", field="purpose"))
    words = reason.replace("\x00", "").split()
    text = " ".join(words)
    if len(text) < SHORTEST_REASON or len({word.casefold() for word in words}) < 2:
        hint = "Misalnya: menanyakan alamat lewat telepon, nama penelepon Agus."
        raise BadTerm(Problem("purpose-reason", "Tulis alasannya dengan beberapa kata.", hint, field="reason"))
    return Purpose(PurposeKind(kind), text[:LONGEST_REASON])
