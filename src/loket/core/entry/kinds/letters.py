"""Letters for victims of disasters, in the place of papers that are gone: SKPTI for identity, SKPS for certificates."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loket.core.entry.declared import letter
from loket.core.entry.filled import Filled
from loket.core.entry.placing import bad
from loket.core.register.events import LifeEvent, SubstituteLetter

_IDENTITY: Final[Mapping[str, str]] = MappingProxyType({"lost_kk": "kk", "lost_ktp_el": "ktp-el", "lost_kia": "kia"})
_CERTIFICATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "lost_birth": "birth_akta",
        "lost_marriage": "marriage_akta",
        "lost_divorce": "divorce_akta",
    }
)


def identity(filled: Filled) -> tuple[LifeEvent, ...]:
    """SKPTI. Basis: UU 23/2006 ps. 59; Permendagri 96/2019."""
    return (_letter(filled, "skpti", _IDENTITY),)


def certificates(filled: Filled) -> tuple[LifeEvent, ...]:
    """SKPS. Basis: UU 23/2006 ps. 59; Permendagri 96/2019."""
    return (_letter(filled, "skps", _CERTIFICATES),)


def _letter(filled: Filled, kind: str, documents: Mapping[str, str]) -> SubstituteLetter:
    lost = tuple(document for tick, document in documents.items() if filled.values.ticked(tick))
    if not lost:
        hint = "Centang dokumen yang hilang atau rusak karena bencana."
        raise bad("letter-nothing-lost", "Belum ada dokumen yang dicentang.", hint, next(iter(documents)))
    values = filled.values
    return SubstituteLetter(
        date=values.date("disaster_date"),
        resident_id=filled.resident("resident").id,
        letter=kind,
        lost=lost,
        ground=f"Formulir pendataan {letter(values, 'survey')}",
        disaster=values.text("disaster"),
    )


KINDS: Final = MappingProxyType({"skpti": identity, "skps": certificates})
