"""
Where people go: into a new KK, into a KK there is, or on in their own KK with its number.

Every life event that takes someone out of a KK, or leaves people without a head, says with these where each one goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from loket.core.register.codes import Shdk
from loket.core.register.values import Address, FamilyId, ResidentId
from loket.core.terms import KkNumber

Members: TypeAlias = Mapping[ResidentId, Shdk]
"""People of a KK, each with the SHDK to its head."""


@dataclass(frozen=True, slots=True)
class NewKk:
    """
    A new KK with a new number. `members` gives each other member's SHDK to the head.

    Without an address it stays at that of the KK the head comes from.
    """

    family_id: FamilyId
    head_id: ResidentId
    members: Members = field(default_factory=dict)
    address: Address | None = None

    @property
    def shdks(self) -> Members:
        """Everyone who goes there, the head first."""
        return {self.head_id: Shdk.HEAD, **self.members}


@dataclass(frozen=True, slots=True)
class JoinKk:
    """A KK in force takes these people in, or gives members of its own another SHDK."""

    family_id: FamilyId
    members: Members

    @property
    def shdks(self) -> Members:
        """Everyone who goes there."""
        return self.members


@dataclass(frozen=True, slots=True)
class KeepKk:
    """
    A head arrives and keeps KK and number. `family_id` is the KK this register knows, or a new id for an unknown one.

    Only on arrival from another office. Basis: form F-1.08 of Permendagri 19/2010, status KK 3.
    """

    family_id: FamilyId
    head_id: ResidentId
    kk_number: KkNumber | None
    address: Address
    members: Members = field(default_factory=dict)

    @property
    def shdks(self) -> Members:
        """Everyone who goes there, the head first."""
        return {self.head_id: Shdk.HEAD, **self.members}


Placement: TypeAlias = NewKk | JoinKk | KeepKk
