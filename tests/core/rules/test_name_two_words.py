"""A new name has two words."""

from loket.core.rules import name_two_words as rule
from tests.core.register.people import LIA, day, neighbourhood, with_biodata
from tests.core.rules.found import found

BORN = {"birth_date": day("2022-04-21")}


class TestNameTwoWords:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_one_word(self) -> None:
        names = ("Lia", "Lia Salim")
        about = [found(rule, with_biodata(neighbourhood(), LIA, full_name=name, **BORN)) for name in names]
        assert about == [[(LIA, "Lia")], []]

    def test_leaves_older_names(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, full_name="Lia")) == []
