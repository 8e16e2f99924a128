"""
Words of the office that citizens meet on its papers and pages, each in plain words. The one place where they are kept.

A word is known by its `key`, which is its anchor on the page of words, and found in a text by any of its `spellings`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """One word as the office writes it, and what it means to somebody who comes for the first time."""

    key: str
    word: str
    meaning: str | Promise
    spellings: tuple[str, ...] = ()


OFFICE_WORDS: Final = (
    OfficeWord(
        "akta",
        "Akta",
        _(
            "Surat resmi tentang satu peristiwa: lahir, kawin, cerai, atau meninggal. Yang Anda terima adalah kutipannya."
        ),
        ("akta", "kutipan akta"),
    ),
    OfficeWord(
        "berkas",
        "Berkas",
        _("Semua surat dan formulir yang Anda serahkan untuk satu permohonan."),
        ("berkas",),
    ),
    OfficeWord(
        "biodata",
        "Biodata",
        _("Catatan negara tentang satu orang: nama, tanggal lahir, orang tua, pekerjaan, dan seterusnya."),
        ("biodata",),
    ),
    OfficeWord(
        "disdukcapil",
        "Disdukcapil",
        _("Dinas Kependudukan dan Pencatatan Sipil: kantor yang mengurus KTP-el, KK, dan akta."),
        ("disdukcapil", "dukcapil"),
    ),
    OfficeWord(
        "disposisi",
        "Disposisi",
        _("Lembar tempat atasan menulis siapa yang harus mengerjakan berkas selanjutnya."),
        ("disposisi",),
    ),
    OfficeWord(
        "f-1.01",
        "F-1.01",
        _("Formulir biodata keluarga: diisi bila data anggota keluarga dicatat untuk pertama kali."),
        ("F-1.01", "F.1.01", "F1.01"),
    ),
    OfficeWord(
        "f-1.02",
        "F-1.02",
        _("Formulir permohonan: tempat Anda menulis layanan apa yang diminta, misalnya KK atau KTP-el baru."),
        ("F-1.02", "F.1.02", "F1.02"),
    ),
    OfficeWord(
        "f-1.03",
        "F-1.03",
        _("Formulir pindah: alamat lama, alamat baru, dan siapa saja yang ikut pindah."),
        ("F-1.03", "F.1.03", "F1.03"),
    ),
    OfficeWord(
        "f-1.05",
        "F-1.05",
        _(
            "Surat pernyataan bahwa Anda tidak mempunyai bukti, misalnya buku nikah; Anda bertanggung jawab atas isinya."
        ),
        ("F-1.05", "F.1.05", "F1.05"),
    ),
    OfficeWord(
        "f-1.06",
        "F-1.06",
        _("Surat pernyataan perubahan data: data mana yang berubah, dari apa menjadi apa, dan buktinya."),
        ("F-1.06", "F.1.06", "F1.06"),
    ),
    OfficeWord(
        "f-1.07",
        "F-1.07",
        _("Surat kuasa: dengan ini Anda menyuruh orang lain mengurus atas nama Anda."),
        ("F-1.07", "F.1.07", "F1.07"),
    ),
    OfficeWord(
        "f-1.15",
        "F-1.15",
        _("Formulir permohonan Kartu Keluarga baru yang masih dipakai beberapa kantor."),
        ("F-1.15", "F.1.15", "F1.15"),
    ),
    OfficeWord(
        "f-2.01",
        "F-2.01",
        _("Formulir untuk melaporkan kelahiran, kematian, perkawinan, atau perceraian."),
        ("F-2.01", "F.2.01", "F2.01"),
    ),
    OfficeWord(
        "fotokopi",
        "Fotokopi",
        _(
            "Salinan dari mesin fotokopi. Bawalah juga aslinya bila diminta; petugas mengembalikannya sesudah dicocokkan."
        ),
        ("fotokopi", "foto copy", "fotocopy", "foto kopi"),
    ),
    OfficeWord(
        "kia",
        "KIA",
        _("Kartu Identitas Anak: kartu untuk anak di bawah 17 tahun yang belum kawin."),
        ("KIA", "kartu identitas anak"),
    ),
    OfficeWord(
        "kk",
        "KK",
        _("Kartu Keluarga: daftar semua orang dalam satu keluarga, dengan nomor 16 angka."),
        ("KK", "kartu keluarga"),
    ),
    OfficeWord(
        "konsep",
        "Konsep",
        _("Cetakan untuk diperiksa. Belum berlaku sebagai surat."),
        ("konsep", "draf", "draft"),
    ),
    OfficeWord(
        "ktp-el",
        "KTP-el",
        _("Kartu Tanda Penduduk elektronik: kartu untuk penduduk berumur 17 tahun ke atas, atau yang sudah kawin."),
        ("KTP-el", "KTP elektronik", "e-KTP", "KTP"),
    ),
    OfficeWord(
        "kuasa",
        "Kuasa",
        _("Orang yang Anda suruh mengurus atas nama Anda. Ia membawa surat kuasa (F-1.07) dan KTP-el-nya sendiri."),
        ("kuasa", "surat kuasa"),
    ),
    OfficeWord(
        "legalisir",
        "Legalisir",
        _("Pengesahan bahwa salinan sama dengan aslinya, dengan cap dan tanda tangan."),
        ("legalisir", "dilegalisir", "legalisasi", "dilegalisasi"),
    ),
    OfficeWord(
        "nik",
        "NIK",
        _("Nomor Induk Kependudukan: 16 angka milik Anda seumur hidup. Nomor ini ada pada KTP-el dan KK."),
        ("NIK",),
    ),
    OfficeWord(
        "paraf",
        "Paraf",
        _("Tanda singkat petugas bahwa ia sudah memeriksa. Paraf bukan tanda tangan."),
        ("paraf",),
    ),
    OfficeWord(
        "pemohon",
        "Pemohon",
        _("Orang yang meminta layanan: Anda, atau orang yang Anda urus suratnya."),
        ("pemohon",),
    ),
    OfficeWord(
        "pengantar",
        "Pengantar",
        _("Surat dari RT/RW atau desa/kelurahan yang menerangkan siapa Anda dan untuk apa Anda datang."),
        ("pengantar", "surat pengantar"),
    ),
    OfficeWord(
        "perekaman",
        "Perekaman",
        _("Pengambilan foto, sidik jari, iris mata, dan tanda tangan untuk KTP-el. Harus datang sendiri, dan gratis."),
        ("perekaman", "rekam", "direkam"),
    ),
    OfficeWord(
        "persyaratan",
        "Persyaratan",
        _("Surat dan formulir yang harus ada supaya permohonan dapat diproses."),
        ("persyaratan",),
    ),
    OfficeWord(
        "register",
        "Register",
        _("Buku kantor tempat tiap permohonan atau akta mendapat nomor urut."),
        ("register", "buku register"),
    ),
    OfficeWord(
        "resi",
        "Resi",
        _(
            "Tanda bahwa permohonan Anda sudah diterima. Nomornya, 12 huruf dan angka, dipakai untuk melacak. Bukan bukti bayar."
        ),
        ("resi",),
    ),
    OfficeWord(
        "rt-rw",
        "RT/RW",
        _("Rukun Tetangga dan Rukun Warga: pengurus lingkungan tempat Anda tinggal."),
        ("RT/RW", "RT dan RW", "RT"),
    ),
    OfficeWord(
        "siak",
        "SIAK",
        _("Pangkalan data penduduk milik negara. Hanya SIAK yang memberi NIK dan nomor KK."),
        ("SIAK",),
    ),
    OfficeWord(
        "skpwni",
        "SKPWNI",
        _("Surat pindah ke kabupaten, kota, atau provinsi lain. Dibuat oleh kantor di tempat asal."),
        ("SKPWNI", "surat keterangan pindah"),
    ),
    OfficeWord(
        "skm",
        "SKM",
        _("Survei kepuasan masyarakat: sembilan pertanyaan tentang pelayanan, tanpa nama Anda."),
        ("SKM", "survei kepuasan masyarakat"),
    ),
    OfficeWord(
        "sptjm",
        "SPTJM",
        _("Surat Pernyataan Tanggung Jawab Mutlak: Anda menyatakan sesuatu benar dan menanggung akibatnya bila tidak."),
        ("SPTJM",),
    ),
    OfficeWord(
        "standar-pelayanan",
        "Standar pelayanan",
        _("Janji tertulis kantor: syarat, langkah, waktu, biaya, hasil, dan cara mengadu."),
        ("standar pelayanan",),
    ),
    OfficeWord(
        "tte",
        "TTE",
        _(
            "Tanda tangan elektronik: pejabat menandatangani berkas digital. Pada kertas terlihat sebagai QR yang dapat diperiksa."
        ),
        ("TTE", "tanda tangan elektronik"),
    ),
    OfficeWord(
        "verifikasi",
        "Verifikasi",
        _("Pemeriksaan: petugas mencocokkan isian Anda dengan surat yang Anda bawa."),
        ("verifikasi",),
    ),
    OfficeWord(
        "wni",
        "WNI",
        _("Warga Negara Indonesia. Orang yang bukan WNI disebut orang asing."),
        ("WNI",),
    ),
)


def words_in(texts: Iterable[str]) -> tuple[OfficeWord, ...]:
    """Which of the words stand in these texts, whole, in the order of the list; an abbreviation only in its own capitals."""
    text = "\n".join(texts)
    return tuple(word for word in OFFICE_WORDS if _PATTERNS[word.key].search(text))


def _pattern(word: OfficeWord) -> re.Pattern[str]:
    ways = (re.escape(one) if one != one.lower() else f"(?i:{re.escape(one)})" for one in word.spellings)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(ways)})(?![\w-])")


_PATTERNS: Final = {word.key: _pattern(word) for word in OFFICE_WORDS}
