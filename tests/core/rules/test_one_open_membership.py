"""A resident is in one KK at a time."""

from dataclasses import replace

from loket.core.register import Membership
from loket.core.register.codes import Shdk
from loket.core.rules import one_open_membership as rule
from tests.core.register.people import BUDIS, LIA, SINCE, WATIS, day, neighbourhood, with_record
from tests.core.rules.found import found


class TestOneOpenMembership:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_two_open_memberships(self) -> None:
        part = neighbourhood()
        second = Membership(LIA, WATIS, Shdk.OTHER, day("2026-01-05"))
        assert found(rule, replace(part, memberships=(*part.memberships, second))) == [(LIA,)]

    def test_finds_past_ones_that_overlap(self) -> None:
        part = neighbourhood()
        past = Membership(LIA, WATIS, Shdk.OTHER, day("2019-01-05"), day("2020-01-07"))
        known = with_record(part, LIA, from_date=day("2019-01-01"))
        assert found(rule, replace(known, memberships=(*part.memberships, past))) == [(LIA,)]

    def test_leaves_one_that_ends_where_the_next_begins_and_one_of_no_day(self) -> None:
        part = neighbourhood()
        past = Membership(LIA, WATIS, Shdk.OTHER, day("2019-01-05"), SINCE)
        never = Membership(LIA, BUDIS, Shdk.OTHER, SINCE, SINCE)
        assert found(rule, replace(part, memberships=(*part.memberships, past, never))) == []
