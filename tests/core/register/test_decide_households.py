"""Split, join, a new head, a KK given up, and moves within the kabupaten: what changes, and what refuses it."""

from dataclasses import replace
from typing import Any

import pytest

from loket.core.register.codes import MoveClass, Shdk
from loket.core.register.decide import apply
from loket.core.register.events import LifeEvent
from loket.core.register.moves import (
    AddressChange,
    Dissolve,
    HeadReplaced,
    JoinFamily,
    KkAssigned,
    LeaveFamily,
    NewFamily,
)
from loket.core.register.placements import JoinKk, Members, NewKk
from tests.core.register.people import (
    ADI,
    AFAR,
    AGUS,
    BATAM,
    BUDI,
    BUDIS,
    HADIS,
    HOME,
    HOUSE,
    LIA,
    NEW,
    NEXT_DOOR,
    NOBODY,
    OMA,
    RINA,
    SARI,
    SUNGAI_ENAM,
    TODAY,
    WATI,
    WATIS,
    decided,
    happen,
    kk_number,
    neighbourhood,
    papers,
    refused,
)


class TestNewFamily:
    def test_splits_a_kk_at_one_address(self) -> None:
        part = neighbourhood()
        change = decided(part, NewFamily(date=TODAY, placements=(NewKk(NEW, RINA),)))
        after = apply(part, change)
        assert (after.families[NEW].kk_number, after.families[NEW].address) == (None, HOUSE)
        assert after.families[WATIS].kk_number == part.families[WATIS].kk_number
        assert papers(change) == {("KK", "+", WATIS), ("KK", "+", NEW)}
        assert [(c.before is None, c.after is None) for c in change.families] == [(False, False), (True, False)]

    @pytest.mark.parametrize(
        ("placements", "rule"),
        [
            ((), "place-missing"),
            ((JoinKk(HOME, {RINA: Shdk.OTHER}),), "place-missing"),
            ((NewKk(NEW, ADI),), "minors-not-alone"),
            ((NewKk(NEW, ADI, {OMA: Shdk.OTHER_KIN}),), "head-is-eligible"),
            ((NewKk(NEW, WATI),), "already-head"),
            ((NewKk(NEW, NOBODY),), "resident-unknown"),
        ],
    )
    def test_is_refused_for(self, placements: tuple[NewKk | JoinKk, ...], rule: str) -> None:
        assert refused(neighbourhood(), NewFamily(date=TODAY, placements=placements)) == (rule,)


class TestHeadReplaced:
    others: Members = {AGUS: Shdk.HUSBAND, ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT_IN_LAW}

    def test_closes_the_number_and_opens_another(self) -> None:
        part = neighbourhood()
        event = HeadReplaced(date=TODAY, family_id=HOME, successor=NewKk(NEW, SARI, self.others))
        change = decided(part, event)
        after = apply(part, change)
        assert (after.families[NEW].follows, after.families[NEW].kk_number) == (HOME, None)
        assert [m.shdk for m in after.members_of(NEW)][:2] == [Shdk.HEAD, Shdk.HUSBAND]
        assert {("KK", "-", HOME), ("KK", "+", NEW)} <= papers(change)
        assert ("KIA", "+", (ADI,)) in papers(change)

    @pytest.mark.parametrize(
        ("family_id", "successor", "rule"),
        [
            (HOME, NewKk(NEW, AGUS, {SARI: Shdk.WIFE}), "already-head"),
            (HOME, NewKk(NEW, SARI, {AGUS: Shdk.HUSBAND}), "place-missing"),
            (HOME, NewKk(NEW, SARI, {**others, AGUS: Shdk.WIFE}), "spouse-sex-fits-head"),
            (NOBODY, NewKk(NEW, SARI, others), "family-unknown"),
        ],
    )
    def test_is_refused_for(self, family_id: int, successor: NewKk, rule: str) -> None:
        event = HeadReplaced(date=TODAY, family_id=family_id, successor=successor)
        assert refused(neighbourhood(), event) == (rule,)


class TestJoinFamily:
    def test_takes_a_member_in(self) -> None:
        event = JoinFamily(date=TODAY, placements=(JoinKk(HOME, {RINA: Shdk.OTHER}),), consent_of="Agus Salim")
        after = happen(neighbourhood(), event)
        assert len(after.members_of(HOME)) == 6

    def test_of_one_who_lived_alone_closes_that_kk(self) -> None:
        event = JoinFamily(date=TODAY, placements=(JoinKk(WATIS, {BUDI: Shdk.OTHER}),), consent_of="Wati Kusuma")
        change = decided(neighbourhood(), event)
        assert {("KK", "-", BUDIS), ("KK", "+", WATIS), ("KTP-el", "+", (BUDI,))} == papers(change)

    def test_of_a_head_asks_for_those_left(self) -> None:
        event = JoinFamily(date=TODAY, placements=(JoinKk(HOME, {WATI: Shdk.OTHER}),), consent_of="Agus Salim")
        assert refused(neighbourhood(), event) == ("stayers-need-a-head",)

    @pytest.mark.parametrize(
        ("placements", "consent", "rule"),
        [
            ((JoinKk(HOME, {RINA: Shdk.OTHER}),), " ", "consent-missing"),
            ((), "Agus Salim", "place-missing"),
            ((JoinKk(HOME, {}),), "Agus Salim", "place-missing"),
            ((JoinKk(HOME, {RINA: Shdk.WIFE}),), "Agus Salim", "spouse-of-head-is-married"),
        ],
    )
    def test_is_refused_for(self, placements: tuple[JoinKk, ...], consent: str, rule: str) -> None:
        event = JoinFamily(date=TODAY, placements=placements, consent_of=consent)
        assert refused(neighbourhood(), event) == (rule,)


class TestLeaveFamily:
    def test_brings_members_to_several_kks(self) -> None:
        placements = (JoinKk(WATIS, {OMA: Shdk.OTHER_KIN}), JoinKk(BUDIS, {ADI: Shdk.OTHER}))
        after = happen(neighbourhood(), LeaveFamily(date=TODAY, resident_ids=(OMA, ADI), placements=placements))
        assert [len(after.members_of(i)) for i in (HOME, WATIS, BUDIS)] == [3, 3, 2]

    def test_leaves_nobody_without_a_kk(self) -> None:
        assert refused(neighbourhood(), LeaveFamily(date=TODAY, resident_ids=(OMA,))) == ("place-missing",)

    def test_does_not_come_back_to_the_same_place(self) -> None:
        event = LeaveFamily(date=TODAY, resident_ids=(OMA,), placements=(JoinKk(HOME, {OMA: Shdk.PARENT}),))
        assert refused(neighbourhood(), event) == ("nothing-changes",)


class TestDissolve:
    def test_closes_a_kk_whose_members_all_go(self) -> None:
        event = Dissolve(date=TODAY, family_id=WATIS, placements=(JoinKk(HOME, {WATI: Shdk.OTHER, RINA: Shdk.OTHER}),))
        after = happen(neighbourhood(), event)
        assert after.families[WATIS].closed_date == TODAY

    @pytest.mark.parametrize(
        ("placements", "rule"),
        [
            ((JoinKk(HOME, {WATI: Shdk.OTHER}),), "place-missing"),
            ((JoinKk(HOME, {RINA: Shdk.OTHER}), JoinKk(WATIS, {WATI: Shdk.HEAD})), "stayers-need-a-head"),
        ],
    )
    def test_is_refused_for(self, placements: tuple[JoinKk, ...], rule: str) -> None:
        assert refused(neighbourhood(), Dissolve(date=TODAY, family_id=WATIS, placements=placements)) == (rule,)


class TestKkAssigned:
    def test_gives_the_number_once(self) -> None:
        part = happen(neighbourhood(), NewFamily(date=TODAY, placements=(NewKk(NEW, RINA),)))
        event = KkAssigned(date=TODAY, family_id=NEW, kk_number=kk_number(900))
        change = decided(part, event)
        after = apply(part, change)
        assert after.families[NEW].kk_number == kk_number(900)
        assert papers(change) == {("KK", "+", NEW)}
        assert refused(after, event) == ("number-known",)

    def test_is_refused_for_the_number_of_another_kk(self) -> None:
        part = happen(neighbourhood(), NewFamily(date=TODAY, placements=(NewKk(NEW, RINA),)))
        taken = KkAssigned(date=TODAY, family_id=NEW, kk_number=kk_number(WATIS))
        with_both = replace(taken, placements=(JoinKk(WATIS, {}),))
        assert refused(part, with_both) == ("unique-kk-number",)

    def test_is_refused_for_a_closed_kk(self) -> None:
        event = JoinFamily(date=TODAY, placements=(JoinKk(WATIS, {BUDI: Shdk.OTHER}),), consent_of="Wati Kusuma")
        part = happen(neighbourhood(), event)
        assert refused(part, KkAssigned(date=TODAY, family_id=BUDIS, kk_number=kk_number(900))) == ("family-closed",)


SHORT = replace(NEXT_DOOR, region=SUNGAI_ENAM)


def moving(*placements: object, **more: Any) -> LifeEvent:
    fields = {"date": TODAY, "family_id": HOME, "address": AFAR, "move_class": MoveClass.BETWEEN_DISTRICTS, **more}
    return AddressChange(placements=placements, **fields)  # type: ignore[arg-type]


class TestAddressChange:
    def test_moves_the_whole_kk_with_its_number(self) -> None:
        part = neighbourhood()
        change = decided(part, moving())
        after = apply(part, change)
        assert (after.families[HOME].address, after.families[HOME].kk_number) == (AFAR, part.families[HOME].kk_number)
        assert len(after.lived_at(AFAR, TODAY)) == 7
        expected = {("KK", "+", HOME)} | {("KIA", act, (ADI,)) for act in "+-"}
        expected |= {("KTP-el", act, (i,)) for i in (AGUS, SARI, OMA) for act in "+-"}
        assert papers(change) == expected

    @pytest.mark.parametrize(
        ("address", "move_class"),
        [(NEXT_DOOR, MoveClass.WITHIN_VILLAGE), (SHORT, MoveClass.BETWEEN_VILLAGES)],
    )
    def test_has_three_classes(self, address: Any, move_class: MoveClass) -> None:
        after = happen(neighbourhood(), moving(address=address, move_class=move_class))
        assert after.families[HOME].address == address

    def test_of_the_head_with_some_keeps_the_number_and_places_who_stays(self) -> None:
        movers = frozenset({AGUS, SARI, ADI, LIA})
        assert refused(neighbourhood(), moving(movers=movers)) == ("place-missing",)
        after = happen(neighbourhood(), moving(NewKk(NEW, OMA), movers=movers))
        assert (after.families[HOME].address, after.families[NEW].address) == (AFAR, HOUSE)

    def test_of_members_founds_a_kk_there(self) -> None:
        after = happen(neighbourhood(), moving(NewKk(NEW, OMA), movers=frozenset({OMA})))
        assert (after.families[HOME].address, after.families[NEW].address) == (HOUSE, AFAR)

    def test_of_members_joins_a_kk_there(self) -> None:
        event = moving(JoinKk(HADIS, {OMA: Shdk.OTHER}), movers=frozenset({OMA}))
        assert happen(neighbourhood(), event).address_of(OMA) == AFAR

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (moving(move_class=MoveClass.BETWEEN_VILLAGES), "move-class"),
            (moving(address=replace(AFAR, region=BATAM), move_class=MoveClass.BETWEEN_REGENCIES), "move-class"),
            (moving(address=HOUSE, move_class=MoveClass.WITHIN_VILLAGE), "nothing-changes"),
            (moving(movers=frozenset({BUDI})), "not-members"),
            (moving(movers=frozenset({NOBODY})), "not-members"),
            (moving(movers=frozenset({OMA})), "place-missing"),
            (moving(JoinKk(WATIS, {OMA: Shdk.OTHER}), movers=frozenset({OMA})), "address-differs"),
            (moving(family_id=NOBODY), "family-unknown"),
        ],
    )
    def test_is_refused_for(self, event: LifeEvent, rule: str) -> None:
        assert refused(neighbourhood(), event) == (rule,)
