"""A birth whose child may already be recorded, under almost the same name, wants a reason."""

from dataclasses import replace

import pytest

from loket.core.register import Slice
from loket.core.register.codes import ResidentStatus
from loket.core.register.events import Birth
from loket.core.register.particulars import BirthParticulars
from loket.core.rules import birth_not_recorded_twice as rule
from tests.core.register.people import (
    AGUS,
    BABY,
    CONTEXT,
    LIA,
    NOBODY,
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

OTHERS = {"siblings_birth_gap": "x", "birth_not_recorded_twice": "x"}


def recorded(name: str = "Bima Salim", born: str = "2026-11-30") -> Slice:
    """The neighbourhood with another child of Sari in the place of Lia; the reported one is Bima, born 1 December."""
    return with_biodata(neighbourhood(), LIA, full_name=name, birth_date=day(born))


def found_at(event: Birth, part: Slice) -> list[tuple[object, ...]]:
    """What the rule finds once the child is there."""
    return found(rule, happen(part, event, **OTHERS), replace(CONTEXT, event=event))


class TestBirthNotRecordedTwice:
    def test_finds_nothing_in_what_stands(self) -> None:
        part = happen(recorded(), birth(), **OTHERS)
        assert found(rule, part) == []

    @pytest.mark.parametrize(
        ("name", "count"),
        [
            ("Bima Salim", 1),
            ("Bimma Salim", 1),
            ("Bma Salim", 1),
            ("Bima Saleem", 1),
            ("Lia Salim", 0),
            ("Wulan Salim", 0),
        ],
    )
    def test_goes_by_how_alike_the_names_are(self, name: str, count: int) -> None:
        assert found_at(birth(), recorded(name)) == [(BABY, LIA)] * count

    @pytest.mark.parametrize(
        ("born", "count"), [("2025-11-30", 1), ("2025-11-29", 0), ("2026-12-01", 0), ("2026-12-20", 1)]
    )
    def test_looks_a_year_around_the_birth_and_leaves_its_own_day_to_others(self, born: str, count: int) -> None:
        assert len(found_at(birth(), recorded(born=born))) == count

    def test_counts_the_dead_and_not_the_annulled(self) -> None:
        assert found_at(birth(), with_record(recorded(), LIA, status=ResidentStatus.DEAD)) == [(BABY, LIA)]
        assert found_at(birth(), with_record(recorded(), LIA, status=ResidentStatus.ANNULLED)) == []

    def test_leaves_children_of_other_mothers_and_a_child_without_mother(self) -> None:
        assert found_at(birth(), with_biodata(recorded(), LIA, mother_id=NOBODY)) == []
        assert found_at(birth(biodata=baby(mother_id=None, father_id=AGUS)), recorded()) == []

    def test_finds_nothing_before_the_child_is_there(self) -> None:
        assert found(rule, recorded(), replace(CONTEXT, event=birth())) == []

    def test_tells_twins_too(self) -> None:
        assert found_at(birth(particulars=BirthParticulars(birth_kind=2)), recorded()) == [(BABY, LIA)]

    def test_names_the_sibling_with_the_date_of_birth(self) -> None:
        event = birth(biodata=baby("Rafi Prtama Silalahi"))
        after = happen(recorded("Rafi Pratama Silalahi"), event, **OTHERS)
        (one,) = rule.check(after, replace(CONTEXT, event=event))
        assert one.sentence == (
            "Rafi Prtama Silalahi mungkin anak yang sama dengan Rafi Pratama Silalahi, yang sudah tercatat (lahir tanggal "
            "30-11-2026, ibunya sama): periksa dulu."
        )

    def test_asks_for_a_reason_at_the_birth(self) -> None:
        assert refused(recorded(), birth()) == (rule.RULE.id,)
        assert decided(recorded(), birth(), birth_not_recorded_twice="kembar, surat rumah sakit diperiksa").accepted
        assert recorded().residents[LIA].biodata.mother_id == SARI
