"""Only residents who live here are in a KK."""

from dataclasses import replace

import pytest

from loket.core.register.codes import ResidentStatus
from loket.core.rules import only_active_members as rule
from tests.core.register.people import LIA, TODAY, neighbourhood, with_record
from tests.core.rules.found import found


class TestOnlyActiveMembers:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize("status", [s for s in ResidentStatus if s is not ResidentStatus.ACTIVE])
    def test_finds_a_member_who_is(self, status: ResidentStatus) -> None:
        assert found(rule, with_record(neighbourhood(), LIA, status=status)) == [(LIA,)]

    def test_leaves_a_membership_that_has_ended(self) -> None:
        part = with_record(neighbourhood(), LIA, status=ResidentStatus.DEAD)
        ended = tuple(replace(m, until_date=TODAY) if m.resident_id == LIA else m for m in part.memberships)
        assert found(rule, replace(part, memberships=ended)) == []
