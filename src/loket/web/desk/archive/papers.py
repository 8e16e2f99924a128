"""
The list of archives proposed for destruction, and the minutes of it (berita acara), as papers of the office.

In Indonesian whatever the screen speaks: the wording is the office's own. No name of an applicant stands in them.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import override

from loket.core.terms import Resi
from loket.documents.dates import long_date, long_moment, plain_date, short_date
from loket.documents.services import head_of_office
from loket.documents.statements import Rows, Signatures, Statement, Words
from loket.keeping.queries import DestructionRecord, ItemRecord, StepKind
from loket.offices import queries as offices
from loket.web.desk.archive.words import LEFT_OUT, class_title
from loket.web.desk.intake.papers import name_and_position
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk
from loket.web.desk.wording import service_title

COLUMNS: Final = ("resi", "layanan", "ditutup", "pindaian", "bita", "keterangan", "sha256")
_HEADS: Final = (("No.", 10), ("Resi", 34), ("Layanan", 0), ("Ditutup", 22), ("Pindaian", 17), ("Bita", 22))
_WHY: Final = ("Keterangan", 44)
_STAYS: Final = "tetap disimpan"


def proposed_list(desk: Desk, one: DestructionRecord, items: Sequence[ItemRecord]) -> Statement:
    """What is proposed, with the digest by which an approval names it."""
    with override("id"):
        goes = [item for item in items if not item.stays]
        return Statement(
            letterhead(desk.officer.office_key),
            "Daftar arsip usul musnah",
            desk.now,
            facts=(*_of_the_list(one), ("Diusulkan oleh", f"{name_and_position(one.acted_as)}"), ("Alasan", one.why)),
            blocks=(_table("Arsip yang diusulkan musnah", goes), *_staying(one, items), *_digest(one)),
            signer=_head(desk),
            foot=f"Usulan pemusnahan nomor {one.id}",
        )


def minutes(desk: Desk, one: DestructionRecord, items: Sequence[ItemRecord]) -> Statement:
    """What was destroyed, by whose proposal, approval and hand, and what was left out and why."""
    with override("id"):
        gone = [item for item in items if item.is_destroyed]
        left = [item for item in items if item.left_out]
        return Statement(
            letterhead(desk.officer.office_key),
            "Berita acara pemusnahan arsip",
            desk.now,
            facts=(("Nomor", one.minutes), *_of_the_list(one), *_of_the_end(one, gone)),
            blocks=(
                Words(_said(desk, one, gone)),
                Words(
                    "Yang dimusnahkan ialah salinan digital (pindaian) berkas persyaratan: kuncinya dihapus sehingga isinya tidak "
                    "dapat dibuka lagi, lalu berkasnya dihapus dari tempat penyimpanan. Riwayat permohonan, nomor dan sidik (hash) "
                    "setiap pindaian tetap disimpan."
                ),
                Rows(
                    "Yang bertanggung jawab",
                    (("Sebagai", 34), ("Nama dan jabatan", 0), ("Waktu", 62)),
                    _persons(desk, one),
                ),
                _table("Arsip yang dimusnahkan", gone),
                *([_table("Tidak jadi dimusnahkan", left, why=True)] if left else []),
                *_staying(one, items),
                *_digest(one),
                Words("Saksi-saksi:", strong=True),
                Signatures((("Saksi 1", ""), ("Saksi 2", ""))),
            ),
            signer=_head(desk),
            foot=f"Berita acara {one.minutes}, usulan pemusnahan nomor {one.id}",
        )


def cells(item: ItemRecord) -> tuple[str, ...]:
    """One application as a row, without whom it is of."""
    with override("id"):
        why = _STAYS if item.stays else str(LEFT_OUT.get(item.left_out, "dimusnahkan" if item.is_destroyed else ""))
        closed = short_date(item.closed_date)
        return str(Resi.parse(item.resi)), service_title(item.service), closed, str(item.scans), str(item.bytes), why


def _table(title: str, items: Sequence[ItemRecord], *, why: bool = False) -> Rows:
    heads = (*_HEADS, _WHY) if why else _HEADS
    rows = [(str(place), *cells(item))[: len(heads)] for place, item in enumerate(items, 1)]
    total = ("", "Jumlah", "", "", str(sum(item.scans for item in items)), str(sum(item.bytes for item in items)), "")
    return Rows(title, heads, [*rows, total[: len(heads)]])


def _staying(one: DestructionRecord, items: Sequence[ItemRecord]) -> list[Words | Rows]:
    stays = [item for item in items if item.stays]
    return [_table("Lewat masa simpan tetapi tetap disimpan", stays), Words(f"Alasan: {one.kept_why}")] if stays else []


def _digest(one: DestructionRecord) -> list[Words]:
    return [Words("Sidik daftar (SHA-256) saat diusulkan:"), Words(one.sha256, strong=True)]


def _of_the_list(one: DestructionRecord) -> tuple[tuple[str, str], ...]:
    return (
        ("Usulan nomor", str(one.id)),
        ("Kelas arsip", class_title(one.class_id)),
        ("Masa simpan", f"{one.years} tahun sejak permohonan ditutup"),
        ("Dasar", one.basis),
        ("Keadaan tanggal", plain_date(one.on_date)),
        ("Diusulkan", f"{one.cases} permohonan, {one.scans} pindaian, {one.bytes} bita"),
    )


def _of_the_end(one: DestructionRecord, gone: Sequence[ItemRecord]) -> tuple[tuple[str, str], ...]:
    letter = one.step(StepKind.APPROVED)
    assert letter is not None
    assert letter.date is not None
    counted = (
        f"{len(gone)} permohonan, {sum(item.scans for item in gone)} pindaian, {sum(item.bytes for item in gone)} bita"
    )
    return (
        ("Surat persetujuan", f"{letter.number}, {plain_date(letter.date)}"),
        ("Dimusnahkan", counted),
        ("Tidak jadi", f"{one.left_out} permohonan" if one.left_out else ""),
    )


def _said(desk: Desk, one: DestructionRecord, gone: Sequence[ItemRecord]) -> str:
    begun = one.step(StepKind.BEGUN)
    assert begun is not None
    assert begun.date is not None
    office = offices.office(desk.officer.office_key).name
    return (
        f"Pada hari {long_date(begun.date)}, di {office}, telah dimusnahkan arsip yang lewat masa simpannya dari {len(gone)} "
        f"permohonan menurut daftar di bawah ini, atas persetujuan tersebut di atas."
    )


def _persons(desk: Desk, one: DestructionRecord) -> list[tuple[str, str, str]]:
    zone = offices.office(desk.officer.office_key).zone
    rows = [("Pengusul", name_and_position(one.acted_as), long_moment(one.at, zone))]
    names = (
        (StepKind.APPROVED, "Yang menyetujui"),
        (StepKind.BEGUN, "Pelaksana"),
        (StepKind.FINISHED, "Yang menyelesaikan"),
    )
    for kind, title in names:
        if (step := one.step(kind)) is not None:
            rows.append((title, name_and_position(step.acted_as), long_moment(step.at, zone)))
    return rows


def _head(desk: Desk) -> tuple[str, str, str] | None:
    """Who heads the office today and signs in ink; nobody where the post is empty."""
    head = head_of_office(offices.office(desk.officer.office_key), desk.today)
    return (head.title, head.name, head.nip) if head else None
