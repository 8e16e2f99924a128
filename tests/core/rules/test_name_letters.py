"""A new name has Latin letters only."""

import pytest

from loket.core.register.events import CorrectBiodata
from loket.core.rules import name_letters as rule
from tests.core.register.people import BUDI, LIA, TODAY, day, neighbourhood, refused, with_biodata
from tests.core.rules.found import found

BORN = {"birth_date": day("2022-04-21")}


class TestNameLetters:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize("name", ["Lia 2", "Lia S.", "Li'a Salim", "Lía Salim", "Lia-Lia", "  ", "лиа"])
    def test_finds(self, name: str) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, full_name=name, **BORN)) == [(LIA, name)]

    def test_leaves_older_names(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), LIA, full_name="Lia S.", birth_date=day("2022-04-20"))) == []

    def test_finds_an_older_person_renamed(self) -> None:
        paper = {"full_name": "Penetapan PN 12/2026"}
        event = CorrectBiodata(date=TODAY, resident_id=BUDI, changes={"full_name": "Budi H."}, papers=paper)
        assert refused(neighbourhood(), event) == ("name-letters",)
