"""
The cards that a move makes void: they are taken and destroyed where the holder lives now.

It knows which cards someone holds; whether new ones follow is for the comparison of the register before and after.
"""

from loket.core.register.change import Act, Paper
from loket.core.register.draft import Draft
from loket.core.register.recording import RecordingStatus
from loket.core.register.values import Documents, ResidentId


def cards_of(documents: Documents) -> tuple[Paper, ...]:
    """The cards in the holder's hands."""
    held = (
        (Paper.KTP_EL, documents.ktp_el is RecordingStatus.CARD_ISSUED),
        (Paper.KIA, documents.kia_until_date is not None),
    )
    return tuple(paper for paper, is_held in held if is_held)


def destroy_cards(draft: Draft, resident_id: ResidentId) -> tuple[Paper, ...]:
    """
    Take the cards with the old address; gives what was taken.

    Basis: Perpres 96/2018 ps. 26; UU 24/2013 ps. 64.
    """
    taken = cards_of(draft.part.residents[resident_id].documents)
    for paper in taken:
        draft.output(paper, resident_id, act=Act.WITHDRAW, note="kartu lama dimusnahkan")
    return taken
