"""
Nobody works on the file of the own family: what an officer may still do with one is to let go of it, and to leave a note.

Whom a file is about stands in its row, so that a step asks nothing more of the database.
"""

from loket.casework.store.rows import CaseRow
from loket.core.engine import Command, Note, Offer, Release
from loket.offices.records import Officer
from loket.register import queries as register
from loket.register import services as residents


def require_unrelated(row: CaseRow, command: Command, officer: Officer) -> None:
    """The case is not of the officer's family, unless it is let go of or noted. Raises OwnFamily."""
    if not isinstance(command, Release | Note):
        residents.require_no_kin(officer, row.concerned)


def is_own_family(row: CaseRow, officer: Officer) -> bool:
    """Whether the applicant, or someone the form names, is the officer or of the officer's KK."""
    return register.concerns_family_of(officer, row.concerned)


def still_offered(offers: tuple[Offer, ...], row: CaseRow, officer: Officer) -> tuple[Offer, ...]:
    """What is left of the offers where the case is of the officer's family."""
    if not is_own_family(row, officer):
        return offers
    return tuple(offer for offer in offers if offer.command in ("release", "note"))
