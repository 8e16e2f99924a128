"""
The traces of whom a form shows. Basis: UU 27/2022 ps. 31.

What of a form may be shown, `seeing.as_seen` decides; that a look is noted once and not at each key, the register.
"""

from loket.entries.records import Judged
from loket.offices.records import Officer
from loket.register.readings import FORM, leave_traces


def leave_traces_of(seen: Judged, officer: Officer) -> None:
    """
    Note that the officer is shown everyone a form names, their KKs, and every KK it would change.

    `seen` must have passed `as_seen`, so that on it are those alone whom this office keeps, or who are on
    their way to it. Committed before anything is shown.
    """
    changed = {change.family_id for change in seen.foreseen.families if change.before is not None}
    people = {resident.id for resident in seen.known.residents.values()}
    leave_traces(officer, FORM, residents=people, families=changed | set(seen.known.kks))
