"""Writes the KKs in force into a file that `importing` reads, some hundred at a time. Every export leaves a trace."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils import timezone

from loket.core.problems import Refusal
from loket.core.register import Address, Family, ResidentId, Slice
from loket.offices import queries as offices
from loket.register import models
from loket.register.checking import AT_ONCE
from loket.register.exchange.columns import cells_of
from loket.register.exchange.files import fingerprint, writing_to
from loket.register.store.loading import load_families

OUT: Final = "keluar"


class ReasonMissing(Refusal):
    """Personal data leaves the register only for a stated purpose. Basis: UU 27/2022 ps. 16."""

    id = "export-reason-missing"
    sentence = "Alasan pengeluaran data belum ditulis."
    hint = "Tulis untuk siapa dan untuk apa berkas ini."


class FileExists(Refusal):
    """An export never writes over a file."""

    id = "export-file-exists"
    sentence = "Berkas {name} sudah ada."
    hint = "Pilih nama lain."


def size(office_key: str) -> int:
    """How many KKs an export will go through."""
    return models.Family.objects.filter(office=offices.office(office_key).id, closed_date=None).count()


def export_file(path: Path, office_key: str, *, reason: str, step: Callable[[int], None] = lambda _: None) -> int:
    """
    Write everyone in the KKs in force of an office; returns the number of rows. Numbers that are still missing stay empty.

    The name ends in .csv or .xlsx; the file takes it only when it is whole. Raises NoSuchOffice, ReasonMissing, FileExists.
    """
    office = offices.office(office_key)
    if not reason.strip():
        raise ReasonMissing
    if path.exists():
        raise FileExists(name=path.name)
    unfinished, rows = path.with_name(f"{path.stem}.sebagian{path.suffix}"), 0
    with writing_to(unfinished, spreadsheet=path.suffix.casefold() == ".xlsx") as write:
        for lines, families in _portions(office.id):
            write(lines)
            rows += len(lines)
            step(families)
    models.ExchangeRun.objects.create(
        office_id=office.id,
        direction=OUT,
        name=path.name[:200],
        sha256=fingerprint(unfinished),
        rows=rows,
        reason=reason.strip()[:400],
        at=timezone.now(),
    )
    unfinished.rename(path)
    return rows


def _portions(office_id: int) -> Iterator[tuple[list[dict[str, str]], int]]:
    """The lines of some KKs, and how many KKs."""
    last = UUID(int=0)
    open_ones = models.Family.objects.filter(office=office_id, closed_date=None).order_by("pk")
    while ids := list(open_ones.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        part = load_families(ids).part
        rows = [row for i in ids for row in _rows(part, part.families[i])]
        yield rows, len(ids)
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
