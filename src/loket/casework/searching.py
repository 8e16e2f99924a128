"""
Looking for a case as an officer does: what was typed counts, so that nobody finds people or cases by trying numbers.

What matches, `lists.finding` decides.
"""

import contextlib

from loket.casework.lists.finding import find
from loket.casework.lists.lines import CaseLine
from loket.core.problems import BadTerm
from loket.core.terms import Nik, Resi
from loket.offices.records import Officer
from loket.register import services as register


def search(officer: Officer, text: str) -> tuple[CaseLine, ...]:
    """
    What `find` finds in the officer's office; a NIK, and a resi of nothing, count as asked for.

    Raises TooManyLookups of the register; never for a name, which whoever is stopped is told to look for.
    """
    resi = _resi_in(text)
    if resi:
        register.require_not_trying(officer)
    with contextlib.suppress(BadTerm):
        register.look_up(officer, [Nik.parse(text)])
    found = find(officer.office_key, text)
    if resi and not found:
        register.unknown_resi(officer, resi)
    return found


def _resi_in(text: str) -> str:
    """The resi that was typed, or nothing: a name may have its twelve letters, and one without a digit is one of some hundred."""
    with contextlib.suppress(BadTerm):
        return Resi.parse(text).code if any(sign.isdigit() for sign in text) else ""
    return ""
