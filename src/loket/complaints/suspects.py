"""
Whom a complaint may be about, by what it says: from these it is kept until somebody who verifies it decides.

Wide on purpose: one word of a name is enough where somebody was asked whom the complaint is about, the whole name in its text. Who is
kept out by mistake is let in again; who was let in by mistake has read it.
"""

import datetime
import re
from typing import Final

from loket.complaints.records import Said
from loket.offices import queries as offices
from loket.offices.records import PersonRecord

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_DEGREES: Final = frozenset({"sos", "msi", "drs", "dra", "spd", "amd", "skom"})


def suspects(office_key: str, said: Said, on: datetime.date) -> frozenset[int]:
    """The persons of the office whom these words may mean, and who holds or stands in for a position that they name."""
    people = [one for one in offices.persons(office_key) if one.active]
    whom, text = _words(said.whom), _words(said.text)
    named = {one.person for one in people if _is_named(one, whom, text)}
    return frozenset(named | _holding(office_key, _positions(office_key, said, on), on))


def _is_named(person: PersonRecord, whom: frozenset[str], text: frozenset[str]) -> bool:
    # What stands behind the comma are degrees.
    name = _words(person.full_name.split(",")[0]) - _DEGREES
    return bool(name & whom) or (bool(name) and name <= text)


def _positions(office_key: str, said: Said, on: datetime.date) -> frozenset[str]:
    told = " ".join(said.whom.casefold().split())
    titled = {one.key for one in offices.positions(office_key, on) if one.title.casefold() in told}
    return frozenset(titled | ({said.position} if said.position else set()))


def _holding(office_key: str, positions: frozenset[str], on: datetime.date) -> set[int]:
    """Absent holders too: it is theirs when they are back."""
    return {
        one.person
        for one in offices.appointments(office_key)
        if one.position in positions and one.valid_from <= on and (one.valid_until is None or on < one.valid_until)
        if one.kind != "plh"
    }


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
