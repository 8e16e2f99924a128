"""Who asks for a number: by a NIK with the day of birth in it, or by the resi of a file; nothing is looked up."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from loket.casework.queries import day_of_birth
from loket.core.problems import BadTerm, Problem
from loket.core.terms import Nik, Resi
from loket.lobby.queue.queries import PRIORITIES
from loket.web.desk.wording import said

ELDERLY_YEARS: Final = 60
"""Basis: UU 13/1998 ps. 1."""


@dataclass(frozen=True, slots=True)
class Identified:
    """What tells one person from another, the priority that is due, and what is wrong."""

    identity: str = field(default="", repr=False)
    priority: str = ""
    problems: tuple[Problem, ...] = ()


def identified(typed: Mapping[str, str], now: datetime.datetime) -> Identified:
    """By what was typed or scanned; who is sixty has priority without asking."""
    text = typed["nik"]
    wanted = typed["priority"] if typed["priority"] in PRIORITIES else ""
    if not text:
        return Identified(problems=(Problem("field-empty", _("Isi NIK, atau pindai KTP-el atau resi."), field="nik"),))
    if not text.replace(" ", "").isdigit() and (resi := _resi(text)):
        return Identified(f"resi {resi.code}", wanted)
    try:
        nik = Nik.parse(text)
    except BadTerm as bad:
        return Identified(problems=(said(bad.problem),))
    born = day_of_birth(typed["born"])
    if born is None or not nik.fits(born, of_woman=nik.of_woman):
        hint = _("Periksa keduanya, atau ambil nomor pada petugas.")
        return Identified(
            problems=(Problem("not-matching", _("NIK dan tanggal lahir tidak cocok."), hint, field="born"),)
        )
    return Identified(f"nik {nik.digits}", wanted or ("lansia" if _years(born, now.date()) >= ELDERLY_YEARS else ""))


def _resi(text: str) -> Resi | None:
    try:
        return Resi.parse(text)
    except BadTerm:
        return None


def _years(born: datetime.date, today: datetime.date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
