"""
The nine elements and their four answers, from bad to good.

Basis: Permenpan-RB 14/2017. Its article lists complaints before facilities, its questionnaire the other way round: an
element is known by its key, never by its number.
"""

from dataclasses import dataclass
from typing import Final

ANSWERS: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its key, its name, and the words of the answers 1 to 4."""

    key: str
    name: str
    answers: tuple[str, str, str, str]


ELEMENTS: Final = (
    Element("persyaratan", "Persyaratan", ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai")),
    Element("prosedur", "Sistem, mekanisme, dan prosedur", ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah")),
    Element("waktu", "Waktu penyelesaian", ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat")),
    Element("biaya", "Biaya/tarif", ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")),
    Element(
        "produk", "Produk spesifikasi jenis pelayanan", ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai")
    ),
    Element("kompetensi", "Kompetensi pelaksana", ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten")),
    Element(
        "perilaku",
        "Perilaku pelaksana",
        ("Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah", "Sangat sopan dan ramah"),
    ),
    Element("sarana", "Sarana dan prasarana", ("Buruk", "Cukup", "Baik", "Sangat baik")),
    Element(
        "pengaduan",
        "Penanganan pengaduan, saran dan masukan",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"),
    ),
)
"""In the order of the questionnaire."""
KEYS: Final = tuple(element.key for element in ELEMENTS)
