"""
Papers that residents hold: a card on its way to the hand, a paper lost or damaged, a letter in the place of what is gone.

It knows which papers the register can see; how they look, and who printed them when, is not its business.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loket.core.register.ages import kia_until_date
from loket.core.register.change import Act, Paper
from loket.core.register.context import Context
from loket.core.register.draft import Draft
from loket.core.register.events import DocumentLost, KiaIssued, KiaRequested, KtpElAdvanced, SubstituteLetter
from loket.core.register.guards import require_active
from loket.core.register.recording import RecordingStatus, advance
from loket.core.register.refusals import ElementUnknown, NoKia, NotHeld, PaperMissing
from loket.core.register.values import Resident

_AKTA: Final[Mapping[str, Paper]] = MappingProxyType(
    {
        "birth_akta": Paper.AKTA_KELAHIRAN,
        "marriage_akta": Paper.AKTA_PERKAWINAN,
        "divorce_akta": Paper.AKTA_PERCERAIAN,
        "death_akta": Paper.AKTA_KEMATIAN,
    }
)
_CARDS: Final[Mapping[str, Paper]] = MappingProxyType({"kk": Paper.KK, "ktp-el": Paper.KTP_EL, "kia": Paper.KIA})
PAPERS: Final[Mapping[str, Paper]] = MappingProxyType({**_AKTA, **_CARDS})
"""The papers that a life event may name as lost, by the name it gives them."""
_LETTERS: Final[Mapping[str, Paper]] = MappingProxyType({"skpti": Paper.SKPTI, "skps": Paper.SKPS})


def ktp_el_advanced(draft: Draft, event: KtpElAdvanced, _: Context) -> None:
    """
    The record moves on. An old card goes when its replacement begins, and a card in hand ends the child's card.

    Raises NotPrintReady, NoSuchTransition, HolderAbsent.
    """
    person = require_active(draft.part, event.resident_id)
    station = advance(person.documents.ktp_el, event.to, in_person=event.in_person)
    kia_until = None if station is RecordingStatus.CARD_ISSUED else person.documents.kia_until_date
    draft.document(person.id, ktp_el=station, kia_until_date=kia_until)
    if person.documents.ktp_el is RecordingStatus.CARD_ISSUED and not event.lost:
        draft.output(Paper.KTP_EL, person.id, act=Act.WITHDRAW, note="diganti")
    if station is RecordingStatus.SENT_FOR_CARD_PRINTING:
        draft.output(Paper.KTP_EL, person.id)


def kia_requested(draft: Draft, event: KiaRequested, context: Context) -> None:
    """A card is printed, and nothing changes until it is handed out. Raises NoKia."""
    person = require_active(draft.part, event.resident_id)
    if kia_until_date(person.biodata, context.today) is None:
        raise NoKia(name=person.name)
    draft.output(Paper.KIA, person.id)


def kia_issued(draft: Draft, event: KiaIssued, _: Context) -> None:
    """The card runs to the fifth or the seventeenth birthday. Raises NoKia."""
    person = require_active(draft.part, event.resident_id)
    until = kia_until_date(person.biodata, event.date)
    if until is None:
        raise NoKia(name=person.name)
    draft.document(person.id, kia_until_date=until)


def document_lost(draft: Draft, event: DocumentLost, _: Context) -> None:
    """
    Print a held paper anew: a damaged one is handed in, a lost one has a police letter.

    Raises ElementUnknown, NotHeld, PaperMissing. Basis: Perpres 96/2018 ps. 13.
    """
    person = require_active(draft.part, event.resident_id)
    paper = _require_held(draft, person, event.document, "document")
    if not event.damaged and not event.police_letter.strip():
        raise PaperMissing(names="surat keterangan kehilangan dari kepolisian", fields=("police_letter",))
    if paper is Paper.KTP_EL:
        return
    if paper is Paper.KIA and event.damaged:
        draft.output(paper, person.id, act=Act.WITHDRAW, note="rusak")
    home = draft.part.membership_of(person.id) if paper is Paper.KK else None
    family_id = home.family_id if home else None
    draft.output(paper, person.id, family_id=family_id, note="rusak" if event.damaged else "hilang")


def substitute_letter(draft: Draft, event: SubstituteLetter, _: Context) -> None:
    """
    A letter says what papers the register knows this resident to hold. Raises ElementUnknown, PaperMissing, NotHeld.

    Basis: UU 23/2006 ps. 59; Permendagri 96/2019.
    """
    person = require_active(draft.part, event.resident_id)
    if event.letter not in _LETTERS:
        raise ElementUnknown(names=event.letter, fields=("letter",))
    if not event.lost or not event.ground.strip():
        raise PaperMissing(names="dokumen yang hilang dan formulir pendataan", fields=("lost", "ground"))
    papers = [_require_held(draft, person, document, "lost") for document in event.lost]
    draft.output(_LETTERS[event.letter], person.id, note=", ".join(papers))


def _require_held(draft: Draft, person: Resident, document: str, field: str) -> Paper:
    paper = PAPERS.get(document)
    if paper is None:
        raise ElementUnknown(names=document, fields=(field,))
    if not _holds(draft, person, document):
        raise NotHeld(name=person.name, document=paper)
    return paper


def _holds(draft: Draft, person: Resident, document: str) -> bool:
    if document == "kk":
        return draft.part.membership_of(person.id) is not None
    if document == "ktp-el":
        return person.documents.ktp_el is RecordingStatus.CARD_ISSUED
    if document == "kia":
        return person.documents.kia_until_date is not None
    return getattr(person.documents, document) is not None
