"""Which paper is gathered how, and which details the register does not keep each of them needs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from loket.core.register import Kk
from loket.core.register.change import Act, Paper
from loket.documents.gathering import civil, moves, office, registration
from loket.documents.gathering.request import PaperRequest
from loket.documents.gathering.table import Table
from loket.documents.papers.issue import Signer
from loket.documents.papers.kinds import OfficePaper
from loket.documents.papers.kk import KkRecord
from loket.documents.refusals import NothingToPrint, PaperOfAnotherOffice
from loket.register import queries as register

Gatherer: TypeAlias = Callable[[Table], Any]

_GATHERERS: Final[Mapping[str, Gatherer]] = MappingProxyType(
    {
        Paper.KK: registration.kk,
        Paper.KTP_EL: registration.ktp_el,
        Paper.KIA: registration.kia,
        Paper.BIODATA: registration.biodata,
        Paper.SKTT: registration.sktt,
        Paper.SKPWNI: moves.move_out,
        Paper.SKDWNI: moves.move_in,
        Paper.SKPLN: moves.abroad,
        Paper.SKDLN: moves.from_abroad,
        Paper.AKTA_KELAHIRAN: civil.birth,
        Paper.AKTA_KEMATIAN: civil.death,
        Paper.AKTA_PERKAWINAN: civil.marriage,
        Paper.AKTA_PERCERAIAN: civil.divorce,
        Paper.AKTA_PENGAKUAN_ANAK: civil.acknowledgement,
        Paper.SK_LAHIR_MATI: civil.stillbirth,
        Paper.SK_PEMBATALAN_PERKAWINAN: civil.marriage_annulment,
        Paper.SK_PEMBATALAN_PERCERAIAN: civil.divorce_annulment,
        Paper.SK_PENGANGKATAN_ANAK: civil.adoption,
        Paper.SK_PELEPASAN_KEWARGANEGARAAN: civil.renunciation,
        Paper.SKPTI: civil.identity_replacement,
        Paper.SKPS: civil.certificate_replacement,
        OfficePaper.SUKET: registration.substitute,
        OfficePaper.PEMUSNAHAN: office.destruction,
        OfficePaper.EKSPEDISI: office.dispatch,
        OfficePaper.DISPOSISI: office.disposition,
    }
)

_NOBODY: Final = Signer(title="", name="")
_COURT: Final = ("court", "court_number", "court_date")
DETAILS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Paper.KK: (),
        Paper.KTP_EL: ("permit_until",),
        Paper.KIA: (),
        Paper.BIODATA: ("phone", "email"),
        Paper.SKTT: ("permit_number", "permit_until", "passport", "sponsor"),
        Paper.SKPWNI: (
            *("destination_street", "destination_rt", "destination_rw", "destination_hamlet"),
            *("destination_postal_code", "destination_regency", "reason", "stayers_kk", "movers_kk", "leaves_on"),
            *("phone", "applicant_id"),
        ),
        Paper.SKDWNI: ("origin", "skpwni_number", "arrived_on", "movers_kk"),
        Paper.SKPLN: ("country", "foreign_address", "reason", "leaves_on"),
        Paper.SKDLN: ("country", "travel_document", "arrived_on"),
        Paper.AKTA_KELAHIRAN: ("order", "parents_unrecorded", "second"),
        Paper.AKTA_KEMATIAN: ("death_date", "death_place", "second"),
        Paper.AKTA_PERKAWINAN: ("marriage_date", "marriage_place", "officiant", "note", "second"),
        Paper.AKTA_PERCERAIAN: ("divorce_date", "marriage_akta", "second", *_COURT),
        Paper.AKTA_PENGAKUAN_ANAK: ("birth_akta", "second"),
        Paper.SK_LAHIR_MATI: ("father_name", "sex", "weeks", "birth_date", "birth_place", "determined_by"),
        Paper.SK_PEMBATALAN_PERKAWINAN: ("akta_number", *_COURT),
        Paper.SK_PEMBATALAN_PERCERAIAN: ("akta_number", *_COURT),
        Paper.SK_PENGANGKATAN_ANAK: ("birth_akta", *_COURT),
        Paper.SK_PELEPASAN_KEWARGANEGARAAN: ("decision", "decision_date", "nationality"),
        Paper.SKPTI: ("lost", "disaster", "happened_on"),
        Paper.SKPS: ("lost", "disaster", "happened_on"),
        OfficePaper.SUKET: ("paper", "valid_until", "stock", "because"),
        OfficePaper.PEMUSNAHAN: ("way", "witnesses"),
        OfficePaper.EKSPEDISI: ("batch", "to_unit", "carrier"),
        OfficePaper.DISPOSISI: (
            *("sender", "letter_number", "letter_date", "received_on", "agenda_number", "subject"),
            *("passed_to", "instructions", "ticked", "note"),
        ),
        OfficePaper.CATATAN_PINGGIR: ("akta_number", "words", "basis"),
    }
)
"""What a paper takes from `PaperRequest.details`, by name; `CATATAN_PINGGIR` stands for the note on any certificate."""


def gather(request: PaperRequest, *, printed_at: datetime, copy_number: int = 1) -> Any:
    """
    The record of a paper, with all that it says read from the register.

    Raises PaperIncomplete with everything that is missing, NothingToPrint for a paper that is taken back,
    PaperOfAnotherOffice, and NoSuchOffice.
    """
    if request.act is Act.WITHDRAW:
        raise NothingToPrint(paper=request.paper.value)
    table = Table(request, printed_at=printed_at, copy_number=copy_number)
    _require_kept_here(request, table.office.id)
    return civil.marginal_note(table) if request.act is Act.ANNOTATE else _GATHERERS[request.paper](table)


def draft_of_kk(request: PaperRequest, kk: Kk, *, printed_at: datetime) -> KkRecord:
    """
    A KK given as a value, always as a draft: before or after a change that nobody has recorded yet.

    Raises PaperIncomplete.
    """
    record = registration.kk_of(Table(request, printed_at=printed_at, copy_number=1), kk)
    reasons = ("perubahan belum dicatat", *record.issue.draft)
    return replace(record, issue=replace(record.issue, draft=reasons))


def old_kk(request: PaperRequest, *, printed_at: datetime) -> KkRecord:
    """
    The KK of the day of the request in the layout used up to 2019, to be looked at and never handed out: nobody signs it.

    Raises PaperIncomplete, PaperOfAnotherOffice.
    """
    record: KkRecord = gather(replace(request, paper=Paper.KK, signer=_NOBODY), printed_at=printed_at)
    return replace(record, old_layout=True)


def _require_kept_here(request: PaperRequest, office_id: int) -> None:
    """A KK is printed by the office that keeps it, a letter by one that keeps at least one of those it names."""
    homes = register.families_named([request.family_id]) if request.family_id else {}
    if any(home.office_id != office_id for home in homes.values()):
        raise PaperOfAnotherOffice(paper=request.paper.value)
    people = register.people(request.resident_ids) if request.resident_ids else {}
    if people and all(person.office_id != office_id for person in people.values()):
        raise PaperOfAnotherOffice(paper=request.paper.value)
