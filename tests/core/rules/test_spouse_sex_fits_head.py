"""Suami is a man beside a woman, Istri a woman beside a man."""

from loket.core.register.codes import Sex, Shdk
from loket.core.rules import spouse_sex_fits_head as rule
from tests.core.register.people import AGUS, HOME, SARI, neighbourhood, with_biodata, with_shdk
from tests.core.rules.found import found


class TestSpouseSexFitsHead:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_wife_who_is_a_man(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), SARI, sex=Sex.MALE)) == [(SARI, HOME)]

    def test_finds_a_husband_beside_a_man(self) -> None:
        assert found(rule, with_shdk(neighbourhood(), SARI, Shdk.HUSBAND)) == [(SARI, HOME)]

    def test_leaves_a_husband_beside_a_woman(self) -> None:
        part = with_biodata(with_shdk(neighbourhood(), SARI, Shdk.HUSBAND), SARI, sex=Sex.MALE)
        assert found(rule, with_biodata(part, AGUS, sex=Sex.FEMALE)) == []
