"""Who stands as Suami or Istri is married, and so is the head."""

import pytest

from loket.core.register.codes import MaritalStatus
from loket.core.rules import spouse_of_head_is_married as rule
from tests.core.register.people import AGUS, HOME, SARI, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestSpouseOfHeadIsMarried:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize("person", [AGUS, SARI])
    def test_finds_one_who_is_not(self, person: int) -> None:
        part = with_biodata(neighbourhood(), person, marital_status=MaritalStatus.CERAI_HIDUP_TERCATAT)
        assert found(rule, part) == [(SARI, HOME)]

    def test_leaves_a_marriage_that_is_not_registered(self) -> None:
        part = with_biodata(neighbourhood(), SARI, marital_status=MaritalStatus.KAWIN_BELUM_TERCATAT)
        assert found(rule, part) == []
