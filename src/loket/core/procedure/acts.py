"""
The closed vocabulary of acts: what a step may consist of, and the evidence each act must leave.

One table feeds the engine's guards, the fields of the screen and the reference page, so they cannot disagree.
It does not know procedures, offices or forms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What sort of value an evidence field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    TICK = "tick"
    CHOICE = "choice"
    DATE = "date"
    NIK = "nik"
    COUNT = "count"
    CHECKLIST = "checklist"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Field:
    """
    One piece of evidence. A required tick must be true: "the holder is present" has no other answer.

    `label` is what the officer reads; `choices` pairs a stored value with its label.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """
    One act: its title on the button, its meaning in the reference, and the evidence it leaves.

    `mark`: a paraf, signature or TTE, which a return can void and which nobody gives twice in one chain.
    `numbered`: takes the next number of the step's book. `in_person`: no proxy may stand in for the applicant.
    """

    id: str
    title: str
    meaning: str
    fields: tuple[Field, ...] = ()
    mark: bool = False
    numbered: bool = False
    in_person: bool = False


_GOOD_OR_SPOILED = (("good", "Hasil cetak baik"), ("spoiled", "Rusak, sudah dicetak ulang"))
_RELATIONS = (
    ("self", "Pemohon sendiri"),
    ("family", "Anggota keluarga"),
    ("proxy", "Kuasa dengan surat kuasa"),
    ("officer", "Petugas desa/kelurahan/kecamatan"),
)

_ALL: Final = (
    Act("submit", "Ajukan", "Pemohon menyerahkan permohonan dengan berkasnya."),
    Act("receive", "Terima berkas", "Petugas menerima berkas dari pemohon atau unit lain."),
    Act(
        "check",
        "Periksa kelengkapan",
        "Tiap persyaratan dinilai: ada, salah, belum ada, atau tidak berlaku.",
        (Field("checklist", "Kelengkapan persyaratan", Kind.CHECKLIST),),
    ),
    Act("resi", "Beri resi", "Pemohon menerima resi dengan tanggal janji dan daftar berkas yang ditahan."),
    Act("register", "Catat di buku register", "Permohonan atau dokumen dicatat dengan nomor urut buku.", numbered=True),
    Act("forward", "Teruskan", "Berkas diteruskan kepada pelaksana berikutnya."),
    Act(
        "enter",
        "Entri data",
        "Data dimasukkan ke aplikasi kependudukan (SIAK).",
        (Field("entry_note", "Catatan entri (mis. nomor pengajuan SIAK)"),),
    ),
    Act("draft", "Buat konsep", "Konsep dokumen dicetak untuk dikoreksi."),
    Act("verify", "Verifikasi", "Data dan berkas dicocokkan; yang tidak sesuai dikembalikan."),
    Act("paraf", "Bubuhkan paraf", "Tanda bahwa konsep diperiksa dan disetujui untuk naik.", mark=True),
    Act("sign", "Tanda tangani", "Tanda tangan basah pejabat pada dokumen.", mark=True),
    Act(
        "tte",
        "Tanda tangan elektronik",
        "Tanda tangan elektronik tersertifikasi pejabat; nomor buktinya dicatat.",
        (Field("tte_reference", "Nomor bukti penandatanganan elektronik"),),
        mark=True,
    ),
    Act("number", "Beri nomor dokumen", "Dokumen mendapat nomor urut dari buku nomornya.", numbered=True),
    Act("stamp", "Bubuhkan cap dinas", "Cap atau stempel dinas dibubuhkan pada dokumen."),
    Act(
        "print",
        "Cetak",
        "Dokumen dicetak; hasil cetaknya dinyatakan baik sebelum langkah selesai.",
        (Field("print_result", "Hasil cetak", Kind.CHOICE, choices=_GOOD_OR_SPOILED),),
    ),
    Act(
        "record_biometrics",
        "Rekam biometrik",
        "Sidik jari, iris mata, foto dan tanda tangan direkam; yang dicatat di sini hanya bahwa itu terjadi.",
        (Field("recording_reference", "Nomor perekaman"), Field("person_present", "Warga hadir", Kind.TICK)),
        in_person=True,
    ),
    Act(
        "await_external",
        "Tunggu pusat",
        "Menunggu jawaban dari luar kantor, misalnya status Print Ready Record (PRR) dari pusat.",
        (Field("external_status", "Status dari pusat"),),
    ),
    Act(
        "activate",
        "Aktivasi KTP-el",
        "Pemilik mengaktifkan KTP-el dengan sidik jarinya, tidak dapat diwakilkan.",
        (Field("holder_present", "Pemilik KTP-el hadir dan sidik jari cocok", Kind.TICK),),
        in_person=True,
    ),
    Act(
        "hand_over",
        "Serahkan dokumen",
        "Dokumen diserahkan kepada pengambil yang dikenali, dengan menunjukkan resi.",
        (
            Field("collector_name", "Nama pengambil"),
            Field("collector_nik", "NIK pengambil", Kind.NIK),
            Field("collector_relation", "Hubungan dengan pemohon", Kind.CHOICE, choices=_RELATIONS),
            Field("resi_shown", "Resi ditunjukkan atau diserahkan", Kind.TICK),
            Field("slip_mark", "Tanda pada slip DUPLIKAT (4 huruf/angka)", required=False),
            Field("identity_checked", "KTP-el pengambil dicocokkan: nama, NIK dan wajahnya", Kind.TICK, required=False),
        ),
    ),
    Act(
        "acknowledge",
        "Tanda tangani buku pengambilan",
        "Pengambil menandatangani buku pengambilan, di layar atau pada lembar tercetak.",
        (Field("signature", "Tanda tangan pengambil", Kind.SIGNATURE),),
    ),
    Act(
        "archive",
        "Arsipkan",
        "Berkas disimpan; tempatnya dicatat.",
        (Field("archive_place", "Tempat arsip (rak/kotak)"),),
    ),
    Act(
        "visit",
        "Kunjungi lokasi",
        "Petugas mendatangi warga (jemput bola).",
        (Field("visit_place", "Tempat kunjungan"), Field("visit_date", "Tanggal kunjungan", Kind.DATE)),
    ),
    Act(
        "confirm",
        "Konfirmasi",
        "Hasil konfirmasi dengan pemohon atau pelapor dicatat.",
        (Field("confirmation", "Hasil konfirmasi"),),
    ),
    Act(
        "batch",
        "Kumpulkan untuk pengajuan massal",
        "Permohonan dikumpulkan dalam satu pengajuan massal ke kantor yang mengesahkan.",
        (Field("batch_reference", "Nomor pengajuan massal"),),
    ),
    Act(
        "queue",
        "Beri nomor antrean",
        "Pemohon mendapat nomor antrean untuk langkah berikutnya.",
        (Field("queue_number", "Nomor antrean"),),
    ),
    Act(
        "call_procedure",
        "Jalankan prosedur lain",
        "Permohonan anak dibuat menurut prosedur lain; nomor resinya dicatat.",
        (Field("child_resi", "Nomor resi permohonan anak"),),
    ),
)

BRINGING: Final = (
    Field("brought_by_nik", "NIK pembawa perbaikan, bila bukan pemohon sendiri", Kind.NIK, required=False),
    Field("bringer_checked", "KTP-el pembawa perbaikan sudah dicocokkan", Kind.TICK, required=False),
)
"""Who brings the corrections of an applicant. Basis: form F-1.07, Permendagri 109/2019."""
BROUGHT_BY: Final = Field("brought_by", "Perbaikan dibawa oleh (kuasa)")
"""Of the one who brought them, the name in the mandate; no form asks for it."""

ACTS: Final[Mapping[str, Act]] = MappingProxyType({act.id: act for act in _ALL})
ACT_IDS: Final = frozenset(ACTS)
MARKS: Final = frozenset(act.id for act in _ALL if act.mark)
NUMBERED: Final = frozenset(act.id for act in _ALL if act.numbered)
IN_PERSON: Final = frozenset(act.id for act in _ALL if act.in_person)
