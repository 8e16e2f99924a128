"""A foreigner is in a KK only with ITAP."""

import pytest

from loket.core.register import Permit
from loket.core.register.codes import Citizenship, PermitKind
from loket.core.rules import foreigner_has_itap as rule
from tests.core.register.people import BUDI, day, neighbourhood, with_biodata
from tests.core.rules.found import found


class TestForeignerHasItap:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize("permit", [None, Permit(PermitKind.ITAS, "2C21", day("2027-01-01"))])
    def test_finds_a_foreigner_without_it(self, permit: Permit | None) -> None:
        part = with_biodata(neighbourhood(), BUDI, citizenship=Citizenship.WNA, permit=permit)
        assert found(rule, part) == [(BUDI,)]

    def test_leaves_a_foreigner_with_it(self) -> None:
        part = with_biodata(neighbourhood(), BUDI, citizenship=Citizenship.WNA, permit=Permit(PermitKind.ITAP, "2D"))
        assert found(rule, part) == []
