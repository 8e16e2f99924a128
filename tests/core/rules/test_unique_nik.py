"""A NIK belongs to one person."""

from dataclasses import replace

from loket.core.rules import unique_nik as rule
from tests.core.register.people import ADI, LIA, neighbourhood
from tests.core.rules.found import found


class TestUniqueNik:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_two_with_one_nik(self) -> None:
        part = neighbourhood()
        double = replace(part.residents[LIA], nik=part.residents[ADI].nik)
        assert found(rule, replace(part, residents={**part.residents, LIA: double})) == [(LIA, ADI)]

    def test_leaves_many_without(self) -> None:
        part = neighbourhood()
        waiting = {i: replace(r, nik=None) for i, r in part.residents.items()}
        assert found(rule, replace(part, residents=waiting)) == []
