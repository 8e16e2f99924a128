"""
The birth date and sex inside a NIK normally agree with the biodata; they stay when the biodata is corrected later.
"""

from collections.abc import Iterator

from loket.core.register.codes import Sex
from loket.core.register.context import Context
from loket.core.register.slice import Slice
from loket.core.rules.rule import Finding, Level, Rule

RULE = Rule("nik-fits-biodata", Level.WARNING, "UU 23/2006 ps. 13")


def check(part: Slice, _: Context) -> Iterator[Finding]:
    """
    Found for a NIK whose date or sex differs from the biodata in force.

    Basis: UU 23/2006 ps. 13.
    """
    for resident in part.residents.values():
        nik, biodata = resident.nik, resident.biodata
        if nik is None or nik.fits(biodata.birth_date, of_woman=biodata.sex is Sex.FEMALE):
            continue
        yield RULE.finding(
            (resident.id,),
            f"NIK {nik.masked} tidak cocok dengan tanggal lahir atau jenis kelamin {resident.name}.",
            "Periksa pada KK dan akta kelahiran; bila NIK memang demikian, tulis dasarnya.",
        )
