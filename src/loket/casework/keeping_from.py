"""From whom a complaint is kept: it does not exist for the persons it is about."""

from collections.abc import Collection
from uuid import UUID

from loket.casework.acts import stale
from loket.casework.inside import append_to, hold_case
from loket.casework.procedures import by_id
from loket.casework.refusals import NotAComplaint
from loket.casework.store import door
from loket.casework.store.history import events_of_case
from loket.core.engine import Note
from loket.offices.records import Officer


def keep_from(resi: str, persons: Collection[int], why: str, *, officer: Officer, version: int, key: UUID) -> bool:
    """
    From now on a complaint does not exist for these persons, and again for those it was kept from before and who are left out.

    To be called within the work of the caller's `storage.writing.run`. A note in its history says that it was changed and why,
    never for whom. Whoever holds the case and is now among them holds it no more only when a superior releases it.
    `version` is that of the page on which they were chosen; False, with nothing written, where the same `key` has done it.
    Raises NoSuchCase, NoSeat, NotAComplaint, StaleVersion, ReasonMissing and OfficeChanging.
    """
    held = hold_case(resi, officer)
    if held.row.kept_from is None:
        raise NotAComplaint
    if held.row.version != version:
        events = events_of_case(held.row.id)
        if any(event.key == key for event in events):
            return False
        raise stale(held.row, by_id(held.row.procedure_id), events[-1])
    append_to(held, Note(why), key)
    door.keep_from(held.row.id, persons)
    return True
