"""
Numbers of letters and certificates that SIAK numbers: gapless per kind, regency and day, taken in the transaction that
issues the paper. Other letters bear the number of the office's own book, which the case takes.

SKPWNI/<regency>/<ddmmyyyy>/<serial> as three printed samples have it; certificates <regency>-<code>-<ddmmyyyy>-<serial>.
"""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.db import connection

from loket.core.register.change import Paper

LETTERS: Final[Mapping[Paper, str]] = MappingProxyType(
    {
        Paper.SKPWNI: "SKPWNI",
        Paper.SKDWNI: "SKDWNI",
        Paper.SKPLN: "SKPLN",
        Paper.SKDLN: "SKDLN",
        Paper.SKTT: "SKTT",
    }
)
CERTIFICATES: Final[Mapping[Paper, str]] = MappingProxyType(
    {
        Paper.AKTA_KELAHIRAN: "LU",
        Paper.AKTA_KEMATIAN: "KM",
        Paper.AKTA_PERKAWINAN: "KW",
        Paper.AKTA_PERCERAIAN: "CR",
        Paper.AKTA_PENGAKUAN_ANAK: "PA",
    }
)
LATE_BIRTH: Final = "LT"
_TAKE: Final = """
INSERT INTO entries_letterseries (name, value) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET value = entries_letterseries.value + 1 RETURNING value
"""


def take_number(paper: Paper, office_code: str, day: datetime.date, note: str = "") -> str:
    """
    The next number for a paper, as printed; empty for papers that bear no number of their own.

    `note` tells a late birth (LT) from one in time. Must run inside the transaction that issues the paper.
    """
    regency = office_code.replace(".", "")[:4]
    if paper in CERTIFICATES:
        code = note if paper is Paper.AKTA_KELAHIRAN and note == LATE_BIRTH else CERTIFICATES[paper]
        stem = f"{regency}-{code}-{day:%d%m%Y}"
        return f"{stem}-{_next(stem):04}"
    if paper in LETTERS:
        stem = f"{LETTERS[paper]}/{regency}/{day:%d%m%Y}"
        return f"{stem}/{_next(stem):04}"
    return ""


def _next(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name])
        return int(cursor.fetchone()[0])
