"""KTP-el and KIA: form F-1.02. What happens to the card itself follows from the acts of the case (`entry.cards`)."""

import datetime
from types import MappingProxyType
from typing import Final

from loket.core.entry.declared import letter
from loket.core.entry.filled import Filled
from loket.core.entry.placing import bad
from loket.core.register.ages import KIA_PHOTO_AGE, age_on, kia_until_date, may_be_recorded
from loket.core.register.events import DocumentLost, KiaRequested, KtpElAdvanced, LifeEvent
from loket.core.register.recording import TO_PRINT_READY, RecordingStatus
from loket.core.register.values import Resident


def first_ktp_el(filled: Filled) -> tuple[LifeEvent, ...]:
    """
    Nothing changes by the form, except where the holder was recorded before and the centre has answered PRR already.

    Raises BadTerm for someone below sixteen, and for who holds a card. Basis: UU 24/2013 ps. 63.
    """
    holder = filled.resident("resident")
    if not may_be_recorded(holder.biodata, filled.today):
        sentence = f"{holder.name} belum 16 tahun, jadi belum dapat direkam."
        raise bad("ktp-too-young", sentence, "Layani sebagai KIA.", "resident")
    if holder.documents.ktp_el is RecordingStatus.CARD_ISSUED:
        sentence = f"{holder.name} sudah memegang KTP-el."
        raise bad("ktp-held", sentence, "Pilih KTP-el hilang, rusak, atau perubahan data.", "resident")
    if not filled.values.ticked("print_ready"):
        return ()
    return _recorded_before(holder, filled.values.date("recorded_date"), filled.today)


def _recorded_before(holder: Resident, recorded: datetime.date, today: datetime.date) -> tuple[LifeEvent, ...]:
    if recorded > today:
        sentence = f"Tanggal perekaman {recorded:%d-%m-%Y} belum tiba."
        raise bad("ktp-recorded-later", sentence, "Periksa tanggal pada bukti perekaman.", "recorded_date")
    return tuple(
        KtpElAdvanced(date=today, resident_id=holder.id, to=station, in_person=True)
        for station in TO_PRINT_READY.get(holder.documents.ktp_el, ())
    )


def lost_ktp_el(filled: Filled) -> tuple[LifeEvent, ...]:
    """The card is lost, with a police letter. Basis: Perpres 96/2018 ps. 19."""
    return (_lost(filled, "ktp-el"),)


def damaged_ktp_el(filled: Filled) -> tuple[LifeEvent, ...]:
    """The card is damaged, and handed in."""
    return (_damaged(filled, "ktp-el"),)


def changed_ktp_el(filled: Filled) -> tuple[LifeEvent, ...]:
    """A new card for changed data: nothing but the card. Raises BadTerm for who holds none."""
    holder = filled.resident("resident")
    if holder.documents.ktp_el in (RecordingStatus.BELUM_WAJIB, RecordingStatus.UNREGISTERED):
        sentence = f"{holder.name} tidak tercatat memiliki KTP-el."
        raise bad("ktp-not-held", sentence, "Ajukan sebagai KTP-el pertama.", "resident")
    return ()


def ktp_el_of_another_place(filled: Filled) -> tuple[LifeEvent, ...]:
    """
    A card printed for a resident of another kabupaten/kota: this register does not change.

    Raises BadTerm when the data have changed. Basis: Permendagri 8/2016 ps. 15.
    """
    if not filled.values.ticked("unchanged"):
        sentence = "KTP-el luar domisili hanya dicetak bila datanya tidak berubah."
        hint = "Centang bila sudah diperiksa; bila datanya berubah, arahkan ke daerah asalnya."
        raise bad("ktp-data-changed", sentence, hint, "unchanged")
    return ()


def first_kia(filled: Filled) -> tuple[LifeEvent, ...]:
    """
    A child's card, the first or that with a photo from five on. Raises BadTerm for who has a valid one, or no photo.

    Basis: Permendagri 2/2016 ps. 3 to ps. 5.
    """
    child = filled.resident("resident")
    held = child.documents.kia_until_date
    if held is not None and held > filled.today and held == kia_until_date(child.biodata, filled.today):
        sentence = f"{child.name} memegang KIA yang berlaku sampai {held:%d-%m-%Y}."
        raise bad("kia-held", sentence, "Pilih KIA hilang atau rusak.", "resident")
    if age_on(child.biodata.birth_date, filled.today) >= KIA_PHOTO_AGE and not filled.values.ticked("photo"):
        sentence = f"{child.name} sudah berumur lima tahun, jadi KIA-nya memakai foto."
        raise bad("kia-photo-missing", sentence, "Terima pas foto 2x3, lalu centang.", "photo")
    return (KiaRequested(date=filled.today, resident_id=child.id),)


def lost_kia(filled: Filled) -> tuple[LifeEvent, ...]:
    """The child's card is lost, with a police letter."""
    return (_lost(filled, "kia"),)


def damaged_kia(filled: Filled) -> tuple[LifeEvent, ...]:
    """The child's card is damaged, and handed in."""
    return (_damaged(filled, "kia"),)


def _lost(filled: Filled, document: str) -> DocumentLost:
    police, holder = letter(filled.values, "police"), filled.resident("resident")
    return DocumentLost(date=filled.today, resident_id=holder.id, document=document, police_letter=police)


def _damaged(filled: Filled, document: str) -> DocumentLost:
    holder = filled.resident("resident")
    return DocumentLost(date=filled.today, resident_id=holder.id, document=document, damaged=True)


KINDS: Final = MappingProxyType(
    {
        "ktp-baru": first_ktp_el,
        "ktp-hilang": lost_ktp_el,
        "ktp-rusak": damaged_ktp_el,
        "ktp-ubah-data": changed_ktp_el,
        "ktp-luar-domisili": ktp_el_of_another_place,
        "kia-baru": first_kia,
        "kia-hilang": lost_kia,
        "kia-rusak": damaged_kia,
    }
)
