"""
What the acts of a step do to the card that an application is about: the stations of a KTP-el, the hand-over of a KIA.

Only the stations still missing are passed; whether one may be is the business of `register.recording`.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from loket.core.register.ages import kia_until_date
from loket.core.register.events import KiaIssued, KtpElAdvanced, LifeEvent
from loket.core.register.recording import TO_PRINT_READY
from loket.core.register.recording import RecordingStatus as S
from loket.core.register.values import Resident

REPLACED: Final = frozenset({"ktp-hilang", "ktp-rusak", "ktp-ubah-data"})
"""A card in hand gives way to another: the record is at PRR again, without a new recording."""
KTP_EL: Final = frozenset({"ktp-baru"}) | REPLACED
KIA: Final = frozenset({"kia-baru", "kia-hilang", "kia-rusak"})
CARDS: Final = KTP_EL | KIA
"""Kinds of entry with a card of this office's own residents; one printed for another office's is none of them."""

_AT_CENTRE: Final = (S.RECEIVED_AT_CENTRAL, S.PRINT_READY_RECORD)
_AT_PRINTER: Final = (S.SENT_FOR_CARD_PRINTING, S.CARD_PRINTED)


def card_events(
    kind: str, acts: Collection[str], resident: Resident, today: datetime.date, *, in_person: bool
) -> tuple[LifeEvent, ...]:
    """
    The events that a finished step with these acts asks of the register, in order; none for steps without a card.

    `in_person`: the holder is there with fingerprints. Who may not stand in, and a card that is not yet ready to print, are
    refused when the events are decided.
    """
    if kind in KIA:
        return kia_handed_over((resident,), today) if "hand_over" in acts else ()
    if kind not in KTP_EL:
        return ()
    lost = kind == "ktp-hilang"
    return tuple(
        KtpElAdvanced(date=today, resident_id=resident.id, to=to, in_person=in_person, lost=lost)
        for to in _stations(kind, acts, resident.documents.ktp_el)
    )


def kia_handed_over(children: Iterable[Resident], today: datetime.date) -> tuple[LifeEvent, ...]:
    """
    A KIA counts as held from the day it is handed over, also one that came with a birth; one printed again runs on as it was.
    """
    return tuple(KiaIssued(date=today, resident_id=child.id) for child in children if _is_new(child, today))


def _is_new(child: Resident, today: datetime.date) -> bool:
    until = kia_until_date(child.biodata, today)
    return until is not None and until != child.documents.kia_until_date


def _stations(kind: str, acts: Collection[str], station: S) -> Iterator[S]:
    """Each act's stations after the one before it, in the order of the way and not of the list."""
    for act in ("record_biometrics", "await_external", "print", "activate", "hand_over"):
        if act not in acts:
            continue
        for to in _missing(kind, act, station):
            yield to
            station = to


def _missing(kind: str, act: str, station: S) -> tuple[S, ...]:
    ahead = TO_PRINT_READY.get(station, ())
    match act:
        case "record_biometrics":
            return tuple(to for to in ahead if to not in _AT_CENTRE) if station is not S.CARD_ISSUED else ()
        case "await_external":
            return tuple(to for to in ahead if to in _AT_CENTRE) if station is not S.CARD_ISSUED else ()
        case "print":
            return _to_the_printer(kind, station)
    # The holder activates the card and has it; where no step activates, handing it over is that.
    return () if station is S.CARD_ISSUED else (S.CARD_ISSUED,)


def _to_the_printer(kind: str, station: S) -> tuple[S, ...]:
    if station is S.CARD_ISSUED:
        return (S.PRINT_READY_RECORD, *_AT_PRINTER) if kind in REPLACED else ()
    if station is S.SENT_FOR_CARD_PRINTING:
        return (S.CARD_PRINTED,)
    return () if station in (S.CARD_PRINTED, S.CARD_SHIPPED) else _AT_PRINTER
