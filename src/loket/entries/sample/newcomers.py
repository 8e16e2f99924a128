"""Invented applications of people the register does not know: from elsewhere, from abroad, foreigners, never recorded."""

import datetime
from typing import Any

from loket.core.register import KkRow
from loket.core.register.codes import Religion, Sex, Shdk
from loket.core.register.values import Biodata
from loket.core.terms import Nik
from loket.entries.sample.families import Told, address
from loket.entries.sample.pool import Pool

_MEN = ("Hendra Saputra", "Bayu Firmansyah", "Yusuf Maulana", "Rizal Effendi", "Teguh Prakoso", "Dimas Anggara")


def _man(pool: Pool, stem: str) -> tuple[dict[str, str], Biodata]:
    """A single man of some thirty years, as F-1.01 describes him; his NIK is of the invented range."""
    name = pool.chance.choice(_MEN)
    born = pool.today.replace(
        year=pool.today.year - pool.chance.randint(24, 45),
        month=pool.chance.randint(1, 12),
        day=pool.chance.randint(1, 28),
    )
    nik = f"{stem}{born:%d%m%y}{pool.chance.randint(9000, 9999)}"
    row = {
        "nik": nik,
        "full_name": name,
        "shdk": str(int(Shdk.HEAD)),
        "sex": "1",
        "birth_place": "Pontianak",
        "birth_date": f"{born:%d-%m-%Y}",
        "religion": "1",
        "marital_status": "1",
        "education": "5",
        "occupation": "15",
        "mother_name": "Siti Aminah",
        "father_name": "Abdul Rahman",
        "card": "tidak-ada",
    }
    biodata = Biodata(full_name=name, sex=Sex.MALE, birth_place="Pontianak", birth_date=born, religion=Religion.ISLAM)
    return row, biodata


def _applicant(row: dict[str, str], biodata: Biodata, pool: Pool) -> KkRow:
    return KkRow(pool.chance.getrandbits(32), Nik(row["nik"]) if row["nik"] else None, biodata, Shdk.HEAD)


def arrival(pool: Pool) -> Told:
    """A man comes from another regency and founds a KK."""
    row, biodata = _man(pool, pool.elsewhere[:6])
    answers: dict[str, Any] = {
        "skpwni_number": f"SKPWNI/{pool.elsewhere[:4]}/{pool.today:%d%m%Y}/{pool.chance.randint(1, 200):04}",
        "skpwni_date": pool.ago(10),
        "origin": pool.elsewhere[:4],
        "origin_address": "Jl. Tanjungpura No. 10",
        "arrival_date": pool.ago(4),
        "newcomers": [row],
        "place": "kk-baru",
    }
    return answers | address(pool, pool.regions[0]), _applicant(row, biodata, pool)


def from_abroad(pool: Pool) -> Told:
    """A man comes home from abroad and was never recorded here."""
    row, biodata = _man(pool, pool.regions[0][:6])
    applicant = _applicant(row, biodata, pool)
    answers: dict[str, Any] = {
        "arrival_date": pool.ago(6),
        "country": "Malaysia",
        "passport_numbers": f"C{pool.chance.randint(1000000, 9999999)}",
        "letter": "perwakilan",
        "letter_number": f"{pool.chance.randint(100, 999)}/KONS/XI/2026",
        "newcomers": [row | {"nik": ""}],
        "place": "kk-baru",
    }
    return answers | address(pool, pool.regions[0]), applicant


def never_recorded(pool: Pool) -> Told:
    """A grown man without any paper."""
    row, biodata = _man(pool, pool.regions[0][:6])
    applicant = _applicant(row, biodata, pool)
    answers: dict[str, Any] = {
        "statement": f"Surat pernyataan {pool.ago(3)}",
        "searched": "ya",
        "newcomers": [row | {"nik": ""}],
        "place": "kk-baru",
    }
    return answers | address(pool, pool.regions[0]), applicant


def foreigner(pool: Pool) -> Told:
    """A foreigner with limited leave to stay."""
    row, biodata = _man(pool, pool.regions[0][:6])
    name = pool.chance.choice(("Tan Wei Ming", "James Carter", "Akira Tanaka"))
    answers: dict[str, Any] = {
        "full_name": name,
        "sex": "1",
        "birth_place": "Singapore",
        "birth_date": row["birth_date"],
        "nationality": "Singapura",
        "religion": "5",
        "marital_status": "1",
        "occupation": "15",
        "passport_number": f"K{pool.chance.randint(1000000, 9999999)}E",
        "passport_until_date": pool.ago(-1500),
        "permit_number": f"2C21{pool.chance.randint(1000, 9999)}-Z",
        "permit_place": "Tanjung Uban",
        "permit_date": pool.ago(5),
        "until_date": pool.ago(-360),
        "sponsor_kind": "1",
        "sponsor_name": "PT Bintan Resor",
        "sponsor_address": "Lagoi",
    }
    return answers | address(pool, pool.regions[0]), _applicant(row | {"nik": ""}, biodata, pool)


def stays_on(pool: Pool) -> Told:
    """A foreigner's leave to stay is prolonged."""
    if not pool.foreigners:
        raise LookupError("no foreigner lives here")
    one = pool.foreigners.pop()
    permit = one.biodata.permit
    ends = max(permit.until_date or pool.today, pool.today) if permit else pool.today
    answers: dict[str, Any] = {
        "resident": one.nik.digits if one.nik else str(one.id),
        "passport_number": f"K{pool.chance.randint(1000000, 9999999)}E",
        "passport_until_date": pool.ago(-1500),
        "permit_kind": "itas",
        "permit_number": f"2C21{pool.chance.randint(1000, 9999)}-Z",
        "permit_date": pool.ago(5),
        "until_date": f"{ends + datetime.timedelta(days=365):%d-%m-%Y}",
    }
    return answers, KkRow(one.id, one.nik, one.biodata, Shdk.HEAD)
