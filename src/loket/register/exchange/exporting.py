"""Writes the KKs in force into a file that `importing` reads, some hundred at a time. Every export leaves a trace."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from loket.core.register import Address, Family, ResidentId, Slice
from loket.offices import queries as offices
from loket.register import models
from loket.register.checking import AT_ONCE
from loket.register.exchange.columns import COLUMNS, SPECIFIC_COLUMNS, cells_of
from loket.register.exchange.files import fingerprint
from loket.register.exchange.leaving import leaving_as, note_export, require_reason
from loket.register.store.loading import load_families
from loket.storage.tabular import writing_to


def size(office_key: str) -> int:
    """How many KKs an export will go through."""
    return models.Family.objects.filter(office=offices.office(office_key).id, closed_date=None).count()


def export_file(
    path: Path,
    office_key: str,
    *,
    reason: str,
    specific: bool = False,
    step: Callable[[int], None] = lambda _: None,
) -> int:
    """
    Write everyone in the KKs in force of an office; returns the number of rows. Numbers that are still missing stay empty.

    The columns of specific data are left out, unless `specific` asks for them; that they went out is noted with the reason.
    The name ends in .csv or .xlsx; the file takes it only when it is whole. Raises NoSuchOffice, ReasonMissing, FileExists and OSError.
    Basis: UU 24/2013 ps. 84.
    """
    office = offices.office(office_key)
    said = require_reason(reason)
    people = list[UUID]()
    columns = tuple(one for one in COLUMNS if specific or one not in SPECIFIC_COLUMNS)
    with leaving_as(path) as unfinished:
        with writing_to(unfinished, columns, title="Penduduk") as write:
            for lines, who, families in _portions(office.id):
                write([{name: line[name] for name in columns if name in line} for line in lines])
                people += who
                step(families)
        note_export(
            office.id,
            name=path.name,
            sha256=fingerprint(unfinished),
            rows=len(people),
            reason=said,
            residents=people,
            specific=specific,
        )
    return len(people)


def _portions(office_id: int) -> Iterator[tuple[list[dict[str, str]], list[UUID], int]]:
    """The lines of some KKs, whom they are about, and how many KKs."""
    last = UUID(int=0)
    open_ones = models.Family.objects.filter(office=office_id, closed_date=None).order_by("pk")
    while ids := list(open_ones.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        part = load_families(ids).part
        rows = [row for i in ids for row in _rows(part, part.families[i])]
        people = [place.resident_id for i in ids for place in part.members_of(i)]
        yield rows, [one for one in people if isinstance(one, UUID)], len(ids)
        last = ids[-1]


def _rows(part: Slice, family: Family) -> Iterator[dict[str, str]]:
    for place in part.members_of(family.id):
        person = part.residents[place.resident_id]
        biodata = person.biodata
        yield {
            "nomor_kk": str(family.kk_number or ""),
            "nik": str(person.nik or ""),
            "shdk": str(int(place.shdk)),
            "nik_pasangan": ";".join(filter(None, (_nik(part, i) for i in biodata.spouse_ids))),
            "nik_ibu": _nik(part, biodata.mother_id),
            "nik_ayah": _nik(part, biodata.father_id),
            "berlaku_sejak": f"{family.opened_date:%d-%m-%Y}",
            **cells_of(biodata, person.documents),
            **_address(family.address),
        }


def _nik(part: Slice, resident_id: ResidentId | None) -> str:
    known = part.residents.get(resident_id) if resident_id is not None else None
    return str(known.nik or "") if known else ""


def _address(address: Address) -> dict[str, str]:
    return {
        "alamat": address.street,
        "rt": address.rt,
        "rw": address.rw,
        "dusun": address.hamlet,
        "kode_wilayah": str(address.region),
        "kode_pos": address.postal_code,
    }
