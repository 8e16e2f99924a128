"""The closed lists of offices: kinds of appointment and of holiday, what became of a proposal, why a session ended, what was done to an account."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from loket.core.worktime.holidays import HolidayKind

__all__ = ["PRINTED_PREFIX", "AccountAct", "AppointmentKind", "HolidayKind", "ProposalOutcome", "SessionEnd"]


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


class ProposalOutcome(StrEnum):
    """What became of a proposed grant."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AccountAct(StrEnum):
    """What a keeper of the office does to somebody else's account."""

    PASSWORD = "password"  # noqa: S105 (what was done, not a password)
    SECOND_FACTOR = "second-factor"


class SessionEnd(StrEnum):
    """Why a session is over."""

    SIGNED_OUT = "signed-out"
    IDLE = "idle"
    TOO_LONG = "too-long"
    ENDED_BY_OWNER = "ended-by-owner"
    ENDED_BY_KEEPER = "ended-by-keeper"
    PASSWORD = "password"  # noqa: S105 (the reason, not a password)
    CLOSED = "account-closed"
    OTHER_BROWSER = "other-browser"
