"""The traces of whom a form shows while it is typed: one look a person and quarter of an hour, not one a keystroke."""

from time import monotonic
from typing import Final
from uuid import UUID

from loket.register import services as register
from loket.register.readings import FORM
from loket.web.desk.entry_people import Names
from loket.web.desk.pages import Desk

ONE_LOOK_SECONDS: Final = 15 * 60
CAPACITY: Final = 4096
_looks: Final[dict[tuple[int, UUID], float]] = {}


def leave_traces(desk: Desk, names: Names) -> None:
    """Note that the officer is shown these residents, as far as their names are shown at all."""
    now = monotonic()
    for resident in {one.id: one for one in names.known.residents.values()}.values():
        if not isinstance(resident.id, UUID) or names.is_elsewhere(resident):
            continue
        look = (desk.officer.person, resident.id)
        if _looks.get(look, 0.0) > now:
            continue
        register.leave_trace(desk.officer, FORM, resident=resident.id)
        if len(_looks) >= CAPACITY:
            _looks.clear()
        _looks[look] = now + ONE_LOOK_SECONDS
