"""A mother is a woman, a father a man."""

from loket.core.rules import parents_sex as rule
from tests.core.register.people import BUDI, RINA, SARI, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestParentsSex:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_mother_who_is_a_man(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), RINA, mother_id=BUDI)) == [(RINA, BUDI)]

    def test_finds_a_father_who_is_a_woman(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), RINA, father_id=SARI)) == [(RINA, SARI)]
