"""The way around the desk: one row of links, the same on every page, each with its own key."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NavItem:
    """
    A link of the top row: the name of its address, its label, the key that opens it (with Alt+Shift or `g`).

    `power` hides it from officers without that power; empty: everyone sees it.
    """

    name: str
    label: str | Promise
    key: str
    power: str = ""


OWN: tuple[NavItem, ...] = (NavItem("desk:work", _("Meja saya"), "m"),)
