"""The way around the desk: one row of links, the same on every page, each with its own key."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loket.casework import procedures
from loket.core.procedure.model import Procedure, Step
from loket.offices.records import positions_for
from loket.web.desk.pages import Desk


@dataclass(frozen=True, slots=True)
class NavItem:
    """
    A link of the top row: the name of its address, its label, the key that opens it (with Alt+Shift or `g`).

    `power` hides it from officers without that power, or without any of several parted by blanks, `step` from those whose seats never do such a step, `test`
    from those of whom it is false; without any of them, everyone sees it.
    """

    name: str
    label: str | Promise
    key: str
    power: str = ""
    step: Callable[[Step], bool] | None = None
    test: Callable[[Desk], bool] | None = None

    def is_for(self, desk: Desk) -> bool:
        """Whether the page behind it can ever hold something for this officer."""
        if self.power and not any(map(desk.can, self.power.split())):
            return False
        if self.test is not None and not self.test(desk):
            return False
        return self.step is None or does_step(desk, self.step)


def does_step(desk: Desk, test: Callable[[Step], bool]) -> bool:
    """Whether one of the officer's seats does such a step in any procedure of the office."""
    published = procedures.published(desk.officer.office_key)
    return any(does_step_of(desk, version.procedure, test) for version in published)


def does_step_of(desk: Desk, procedure: Procedure, test: Callable[[Step], bool]) -> bool:
    """Whether one of the officer's seats does such a step in this procedure."""
    seats = {seat.position for seat in desk.officer.seats}
    return any(test(step) and not seats.isdisjoint(positions_for(procedure, step)) for step in procedure.steps)


OWN: tuple[NavItem, ...] = (NavItem("desk:work", _("Meja saya"), "m"),)
