"""Between two births of one mother lie seven months or more."""

from dataclasses import replace

import pytest

from loket.core.register import Slice
from loket.core.register.codes import ResidentStatus
from loket.core.register.particulars import BirthParticulars
from loket.core.rules import siblings_birth_gap as rule
from tests.core.register.people import (
    ADI,
    BABY,
    CONTEXT,
    LIA,
    NOBODY,
    RINA,
    SARI,
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


def born(adi: str, lia: str) -> Slice:
    """Sari's children with other birth dates."""
    return with_biodata(with_biodata(neighbourhood(), ADI, birth_date=day(adi)), LIA, birth_date=day(lia))


class TestSiblingsBirthGap:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize(
        ("lia", "count"),
        [("2018-01-01", 0), ("2018-01-08", 0), ("2018-01-09", 1), ("2018-07-29", 1), ("2018-07-30", 0)],
    )
    def test_lets_pass_twins_within_a_week_and_births_210_days_apart(self, lia: str, count: int) -> None:
        assert len(found(rule, born("2018-01-01", lia))) == count

    def test_is_about_the_mother_then_the_younger_and_the_elder(self) -> None:
        assert found(rule, born("2018-01-01", "2018-04-01")) == [(SARI, LIA, ADI)]
        assert found(rule, born("2018-04-01", "2018-01-01")) == [(SARI, ADI, LIA)]

    def test_names_both_children_and_both_dates(self) -> None:
        (one,) = rule.check(born("2018-01-01", "2018-04-01"), CONTEXT)
        assert one.sentence == (
            "Lia Salim lahir tanggal 01-04-2018, hanya 90 hari sesudah Adi Salim dari ibu yang sama (lahir tanggal 01-01-2018)."
        )

    def test_finds_each_pair_so_that_who_leaves_makes_nothing_new(self) -> None:
        part = with_biodata(born("2018-01-01", "2018-01-03"), RINA, mother_id=SARI, birth_date=day("2018-04-01"))
        assert found(rule, part) == [(SARI, RINA, ADI), (SARI, RINA, LIA)]

    def test_leaves_children_of_different_mothers(self) -> None:
        assert found(rule, with_biodata(born("2018-01-01", "2018-04-01"), LIA, mother_id=NOBODY)) == []

    def test_leaves_a_record_that_was_annulled(self) -> None:
        assert found(rule, with_record(born("2018-01-01", "2018-04-01"), ADI, status=ResidentStatus.ANNULLED)) == []

    def test_asks_for_a_reason_at_a_birth(self) -> None:
        part = with_biodata(neighbourhood(), LIA, birth_date=day("2026-08-01"))
        assert refused(part, birth()) == ("siblings-birth-gap",)
        assert decided(part, birth(), siblings_birth_gap="surat rumah sakit diperiksa").accepted

    @pytest.mark.parametrize(("kind", "is_found"), [(None, True), (1, True), (2, False), (5, False)])
    @pytest.mark.parametrize("lia", ["2026-11-24", "2026-12-01", "2026-12-02"])
    def test_takes_a_newborn_for_a_twin_only_where_the_form_says_so(
        self, lia: str, kind: int | None, is_found: bool
    ) -> None:
        part = with_biodata(neighbourhood(), LIA, birth_date=day(lia))
        event = birth(particulars=BirthParticulars(birth_kind=kind))
        if is_found:
            assert refused(part, event) == ("siblings-birth-gap",)
        else:
            assert decided(part, event).accepted == ()

    def test_says_that_the_form_tells_of_no_twins(self) -> None:
        part = with_biodata(neighbourhood(), LIA, birth_date=day("2026-11-30"))
        event = birth(particulars=BirthParticulars())
        (one,) = rule.check(happen(part, event, siblings_birth_gap="x"), replace(CONTEXT, event=event))
        assert one.about == (SARI, BABY, LIA)
        assert one.sentence == (
            "Bima Salim (lahir tanggal 01-12-2026) dan Lia Salim (lahir tanggal 30-11-2026) lahir dari ibu yang sama hampir "
            "bersamaan, tetapi jenis kelahirannya tidak ditulis kembar."
        )

    def test_leaves_twins_who_were_born_before(self) -> None:
        event = birth(particulars=BirthParticulars())
        after = happen(born("2018-01-01", "2018-01-03"), event)
        assert found(rule, after, replace(CONTEXT, event=event)) == []
