"""A new name has at most sixty letters."""

from loket.core.rules import name_length as rule
from tests.core.register.people import LIA, day, neighbourhood, with_biodata
from tests.core.rules.found import found

BORN = {"birth_date": day("2022-04-21")}


class TestNameLength:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_counts_sixty(self) -> None:
        names = ("B" * 60, "B" * 61)
        about = [found(rule, with_biodata(neighbourhood(), LIA, full_name=name, **BORN)) for name in names]
        assert about == [[], [(LIA, "B" * 61)]]

    def test_leaves_older_names(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, full_name="B" * 61)) == []
