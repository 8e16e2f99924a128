"""Rows of an exchange file for its tests: a couple with a son, and a man alone."""

import csv
import re
from pathlib import Path

from loket.register import models
from loket.register.exchange.columns import COLUMNS
from loket.register.exchange.importing import ImportReport, import_file
from tests.apps import factories

HEAD = {
    "nomor_kk": "9901060601200001",
    "nik": "9901060202840001",
    "nama_lengkap": "Agus Salim",
    "shdk": "1",
    "jenis_kelamin": "Laki-laki",
    "tempat_lahir": "Kijang",
    "tanggal_lahir": "02-02-1984",
    "agama": "Islam",
    "status_perkawinan": "Kawin Tercatat",
    "tanggal_perkawinan": "05-05-2008",
    "nik_pasangan": "9901064303860001",
    "pekerjaan": "88",
    "alamat": "Jl. Nusantara 12",
    "rt": "1",
    "rw": "2",
    "kode_wilayah": "21.01.06.1008",
    "berlaku_sejak": "06-01-2020",
}
WIFE = HEAD | {
    "nik": "9901064303860001",
    "nama_lengkap": "Sari Wulandari",
    "shdk": "3",
    "jenis_kelamin": "2",
    "tanggal_lahir": "1986-03-03",
    "nik_pasangan": "9901060202840001",
    "pekerjaan": "MENGURUS RUMAH TANGGA",
}
CHILD = HEAD | {
    "nik": "9901060404150001",
    "nama_lengkap": "Adi Salim",
    "shdk": "4",
    "tanggal_lahir": "04-04-2015",
    "status_perkawinan": "1",
    "tanggal_perkawinan": "",
    "nik_pasangan": "",
    "nik_ibu": "9901064303860001",
    "nik_ayah": "9901060202840001",
}
OTHER = HEAD | {
    "nomor_kk": "9901060601200002",
    "nik": "9901060808950002",
    "nama_lengkap": "Joko Susilo",
    "tanggal_lahir": "08-08-1995",
    "status_perkawinan": "1",
    "tanggal_perkawinan": "",
    "nik_pasangan": "",
    "nik_ibu": "9901064606700003",
}


def file_of(folder: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    """A CSV file with these rows."""
    path = folder / "penduduk.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS, restval="", delimiter=delimiter)
        lines.writeheader()
        lines.writerows(rows)
    return path


def take(path: Path, *, dry_run: bool = False) -> ImportReport:
    """Take a file in for Bintan on the Monday of the tests."""
    return import_file(path, "bintan", dry_run=dry_run, at=factories.MONDAY)


def found(report: ImportReport) -> list[tuple[int, str, str | None]]:
    """Row, kind and column of what was found first."""
    return [(one.row, one.problem.id, one.problem.field) for one in report.first]


def in_a_kk() -> int:
    """How many residents a file of everyone has."""
    return models.Membership.objects.filter(until_date=None).count()


def renumber(path: Path, region: str) -> None:
    """Give the people of a file numbers that the register they came from does not have."""
    path.write_text(
        re.sub(rf"(^|[,;]){region}(?=[0-9]{{12}})", r"\g<1>9921", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
