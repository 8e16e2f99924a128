"""Birth, marriage, divorce and death come in this order."""

from dataclasses import replace

import pytest

from loket.core.register import Membership
from loket.core.register.codes import MaritalStatus, Shdk
from loket.core.rules import dates_in_order as rule
from tests.core.register.people import (
    HOME,
    LIA,
    SARI,
    SINCE,
    TODAY,
    WATIS,
    day,
    neighbourhood,
    with_biodata,
    with_record,
)
from tests.core.rules.found import found


class TestDatesInOrder:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize(
        ("elements", "about"),
        [
            ({"marriage_date": day("1984-04-20")}, ("lahir", "perkawinan")),
            ({"divorce_date": day("1984-04-20")}, ("lahir", "perceraian")),
            ({"death_date": day("2005-05-04")}, ("perkawinan", "kematian")),
            ({"divorce_date": day("2020-01-02"), "death_date": day("2020-01-01")}, ("perceraian", "kematian")),
            (
                {"divorce_date": day("2005-05-04"), "marital_status": MaritalStatus.CERAI_HIDUP_TERCATAT},
                ("perkawinan", "perceraian"),
            ),
        ],
    )
    def test_finds(self, elements: dict[str, object], about: tuple[str, str]) -> None:
        assert found(rule, with_biodata(neighbourhood(), SARI, **elements)) == [(SARI, *about)]

    def test_leaves_a_marriage_after_a_divorce(self) -> None:
        assert found(rule, with_biodata(neighbourhood(), SARI, divorce_date=day("2004-01-01"))) == []

    def test_finds_a_membership_before_the_person_was_known(self) -> None:
        assert found(rule, with_record(neighbourhood(), LIA, from_date=day("2020-01-07"))) == [(LIA, HOME)]

    def test_finds_a_membership_that_ends_before_it_begins(self) -> None:
        part = neighbourhood()
        wrong = Membership(LIA, WATIS, Shdk.OTHER, TODAY, SINCE)
        assert found(rule, replace(part, memberships=(*part.memberships, wrong))) == [(LIA, WATIS)]
