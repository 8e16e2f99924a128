"""The register in words: kinds of life events, elements of a biodata, stations of a KTP-el. It asks the database nothing."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.core.oversight.purposes import PurposeKind
from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Coded,
    Disability,
    Education,
    MaritalStatus,
    Religion,
    ResidentStatus,
    Sex,
    Shdk,
)
from loket.core.register.recording import AT_CENTRE, RecordingStatus
from loket.core.terms import KkNumber, Nik
from loket.register import readings

Words = str | Promise

EVENTS: Final[Mapping[str, Words]] = {
    "kelahiran": gettext_lazy("Kelahiran"),
    "lahir-mati": gettext_lazy("Lahir mati"),
    "kematian": gettext_lazy("Kematian"),
    "perkawinan": gettext_lazy("Perkawinan"),
    "pembatalan-perkawinan": gettext_lazy("Pembatalan perkawinan"),
    "perceraian": gettext_lazy("Perceraian"),
    "pembatalan-perceraian": gettext_lazy("Pembatalan perceraian"),
    "pengangkatan-anak": gettext_lazy("Pengangkatan anak"),
    "pengakuan-anak": gettext_lazy("Pengakuan anak"),
    "pembetulan-biodata": gettext_lazy("Pembetulan biodata"),
    "perubahan-biodata": gettext_lazy("Perubahan biodata"),
    "dokumen-hilang": gettext_lazy("Dokumen hilang atau rusak"),
    "nik-terbit": gettext_lazy("NIK terbit"),
    "rekaman-ktp-el": gettext_lazy("Perekaman KTP-el"),
    "kia-terbit": gettext_lazy("KIA terbit"),
    "pembatalan-biodata": gettext_lazy("Pembatalan biodata"),
    "pisah-kk": gettext_lazy("Pisah KK"),
    "ganti-kepala-keluarga": gettext_lazy("Ganti kepala keluarga"),
    "numpang-kk": gettext_lazy("Numpang KK"),
    "keluar-kk": gettext_lazy("Keluar dari KK"),
    "bubar-kk": gettext_lazy("KK bubar"),
    "nomor-kk-terbit": gettext_lazy("Nomor KK terbit"),
    "pindah-alamat": gettext_lazy("Pindah alamat"),
    "pindah-keluar": gettext_lazy("Pindah keluar"),
    "batal-pindah": gettext_lazy("Batal pindah"),
    "skpwni-kedaluwarsa": gettext_lazy("SKPWNI kedaluwarsa"),
    "selesai-pindah": gettext_lazy("Sudah datang di tempat tujuan"),
    "pindah-datang": gettext_lazy("Pindah datang"),
    "datang-luar-negeri": gettext_lazy("Datang dari luar negeri"),
    "biodata-baru": gettext_lazy("Pencatatan biodata baru"),
    "orang-asing-tinggal-terbatas": gettext_lazy("Orang asing tinggal terbatas"),
    "izin-tinggal-diperpanjang": gettext_lazy("Izin tinggal diperpanjang"),
    "pindah-luar-negeri": gettext_lazy("Pindah ke luar negeri"),
    "pelepasan-kewarganegaraan": gettext_lazy("Pelepasan kewarganegaraan Indonesia"),
    "permintaan-kia": gettext_lazy("Permintaan KIA"),
    "surat-pengganti": gettext_lazy("Surat keterangan pengganti"),
    "contoh": gettext_lazy("Data contoh"),
    "impor": gettext_lazy("Data yang dimasukkan dari berkas"),
}

ELEMENTS: Final[Mapping[str, Words]] = {
    "full_name": gettext_lazy("Nama lengkap"),
    "title_before": gettext_lazy("Gelar depan"),
    "title_after": gettext_lazy("Gelar belakang"),
    "sex": gettext_lazy("Jenis kelamin"),
    "birth_place": gettext_lazy("Tempat lahir"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "religion": gettext_lazy("Agama"),
    "belief_organisation": gettext_lazy("Organisasi kepercayaan"),
    "education": gettext_lazy("Pendidikan"),
    "occupation": gettext_lazy("Pekerjaan"),
    "blood_type": gettext_lazy("Golongan darah"),
    "marital_status": gettext_lazy("Status perkawinan"),
    "marriage_date": gettext_lazy("Tanggal perkawinan"),
    "divorce_date": gettext_lazy("Tanggal perceraian"),
    "citizenship": gettext_lazy("Kewarganegaraan"),
    "nationality": gettext_lazy("Kebangsaan"),
    "permit": gettext_lazy("Izin tinggal"),
    "mother_name": gettext_lazy("Nama ibu"),
    "father_name": gettext_lazy("Nama ayah"),
    "death_date": gettext_lazy("Tanggal meninggal"),
    "disability": gettext_lazy("Penyandang disabilitas"),
}
"""The elements of a biodata that people read, in the order of the form; ids of relatives are shown as links instead."""

DOCUMENTS: Final[Mapping[str, Words]] = {
    "birth_akta": gettext_lazy("Akta kelahiran"),
    "marriage_akta": gettext_lazy("Akta atau buku nikah"),
    "divorce_akta": gettext_lazy("Akta perceraian"),
    "death_akta": gettext_lazy("Akta kematian"),
    "ktp_el": gettext_lazy("KTP-el"),
    "kia_until_date": gettext_lazy("KIA berlaku sampai"),
}

STATIONS: Final[Mapping[RecordingStatus, Words]] = {
    RecordingStatus.BELUM_WAJIB: gettext_lazy("Belum wajib KTP-el"),
    RecordingStatus.UNREGISTERED: gettext_lazy("Belum direkam"),
    RecordingStatus.BIO_CAPTURED: gettext_lazy("Sudah direkam, masih di kantor"),
    RecordingStatus.PROCESSING: gettext_lazy("Disiapkan untuk dikirim"),
    RecordingStatus.SENT_FOR_ENROLLMENT: gettext_lazy("Dikirim ke pusat"),
    RecordingStatus.RECEIVED_AT_CENTRAL: gettext_lazy("Diterima pusat"),
    RecordingStatus.ENROLL_FAILURE_AT_CENTRAL: gettext_lazy("Gagal di pusat: rekam ulang"),
    RecordingStatus.SEARCH_FAILURE_AT_CENTRAL: gettext_lazy("Pencarian di pusat gagal: diulang pusat"),
    RecordingStatus.ENROLL_FAILURE_AT_REGIONAL: gettext_lazy("Gagal di daerah: rekam ulang"),
    RecordingStatus.ADJUDICATE_RECORD: gettext_lazy("Mirip data lain: menunggu keputusan pusat"),
    RecordingStatus.ADJUDICATE_IN_PROCESS: gettext_lazy("Sedang diputuskan pusat"),
    RecordingStatus.DUPLICATE_RECORD: gettext_lazy("Data ganda: kartu tidak boleh dicetak"),
    RecordingStatus.PRINT_READY_RECORD: gettext_lazy("Siap cetak (PRR)"),
    RecordingStatus.SENT_FOR_CARD_PRINTING: gettext_lazy("Dalam antrean cetak"),
    RecordingStatus.CARD_PRINTED: gettext_lazy("Kartu sudah dicetak"),
    RecordingStatus.CARD_SHIPPED: gettext_lazy("Kartu dikirim ke tempat pengambilan"),
    RecordingStatus.CARD_ISSUED: gettext_lazy("Kartu sudah diserahkan"),
}

STATUSES: Final[Mapping[ResidentStatus, Words]] = {
    ResidentStatus.ACTIVE: gettext_lazy("Penduduk aktif"),
    ResidentStatus.DEAD: gettext_lazy("Meninggal"),
    ResidentStatus.IN_TRANSIT: gettext_lazy("Dalam perpindahan"),
    ResidentStatus.MOVED: gettext_lazy("Sudah pindah"),
    ResidentStatus.ABROAD: gettext_lazy("Pindah ke luar negeri"),
    ResidentStatus.RENOUNCED: gettext_lazy("Lepas kewarganegaraan"),
    ResidentStatus.ANNULLED: gettext_lazy("Data dibatalkan"),
}

READ: Final[Mapping[str, Words]] = {
    readings.RESIDENT: gettext_lazy("membuka data penduduk"),
    readings.FAMILY: gettext_lazy("membuka KK"),
    readings.ADDRESS: gettext_lazy("melihat penghuni alamat"),
    readings.COUNTER: gettext_lazy("memakai data ini di loket"),
    readings.FORM: gettext_lazy("melihat isian permohonan"),
    readings.TOLD: gettext_lazy("mencetak daftar ini untuk penduduk"),
    readings.LIKENESS: gettext_lazy("membandingkan dengan data yang mirip"),
}

PURPOSES: Final[Mapping[PurposeKind, Words]] = {
    PurposeKind.CASE: gettext_lazy("Mengerjakan permohonan"),
    PurposeKind.COUNTER: gettext_lazy("Menerima permohonan di loket"),
    PurposeKind.TWINS: gettext_lazy("Memeriksa data yang mungkin ganda"),
    PurposeKind.SERVICE: gettext_lazy("Melayani penduduk tanpa permohonan"),
    PurposeKind.MENDING: gettext_lazy("Memeriksa atau memperbaiki data"),
    PurposeKind.COMPLAINT: gettext_lazy("Menjawab pertanyaan atau pengaduan"),
    PurposeKind.OVERSIGHT: gettext_lazy("Pengawasan kantor"),
    PurposeKind.ORDER: gettext_lazy("Permintaan resmi tertulis"),
}

_CODES: Final[Mapping[str, type[Coded]]] = {
    "sex": Sex,
    "religion": Religion,
    "marital_status": MaritalStatus,
    "blood_type": BloodType,
    "education": Education,
    "citizenship": Citizenship,
    "disability": Disability,
    "shdk": Shdk,
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A state as a small label: its words and how much it asks for attention."""

    words: Words
    tone: str = ""


def masked_number(number: Nik | KkNumber | None) -> str:
    """A NIK or KK number as lists may show it; whether it waits for the centre where there is none."""
    return f"{number.digits[:6]}••••••{number.digits[12:14]}••" if number else _("menunggu SIAK")


def event_words(kind: str) -> Words:
    """A kind of life event by its name; a kind without words, as it is written in data, stays readable."""
    return EVENTS.get(kind) or kind.replace("-", " ").capitalize()


def status_tag(status: ResidentStatus) -> Tag:
    """Where a resident stands: only someone who lives here is plain."""
    tones = {ResidentStatus.ACTIVE: "done", ResidentStatus.IN_TRANSIT: "soon", ResidentStatus.ANNULLED: "late"}
    return Tag(STATUSES[status], tones.get(status, ""))


def station_tag(station: RecordingStatus) -> Tag:
    """How far a KTP-el is: what must be done again is red, what waits for others is amber."""
    failed = (
        RecordingStatus.ENROLL_FAILURE_AT_CENTRAL,
        RecordingStatus.ENROLL_FAILURE_AT_REGIONAL,
        RecordingStatus.DUPLICATE_RECORD,
    )
    if station in failed:
        return Tag(STATIONS[station], "late")
    if station is RecordingStatus.CARD_ISSUED:
        return Tag(STATIONS[station], "done")
    return Tag(STATIONS[station], "soon" if station in AT_CENTRE else "")


def element(name: str, value: Any, occupations: Mapping[int, str]) -> str:
    """
    An element of a biodata or of the papers held in words, from the value itself or from how it is stored; "–" for nothing.

    `occupations` are the words of the office's list; a code that it does not name is shown as a number.
    """
    if value is None or value in ("", [], ()):
        return "–"
    if name in _CODES:
        return next((str(one.label) for one in _CODES[name] if int(one) == int(value)), str(value))
    if name == "occupation":
        return occupations.get(int(value), str(value))
    if name == "ktp_el":
        return str(STATIONS[RecordingStatus(value)])
    if name == "permit":
        return _permit(value)
    return _plain(value)


def _permit(value: Any) -> str:
    kind, number, until = (
        (value.get("kind", ""), value.get("number", ""), value.get("until_date"))
        if isinstance(value, Mapping)
        else (value.kind, value.number, value.until_date)
    )
    if until is None:
        return f"{kind} {number}"
    return _("%(permit)s, sampai %(day)s") % {"permit": f"{kind} {number}", "day": _plain(until)}


def _plain(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%d-%m-%Y}"
    text = str(value)
    try:
        return f"{datetime.date.fromisoformat(text):%d-%m-%Y}" if len(text) == 10 else text
    except ValueError:
        return text
