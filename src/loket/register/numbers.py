"""
Numbers that an office mints alone, for work without the centre: gapless per region and date, and never a real one's twin.

Serials begin at 9001, which the centre reaches for no date in a kecamatan, so that a draft is told from a number of SIAK.
"""

import datetime
from typing import Final

from django.db import connection

from loket.core.register.codes import Sex
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.register.refusals import NumbersExhausted

FIRST: Final = 9001
LAST: Final = 9999
_WOMAN: Final = 40
_TAKE: Final = """
INSERT INTO register_numberseries (name, value) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET value = register_numberseries.value + 1 RETURNING value
"""


def nik_stem(region: RegionCode, birth_date: datetime.date, sex: Sex) -> str:
    """The first twelve digits: kecamatan, day of birth (women: plus 40), month, year. Basis: UU 23/2006 ps. 13."""
    day = birth_date.day + (_WOMAN if sex is Sex.FEMALE else 0)
    return f"{_district(region)}{day:02}{birth_date:%m%y}"


def kk_stem(region: RegionCode, date: datetime.date) -> str:
    """The first twelve digits: kecamatan and day of issue."""
    return f"{_district(region)}{date:%d%m%y}"


def nik_series(stem: str) -> str:
    """The name of the series of NIKs with this stem."""
    return f"nik:{stem}"


def kk_series(stem: str) -> str:
    """The name of the series of KK numbers with this stem."""
    return f"kk:{stem}"


def take_nik(region: RegionCode, birth_date: datetime.date, sex: Sex) -> Nik:
    """The next draft NIK, in the caller's transaction. Raises NumbersExhausted."""
    stem = nik_stem(region, birth_date, sex)
    return Nik(f"{stem}{_take(nik_series(stem))}")


def take_kk(region: RegionCode, date: datetime.date) -> KkNumber:
    """The next draft KK number, in the caller's transaction. Raises NumbersExhausted."""
    stem = kk_stem(region, date)
    return KkNumber(f"{stem}{_take(kk_series(stem))}")


def is_draft(number: Nik | KkNumber) -> bool:
    """Whether an office has minted the number alone, so that every paper with it is marked KONSEP."""
    return int(number.digits[12:]) >= FIRST


def _district(region: RegionCode) -> str:
    return region.digits[:6]


def _take(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name, FIRST])
        serial = int(cursor.fetchone()[0])
    if serial > LAST:
        raise NumbersExhausted
    return serial
