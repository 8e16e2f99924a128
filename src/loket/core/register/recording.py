"""
The way of a KTP-el record from the camera to the holder's hand, as SIAK names its stations.

It knows which station may follow which, and that a card is printed only from PRR and handed over only to its holder. It
does not know who may hold a card (that is a rule), nor how long a station takes: most lie outside the office.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from loket.core.problems import Refusal


class RecordingStatus(StrEnum):
    """A station of the record, by SIAK's own name; the first one is before any duty to hold a card."""

    BELUM_WAJIB = "BELUM_WAJIB"
    UNREGISTERED = "UNREGISTERED"
    BIO_CAPTURED = "BIO_CAPTURED"
    PROCESSING = "PROCESSING"
    SENT_FOR_ENROLLMENT = "SENT_FOR_ENROLLMENT"
    RECEIVED_AT_CENTRAL = "RECEIVED_AT_CENTRAL"
    ENROLL_FAILURE_AT_CENTRAL = "ENROLL_FAILURE_AT_CENTRAL"
    SEARCH_FAILURE_AT_CENTRAL = "SEARCH_FAILURE_AT_CENTRAL"
    ENROLL_FAILURE_AT_REGIONAL = "ENROLL_FAILURE_AT_REGIONAL"
    ADJUDICATE_RECORD = "ADJUDICATE_RECORD"
    ADJUDICATE_IN_PROCESS = "ADJUDICATE_IN_PROCESS"
    DUPLICATE_RECORD = "DUPLICATE_RECORD"
    PRINT_READY_RECORD = "PRINT_READY_RECORD"
    SENT_FOR_CARD_PRINTING = "SENT_FOR_CARD_PRINTING"
    CARD_PRINTED = "CARD_PRINTED"
    CARD_SHIPPED = "CARD_SHIPPED"
    CARD_ISSUED = "CARD_ISSUED"


_S = RecordingStatus

NEXT: Final[Mapping[RecordingStatus, frozenset[RecordingStatus]]] = MappingProxyType(
    {
        # Recording at sixteen is done early, so that the card can be printed on the seventeenth birthday.
        _S.BELUM_WAJIB: frozenset({_S.UNREGISTERED, _S.BIO_CAPTURED}),
        _S.UNREGISTERED: frozenset({_S.BIO_CAPTURED}),
        _S.BIO_CAPTURED: frozenset({_S.PROCESSING}),
        _S.PROCESSING: frozenset({_S.SENT_FOR_ENROLLMENT, _S.ENROLL_FAILURE_AT_REGIONAL}),
        _S.SENT_FOR_ENROLLMENT: frozenset({_S.RECEIVED_AT_CENTRAL}),
        _S.RECEIVED_AT_CENTRAL: frozenset(
            {
                _S.PRINT_READY_RECORD,
                _S.DUPLICATE_RECORD,
                _S.ADJUDICATE_RECORD,
                _S.ENROLL_FAILURE_AT_CENTRAL,
                _S.SEARCH_FAILURE_AT_CENTRAL,
                _S.ENROLL_FAILURE_AT_REGIONAL,
            }
        ),
        _S.ENROLL_FAILURE_AT_CENTRAL: frozenset({_S.BIO_CAPTURED}),
        _S.SEARCH_FAILURE_AT_CENTRAL: frozenset({_S.RECEIVED_AT_CENTRAL}),
        _S.ENROLL_FAILURE_AT_REGIONAL: frozenset({_S.BIO_CAPTURED}),
        _S.ADJUDICATE_RECORD: frozenset({_S.ADJUDICATE_IN_PROCESS, _S.PRINT_READY_RECORD, _S.DUPLICATE_RECORD}),
        _S.ADJUDICATE_IN_PROCESS: frozenset({_S.PRINT_READY_RECORD, _S.DUPLICATE_RECORD}),
        # A double is cleared up by hand at the centre; the person is then recorded anew under the NIK that stays.
        _S.DUPLICATE_RECORD: frozenset({_S.UNREGISTERED}),
        _S.PRINT_READY_RECORD: frozenset({_S.SENT_FOR_CARD_PRINTING}),
        _S.SENT_FOR_CARD_PRINTING: frozenset({_S.CARD_PRINTED}),
        _S.CARD_PRINTED: frozenset({_S.CARD_SHIPPED, _S.CARD_ISSUED}),
        _S.CARD_SHIPPED: frozenset({_S.CARD_ISSUED}),
        # A new card for changed data, loss or damage needs no new recording, but again passes PRR.
        _S.CARD_ISSUED: frozenset({_S.PRINT_READY_RECORD}),
    }
)

_RECORDED: Final = (
    _S.BIO_CAPTURED,
    _S.PROCESSING,
    _S.SENT_FOR_ENROLLMENT,
    _S.RECEIVED_AT_CENTRAL,
    _S.PRINT_READY_RECORD,
)

TO_PRINT_READY: Final[Mapping[RecordingStatus, tuple[RecordingStatus, ...]]] = MappingProxyType(
    {
        _S.BELUM_WAJIB: _RECORDED,
        _S.UNREGISTERED: _RECORDED,
        _S.ENROLL_FAILURE_AT_CENTRAL: _RECORDED,
        _S.ENROLL_FAILURE_AT_REGIONAL: _RECORDED,
        _S.DUPLICATE_RECORD: (_S.UNREGISTERED, *_RECORDED),
        _S.SEARCH_FAILURE_AT_CENTRAL: _RECORDED[3:],
        **{station: _RECORDED[place + 1 :] for place, station in enumerate(_RECORDED)},
        _S.ADJUDICATE_RECORD: (_S.PRINT_READY_RECORD,),
        _S.ADJUDICATE_IN_PROCESS: (_S.PRINT_READY_RECORD,),
        _S.CARD_ISSUED: (_S.PRINT_READY_RECORD,),
    }
)
"""The stations that are missing before a card can be printed, when all goes well; a card on its way has none."""

IN_PERSON: Final = frozenset({_S.BIO_CAPTURED, _S.CARD_ISSUED})
"""Stations that the holder reaches only by being there: fingerprints are taken, or compared."""

AT_CENTRE: Final = frozenset(
    {_S.SENT_FOR_ENROLLMENT, _S.RECEIVED_AT_CENTRAL, _S.ADJUDICATE_RECORD, _S.ADJUDICATE_IN_PROCESS}
)
"""Stations at which the office can only wait."""

CARDS: Final = frozenset({_S.SENT_FOR_CARD_PRINTING, _S.CARD_PRINTED, _S.CARD_SHIPPED, _S.CARD_ISSUED})
"""Stations at which a card exists or is being made."""


class NotPrintReady(Refusal):
    """A card is printed only from a record the centre has found unique."""

    id = "ktp-el-not-prr"
    sentence = "KTP-el belum boleh dicetak: status rekaman {status}, bukan PRINT_READY_RECORD (PRR)."
    hint = "Tunggu status PRR dari pusat, lalu cetak."


class NoSuchTransition(Refusal):
    """The record cannot come to this station from where it is."""

    id = "ktp-el-no-transition"
    sentence = "Status rekaman KTP-el tidak dapat berubah dari {status} ke {to}."
    hint = "Pilih salah satu: {choices}."


class HolderAbsent(Refusal):
    """Fingerprints are given by the holder, so nobody can stand in."""

    id = "ktp-el-in-person"
    sentence = "Perekaman dan aktivasi KTP-el memerlukan sidik jari pemiliknya dan tidak dapat diwakilkan."
    hint = "Minta pemilik KTP-el datang sendiri, atau datangi pemiliknya."


def advance(status: RecordingStatus, to: RecordingStatus, *, in_person: bool = False) -> RecordingStatus:
    """
    The station after one more step of the record.

    `in_person` says that the holder is there with fingerprints; it counts for recording and for activation alone.
    Raises NotPrintReady, NoSuchTransition, HolderAbsent.
    Basis: SOP Pesisir Selatan 470/284/DKPS-PS/2020 (printing from PRR); SOP Bintan (activation in person).
    """
    following = NEXT[status]
    if to not in following:
        if to is RecordingStatus.SENT_FOR_CARD_PRINTING:
            raise NotPrintReady(status=status)
        raise NoSuchTransition(status=status, to=to, choices=", ".join(sorted(following)))
    if to in IN_PERSON and not in_person:
        raise HolderAbsent
    return to
