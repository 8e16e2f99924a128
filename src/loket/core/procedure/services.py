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
        "sk-kelahiran": "Surat Keterangan Kelahiran",
        "sk-lahir-mati": "Surat Keterangan Lahir Mati",
        "sk-pembatalan-perkawinan": "Surat Keterangan Pembatalan Perkawinan",
        "sk-pembatalan-perceraian": "Surat Keterangan Pembatalan Perceraian",
        "sk-kematian": "Surat Keterangan Kematian",
        "sk-pengangkatan-anak": "Surat Keterangan Pengangkatan Anak",
        "sk-pelepasan-kewarganegaraan": "Surat Keterangan Pelepasan Kewarganegaraan Indonesia",
        "skpti": "Surat Keterangan Pengganti Tanda Identitas",
        "skps": "Surat Keterangan Pencatatan Sipil",
        "ikd": "Identitas Kependudukan Digital",
        "siaga": "Pelayanan penduduk rentan (Dukcapil Siaga)",
        "pengaduan": "Pengaduan",
    }
)

PRODUCT_CODES: Final = (
    "SKPWNI",
    "SKDWNI",
    "SKPLN",
    "SKDLN",
    "SKTT",
    "SKPTI",
    "SKPS",
    "KTP-EL",
    "KIA",
    "SPTJM",
    "BIODATA",
)

ENTRY_KINDS: Final = (
    "keluarga-baru",
    "ganti-kepala",
    "pisah-kk",
    "numpang-kk",
    "perubahan-data",
    "pindah-alamat",
    "kk-hilang",
    "kk-rusak",
    "ktp-baru",
    "ktp-hilang",
    "ktp-rusak",
    "ktp-ubah-data",
    "ktp-luar-domisili",
    "kia-baru",
    "kia-hilang",
    "kia-rusak",
    "pindah-keluar",
    "batal-pindah",
    "pindah-datang",
    "pindah-luar-negeri",
    "datang-luar-negeri",
    "sktt-baru",
    "sktt-perpanjang",
    "kelahiran",
    "lahir-mati",
    "kematian",
    "pembatalan-perkawinan",
    "pembatalan-perceraian",
    "pengangkatan-anak",
    "pelepasan-kewarganegaraan",
    "skpti",
    "skps",
    "biodata-baru",
)
"""The forms an operator may be given; each is a file of the entry package."""
