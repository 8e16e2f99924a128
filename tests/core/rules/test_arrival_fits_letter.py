"""Who arrives on a letter that this register issued is held against it."""

from dataclasses import replace
from typing import Any

import pytest

from loket.core.register import Address, Slice
from loket.core.register.codes import MoveKind, MoveReason, Shdk
from loket.core.register.moves import MoveIn, MoveOut
from loket.core.register.placements import JoinKk, NewKk
from loket.core.rules import arrival_fits_letter as rule
from loket.core.terms import RegionCode
from tests.core.register.people import (
    BUDI,
    BUDIS,
    CONTEXT,
    HOME,
    METRO,
    NEW,
    OMA,
    RINA,
    TODAY,
    WATIS,
    birth,
    day,
    decided,
    happen,
    neighbourhood,
    refused,
)
from tests.core.rules.found import found

LETTER, OTHER = "SKPWNI/2101/01122026/0002", "SKPWNI/2101/01122026/0009"
BINTAN, BATAM = RegionCode("2101"), RegionCode("2171")
THERE = Address("Jl. Ahmad Yani 1", "003", "004", METRO)


def left(family: int, *movers: int, **more: Any) -> MoveOut:
    """They have left for Metro."""
    kind = MoveKind.HEAD if family == BUDIS else MoveKind.MEMBERS
    fields = {"date": day("2026-12-01"), "skpwni_number": LETTER, "kind_of_move": kind, **more}
    return MoveOut(family_id=family, movers=frozenset(movers), destination=METRO, reason=MoveReason.WORK, **fields)


def under_way(**more: Any) -> Slice:
    """The neighbourhood that Oma has left."""
    return happen(neighbourhood(), left(HOME, OMA, **more))


def arriving(*people: int, letter: str = LETTER, origin: RegionCode | None = BINTAN, **more: Any) -> MoveIn:
    """These arrive in Metro today, in a KK of the first of them."""
    first, *others = people or (OMA,)
    home = NewKk(NEW, first, dict.fromkeys(others, Shdk.OTHER), THERE)
    return MoveIn(**{"date": TODAY, "skpwni_number": letter, "origin": origin, "placements": (home,), **more})


def said(before: Slice, event: MoveIn) -> list[str]:
    """The sentences of the rule at this arrival."""
    after = happen(before, event, arrival_fits_letter="x")
    return [one.sentence for one in rule.check(after, replace(CONTEXT, event=event, before=before))]


class TestArrivalFitsLetter:
    def test_finds_nothing_in_what_stands(self) -> None:
        assert found(rule, under_way()) == []
        assert found(rule, neighbourhood(), replace(CONTEXT, event=birth(), before=neighbourhood())) == []

    @pytest.mark.parametrize("letter", [LETTER, "skpwni/2101/01122026/0002", " SKPWNI / 2101/01122026/0002"])
    def test_takes_the_letter_that_was_issued(self, letter: str) -> None:
        assert decided(under_way(), arriving(letter=letter)).accepted == ()

    def test_wants_a_reason_for_another_letter(self) -> None:
        assert refused(under_way(), arriving(letter=OTHER)) == ("arrival-fits-letter",)
        assert decided(under_way(), arriving(letter=OTHER), arrival_fits_letter="surat pengganti").accepted

    @pytest.mark.parametrize("origin", [BINTAN, RegionCode("2101061001"), None])
    def test_takes_the_regency_that_was_left(self, origin: RegionCode | None) -> None:
        assert decided(under_way(), arriving(origin=origin)).accepted == ()

    @pytest.mark.parametrize("origin", [BATAM, RegionCode("21"), RegionCode("2171011001")])
    def test_wants_a_reason_for_another_origin(self, origin: RegionCode) -> None:
        assert refused(under_way(), arriving(origin=origin)) == ("arrival-fits-letter",)

    @pytest.mark.parametrize(("told", "count"), [("2026-12-01", 0), ("2026-12-02", 1), (None, 0)])
    def test_wants_a_reason_for_another_date_of_the_letter(self, told: str | None, count: int) -> None:
        event = arriving(skpwni_date=day(told) if told else None)
        assert len(said(under_way(), event)) == count

    @pytest.mark.parametrize(
        ("told", "count"),
        [
            ("Jl. Nusantara 12", 0),
            ("jalan NUSANTARA no. 012, RT 001/RW 002, Kijang Kota, Bintan", 0),
            ("", 0),
            ("Jl. Nusantara 21, Kijang Kota", 1),
            ("Jl. Merdeka 12, Kijang Kota", 1),
        ],
    )
    def test_wants_a_reason_for_another_street_than_was_left(self, told: str, count: int) -> None:
        assert len(said(under_way(), arriving(origin_address=told))) == count

    def test_wants_a_reason_for_another_destination_than_the_letter_has(self) -> None:
        event = arriving(origin=None, placements=(JoinKk(WATIS, {OMA: Shdk.OTHER}),))
        assert refused(under_way(), event) == ("arrival-fits-letter",)
        (sentence,) = said(under_way(), event)
        assert sentence.endswith("di register: tujuannya kabupaten/kota berkode 18.72, bukan 21.01.")

    def test_does_so_on_the_day_of_departure_too(self) -> None:
        assert refused(under_way(date=TODAY), arriving(letter=OTHER)) == ("arrival-fits-letter",)

    def test_says_every_difference_and_whom_they_are_about(self) -> None:
        before = under_way()
        event = arriving(letter=OTHER, origin=BATAM, skpwni_date=TODAY, origin_address="Jl. Duyung 3, Batam")
        after = happen(before, event, arrival_fits_letter="x")
        (one,) = rule.check(after, replace(CONTEXT, event=event, before=before))
        assert one.about == (OMA,)
        assert one.sentence == (
            f"Yang datang tidak cocok dengan kepindahan Oma Halimah di register: SKPWNI-nya bernomor {LETTER}, bukan {OTHER}; "
            "SKPWNI-nya bertanggal 01-12-2026, bukan 21-12-2026; kabupaten/kota asalnya berkode 21.01, bukan 21.71; alamat "
            "asalnya Jl. Nusantara 12, bukan Jl. Duyung 3, Batam."
        )

    def test_is_found_once_for_those_who_left_together_and_apart_for_others(self) -> None:
        before = happen(under_way(), left(WATIS, RINA), left(BUDIS, BUDI, skpwni_number=None))
        event = arriving(OMA, RINA, BUDI, letter=OTHER)
        after = happen(before, event, arrival_fits_letter="x")
        assert found(rule, after, replace(CONTEXT, event=event, before=before)) == [(OMA,), (RINA,)]

    def test_holds_nothing_against_the_form_that_the_register_does_not_know(self) -> None:
        before, event = under_way(skpwni_number=None), arriving(origin=BATAM)
        unknown = replace(before, families={own: one for own, one in before.families.items() if own != HOME})
        after = happen(before, event, arrival_fits_letter="x")
        assert found(rule, after, replace(CONTEXT, event=event, before=unknown)) == []

    def test_has_no_home_to_compare_where_nobody_was_placed(self) -> None:
        before, event = under_way(), arriving()
        after = replace(happen(before, event), memberships=())
        assert found(rule, after, replace(CONTEXT, event=event, before=before)) == []

    def test_goes_by_the_address_that_was_left(self) -> None:
        part = under_way(date=day("2020-01-06"))
        move = part.residents[OMA].latest.transit
        assert move is not None
        assert part.left_from(move) == part.families[HOME].address, "the KK is no older than the move"
