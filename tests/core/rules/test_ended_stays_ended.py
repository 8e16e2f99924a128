"""The data of who is no longer here do not change."""

from dataclasses import replace

import pytest

from loket.core.register import Record, Slice
from loket.core.register.codes import MaritalStatus, ResidentStatus
from loket.core.rules import ended_stays_ended as rule
from tests.core.register.people import LIA, TODAY, neighbourhood, with_biodata, with_record
from tests.core.rules.found import found


def changed(status: ResidentStatus, later: ResidentStatus, **elements: object) -> Slice:
    part = with_record(neighbourhood(), LIA, status=status)
    lia = part.residents[LIA]
    record = Record(TODAY, with_biodata(part, LIA, **elements).residents[LIA].biodata, status=later)
    return replace(part, residents={**part.residents, LIA: replace(lia, records=(lia.latest, record))})


class TestEndedStaysEnded:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    @pytest.mark.parametrize("status", [s for s in ResidentStatus if s is not ResidentStatus.ACTIVE])
    def test_finds_data_that_changed_for(self, status: ResidentStatus) -> None:
        assert found(rule, changed(status, status, full_name="Lia Baru")) == [(LIA, TODAY)]

    @pytest.mark.parametrize("status", [ResidentStatus.DEAD, ResidentStatus.ANNULLED])
    def test_finds_a_return_from(self, status: ResidentStatus) -> None:
        assert found(rule, changed(status, ResidentStatus.ACTIVE)) == [(LIA, TODAY)]

    def test_leaves_a_return_from_a_move_with_other_data(self) -> None:
        assert found(rule, changed(ResidentStatus.MOVED, ResidentStatus.ACTIVE, full_name="Lia Baru")) == []

    def test_leaves_a_marriage_that_ends_while_under_way(self) -> None:
        widowed = {"marital_status": MaritalStatus.CERAI_MATI}
        assert found(rule, changed(ResidentStatus.IN_TRANSIT, ResidentStatus.IN_TRANSIT, **widowed)) == []
        assert found(rule, changed(ResidentStatus.DEAD, ResidentStatus.DEAD, **widowed)) == [(LIA, TODAY)]

    def test_leaves_changes_of_who_is_here(self) -> None:
        assert found(rule, changed(ResidentStatus.ACTIVE, ResidentStatus.ACTIVE, full_name="Lia Baru")) == []
