"""
The names the services and products of civil registration go by, to tell a new name from a misspelt one.

A list of words, not of what an office may do: an unknown service is allowed.
Basis: Perpres 96/2018; Permendagri 109/2019.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SERVICES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kk": "Kartu Keluarga",
        "ktp-el": "KTP Elektronik",
        "kia": "Kartu Identitas Anak",
        "skpwni": "Surat Keterangan Pindah WNI",
        "skdwni": "Surat Keterangan Datang WNI",
        "skpln": "Surat Keterangan Pindah ke Luar Negeri",
        "skdln": "Surat Keterangan Datang dari Luar Negeri",
        "sktt": "Surat Keterangan Tempat Tinggal",
        "biodata": "Biodata Penduduk",
        "akta-kelahiran": "Akta Kelahiran",
        "akta-kematian": "Akta Kematian",
        "akta-perkawinan": "Akta Perkawinan",
        "akta-perceraian": "Akta Perceraian",
        "ikd": "Identitas Kependudukan Digital",
        "siaga": "Pelayanan penduduk rentan (Dukcapil Siaga)",
    }
)

PRODUCT_CODES: Final = ("SKPWNI", "SKDWNI", "SKPLN", "SKDLN", "SKTT", "KTP-EL", "KIA", "SPTJM", "BIODATA")
