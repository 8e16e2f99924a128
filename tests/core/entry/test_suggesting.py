"""What everyone of a KK is to another head."""

from typing import Any

import pytest

from loket.core.entry.suggesting import shdks_under
from loket.core.register import Kk, Slice
from loket.core.register.codes import Shdk
from loket.core.register.events import Birth, Marriage
from loket.core.register.placements import JoinKk
from tests.core.register.people import (
    ADI,
    AGUS,
    BABY,
    BUDI,
    HOME,
    LIA,
    OMA,
    RINA,
    SARI,
    WATIS,
    baby,
    day,
    happen,
    neighbourhood,
    with_biodata,
    with_shdk,
)


def kk(part: Slice, family_id: int = HOME) -> Kk:
    found = part.kk(family_id)
    assert found is not None
    return found


def untied(part: Slice, *people: int) -> Slice:
    """The neighbourhood as an old register has it: no ties on record."""
    nothing: dict[str, Any] = {"mother_id": None, "father_id": None, "spouse_ids": ()}
    for number in people:
        part = with_biodata(part, number, **nothing)
    return part


class TestShdksUnder:
    def test_a_widow_follow_her(self) -> None:
        found = shdks_under(kk(neighbourhood()), SARI)
        assert found == {
            SARI: Shdk.HEAD,
            AGUS: Shdk.HUSBAND,
            ADI: Shdk.CHILD,
            LIA: Shdk.CHILD,
            OMA: Shdk.PARENT_IN_LAW,
        }

    def test_the_mother_of_the_head_follow_her(self) -> None:
        found = shdks_under(kk(neighbourhood()), OMA)
        assert (found[AGUS], found[SARI], found[ADI]) == (Shdk.CHILD, Shdk.CHILD_IN_LAW, Shdk.GRANDCHILD)

    def test_a_child_follow_it(self) -> None:
        found = shdks_under(kk(neighbourhood()), ADI)
        assert (found[AGUS], found[SARI], found[LIA], found[OMA]) == (
            Shdk.PARENT,
            Shdk.PARENT,
            Shdk.OTHER_KIN,
            Shdk.OTHER_KIN,
        )

    def test_the_same_head_stay_as_they_are(self) -> None:
        before = {row.resident_id: row.shdk for row in kk(neighbourhood()).rows}
        assert shdks_under(kk(neighbourhood()), AGUS) == before

    def test_a_son_in_law_with_his_own_follow_him(self) -> None:
        wed = Marriage(
            date=day("2026-11-01"),
            husband_id=BUDI,
            wife_id=RINA,
            placements=(JoinKk(WATIS, {BUDI: Shdk.CHILD_IN_LAW}),),
        )
        child = Birth(
            date=day("2026-12-01"),
            child_id=BABY,
            biodata=baby(mother_id=RINA, father_id=BUDI),
            shdk=Shdk.GRANDCHILD,
            family_id=WATIS,
        )
        found = shdks_under(kk(happen(neighbourhood(), wed, child), WATIS), BUDI)
        assert sorted(found.values()) == [Shdk.HEAD, Shdk.WIFE, Shdk.CHILD, Shdk.PARENT_IN_LAW]

    @pytest.mark.parametrize(
        ("head", "expected"),
        [
            (SARI, {AGUS: Shdk.OTHER_KIN, ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT_IN_LAW}),
            (ADI, {AGUS: Shdk.PARENT, SARI: Shdk.PARENT, LIA: Shdk.OTHER_KIN, OMA: Shdk.OTHER_KIN}),
            (OMA, {AGUS: Shdk.OTHER_KIN, SARI: Shdk.OTHER_KIN, ADI: Shdk.OTHER_KIN, LIA: Shdk.OTHER_KIN}),
        ],
    )
    def test_without_ties_go_by_what_each_was(self, head: int, expected: dict[int, Shdk]) -> None:
        part = untied(neighbourhood(), AGUS, SARI, ADI, LIA, OMA)
        assert shdks_under(kk(part), head) == {head: Shdk.HEAD, **expected}

    def test_leave_servants_and_others_what_they_are(self) -> None:
        part = untied(neighbourhood(), OMA, AGUS)
        servant = with_shdk(part, OMA, Shdk.SERVANT)
        assert shdks_under(kk(servant), SARI)[OMA] is Shdk.SERVANT
        other = with_shdk(part, OMA, Shdk.OTHER)
        assert shdks_under(kk(other), SARI)[OMA] is Shdk.OTHER
        assert shdks_under(kk(other), OMA)[ADI] is Shdk.OTHER

    def test_nobody_of_the_kk_are_nothing(self) -> None:
        assert shdks_under(kk(neighbourhood()), BUDI) == {}
