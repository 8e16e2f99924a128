"""The closed lists of offices: kinds of appointment and of holiday."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from loket.core.worktime.holidays import HolidayKind

__all__ = ["PRINTED_PREFIX", "AppointmentKind", "HolidayKind"]


class AppointmentKind(StrEnum):
    """
    In what capacity a position is filled: own right, vacancy (Plt), absence of the holder (Plh), acting head (Pj).

    Basis: UU 30/2014, ps. 14.
    """

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"
    PJ = "pj"


PRINTED_PREFIX: Final = MappingProxyType(
    {
        AppointmentKind.DEFINITIF: "",
        AppointmentKind.PLT: "Plt. ",
        AppointmentKind.PLH: "Plh. ",
        AppointmentKind.PJ: "Pj. ",
    }
)
