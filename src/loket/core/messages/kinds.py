"""
What an office tells its citizens, with the variables that the words for it may name and words of our own for an office that has none.

No kind has the name or a number of a person among its variables: a message is read by whoever holds the telephone.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Channel(StrEnum):
    """By what a message goes out."""

    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"


LANGUAGES: Final = ("id", "en")


class Kind(StrEnum):
    """What a message is about; the value stands in tables and addresses for ever."""

    TAKEN_IN = "diterima"
    LACKING = "kurang"
    WAITING = "menunggu"
    READY = "siap"
    HANDED_OVER = "diserahkan"
    FINISHED = "selesai"
    REJECTED = "ditolak"
    WITHDRAWN = "dicabut"
    LAPSED = "ditutup"
    REOPENED = "dibuka-lagi"
    CODE = "kode"
    QUEUE = "antrean"
    REMINDER = "pengingat"
    MANDATE = "kuasa"
    MANDATE_ENDED = "kuasa-dicabut"
    PARTLY = "diambil-sebagian"
    COMPLAINT_TAKEN = "pengaduan-diterima"
    COMPLAINT_ANSWERED = "pengaduan-dijawab"
    COMPLAINT_CLOSED = "pengaduan-ditutup"
    TEST = "uji"


@dataclass(frozen=True, slots=True)
class KindSpec:
    """
    One kind: its variables, each with what it would say in a preview, those that its words must name, and words of ours.

    `is_secret`: what it says opens something, so it is kept nowhere once it was sent and shown to nobody. `is_urgent`: it
    also goes out in quiet hours. `lasts`: after so long it tells nobody anything any more. `calls`: somebody telephones
    where it did not arrive. `is_discreet`: it stands in no common list and not a sign of its receiver is kept in the open, for
    whoever it is about may read these.
    """

    variables: Mapping[str, str]
    words: Mapping[str, str]
    required: tuple[str, ...] = ()
    is_secret: bool = False
    is_urgent: bool = False
    calls: bool = True
    lasts: datetime.timedelta = datetime.timedelta(days=3)
    is_discreet: bool = False


_OFFICE: Final = {"kantor": "Disdukcapil Bintan"}
_FILE: Final = {
    **_OFFICE,
    "layanan": "Kartu Keluarga",
    "resi": "7K2M-94QX-B3TD",
    "tautan": "https://contoh.go.id/lacak/",
}


def _of_file(id_words: str, en_words: str, **more: str) -> KindSpec:
    return KindSpec(MappingProxyType({**_FILE, **more}), MappingProxyType({"id": id_words, "en": en_words}), ("resi",))


def _of_complaint(id_words: str, en_words: str, **more: str) -> KindSpec:
    """Neither its words nor its variables say what it is about, and none is a link: the address would say it."""
    return KindSpec(
        MappingProxyType({**_OFFICE, "nomor": "12/2026", **more}),
        MappingProxyType({"id": id_words, "en": en_words}),
        ("nomor",),
        calls=False,
        is_discreet=True,
    )


KINDS: Final[Mapping[Kind, KindSpec]] = MappingProxyType(
    {
        Kind.TAKEN_IN: _of_file(
            "{kantor}: permohonan {layanan} diterima, resi {resi}. Janji selesai: {janji}. Lacak: {tautan}",
            "{kantor}: application received ({layanan}), slip {resi}. Promised by {janji}. Follow it: {tautan}",
            janji="23 November 2026",
        ),
        Kind.LACKING: _of_file(
            "{kantor}: berkas {resi} belum lengkap: {kekurangan}. Mohon dilengkapi. Lacak: {tautan}",
            "{kantor}: file {resi} lacks: {kekurangan}. Please bring it. Follow it: {tautan}",
            kekurangan="Surat nikah (belum dilegalisir)",
        ),
        Kind.WAITING: _of_file(
            "{kantor}: permohonan {resi} menunggu Anda: {alasan}. Lacak: {tautan}",
            "{kantor}: application {resi} waits for you: {alasan}. Follow it: {tautan}",
            alasan="perekaman ulang",
        ),
        Kind.READY: _of_file(
            "{kantor}: dokumen {layanan} untuk resi {resi} siap diambil. Bawa resi. Lacak: {tautan}",
            "{kantor}: your document ({layanan}), slip {resi}, is ready. Bring the slip. Follow it: {tautan}",
        ),
        Kind.HANDED_OVER: _of_file(
            "{kantor}: dokumen dengan resi {resi} sudah diserahkan. Bukan Anda? Hubungi kami. Nilai kami: {survei}",
            "{kantor}: the document of slip {resi} was handed over. Not to you? Call us. Rate us: {survei}",
            survei="https://contoh.go.id/survei/…",
        ),
        Kind.FINISHED: _of_file(
            "{kantor}: permohonan {layanan}, resi {resi}, selesai. Lacak: {tautan}",
            "{kantor}: application {resi} ({layanan}) is finished. Follow it: {tautan}",
        ),
        Kind.REJECTED: _of_file(
            "{kantor}: permohonan {layanan}, resi {resi}, ditolak. Alasannya dapat ditanyakan di loket. Lacak: {tautan}",
            "{kantor}: application {resi} ({layanan}) was rejected. Ask at the counter why. Follow it: {tautan}",
        ),
        Kind.WITHDRAWN: _of_file(
            "{kantor}: permohonan {layanan}, resi {resi}, dicabut. Bila bukan kehendak Anda, hubungi kami.",
            "{kantor}: application {resi} ({layanan}) was withdrawn. If that was not you, call us.",
        ),
        Kind.LAPSED: _of_file(
            "{kantor}: permohonan {resi} ditutup karena belum dilengkapi. Masih perlu? Datang ke loket. Lacak: {tautan}",
            "{kantor}: application {resi} was closed, for it was not completed. Still wanted? Come to us. {tautan}",
        ),
        Kind.REOPENED: _of_file(
            "{kantor}: permohonan {layanan}, resi {resi}, dibuka kembali. Lacak: {tautan}",
            "{kantor}: application {resi} ({layanan}) was reopened. Follow it: {tautan}",
        ),
        Kind.CODE: KindSpec(
            MappingProxyType({**_OFFICE, "kode": "482913", "menit": "10"}),
            MappingProxyType(
                {
                    "id": "{kantor}: kode Anda {kode}, berlaku {menit} menit. Jangan berikan kepada siapa pun, juga petugas.",
                    "en": "{kantor}: your code is {kode}, for {menit} minutes. Give it to nobody, not even to officers.",
                }
            ),
            ("kode",),
            is_secret=True,
            is_urgent=True,
            calls=False,
            lasts=datetime.timedelta(minutes=10),
        ),
        Kind.QUEUE: KindSpec(
            MappingProxyType({**_OFFICE, "nomor": "A-017", "waktu": "23 November 2026, 09.30", "tautan": "https://…"}),
            MappingProxyType(
                {
                    "id": "{kantor}: nomor antrean Anda {nomor}, perkiraan {waktu}. {tautan}",
                    "en": "{kantor}: your queue number is {nomor}, about {waktu}. {tautan}",
                }
            ),
            ("nomor",),
            is_urgent=True,
            calls=False,
            lasts=datetime.timedelta(hours=4),
        ),
        Kind.REMINDER: _of_file(
            "{kantor}: mengingatkan, {perihal} untuk resi {resi}, sampai {tanggal}. Lacak: {tautan}",
            "{kantor}: a reminder, {perihal} for slip {resi}, until {tanggal}. Follow it: {tautan}",
            perihal="dokumen menunggu diambil",
            tanggal="30 November 2026",
        ),
        Kind.MANDATE: _of_file(
            "{kantor}: kuasa untuk resi {resi} dicatat, berlaku sampai {tanggal}. Bukan kehendak Anda? Hubungi kami.",
            "{kantor}: a mandate for slip {resi} was recorded, until {tanggal}. Not your wish? Call us.",
            tanggal="30 November 2026",
        ),
        Kind.MANDATE_ENDED: _of_file(
            "{kantor}: kuasa untuk resi {resi} dicabut dan tidak berlaku lagi.",
            "{kantor}: the mandate for slip {resi} was taken back and no longer holds.",
        ),
        Kind.PARTLY: _of_file(
            "{kantor}: sebagian dokumen resi {resi} sudah diambil. Bukan Anda? Hubungi kami. Simpan resinya. Lacak: {tautan}",
            "{kantor}: a part of the documents of slip {resi} was collected. Not by you? Call us. Keep the slip: {tautan}",
        ),
        Kind.COMPLAINT_TAKEN: _of_complaint(
            "{kantor}: surat Anda nomor {nomor} sudah kami terima. {cara}",
            "{kantor}: your letter no. {nomor} has come to us. {cara}",
            cara="Simpan kode Anda: dengan kode itu jawabannya dibaca di laman kami.",
        ),
        Kind.COMPLAINT_ANSWERED: _of_complaint(
            "{kantor}: surat Anda nomor {nomor} sudah dijawab. {cara}; tanggapan sampai {tanggal}.",
            "{kantor}: your letter no. {nomor} is answered. {cara}; reply until {tanggal}.",
            cara="Baca di laman kami dengan kode Anda",
            tanggal="30 November 2026",
        ),
        Kind.COMPLAINT_CLOSED: _of_complaint(
            "{kantor}: surat Anda nomor {nomor} selesai ditangani. {cara}",
            "{kantor}: your letter no. {nomor} is closed. {cara}",
            cara="Keadaannya dibaca di laman kami dengan kode Anda.",
        ),
        Kind.TEST: KindSpec(
            MappingProxyType({**_OFFICE}),
            MappingProxyType(
                {
                    "id": "{kantor}: pesan uji. Anda tidak perlu berbuat apa-apa.",
                    "en": "{kantor}: a test message. Nothing to do.",
                }
            ),
            is_urgent=True,
            calls=False,
            lasts=datetime.timedelta(hours=1),
        ),
    }
)
DISCREET: Final = tuple(kind for kind, spec in KINDS.items() if spec.is_discreet)
SWITCHABLE: Final = tuple(kind for kind, spec in KINDS.items() if not spec.is_secret and kind is not Kind.TEST)
"""What an office may decide not to tell; without its code nobody gets back to the own application."""
OF_A_CASE: Final = tuple(kind for kind, spec in KINDS.items() if "resi" in spec.variables)
