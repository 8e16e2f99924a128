"""Gathers the letters of those who move: SKPWNI, SKDWNI, SKPLN and SKDLN."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from loket.core.register import Address, Transit
from loket.core.register.codes import MoveKind, MoveReason
from loket.core.register.moves import class_of_move, skpwni_expires_date
from loket.documents.gathering.reader import head_of
from loket.documents.gathering.table import Table
from loket.documents.papers.moves import AbroadRecord, FromAbroadRecord, MoveInRecord, MoveOutRecord
from loket.documents.papers.people import Person
from loket.documents.papers.places import Place
from loket.register import queries as register

_NOBODY_STAYS: Final = "Tidak ada yang ditinggal"
_KK_GOES_ON: Final = "Nomor KK tetap"
_NEW_KK: Final = "Membuat KK baru"


def move_out(table: Table) -> MoveOutRecord:
    """An SKPWNI for those under way: the KK of origin as it was the day before they left."""
    request, needs = table.request, table.needs
    transit = _transit(table)
    left = table.reader.origin(transit) if transit else None
    if transit is None or left is None:
        needs.missing.append("kepindahan keluar yang sedang berjalan")
        needs.refuse_gaps()
    assert transit is not None
    assert left is not None
    rows = {row.resident_id: table.reader.of_row(row, left) for row in left.rows}
    movers = tuple(rows[i] for i in request.resident_ids if i in rows)
    if not movers or len(movers) < len(request.resident_ids):
        needs.missing.append("anggota KK asal di antara yang pindah")
        needs.refuse_gaps()
    origin = rows[head_of(left).resident_id]
    table.housed(origin)
    payload = _payload(table)
    number = request.number or transit.skpwni_number or ""
    days = register.settings_of(table.office.id).transit_days
    destination = _destination(table, transit)
    return MoveOutRecord(
        reason=needs.text("reason", "alasan pindah", _reason(payload)),
        stayers_kk=needs.text("stayers_kk", "status KK yang tidak pindah", _stayers(transit.kind)),
        movers_kk=needs.text("movers_kk", "status KK yang pindah"),
        leaves_on=needs.date("leaves_on", "rencana tanggal pindah", transit.departed_date),
        phone=needs.optional("phone"),
        issue=table.letter(movers, number),
        origin=origin,
        applicant=_applicant(table, rows) or movers[0],
        movers=movers,
        destination=destination,
        classification=class_of_move(left.address.region, transit.destination).label,
        kind=transit.kind.label,
        valid_until=skpwni_expires_date(transit.departed_date, days),
    )


def _transit(table: Table) -> Transit | None:
    ids = table.request.resident_ids
    first = table.reader.resident(ids[0]) if ids else None
    return first.record.transit if first else None


def _destination(table: Table, transit: Transit) -> Place:
    needs = table.needs
    address = Address(
        needs.text("destination_street", "alamat tujuan"),
        needs.optional("destination_rt"),
        needs.optional("destination_rw"),
        transit.destination,
        needs.optional("destination_hamlet"),
        needs.optional("destination_postal_code"),
    )
    place = table.reader.place(address)
    needs.have(place.regency or needs.optional("destination_regency"), "nama kabupaten/kota tujuan")
    return place


def _stayers(kind: MoveKind) -> str:
    return {
        MoveKind.HEAD_AND_ALL: _NOBODY_STAYS,
        MoveKind.MEMBERS: _KK_GOES_ON,
        MoveKind.HEAD: _NEW_KK,
        MoveKind.HEAD_AND_SOME: _NEW_KK,
    }[kind]


def _payload(table: Table) -> Mapping[str, Any]:
    event = table.event()
    return event.payload if event else {}


def _reason(payload: Mapping[str, Any]) -> str:
    """The reason as the life event has it: its own words where the list has none."""
    found = next((reason for reason in MoveReason if reason == payload.get("reason")), None)
    if found is None:
        return ""
    return str(payload.get("reason_text") or found.label) if found is MoveReason.OTHER else found.label


def _applicant(table: Table, rows: Mapping[Any, Person]) -> Person | None:
    wanted = table.needs.optional("applicant_id")
    return next((person for i, person in rows.items() if str(i) == wanted), None) if wanted else None


def move_in(table: Table) -> MoveInRecord:
    """An SKDWNI: the KK the arrived are in now, and where they came from."""
    request, needs = table.request, table.needs
    movers = table.people("penduduk yang datang")
    family_id = request.family_id or _family_of(table, request.resident_ids[0])
    kk = table.reader.kk(family_id) if family_id else None
    if kk is None:
        needs.missing.append("KK di daerah tujuan")
        needs.refuse_gaps()
    assert kk is not None
    head = table.reader.of_row(head_of(kk), kk)
    table.housed(head)
    payload = _payload(table)
    return MoveInRecord(
        origin=needs.text("origin", "alamat asal"),
        skpwni_number=needs.text("skpwni_number", "nomor SKPWNI", str(payload.get("skpwni_number") or "")),
        arrived_on=needs.date("arrived_on", "tanggal kedatangan", _happened(table)),
        movers_kk=needs.text("movers_kk", "status KK yang pindah"),
        issue=table.letter((head, *movers)),
        head=head,
        movers=movers,
    )


def _family_of(table: Table, resident_id: UUID) -> UUID | None:
    found = table.reader.resident(resident_id)
    return found.family_id if found else None


def _happened(table: Table) -> date | None:
    event = table.event()
    return event.happened_on if event else None


def abroad(table: Table) -> AbroadRecord:
    """An SKPLN; the first resident of the request is the applicant."""
    movers, needs = table.people("penduduk yang pindah"), table.needs
    return AbroadRecord(
        country=needs.text("country", "negara tujuan"),
        address=needs.text("foreign_address", "alamat di luar negeri"),
        reason=needs.text("reason", "alasan pindah"),
        leaves_on=needs.date("leaves_on", "tanggal keberangkatan", _happened(table)),
        issue=table.letter(movers),
        applicant=movers[0],
        movers=movers,
    )


def from_abroad(table: Table) -> FromAbroadRecord:
    """An SKDLN; the first resident of the request is the applicant."""
    movers, needs = table.people("penduduk yang datang"), table.needs
    table.housed(movers[0])
    return FromAbroadRecord(
        country=needs.text("country", "negara asal"),
        travel_document=needs.text("travel_document", "dokumen perjalanan"),
        arrived_on=needs.date("arrived_on", "tanggal kedatangan", _happened(table)),
        issue=table.letter(movers),
        applicant=movers[0],
        movers=movers,
    )
