"""
Whether a matter is the officer's own: the own NIK, or anyone or anything of the own KK. It knows no cases.

The KK is remembered for some minutes, so that a step costs no statement for it.
"""

from collections.abc import Iterable
from typing import Final

from loket.offices.memory import Memory
from loket.offices.records import Officer
from loket.register import models
from loket.register.refusals import OwnFamily, OwnFamilyOfColleague
from loket.vault.services import blind

_SECONDS: Final = 300.0
# Half of the digest: none of a thousand million numbers meets another by chance.
_DIGITS_OF_PARTY: Final = 32

_families: Final[Memory[frozenset[str]]] = Memory(_SECONDS)


def kin_of(officer: Officer) -> frozenset[str]:
    """
    The NIKs and ids of everyone in the officer's KK of today, its number and id, and the officer's own NIK; each also `as_party`.

    Empty for an officer whose NIK nobody has recorded. One statement, and none while it is remembered.
    """
    return _families.get(officer.nik, lambda: _read(officer.nik)) if officer.nik else frozenset()


def _read(nik: str) -> frozenset[str]:
    own = models.Membership.objects.filter(resident__nik=nik, until_date=None).values("family")
    there = models.Membership.objects.filter(family__in=own, until_date=None)
    rows = there.values_list("resident", "resident__nik", "family", "family__kk_number")
    numbers = {nik, *(str(one) for row in rows for one in row if one)}
    return frozenset(numbers | {as_party(one) for one in numbers})


def as_party(number: str) -> str:
    """How a NIK, KK number or id of someone whom a matter is about is kept: good for this comparison and nothing else."""
    return blind("pihak", number)[:_DIGITS_OF_PARTY]


def concerns_family_of(officer: Officer, numbers: Iterable[str]) -> bool:
    """Whether one of these NIKs, KK numbers or ids is the officer's own, or of the own KK."""
    return not kin_of(officer).isdisjoint(numbers)


def require_no_kin(officer: Officer, numbers: Iterable[str]) -> None:
    """
    Nobody works on a matter of the own family, whatever the position. Raises OwnFamily.

    Basis: UU 30/2014 ps. 42 dan ps. 43 (conflict of interest: own interest, kinship).
    """
    if concerns_family_of(officer, numbers):
        raise OwnFamily


def require_no_kin_of_colleague(officer: Officer, numbers: Iterable[str]) -> None:
    """The same of a colleague to whom the matter is given. Raises OwnFamilyOfColleague."""
    if concerns_family_of(officer, numbers):
        raise OwnFamilyOfColleague
