"""A marriage binds two."""

from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex
from loket.core.rules import spouses_are_mutual as rule
from tests.core.register.people import BUDI, DEWI, HADI, NOBODY, neighbourhood, with_biodata, with_record
from tests.core.rules.found import found


class TestSpousesAreMutual:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_bond_of_one_side(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), HADI, spouse_ids=())) == [(DEWI, HADI)]

    def test_finds_a_bond_of_someone_not_married(self) -> None:
        part = with_biodata(neighbourhood(), HADI, marital_status=MaritalStatus.CERAI_MATI)
        assert found(rule, part) == [(HADI, DEWI)]

    def test_finds_a_bond_of_one_sex(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), HADI, sex=Sex.FEMALE)) == [(HADI, DEWI), (DEWI, HADI)]

    def test_finds_a_woman_with_two_husbands(self) -> None:
        part = with_biodata(neighbourhood(), DEWI, spouse_ids=(HADI, BUDI))
        assert found(rule, part) == [(DEWI,), (DEWI, BUDI)]

    def test_leaves_spouses_who_are_not_here_and_the_dead(self) -> None:
        part = with_biodata(neighbourhood(), HADI, spouse_ids=(NOBODY,))
        part = with_record(part, DEWI, status=ResidentStatus.MOVED)
        assert found(rule, part) == []
