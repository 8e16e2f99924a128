"""Invented applications of civil registration: births, deaths, courts, changed data, and what a disaster took."""

import datetime
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from loket.core.register import Kk, KkRow
from loket.core.register.ages import age_on
from loket.core.register.codes import MaritalStatus, Sex, Shdk
from loket.entries.sample.families import Told
from loket.entries.sample.pool import Pool, is_nuclear, nik, row_of

_CHILDREN: Final = ("Aisyah Putri", "Rafi Pratama", "Nabila Zahra", "Bima Saputra", "Kirana Dewi", "Fathan Akbar")
_UNRECORDED: Final = frozenset({MaritalStatus.KAWIN_BELUM_TERCATAT})
_COURT: Final = "Pengadilan Negeri Tanjungpinang"


def _reporter(row: KkRow) -> dict[str, str]:
    return {"reporter_name": row.biodata.full_name, "reporter_nik": nik(row)}


def _young_couple(pool: Pool) -> Kk:
    """A couple that may expect another child: their youngest is a year old."""

    def suits(kk: Kk) -> bool:
        if not is_nuclear(kk) or kk.rows[0].biodata.sex is not Sex.MALE:
            return False
        wife = row_of(kk, Shdk.WIFE)
        return 20 <= pool.age(wife) <= 40 and all(age_on(born, pool.today) >= 1 for born in _births(pool, wife))

    return pool.take(suits)


def _settled_since(pool: Pool, row: KkRow) -> datetime.date:
    """Nothing is said of someone's life before the register's latest word on it."""
    return pool.resident(row).latest.from_date


def _day(pool: Pool, row: KkRow, days: int) -> str:
    latest = max(_settled_since(pool, row), pool.today - datetime.timedelta(days=days))
    return f"{latest:%d-%m-%Y}"


def _births(pool: Pool, mother: KkRow) -> tuple[datetime.date, ...]:
    return tuple(child.biodata.birth_date for child in pool.part.births_by_mother.get(mother.resident_id, ()))


def birth(pool: Pool) -> Told:
    """A child of a young couple."""
    kk = _young_couple(pool)
    father, mother = parents = kk.rows[0], row_of(kk, Shdk.WIFE)
    surname = father.biodata.full_name.split()[-1]
    return {
        "child_name": f"{pool.chance.choice(_CHILDREN)} {surname}"[:60],
        "sex": str(pool.chance.randint(1, 2)),
        "birth_place": "Bintan",
        "birth_date": _day(pool, mother, pool.chance.randint(3, 50)),
        "birth_time": "07:45",
        "place_kind": "1",
        "birth_kind": "1",
        "helper": "1",
        "weight": str(pool.chance.randint(2500, 3900)),
        "length": str(pool.chance.randint(46, 53)),
        "parents": "belum-tercatat" if _UNRECORDED & {one.biodata.marital_status for one in parents} else "tercatat",
        "mother": nik(mother),
        "father": nik(father),
        "order": str(1 + len(_births(pool, mother))),
        **_reporter(father),
    }, father


def stillbirth(pool: Pool) -> Told:
    """A child born dead."""
    kk = _young_couple(pool)
    father, mother = kk.rows[0], row_of(kk, Shdk.WIFE)
    return {
        "weeks": str(pool.chance.randint(29, 38)),
        "sex": str(pool.chance.randint(1, 2)),
        "date": _day(pool, mother, 12),
        "birth_kind": "1",
        "order": str(1 + len(_births(pool, mother))),
        "place_kind": "1",
        "place": "Bintan",
        "helper": "1",
        "determined_by": "1",
        "mother": nik(mother),
        "father": nik(father),
        **_reporter(father),
    }, father


def death(pool: Pool) -> Told:
    """A head dies; the widow becomes head of a new KK."""
    kk = pool.take(lambda kk: is_nuclear(kk) and kk.rows[0].biodata.sex is Sex.MALE and pool.age(kk.rows[0]) > 50)
    dead, widow = kk.rows[0], row_of(kk, Shdk.WIFE)
    rows = [
        {"who": nik(row), "shdk": str(int(Shdk.HEAD if row is widow else row.shdk))}
        for row in kk.rows
        if row is not dead
    ]
    return {
        "resident": nik(dead),
        "date": _day(pool, dead, 9),
        "time": "04:30",
        "place": "Bintan",
        "cause": "1",
        "determined_by": "1",
        "letter": f"445/{pool.chance.randint(100, 999)}/RSUD/XI/2026",
        "members": rows,
        **_reporter(widow),
    }, widow


def changed_data(pool: Pool) -> Told:
    """Someone has other work now."""
    kk = pool.take(lambda kk: 25 <= pool.age(kk.rows[0]) <= 55)
    one = kk.rows[0]
    work = "88" if one.biodata.occupation != 88 else "84"
    return {
        "resident": nik(one),
        "change_occupation": "ya",
        "occupation": work,
        "occupation_basis": f"Surat keterangan usaha 503/{pool.chance.randint(10, 99)}/2026",
    }, one


def adoption(pool: Pool) -> Told:
    """A court lets a couple adopt a small child of another family."""

    def has_small_ones(kk: Kk) -> bool:
        return sum(1 for row in kk.rows if row.shdk is Shdk.CHILD and pool.age(row) < 12) > 1

    theirs = pool.take(has_small_ones)
    child = min((row for row in theirs.rows if row.shdk is Shdk.CHILD), key=pool.age)
    ours = pool.take(
        lambda kk: (
            is_nuclear(kk)
            and kk.rows[0].biodata.religion is child.biodata.religion
            and 30 <= pool.age(kk.rows[0]) <= 55
        )
    )
    adopter = ours.rows[0]
    return {
        "child": nik(child),
        "adopter": nik(adopter),
        **_ruling(pool, child, "Pdt.P"),
    }, adopter


def _ruling(pool: Pool, row: KkRow, kind: str) -> dict[str, str]:
    day = _day(pool, row, 20)
    return {"court": _COURT, "ruling_number": f"{pool.chance.randint(1, 90)}/{kind}/2026/PN Tpg", "ruling_date": day}


def marriage_annulled(pool: Pool) -> Told:
    """A court annuls a marriage; the wife founds a KK of her own."""
    kk = pool.take(lambda kk: is_nuclear(kk) and kk.rows[0].biodata.sex is Sex.MALE and len(kk.rows) == 2)
    husband, wife = kk.rows[0], row_of(kk, Shdk.WIFE)
    akta = pool.resident(husband).documents.marriage_akta or "0123/045/X/2020"
    return {
        "husband": nik(husband),
        "wife": nik(wife),
        "akta_number": akta,
        "husband_was": "1",
        "wife_was": "1",
        **_ruling(pool, husband, "Pdt.G"),
        "final_date": _day(pool, husband, 8),
        "apart": "kk-baru",
        "leaver": "istri",
    }, husband


def divorce_annulled(pool: Pool) -> Told:
    """A court annuls a divorce; the wife comes back into the KK of her husband."""
    if not pool.divorced:
        raise LookupError("nobody is divorced")
    husband, wife = pool.divorced.pop()
    return {
        "husband": nik(husband),
        "wife": nik(wife),
        "akta_number": "2101-CR-01102026-0001",
        **_ruling(pool, husband, "Pdt.G"),
        "final_date": f"{pool.today:%d-%m-%Y}",
        "together": "kk-suami",
    }, husband


def renounced(pool: Pool) -> Told:
    """A grown child has become a citizen of another country and lives there."""
    kk = pool.take(lambda kk: any(pool.unmarried(kk, Sex.FEMALE)))
    one = next(pool.unmarried(kk, Sex.FEMALE))
    return {
        "resident": nik(one),
        "date": _day(pool, one, 15),
        "nationality": "Australia",
        "stays": "pergi",
        **_ruling(pool, one, "AHU"),
        "court": "Menteri Hukum",
    }, kk.rows[0]


def _after_disaster(pool: Pool) -> tuple[dict[str, Any], Kk]:
    kk = pool.take(lambda kk: is_nuclear(kk) and all(map(_has_akta, (pool.resident(kk.rows[0]).documents,))))
    return {
        "resident": nik(kk.rows[0]),
        "disaster": "Kebakaran permukiman di Kijang",
        "disaster_date": _day(pool, kk.rows[0], 7),
        "survey_letter": f"{pool.chance.randint(1, 90):03}/PENDATAAN/XI/2026",
        "survey_date": pool.ago(4),
    }, kk


def _has_akta(documents: Any) -> bool:
    return documents.birth_akta is not None


def identity_lost(pool: Pool) -> Told:
    """A fire took the cards."""
    answers, kk = _after_disaster(pool)
    return {**answers, "lost_kk": "ya"}, kk.rows[0]


def certificates_lost(pool: Pool) -> Told:
    """A fire took the certificates."""
    answers, kk = _after_disaster(pool)
    return {**answers, "lost_birth": "ya"}, kk.rows[0]


TELL: Final[Mapping[str, Callable[[Pool], Told]]] = MappingProxyType(
    {
        "kelahiran": birth,
        "lahir-mati": stillbirth,
        "kematian": death,
        "perubahan-data": changed_data,
        "pengangkatan-anak": adoption,
        "pembatalan-perkawinan": marriage_annulled,
        "pembatalan-perceraian": divorce_annulled,
        "pelepasan-kewarganegaraan": renounced,
        "skpti": identity_lost,
        "skps": certificates_lost,
    }
)
