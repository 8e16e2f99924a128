"""Everyone who lives here is in a KK."""

from dataclasses import replace

from loket.core.register import Permit
from loket.core.register.codes import PermitKind, ResidentStatus
from loket.core.rules import every_resident_in_a_kk as rule
from tests.core.register.people import BUDI, LIA, neighbourhood, with_biodata, with_record
from tests.core.rules.found import found


class TestEveryResidentInAKk:
    def test_is_kept_by_the_neighbourhood(self) -> None:
        assert found(rule, neighbourhood()) == []

    def test_finds_a_resident_without_kk(self) -> None:
        part = neighbourhood()
        kept = tuple(m for m in part.memberships if m.resident_id != LIA)
        assert found(rule, replace(part, memberships=kept)) == [(LIA,)]

    def test_leaves_the_dead_and_foreigners_with_itas(self) -> None:
        part = neighbourhood()
        kept = tuple(m for m in part.memberships if m.resident_id not in (LIA, BUDI))
        part = with_record(replace(part, memberships=kept), LIA, status=ResidentStatus.DEAD)
        assert found(rule, with_biodata(part, BUDI, permit=Permit(PermitKind.ITAS, "2C21"))) == []

    def test_finds_a_foreigner_with_itap(self) -> None:
        part = neighbourhood()
        kept = tuple(m for m in part.memberships if m.resident_id != BUDI)
        part = replace(part, memberships=kept)
        assert found(rule, with_biodata(part, BUDI, permit=Permit(PermitKind.ITAP, "2D21"))) == [(BUDI,)]
