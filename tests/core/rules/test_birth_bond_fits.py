"""A birth calls the parents' marriage recorded only where the register does too."""

from dataclasses import replace

import pytest

from loket.core.register import Slice
from loket.core.register.codes import MaritalStatus
from loket.core.register.events import Birth
from loket.core.register.particulars import BirthParticulars, ParentsBond
from loket.core.rules import birth_bond_fits as rule
from tests.core.register.people import (
    AGUS,
    BABY,
    BUDI,
    CONTEXT,
    DEWI,
    HADI,
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
)
from tests.core.rules.found import found

UNRECORDED = MaritalStatus.KAWIN_BELUM_TERCATAT


def bound(bond: ParentsBond = ParentsBond.RECORDED, **more: object) -> Birth:
    """The birth that Sari reports, with what the form says of her marriage."""
    return birth(particulars=BirthParticulars(bond=bond), **more)


def couple(*unrecorded: int, status: MaritalStatus = UNRECORDED) -> Slice:
    """The neighbourhood in which the register knows these with this status."""
    part = neighbourhood()
    for own in unrecorded:
        part = with_biodata(part, own, marital_status=status)
    return part


def found_at(event: Birth, part: Slice) -> list[tuple[object, ...]]:
    """What the rule finds once the child is there."""
    return found(rule, happen(part, replace(event, particulars=None)), replace(CONTEXT, event=event))


class TestBirthBondFits:
    def test_finds_nothing_in_what_stands(self) -> None:
        assert found(rule, couple(SARI, AGUS)) == []

    def test_wants_a_recorded_marriage_to_be_on_record(self) -> None:
        assert found_at(bound(), couple(SARI, AGUS)) == [(BABY, SARI, AGUS)]
        assert found_at(bound(), couple(AGUS)) == [(BABY, AGUS)]
        assert found_at(bound(), couple()) == []

    @pytest.mark.parametrize("bond", [ParentsBond.UNRECORDED, ParentsBond.MOTHER_ALONE, ParentsBond.UNKNOWN])
    def test_leaves_a_birth_that_claims_no_record(self, bond: ParentsBond) -> None:
        assert found_at(bound(bond), couple(SARI, AGUS)) == []

    def test_looks_at_births_alone_and_at_what_they_tell(self) -> None:
        assert found_at(birth(), couple(SARI, AGUS)) == []

    def test_finds_nothing_before_the_child_is_there(self) -> None:
        assert found(rule, couple(SARI, AGUS), replace(CONTEXT, event=bound())) == []

    def test_counts_the_unmarried_and_not_the_widowed(self) -> None:
        event = bound(biodata=baby(mother_id=None, father_id=BUDI))
        assert found_at(event, neighbourhood()) == [(BABY, BUDI)]
        assert found_at(event, couple(BUDI, status=MaritalStatus.CERAI_MATI)) == []

    def test_leaves_parents_who_are_not_here(self) -> None:
        event = bound(biodata=baby(mother_id=None, father_id=None), family_id=101)
        assert found_at(event, couple(SARI, AGUS)) == []

    def test_wants_the_parents_to_be_married_to_each_other(self) -> None:
        event = bound(biodata=baby(mother_id=DEWI, father_id=AGUS))
        assert found_at(event, neighbourhood()) == [(BABY, DEWI, AGUS)]
        assert refused(neighbourhood(), event) == ("birth-bond-fits",)

    def test_reads_a_couple_from_the_kk_where_no_bond_is_recorded(self) -> None:
        part = with_biodata(with_biodata(neighbourhood(), SARI, spouse_ids=()), AGUS, spouse_ids=())
        assert found_at(bound(), part) == []
        assert found_at(bound(biodata=baby(mother_id=DEWI, father_id=AGUS)), part) == [(BABY, DEWI, AGUS)]

    def test_tells_of_the_one_who_is_married_to_somebody_else(self) -> None:
        apart = with_biodata(neighbourhood(), AGUS, marital_status=MaritalStatus.CERAI_HIDUP_TERCATAT, spouse_ids=())
        apart = with_biodata(apart, SARI, spouse_ids=(NOBODY,))
        assert found_at(bound(biodata=baby(mother_id=DEWI)), apart) == [(BABY, DEWI)]

    def test_leaves_a_couple_of_whom_one_has_married_again(self) -> None:
        part = with_biodata(neighbourhood(), SARI, spouse_ids=(HADI,))
        records = (replace(part.residents[SARI].latest, from_date=day("2021-01-01")),)
        sari = replace(part.residents[SARI], records=(*neighbourhood().residents[SARI].records, *records))
        part = with_biodata(part, AGUS, marital_status=MaritalStatus.CERAI_HIDUP_TERCATAT, spouse_ids=())
        part = replace(part, residents={**part.residents, SARI: sari})
        assert found_at(bound(), part) == []

    def test_says_to_whom_they_are_married(self) -> None:
        event = bound(biodata=baby(mother_id=DEWI, father_id=AGUS))
        after = happen(neighbourhood(), replace(event, particulars=None))
        (one,) = rule.check(after, replace(CONTEXT, event=event))
        assert one.sentence == (
            "Perkawinan orang tua Bima Salim menurut register belum tercatat: Dewi Anggraini tercatat kawin dengan Hadi "
            "Wijaya, Agus Salim tercatat kawin dengan Sari Lestari."
        )

    def test_says_what_the_register_has_and_what_to_do(self) -> None:
        event = bound()
        (one,) = rule.check(happen(couple(SARI, AGUS), birth()), replace(CONTEXT, event=event))
        assert one.sentence == (
            "Perkawinan orang tua Bima Salim menurut register belum tercatat: Sari Lestari berstatus Kawin Belum Tercatat, "
            "Agus Salim berstatus Kawin Belum Tercatat."
        )
        assert "SPTJM" in one.hint

    def test_asks_for_a_reason_at_the_birth(self) -> None:
        part = couple(SARI, AGUS)
        assert refused(part, bound()) == ("birth-bond-fits",)
        assert decided(part, bound(), birth_bond_fits="akta perkawinan 2101-KW-0001 diperlihatkan").accepted
        assert decided(part, bound(ParentsBond.UNRECORDED)).accepted == ()
