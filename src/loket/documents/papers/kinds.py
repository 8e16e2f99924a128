"""Which page prints which record: one row each, so that a paper without a page cannot exist."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from loket.documents.papers import akta, biodata, cards, civil_letters, kk, moves, office_papers
from loket.documents.papers.blocks import LetterRecord, letter_page
from loket.documents.papers.issue import Page


class OfficePaper(StrEnum):
    """The papers of an office that no life event asks for, by the name they are known by at the counter."""

    SUKET = "surat keterangan pengganti"
    CATATAN_PINGGIR = "catatan pinggir"
    EKSPEDISI = "daftar ekspedisi"
    DISPOSISI = "lembar disposisi"
    PEMUSNAHAN = "berita acara pemusnahan"


_PAGES: Final[dict[type[Any], Callable[[Any], Page]]] = {
    kk.KkRecord: kk.kk_page,
    biodata.BiodataRecord: biodata.biodata_page,
    cards.KtpElRecord: cards.ktp_el_page,
    cards.KiaRecord: cards.kia_page,
    cards.SkttRecord: cards.sktt_page,
    moves.MoveOutRecord: moves.move_out_page,
    moves.MoveInRecord: moves.move_in_page,
    moves.AbroadRecord: moves.abroad_page,
    moves.FromAbroadRecord: moves.from_abroad_page,
    akta.BirthAktaRecord: akta.birth_akta_page,
    akta.DeathAktaRecord: akta.death_akta_page,
    akta.MarriageAktaRecord: akta.marriage_akta_page,
    akta.DivorceAktaRecord: akta.divorce_akta_page,
    akta.AcknowledgementAktaRecord: akta.acknowledgement_akta_page,
    akta.MarginalNoteRecord: akta.marginal_note_page,
    civil_letters.StillbirthRecord: civil_letters.stillbirth_page,
    civil_letters.AnnulmentRecord: civil_letters.annulment_page,
    civil_letters.AdoptionRecord: civil_letters.adoption_page,
    civil_letters.RenunciationRecord: civil_letters.renunciation_page,
    civil_letters.ReplacementRecord: civil_letters.replacement_page,
    civil_letters.SubstituteRecord: civil_letters.substitute_page,
    office_papers.DispatchRecord: office_papers.dispatch_page,
    office_papers.DispositionRecord: office_papers.disposition_page,
    office_papers.DestructionRecord: office_papers.destruction_page,
    LetterRecord: letter_page,
}


def page_of(record: Any) -> Page:
    """The page of a record of `papers`. Raises KeyError for anything else."""
    return _PAGES[type(record)](record)
