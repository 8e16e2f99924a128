"""Invented applications about families: who founds, splits, joins, leads, moves or lost a KK."""

from typing import Any

from loket.core.register import Kk, KkRow
from loket.core.register.codes import Sex, Shdk
from loket.entries.sample.pool import Pool, is_nuclear, nik, number, row_of

Told = tuple[dict[str, Any], KkRow]
"""The answers of a form, and who applies."""


def new_family(pool: Pool) -> Told:
    """Two grown children of two families marry."""
    his = pool.take(lambda kk: any(pool.unmarried(kk, Sex.MALE)))
    groom = next(pool.unmarried(his, Sex.MALE))
    faith = groom.biodata.religion

    def suits(kk: Kk) -> bool:
        return any(row.biodata.religion is faith for row in pool.unmarried(kk, Sex.FEMALE))

    hers = pool.take(suits)
    bride = next(row for row in pool.unmarried(hers, Sex.FEMALE) if row.biodata.religion is faith)
    serial = pool.chance.randint(1, 999)
    return {
        "husband": nik(groom),
        "wife": nik(bride),
        "basis": "buku-nikah",
        "akta_number": f"{serial:04}/{pool.chance.randint(1, 99):03}/X/2026",
        "marriage_date": pool.ago(pool.chance.randint(8, 40)),
        "place": "kk-baru",
        "head": "suami",
    }, groom


def new_head(pool: Pool) -> Told:
    """The wife becomes head in her husband's place."""
    kk = pool.take(lambda kk: is_nuclear(kk) and kk.rows[0].biodata.sex is Sex.MALE)
    wife = row_of(kk, Shdk.WIFE)
    place = {Shdk.HEAD: Shdk.HUSBAND, Shdk.WIFE: Shdk.HEAD}
    rows = [{"who": nik(row), "shdk": str(int(place.get(row.shdk, row.shdk)))} for row in kk.rows]
    reason = "Suami bekerja di luar negeri lebih dari setahun"
    return {"family": number(kk), "cause": "lainnya", "reason": reason, "members": rows}, wife


def split(pool: Pool) -> Told:
    """A grown child founds a KK at the same address."""
    kk = pool.take(lambda kk: any(pool.unmarried(kk, Sex.MALE)) and len(kk.rows) > 2)
    child = next(pool.unmarried(kk, Sex.MALE))
    rows = [{"who": nik(row), **({"goes": "ya", "shdk": "1"} if row is child else {})} for row in kk.rows]
    return {"family": number(kk), "members": rows}, child


def join(pool: Pool) -> Told:
    """Someone who lives alone is taken in by another family."""
    kk = pool.take(lambda kk: len(kk.rows) == 1 and pool.age(kk.rows[0]) >= 20)
    host = pool.take(lambda kk: is_nuclear(kk) and len(kk.rows) < 6)
    rows = [{"who": nik(kk.rows[0]), "goes": "ya", "shdk": str(int(Shdk.OTHER_KIN))}]
    head = host.rows[0]
    return {
        "family": number(kk),
        "members": rows,
        "host": number(host),
        "consent_of": head.biodata.full_name,
    }, kk.rows[0]


def lost_kk(pool: Pool) -> Told:
    """The card is lost."""
    kk = pool.take(lambda kk: len(kk.rows) > 1)
    letter = f"SKTLK/{pool.chance.randint(100, 999)}/XI/2026/SPKT"
    return {"family": number(kk), "police_letter": letter, "police_date": pool.ago(3)}, kk.rows[0]


def damaged_kk(pool: Pool) -> Told:
    """The card got wet."""
    kk = pool.take(lambda kk: len(kk.rows) > 1)
    return {"family": number(kk)}, kk.rows[0]


def address(pool: Pool, region: str) -> dict[str, str]:
    """An address of a village."""
    street = pool.chance.choice(("Jl. Merdeka", "Jl. Hang Tuah", "Jl. Kartini", "Jl. Pramuka", "Jl. Cempaka"))
    return {"street": f"{street} No. {pool.chance.randint(1, 120)}", "rt": "002", "rw": "003", "region": region}


def near_move(pool: Pool) -> Told:
    """A whole family moves within the regency."""
    kk = pool.take(is_nuclear)
    there = next((r for r in pool.regions if r != kk.address.region.digits), kk.address.region.digits)
    rows = [{"who": nik(row), "goes": "ya"} for row in kk.rows]
    answers = {"family": number(kk), "who": "semua", "members": rows, "reason": "5", "place": "kk-baru"}
    return answers | address(pool, there), kk.rows[0]


def move_out(pool: Pool) -> Told:
    """A whole family leaves for another regency."""
    kk = pool.take(is_nuclear)
    rows = [{"who": nik(row), "goes": "ya"} for row in kk.rows]
    answers = {
        "family": number(kk),
        "who": "semua",
        "members": rows,
        "reason": "1",
        "movers_kk": "kk-tetap",
        "planned_date": pool.ago(-14),
    }
    return answers | address(pool, pool.elsewhere), kk.rows[0]


def move_off(pool: Pool) -> Told:
    """Someone under way comes back to where he left."""
    if not pool.in_transit:
        raise LookupError("nobody is under way")
    one = pool.in_transit.pop()
    transit = one.latest.transit
    together = [one]
    if transit is not None:
        others = [r for r in pool.in_transit if r.latest.transit and r.latest.transit.family_id == transit.family_id]
        together += others
        pool.in_transit = [r for r in pool.in_transit if r not in others]
    letter = (transit.skpwni_number if transit else None) or "SKPWNI/2101/01102026/0001"
    movers = [{"who": r.nik.digits if r.nik else str(r.id)} for r in together]
    answers = {"skpwni_number": letter, "movers": movers, "reason": "Pekerjaan di tempat tujuan batal", "place": "asal"}
    return answers, KkRow(one.id, one.nik, one.biodata, Shdk.HEAD)


def move_abroad(pool: Pool) -> Told:
    """A whole family goes to live abroad."""
    kk = pool.take(is_nuclear)
    rows = [{"who": nik(row), "goes": "ya"} for row in kk.rows]
    return {
        "family": number(kk),
        "who": "semua",
        "members": rows,
        "country": "Malaysia",
        "abroad_address": "Jalan Ampang 12, Kuala Lumpur",
        "mission": "KBRI Kuala Lumpur",
        "reason": "1",
        "passport_numbers": f"C{pool.chance.randint(1000000, 9999999)}",
        "planned_date": pool.ago(-30),
        "one_year": "ya",
    }, kk.rows[0]
