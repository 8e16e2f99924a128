"""Who stands as Suami or Istri is married to the head."""

import pytest

from loket.core.register.codes import MaritalStatus, Shdk
from loket.core.rules import spouse_is_the_heads as rule
from tests.core.register.people import AGUS, HADI, HOME, OMA, SARI, neighbourhood, with_biodata, with_shdk
from tests.core.rules.found import found


class TestSpouseIsTheHeads:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_the_wife_of_another(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), SARI, spouse_ids=(HADI,))) == [(SARI, HOME)]

    def test_finds_a_second_wife_without_a_marriage_to_him(self) -> None:
        part = with_biodata(
            with_shdk(neighbourhood(), OMA, Shdk.WIFE), OMA, marital_status=MaritalStatus.KAWIN_TERCATAT
        )
        assert found(rule, part) == [(OMA, HOME)]

    def test_leaves_the_unmarried_to_another_rule(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), OMA, Shdk.WIFE)) == []

    @pytest.mark.parametrize("head", [(), (SARI,)])
    def test_leaves_a_couple_of_an_old_register(self, head: tuple[int, ...]) -> None:
        part = with_biodata(neighbourhood(), AGUS, spouse_ids=head)
        part = with_biodata(part, SARI, spouse_ids=())
        assert found(rule, part) == ([(SARI, HOME)] if head else [])
