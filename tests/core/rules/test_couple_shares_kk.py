"""A couple normally shares a KK."""

from dataclasses import replace

from loket.core.register.codes import Shdk
from loket.core.rules import couple_shares_kk as rule
from tests.core.register.people import DEWI, HADI, WATIS, neighbourhood
from tests.core.rules.found import found


class TestCoupleSharesKk:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_couple_in_two_kks(self) -> None:
        part = neighbourhood()
        apart = tuple(
            replace(m, family_id=WATIS, shdk=Shdk.OTHER) if m.resident_id == DEWI else m for m in part.memberships
        )
        assert found(rule, replace(part, memberships=apart)) == [(HADI, DEWI)]

    def test_leaves_a_couple_of_whom_one_is_away(self) -> None:
        part = neighbourhood()
        away = tuple(m for m in part.memberships if m.resident_id != DEWI)
        gone = tuple(m for m in part.memberships if m.resident_id != HADI)
        assert found(rule, replace(part, memberships=away)) == []
        assert found(rule, replace(part, memberships=gone)) == []
