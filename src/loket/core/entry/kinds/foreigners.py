"""Foreigners with leave to stay (form F-1.03, SKTT), and citizens who have no record at all (form F-1.01)."""

from types import MappingProxyType
from typing import Final

from loket.core.entry.filled import Filled
from loket.core.entry.newcomers import arrivals
from loket.core.entry.placing import address, bad, settled
from loket.core.entry.reading import Values
from loket.core.register.codes import Citizenship, MaritalStatus, PermitKind, Religion, Sex, Shdk
from loket.core.register.events import LifeEvent
from loket.core.register.moves import ForeignerRegistered, Newcomer, PeopleRecorded, PermitProlonged
from loket.core.register.placements import JoinKk, NewKk, Placement
from loket.core.register.values import Biodata, Documents, Permit, ResidentId


def register_foreigner(filled: Filled) -> tuple[LifeEvent, ...]:
    """A foreigner with an ITAS lives here from the day of the ITAS on."""
    values = filled.values
    biodata = Biodata(
        full_name=values.text("full_name"),
        sex=values.code(Sex, "sex"),
        birth_place=values.text("birth_place"),
        birth_date=values.date("birth_date"),
        religion=values.code(Religion, "religion"),
        marital_status=values.code(MaritalStatus, "marital_status"),
        marriage_date=values.date("marriage_date") if "marriage_date" in values else None,
        occupation=values.number("occupation"),
        citizenship=Citizenship.WNA,
        nationality=values.text("nationality"),
        permit=_permit(values, PermitKind.ITAS),
    )
    newcomer = Newcomer(filled.new_id(), values.nik("nik"), biodata, Documents())
    return (ForeignerRegistered(date=values.date("permit_date"), newcomer=newcomer, address=address(filled)),)


def prolong_permit(filled: Filled) -> tuple[LifeEvent, ...]:
    """A new ITAS, or an ITAP with which the foreigner enters a KK or founds one."""
    values = filled.values
    foreigner = filled.resident("resident")
    permit = _permit(values, PermitKind.ITAP if values.text("permit_kind") == "itap" else PermitKind.ITAS)
    return (
        PermitProlonged(
            date=values.date("permit_date"),
            resident_id=foreigner.id,
            permit=permit,
            placements=_entered(filled, foreigner.id),
            address=address(filled) if values.ticked("moves") else None,
        ),
    )


def _permit(values: Values, kind: PermitKind) -> Permit:
    until = values.date("until_date") if "until_date" in values else None
    return Permit(kind, values.text("permit_number"), until)


def _entered(filled: Filled, foreigner_id: ResidentId) -> tuple[Placement, ...]:
    match filled.values.text("place"):
        case "numpang":
            return (JoinKk(filled.kk("host").family_id, {foreigner_id: filled.values.code(Shdk, "shdk")}),)
        case "kk-baru":
            return (NewKk(filled.new_id(), foreigner_id, {}, address(filled)),)
        case _:
            return ()


def record_people(filled: Filled) -> tuple[LifeEvent, ...]:
    """People without any record, all in one KK; who has lived here all along is recorded from today on."""
    if not filled.values.ticked("searched"):
        sentence = "Belum dipastikan bahwa orang ini tidak tercatat."
        raise bad(
            "entry-not-searched", sentence, "Cari menurut nama, tanggal lahir dan nama ibu, lalu centang.", "searched"
        )
    come = arrivals(filled)
    statement = filled.values.text("statement")
    placements = settled(filled, come.persons, "newcomers")
    return (PeopleRecorded(date=filled.today, newcomers=come.newcomers, statement=statement, placements=placements),)


KINDS: Final = MappingProxyType(
    {"sktt-baru": register_foreigner, "sktt-perpanjang": prolong_permit, "biodata-baru": record_people}
)
