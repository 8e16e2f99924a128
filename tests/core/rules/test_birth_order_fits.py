"""A child that is reported as its mother's first birth has no elder sibling."""

from dataclasses import replace

import pytest

from loket.core.register import Slice
from loket.core.register.codes import ResidentStatus
from loket.core.register.events import Birth
from loket.core.register.particulars import BirthParticulars
from loket.core.rules import birth_order_fits as rule
from tests.core.register.people import (
    AGUS,
    BABY,
    CONTEXT,
    LIA,
    SARI,
    baby,
    birth,
    day,
    decided,
    happen,
    neighbourhood,
    refused,
    with_biodata,
    with_record,
)
from tests.core.rules.found import found


def ordered(order: int | None, **more: object) -> Birth:
    """The birth that Sari reports, with the order that the form gives it."""
    return birth(particulars=BirthParticulars(order=order), **more)


def found_at(event: Birth, part: Slice | None = None) -> list[tuple[object, ...]]:
    """What the rule finds in the neighbourhood once the child is there."""
    return found(rule, happen(part or neighbourhood(), replace(event, particulars=None)), replace(CONTEXT, event=event))


class TestBirthOrderFits:
    def test_finds_nothing_in_what_stands(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize(("order", "count"), [(1, 1), (2, 1), (3, 0), (5, 0), (None, 0)])
    def test_wants_a_higher_order_than_there_are_elder_children(self, order: int | None, count: int) -> None:
        assert found_at(ordered(order)) == [(BABY, SARI)] * count

    def test_looks_at_births_alone_and_at_what_they_tell(self) -> None:
        assert found_at(birth()) == []

    def test_finds_nothing_before_the_child_is_there(self) -> None:
        assert found(rule, neighbourhood(), replace(CONTEXT, event=ordered(1))) == []

    def test_leaves_a_child_whose_mother_is_not_here(self) -> None:
        assert found_at(ordered(1, biodata=baby(mother_id=None, father_id=AGUS))) == []

    def test_counts_the_dead_and_not_the_annulled(self) -> None:
        assert found_at(ordered(2), with_record(neighbourhood(), LIA, status=ResidentStatus.DEAD)) == [(BABY, SARI)]
        assert found_at(ordered(2), with_record(neighbourhood(), LIA, status=ResidentStatus.ANNULLED)) == []

    @pytest.mark.parametrize(
        ("kind", "lia", "count"),
        [
            (2, "2026-11-23", 1),
            (2, "2026-11-24", 0),
            (2, "2026-12-05", 0),
            (1, "2026-11-24", 1),
            (None, "2026-11-30", 1),
            (None, "2026-12-01", 1),
            (1, "2026-12-02", 0),
        ],
    )
    def test_does_not_count_a_twin_who_is_told_or_a_younger_child(self, kind: int | None, lia: str, count: int) -> None:
        part = with_biodata(neighbourhood(), LIA, birth_date=day(lia))
        event = birth(particulars=BirthParticulars(order=2, birth_kind=kind))
        after = happen(part, replace(event, particulars=None), siblings_birth_gap="diperiksa")
        assert len(found(rule, after, replace(CONTEXT, event=event))) == count

    def test_names_the_child_the_mother_and_the_elder_children(self) -> None:
        event = ordered(1)
        (one,) = rule.check(happen(neighbourhood(), birth()), replace(CONTEXT, event=event))
        assert one.sentence == (
            "Bima Salim ditulis sebagai kelahiran ke-1, tetapi Sari Lestari sudah mempunyai 2 anak yang lahir lebih dahulu: "
            "Adi Salim, Lia Salim."
        )

    def test_asks_for_a_reason_at_the_birth(self) -> None:
        assert refused(neighbourhood(), ordered(2)) == ("birth-order-fits",)
        assert decided(neighbourhood(), ordered(2), birth_order_fits="anak pertama meninggal di luar negeri").accepted
        assert decided(neighbourhood(), ordered(3)).accepted == ()
