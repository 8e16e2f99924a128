"""Who arrives with an SKPWNI comes from another kabupaten/kota."""

from dataclasses import replace
from typing import Any

import pytest

from loket.core.register import Address, Documents
from loket.core.register.codes import Sex, Shdk
from loket.core.register.moves import MoveIn, Newcomer
from loket.core.register.placements import JoinKk, NewKk
from loket.core.rules import arrival_from_elsewhere as rule
from loket.core.terms import RegionCode
from tests.core.register.people import (
    CONTEXT,
    METRO,
    NEW,
    TODAY,
    WATIS,
    biodata,
    birth,
    decided,
    happen,
    neighbourhood,
    nik_of,
    refused,
)
from tests.core.rules.found import found

STRANGER = 60
BINTAN, BATAM = RegionCode("2101"), RegionCode("2171")
IN_BINTAN = (JoinKk(WATIS, {STRANGER: Shdk.OTHER}),)
IN_METRO = (NewKk(NEW, STRANGER, address=Address("Jl. Ahmad Yani 1", "003", "004", METRO)),)


def arriving(origin: RegionCode | None, **more: Any) -> MoveIn:
    """A stranger arrives today, in Bintan if nothing else is said."""
    facts = biodata("Putri Ayu", Sex.FEMALE, "1990-03-03")
    new = Newcomer(STRANGER, nik_of(STRANGER, facts), facts, Documents())
    fields = {"date": TODAY, "newcomers": (new,), "placements": IN_BINTAN, **more}
    return MoveIn(skpwni_number="SKPWNI/2171/01122026/0001", origin=origin, **fields)


class TestArrivalFromElsewhere:
    def test_finds_nothing_in_what_stands_and_at_other_events(self) -> None:
        assert found(rule, neighbourhood()) == []
        assert found(rule, neighbourhood(), replace(CONTEXT, event=birth())) == []

    @pytest.mark.parametrize("origin", [BATAM, METRO, RegionCode("21"), None])
    def test_takes_another_regency(self, origin: RegionCode | None) -> None:
        assert decided(neighbourhood(), arriving(origin)).accepted == ()

    @pytest.mark.parametrize("origin", [BINTAN, RegionCode("2101061001")])
    def test_refuses_the_regency_where_the_people_now_live(self, origin: RegionCode) -> None:
        assert refused(neighbourhood(), arriving(origin)) == ("arrival-from-elsewhere",)

    def test_goes_by_the_new_address(self) -> None:
        assert decided(neighbourhood(), arriving(BINTAN, placements=IN_METRO)).accepted == ()
        assert refused(neighbourhood(), arriving(METRO, placements=IN_METRO)) == ("arrival-from-elsewhere",)

    def test_is_about_who_arrives_and_says_what_to_use_instead(self) -> None:
        after = happen(neighbourhood(), arriving(BATAM))
        (one,) = rule.check(after, replace(CONTEXT, event=arriving(BINTAN)))
        assert one.about == (STRANGER,)
        assert one.sentence.startswith("Kabupaten/kota asal pendatang berkode 21.01, padahal alamat barunya")
        assert "pindah alamat" in one.hint
        assert "batal pindah" in one.hint

    def test_finds_nothing_before_they_are_there(self) -> None:
        assert found(rule, neighbourhood(), replace(CONTEXT, event=arriving(BINTAN))) == []

    def test_leaves_who_has_no_home(self) -> None:
        after = replace(happen(neighbourhood(), arriving(BATAM)), memberships=())
        assert found(rule, after, replace(CONTEXT, event=arriving(BINTAN))) == []
