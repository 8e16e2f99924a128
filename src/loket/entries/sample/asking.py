"""One invented application of a kind: a form that the register would take now, and who applies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from loket.core.rules import Level
from loket.entries.judging import judge
from loket.entries.records import Filling
from loket.entries.sample import cards, civil, families, newcomers
from loket.entries.sample.families import Told
from loket.entries.sample.pool import Pool
from loket.offices.records import Officer

TRIES: Final = 12
REASON: Final = "Sesuai dokumen asli yang diperlihatkan pemohon"


@dataclass(frozen=True, slots=True)
class Asked:
    """A form with all warnings answered, and its applicant."""

    filling: Filling
    name: str
    nik: str


_TELL: Final[Mapping[str, Callable[[Pool], Told]]] = MappingProxyType(
    {
        "keluarga-baru": families.new_family,
        "ganti-kepala": families.new_head,
        "pisah-kk": families.split,
        "numpang-kk": families.join,
        "kk-hilang": families.lost_kk,
        "kk-rusak": families.damaged_kk,
        "pindah-alamat": families.near_move,
        "pindah-keluar": families.move_out,
        "batal-pindah": families.move_off,
        "pindah-luar-negeri": families.move_abroad,
        "pindah-datang": newcomers.arrival,
        "datang-luar-negeri": newcomers.from_abroad,
        "biodata-baru": newcomers.never_recorded,
        "sktt-baru": newcomers.foreigner,
        "sktt-perpanjang": newcomers.stays_on,
        **civil.TELL,
        **cards.TELL,
    }
)


def ask(kind: str, pool: Pool, officer: Officer) -> Asked:
    """
    An application of this kind by people of the pool, which loses them.

    Raises LookupError when the pool has nobody whom it would fit, after a few tries.
    """
    for _ in range(TRIES):
        values, applicant = _TELL[kind](pool)
        judged = judge(kind, values, officer, {})
        if judged.stands:
            accepted = {f.rule: REASON for f in judged.foreseen.findings if f.level is Level.WARNING}
            nik = applicant.nik.digits if applicant.nik else ""
            return Asked(Filling(kind, values, accepted), applicant.biodata.full_name, nik)
    raise LookupError(f"nobody for {kind}")
