"""Moves between two offices in both phases, foreigners and moves abroad: what changes, and what refuses it."""

import datetime
from typing import Any

import pytest

from loket.core.register import Address, Context, Documents, Permit
from loket.core.register.codes import Citizenship, MoveKind, MoveReason, PermitKind, ResidentStatus, Sex, Shdk
from loket.core.register.decide import apply, decide
from loket.core.register.events import Death, LifeEvent
from loket.core.register.facts import StatusChanged
from loket.core.register.moves import (
    ArrivedElsewhere,
    ForeignerRegistered,
    MoveAbroad,
    MoveIn,
    MoveOut,
    MoveOutCancelled,
    MoveOutExpired,
    Newcomer,
    class_of_move,
)
from loket.core.register.placements import JoinKk, KeepKk, NewKk, Placement
from loket.core.terms import RegionCode
from tests.core.register.people import (
    ADI,
    AFAR,
    AGUS,
    BATAM,
    BUDI,
    BUDIS,
    CARD,
    DEWI,
    HADI,
    HADIS,
    HOME,
    HOUSE,
    KIJANG,
    LIA,
    METRO,
    NEW,
    NEWER,
    NEXT_DOOR,
    NOBODY,
    OMA,
    RINA,
    SARI,
    SUNGAI_ENAM,
    TOAPAYA,
    TODAY,
    WATI,
    WATIS,
    biodata,
    day,
    decided,
    happen,
    kk_number,
    neighbourhood,
    nik_of,
    papers,
    refused,
    with_record,
)

LEFT = day("2026-08-03")
THERE = Address("Jl. Ahmad Yani 1", "003", "004", METRO)
STAYERS = NewKk(NEW, SARI, {ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT_IN_LAW})
NUMBER = "SKPWNI/2101/03082026/0001"


def leaving(kind: MoveKind, *movers: int, placements: tuple[Placement, ...] = (), **more: Any) -> LifeEvent:
    fields = {"family_id": HOME, "destination": METRO, "reason": MoveReason.WORK, "skpwni_number": NUMBER, **more}
    return MoveOut(date=LEFT, movers=frozenset(movers), kind_of_move=kind, placements=placements, **fields)


def arriving(*placements: Placement, **more: Any) -> LifeEvent:
    return MoveIn(**{"date": TODAY, "skpwni_number": NUMBER, "placements": placements, **more})


WHOLE = leaving(MoveKind.HEAD_AND_ALL, AGUS, SARI, ADI, LIA, OMA)
MEMBER = leaving(MoveKind.MEMBERS, OMA)
HEAD = leaving(MoveKind.HEAD, AGUS, placements=(STAYERS,))


class TestMoveOut:
    def test_of_members_leaves_number_and_head(self) -> None:
        part = neighbourhood()
        change = decided(part, MEMBER)
        after = apply(part, change)
        transit = after.residents[OMA].latest.transit
        assert transit is not None
        assert (transit.family_id, transit.shdk, transit.departed_date) == (HOME, Shdk.PARENT, LEFT)
        assert after.residents[OMA].status is ResidentStatus.IN_TRANSIT
        assert after.families[HOME].is_open
        assert papers(change) == {("SKPWNI", "+", (OMA,)), ("biodata", "+", (OMA,)), ("KK", "+", HOME)}
        assert change.outputs[0].note == "Antar provinsi"

    def test_of_the_head_alone_gives_those_left_a_new_number(self) -> None:
        after = happen(neighbourhood(), HEAD)
        assert (after.families[NEW].follows, after.families[NEW].head_id) == (HOME, SARI)
        assert not after.families[HOME].is_open

    def test_of_the_head_with_some_places_the_others(self) -> None:
        event = leaving(MoveKind.HEAD_AND_SOME, AGUS, SARI, ADI, LIA, placements=(JoinKk(WATIS, {OMA: Shdk.OTHER}),))
        after = happen(neighbourhood(), event)
        assert len(after.members_of(WATIS)) == 3
        assert after.members_of(HOME) == ()

    def test_of_all_closes_the_kk(self) -> None:
        change = decided(neighbourhood(), WHOLE)
        assert ("KK", "-", HOME) in papers(change)
        assert {fact.resident_id for fact in change.facts if isinstance(fact, StatusChanged)} == {
            AGUS,
            SARI,
            ADI,
            LIA,
            OMA,
        }

    @pytest.mark.parametrize("kind", [MoveKind.HEAD, MoveKind.HEAD_AND_ALL])
    def test_of_one_who_lives_alone_has_two_names(self, kind: MoveKind) -> None:
        assert not happen(neighbourhood(), leaving(kind, BUDI, family_id=BUDIS)).families[BUDIS].is_open

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (leaving(MoveKind.HEAD, AGUS), "stayers-need-a-head"),
            (leaving(MoveKind.HEAD_AND_SOME, AGUS, SARI, OMA), "stayers-need-a-head"),
            (
                leaving(MoveKind.HEAD_AND_SOME, AGUS, SARI, OMA, placements=(NewKk(NEW, ADI, {LIA: Shdk.OTHER_KIN}),)),
                "minors-not-alone",
            ),
            (leaving(MoveKind.MEMBERS, AGUS), "move-kind"),
            (leaving(MoveKind.HEAD, OMA), "move-kind"),
            (leaving(MoveKind.HEAD_AND_SOME, AGUS, SARI, ADI, LIA, OMA), "move-kind"),
            (leaving(MoveKind.MEMBERS), "not-members"),
            (leaving(MoveKind.MEMBERS, BUDI), "not-members"),
            (leaving(MoveKind.MEMBERS, OMA, destination=TOAPAYA), "move-class"),
            (leaving(MoveKind.MEMBERS, OMA, reason=MoveReason.OTHER), "event-reason-missing"),
            (leaving(MoveKind.MEMBERS, OMA, family_id=NOBODY), "family-unknown"),
        ],
    )
    def test_is_refused_for(self, event: LifeEvent, rule: str) -> None:
        assert refused(neighbourhood(), event) == (rule,)

    def test_for_another_reason_says_which(self) -> None:
        event = leaving(MoveKind.MEMBERS, OMA, reason=MoveReason.OTHER, reason_text="ikut anak")
        assert happen(neighbourhood(), event).membership_of(OMA) is None

    def test_lets_nothing_else_happen_to_who_is_under_way(self) -> None:
        part = happen(neighbourhood(), MEMBER)
        assert refused(part, Death(date=TODAY, resident_id=OMA)) == ("resident-not-active",)


class TestClassOfMove:
    @pytest.mark.parametrize(
        ("to", "number"), [(KIJANG, 1), (SUNGAI_ENAM, 2), (TOAPAYA, 3), (BATAM, 4), (METRO, 5), (RegionCode("1872"), 5)]
    )
    def test_compares_the_parts_of_the_codes(self, to: RegionCode, number: int) -> None:
        assert class_of_move(KIJANG, to) == number
        assert class_of_move(KIJANG, to).needs_skpwni == (number >= 4)


class TestReturn:
    def test_of_members_gives_them_their_place_again(self) -> None:
        part = happen(neighbourhood(), MEMBER)
        change = decided(part, MoveOutCancelled(date=TODAY, resident_ids=(OMA,)))
        after = apply(part, change)
        assert after.kk(HOME) == neighbourhood().kk(HOME)
        assert after.residents[OMA].latest.transit is None
        assert ("SKPWNI", "-", (OMA,)) in papers(change)
        gap = after.kk_on(HOME, LEFT)
        assert gap is not None
        assert OMA not in [row.resident_id for row in gap.rows]

    def test_of_all_opens_the_kk_again_with_its_number(self) -> None:
        everyone = (AGUS, SARI, ADI, LIA, OMA)
        after = happen(neighbourhood(), WHOLE, MoveOutCancelled(date=TODAY, resident_ids=everyone))
        assert after.kk(HOME) == neighbourhood().kk(HOME)
        assert [(s.from_date, s.until_date) for s in after.families[HOME].stays][1:] == [(TODAY, None)]
        assert after.families[HOME].address_on(day("2026-09-01")) is None

    def test_of_the_head_opens_it_for_him_alone(self) -> None:
        after = happen(neighbourhood(), HEAD, MoveOutCancelled(date=TODAY, resident_ids=(AGUS,)), couple_shares_kk="x")
        assert len(after.members_of(HOME)) == 1
        assert len(after.members_of(NEW)) == 4

    def test_may_be_to_another_kk(self) -> None:
        event = MoveOutCancelled(date=TODAY, resident_ids=(OMA,), placements=(JoinKk(WATIS, {OMA: Shdk.OTHER}),))
        assert len(happen(neighbourhood(), MEMBER, event).members_of(WATIS)) == 3

    def test_without_the_head_needs_a_place(self) -> None:
        part = happen(neighbourhood(), WHOLE)
        assert refused(part, MoveOutCancelled(date=TODAY, resident_ids=(OMA,))) == ("origin-closed",)

    @pytest.mark.parametrize("event", [MoveOutCancelled, MoveOutExpired, ArrivedElsewhere])
    def test_is_for_who_is_under_way(self, event: type[Any]) -> None:
        assert refused(neighbourhood(), event(date=TODAY, resident_ids=(BUDI,))) == ("not-in-transit",)
        assert refused(neighbourhood(), event(date=TODAY, resident_ids=())) == ("not-members",)

    def test_by_expiry_waits_for_the_end_of_the_term(self) -> None:
        part = happen(neighbourhood(), MEMBER)
        eve, ends = LEFT + datetime.timedelta(days=99), LEFT + datetime.timedelta(days=100)
        assert refused(part, MoveOutExpired(date=eve, resident_ids=(OMA,))) == ("skpwni-valid",)
        assert happen(part, MoveOutExpired(date=ends, resident_ids=(OMA,))).membership_of(OMA) is not None
        event = MoveOutExpired(date=eve, resident_ids=(OMA,))
        part = part.around(event.named_residents)
        assert decide(part, event, Context(TODAY, transit_days=30)).effective_date == eve


class TestArrivedElsewhere:
    def test_ends_the_move_for_this_office(self) -> None:
        part = happen(neighbourhood(), MEMBER, ArrivedElsewhere(date=TODAY, resident_ids=(OMA,)))
        assert (part.residents[OMA].status, part.residents[OMA].latest.transit) == (ResidentStatus.MOVED, None)


def stranger(number: int = 60, **more: Any) -> Newcomer:
    facts = biodata("Putri Ayu", Sex.FEMALE, "1995-03-03", **more)
    documents = Documents(ktp_el=CARD.ktp_el, kia_until_date=None)
    return Newcomer(number, nik_of(number, facts), facts, documents)


class TestMoveIn:
    def test_brings_back_a_whole_family_with_its_number(self) -> None:
        kept = KeepKk(
            HOME,
            AGUS,
            kk_number(HOME),
            THERE,
            {SARI: Shdk.WIFE, ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT},
        )
        part = happen(neighbourhood(), WHOLE)
        change = decided(part, arriving(kept))
        after = apply(part, change)
        assert (after.families[HOME].address, after.families[HOME].kk_number) == (THERE, kk_number(HOME))
        assert after.residents[AGUS].nik == neighbourhood().residents[AGUS].nik
        cards = {("KIA", act, (ADI,)) for act in "+-"}
        cards |= {("KTP-el", act, (i,)) for i in (AGUS, SARI, OMA) for act in "+-"}
        letter = ("SKDWNI", "+", (AGUS, SARI, ADI, LIA, OMA))
        assert papers(change) == {("KK", "+", HOME), letter} | cards
        assert {o.note for o in change.outputs if o.act == "tarik"} == {"kartu lama dimusnahkan"}

    def test_lets_members_join_or_found_a_kk(self) -> None:
        part = happen(neighbourhood(), MEMBER)
        joined = happen(part, arriving(JoinKk(WATIS, {OMA: Shdk.OTHER})), arrival_fits_letter="tujuan berubah")
        assert len(joined.members_of(WATIS)) == 3
        after = happen(part, arriving(NewKk(NEWER, OMA, address=THERE)))
        assert (after.families[NEWER].address, after.families[NEWER].kk_number) == (THERE, None)

    def test_takes_over_what_changed_elsewhere(self) -> None:
        part = happen(neighbourhood(), MEMBER)
        new = biodata("Oma Halimah", Sex.FEMALE, "1955-01-31", occupation=4)
        after = happen(part, arriving(NewKk(NEWER, OMA, address=THERE), biodata={OMA: new}))
        assert after.residents[OMA].biodata == new

    def test_adds_people_this_register_does_not_know_with_their_number(self) -> None:
        event = arriving(KeepKk(NEW, 60, kk_number(777), THERE), newcomers=(stranger(),))
        change = decided(neighbourhood(), event)
        after = apply(neighbourhood(), change)
        assert after.families[NEW].kk_number == kk_number(777)
        assert after.residents[60].is_active
        cards = {("KTP-el", "+", (60,)), ("KTP-el", "-", (60,))}
        assert papers(change) == {("KK", "+", NEW), ("SKDWNI", "+", (60,))} | cards

    def test_renews_the_card_of_a_child_it_does_not_know(self) -> None:
        facts = biodata("Tono Ayu", Sex.MALE, "2015-03-03")
        child = Newcomer(61, nik_of(61, facts), facts, Documents(kia_until_date=day("2032-03-03")))
        event = arriving(NewKk(NEW, 60, {61: Shdk.CHILD}, THERE), newcomers=(stranger(), child))
        assert ("KIA", "+", (61,)) in papers(decided(neighbourhood(), event))

    def test_accepts_old_names_as_they_are(self) -> None:
        facts = biodata("M. Ya'kub", Sex.MALE, "1960-03-03")
        newcomer = Newcomer(62, nik_of(62, facts), facts, CARD)
        event = arriving(NewKk(NEW, 62, address=THERE), newcomers=(newcomer,))
        assert happen(neighbourhood(), event).residents[62].name == "M. Ya'kub"

    def test_brings_back_who_had_moved_for_good(self) -> None:
        part = happen(neighbourhood(), MEMBER, ArrivedElsewhere(date=day("2026-09-01"), resident_ids=(OMA,)))
        assert happen(part, arriving(JoinKk(HOME, {OMA: Shdk.PARENT}))).residents[OMA].is_active

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (arriving(JoinKk(WATIS, {OMA: Shdk.OTHER}), skpwni_number=" "), "paper-missing"),
            (arriving(JoinKk(WATIS, {RINA: Shdk.OTHER})), "nothing-changes"),
            (arriving(JoinKk(WATIS, {NOBODY: Shdk.OTHER})), "resident-unknown"),
            (arriving(NewKk(NEWER, OMA)), "address-missing"),
            (arriving(KeepKk(HOME, OMA, kk_number(HOME), THERE)), "kk-number-not-theirs"),
            (arriving(newcomers=(stranger(),)), "every-resident-in-a-kk"),
            (arriving(KeepKk(NEW, 60, kk_number(WATIS), THERE, {OMA: Shdk.OTHER}), newcomers=(stranger(),)), ""),
        ],
    )
    def test_is_refused_for(self, event: LifeEvent, rule: str) -> None:
        part = happen(neighbourhood(), MEMBER)
        if rule:
            assert refused(part, event) == (rule,)
        else:
            # The number of a KK outside the loaded part is the store's to refuse: its column is unique.
            assert decided(part, event).facts

    def test_keeps_no_number_that_is_not_the_kks_own(self) -> None:
        part = happen(neighbourhood(), leaving(MoveKind.HEAD_AND_ALL, BUDI, family_id=BUDIS))
        assert refused(part, arriving(KeepKk(BUDIS, BUDI, kk_number(1), THERE))) == ("kk-number-not-theirs",)
        joined = arriving(KeepKk(HOME, BUDI, kk_number(HOME), THERE))
        assert refused(part, joined) == ("kk-number-not-theirs",)

    def test_does_not_raise_the_dead(self) -> None:
        part = with_record(neighbourhood(), BUDI, status=ResidentStatus.DEAD)
        assert refused(part, arriving(JoinKk(WATIS, {BUDI: Shdk.OTHER}))) == ("resident-not-active",)


class TestForeignerRegistered:
    def event(self, kind: PermitKind = PermitKind.ITAS, until: str | None = "2027-06-30", **more: Any) -> LifeEvent:
        permit = Permit(kind, "2C21-0001", day(until) if until else None)
        facts = {"citizenship": Citizenship.WNA, "permit": permit, "nationality": "Belanda", **more}
        return ForeignerRegistered(date=TODAY, newcomer=stranger(70, **facts), address=NEXT_DOOR)

    def test_yields_an_sktt_and_no_kk(self) -> None:
        change = decided(neighbourhood(), self.event())
        after = apply(neighbourhood(), change)
        assert after.membership_of(70) is None
        assert after.address_of(70) == NEXT_DOOR
        assert [(o.paper, o.note) for o in change.outputs] == [("SKTT", "berlaku sampai 30-06-2027")]

    @pytest.mark.parametrize(
        "event",
        [
            {"kind": PermitKind.ITAP},
            {"until": None},
            {"until": "2026-12-20"},
            {"citizenship": Citizenship.WNI},
            {"permit": None},
        ],
    )
    def test_is_refused_without_a_valid_limited_stay(self, event: dict[str, Any]) -> None:
        assert refused(neighbourhood(), self.event(**event)) == ("not-limited-stay",)


class TestMoveAbroad:
    def test_takes_the_card_and_closes_an_empty_kk(self) -> None:
        change = decided(neighbourhood(), MoveAbroad(date=TODAY, resident_ids=(BUDI,)))
        assert papers(change) == {("SKPLN", "+", (BUDI,)), ("KTP-el", "-", (BUDI,)), ("KK", "-", BUDIS)}
        assert apply(neighbourhood(), change).residents[BUDI].status is ResidentStatus.ABROAD

    def test_places_who_stays(self) -> None:
        assert refused(neighbourhood(), MoveAbroad(date=TODAY, resident_ids=(HADI,))) == ("stayers-need-a-head",)
        event = MoveAbroad(date=TODAY, resident_ids=(HADI,), placements=(NewKk(NEW, DEWI),))
        after = happen(neighbourhood(), event)
        assert after.families[NEW].follows == HADIS
        assert after.residents[DEWI].biodata.spouse_ids == (HADI,)

    def test_may_be_of_two_kks(self) -> None:
        event = MoveAbroad(date=TODAY, resident_ids=(BUDI, WATI), placements=(NewKk(NEW, RINA),))
        assert happen(neighbourhood(), event).families[NEW].follows is None

    @pytest.mark.parametrize(("people", "rule"), [((), "not-members"), ((NOBODY,), "resident-unknown")])
    def test_is_refused_for(self, people: tuple[int, ...], rule: str) -> None:
        assert refused(neighbourhood(), MoveAbroad(date=TODAY, resident_ids=people)) == (rule,)

    def test_may_be_undone_by_a_return(self) -> None:
        part = happen(neighbourhood(), MoveAbroad(date=LEFT, resident_ids=(BUDI,)))
        after = happen(part, arriving(KeepKk(BUDIS, BUDI, kk_number(BUDIS), AFAR)))
        assert after.families[BUDIS].address == AFAR
        assert after.families[BUDIS].address != HOUSE
