"""
The traces of whom a form, or the papers it yields, shows. Basis: UU 27/2022 ps. 31.

What may be shown of them, `seeing` decides; that a look is noted once and not at each key, the register.
"""

from collections.abc import Sequence
from uuid import UUID

from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.entries.records import Judged, ProductRecord
from loket.offices.records import Officer
from loket.register import queries as register
from loket.register.keeping import PersonName
from loket.register.readings import FORM, leave_traces


def leave_traces_of(seen: Judged, officer: Officer, resi: str) -> None:
    """
    Note that the officer is shown everyone a form names, their KKs, and every KK it would change, for the case `resi`.

    `seen` must have passed `as_seen`, so that on it are those alone whom this office keeps, or who are on
    their way to it. Committed before anything is shown.
    """
    changed = {change.family_id for change in seen.foreseen.families if change.before is not None}
    people = {resident.id for resident in seen.known.residents.values()}
    leave_traces(officer, FORM, purpose=_for(resi), residents=people, families=changed | set(seen.known.kks))


def open_people_on(seen: Sequence[ProductRecord], officer: Officer, resi: str) -> dict[UUID, PersonName]:
    """
    Whom of those that papers are for this office keeps, after the traces of them and of the papers' KKs are left.

    `seen` must have passed `products_as_seen`. Of everyone else no more may be told than that the paper is theirs.
    """
    people = register.people(own for one in seen for own in one.resident_ids)
    kept = {own: one for own, one in people.items() if one.office_id == officer.office_id}
    families = (one.family.id for one in seen if one.family)
    leave_traces(officer, FORM, purpose=_for(resi), residents=kept, families=families)
    return kept


def _for(resi: str) -> Purpose:
    return Purpose(PurposeKind.CASE, resi=resi)
