"""A KK in force has exactly one head."""

from dataclasses import replace

from loket.core.register.codes import Shdk
from loket.core.rules import one_head as rule
from tests.core.register.people import BUDI, NEW, RINA, WATI, WATIS, family, neighbourhood, with_shdk
from tests.core.rules.found import found


class TestOneHead:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_kk_without_head(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), WATI, Shdk.OTHER)) == [(WATIS,)]

    def test_finds_a_kk_with_two_heads(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), RINA, Shdk.HEAD)) == [(WATIS,)]

    def test_finds_a_head_whom_the_kk_is_not_named_after(self) -> None:
        part = with_shdk(with_shdk(neighbourhood(), RINA, Shdk.HEAD), WATI, Shdk.PARENT)
        assert found(rule, part) == [(WATIS,)]

    def test_finds_a_kk_without_members_and_without_number(self) -> None:
        empty = replace(family(NEW, BUDI), kk_number=None)
        part = neighbourhood()
        assert found(rule, replace(part, families={**part.families, NEW: empty})) == [(NEW,)]
