"""Questions to a part of the register: who is where now, who was where then, and what an event can touch."""

from dataclasses import replace

import pytest

from loket.core.register import Biodata, Membership, Slice, Stay
from loket.core.register.codes import MoveClass, MoveKind, MoveReason, ResidentStatus, Shdk
from loket.core.register.events import CorrectBiodata, Death
from loket.core.register.facts import FamilyOpened, MembershipClosed, ResidentAdded, evolve
from loket.core.register.moves import AddressChange, LeaveFamily, MoveOut
from loket.core.register.placements import JoinKk, Members, NewKk
from tests.core.register.people import (
    ADI,
    AFAR,
    AGUS,
    BUDI,
    BUDIS,
    CARD,
    DEWI,
    HADI,
    HADIS,
    HOME,
    HOUSE,
    LIA,
    METRO,
    NEW,
    NOBODY,
    OMA,
    RINA,
    SARI,
    SINCE,
    TODAY,
    WATI,
    WATIS,
    day,
    happen,
    neighbourhood,
    with_biodata,
    with_record,
)


class TestNow:
    def test_members_stand_by_shdk_then_birth_date(self) -> None:
        assert [m.resident_id for m in neighbourhood().members_of(HOME)] == [AGUS, SARI, ADI, LIA, OMA]

    def test_who_is_in_no_kk_has_no_family_and_no_address(self) -> None:
        part = replace(neighbourhood(), memberships=())
        assert (part.membership_of(AGUS), part.family_of(AGUS), part.address_of(AGUS)) == (None, None, None)

    def test_a_relatives_kk_may_be_out_of_sight(self) -> None:
        part = neighbourhood()
        assert replace(part, families={}).family_of(AGUS) is None

    def test_a_mothers_births_are_known_wherever_the_children_are(self) -> None:
        part = with_record(neighbourhood(), ADI, status=ResidentStatus.DEAD)
        assert {own: [r.id for r in born] for own, born in part.births_by_mother.items()} == {
            OMA: [AGUS],
            SARI: [ADI, LIA],
            WATI: [RINA],
        }
        annulled = with_record(part, ADI, status=ResidentStatus.ANNULLED)
        assert [r.id for r in annulled.births_by_mother[SARI]] == [LIA]

    def test_a_kk_shows_its_rows(self) -> None:
        kk = neighbourhood().kk(HADIS)
        assert kk is not None
        assert (kk.head_id, kk.address) == (HADI, AFAR)
        assert [(r.biodata.full_name, r.shdk.label) for r in kk.rows] == [
            ("Hadi Wijaya", "Kepala Keluarga"),
            ("Dewi Anggraini", "Istri"),
        ]

    def test_there_is_no_kk_that_is_unknown(self) -> None:
        assert neighbourhood().kk(NOBODY) is None

    def test_a_membership_without_its_resident_comes_last(self) -> None:
        part = neighbourhood()
        stray = Membership(NOBODY, HADIS, Shdk.WIFE, SINCE)
        assert replace(part, memberships=(stray, *part.memberships)).members_of(HADIS)[-1] == stray


class TestThen:
    @pytest.fixture
    def later(self) -> Slice:
        others: Members = {ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT_IN_LAW}
        rename = CorrectBiodata(
            date=day("2026-06-01"),
            resident_id=OMA,
            changes={"full_name": "Halimah Siti"},
            papers={"full_name": "PN 12"},
        )
        move = AddressChange(
            date=day("2026-09-01"), family_id=HOME, address=AFAR, move_class=MoveClass.BETWEEN_DISTRICTS
        )
        death = Death(date=day("2026-11-01"), resident_id=AGUS, placements=(NewKk(NEW, SARI, others),))
        return happen(neighbourhood(), rename, move, death)

    def test_nothing_is_known_before_the_first_day(self, later: Slice) -> None:
        before = later.as_of(day("2020-01-05"))
        assert (before.residents, before.families, before.memberships) == ({}, {}, ())

    def test_the_first_day_is_as_it_was(self, later: Slice) -> None:
        assert later.as_of(day("2026-05-31")) == neighbourhood()

    def test_a_kk_shows_the_names_of_that_day(self, later: Slice) -> None:
        names = {}
        for text in ("2026-05-31", "2026-06-01"):
            kk = later.kk_on(HOME, day(text))
            assert kk is not None
            names[text] = kk.rows[-1].biodata.full_name
        assert names == {"2026-05-31": "Oma Halimah", "2026-06-01": "Halimah Siti"}

    def test_a_kk_shows_the_address_of_that_day(self, later: Slice) -> None:
        assert later.families[HOME].address_on(day("2026-08-31")) == HOUSE
        assert later.families[HOME].address_on(day("2026-09-01")) == AFAR
        assert later.families[HOME].address_on(day("2026-11-01")) is None
        assert later.families[HOME].address_on(day("2019-01-01")) is None

    def test_who_lived_there_is_told_over_all_kks(self, later: Slice) -> None:
        then = {r.id for r in later.lived_at(HOUSE, day("2026-08-31"))}
        assert then == {AGUS, SARI, ADI, LIA, OMA, WATI, RINA}
        assert {r.id for r in later.lived_at(HOUSE, day("2026-09-01"))} == {WATI, RINA}
        assert {r.id for r in later.lived_at(AFAR, TODAY)} == {SARI, ADI, LIA, OMA, HADI, DEWI}

    def test_a_closed_kk_is_open_before_it_was_closed(self, later: Slice) -> None:
        assert later.kk_on(HOME, day("2026-10-31")) is not None
        assert later.kk_on(HOME, day("2026-11-01")) is None
        assert later.kk(NEW) is not None
        assert later.kk_on(NEW, day("2026-10-31")) is None

    def test_a_status_holds_from_its_day_on(self, later: Slice) -> None:
        agus = later.residents[AGUS]
        states = [r.status for text in ("2026-10-31", "2026-11-01") if (r := agus.on(day(text)))]
        assert states == [ResidentStatus.ACTIVE, ResidentStatus.DEAD]

    def test_a_membership_holds_from_its_first_day_to_before_its_last(self) -> None:
        stay = Membership(LIA, WATIS, Shdk.OTHER, day("2026-01-01"), day("2026-02-01"))
        days = ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")
        assert [stay.holds_on(day(text)) for text in days] == [False, True, True, False]


class TestAround:
    def test_holds_the_kks_of_who_is_named_with_all_members(self) -> None:
        part = neighbourhood().around([LIA])
        assert set(part.families) == {HOME}
        assert set(part.residents) == {AGUS, SARI, ADI, LIA, OMA}

    def test_holds_the_kks_of_spouses_but_not_of_parents_and_children(self) -> None:
        whole = with_biodata(neighbourhood(), BUDI, mother_id=OMA, spouse_ids=(RINA,))
        part = whole.around([OMA])
        assert BUDI in part.residents
        assert BUDIS not in part.families
        assert part.membership_of(BUDI) is not None
        assert RINA in whole.around([BUDI]).residents
        assert whole.around([BUDI]).families.keys() == {BUDIS, WATIS}

    def test_leaves_out_what_is_unknown(self) -> None:
        part = neighbourhood().around([NOBODY, BUDI], [NEW])
        assert (set(part.residents), set(part.families)) == ({BUDI}, {BUDIS})

    def test_holds_the_kk_someone_is_under_way_from(self) -> None:
        event = MoveOut(
            date=TODAY,
            family_id=BUDIS,
            movers=frozenset({BUDI}),
            kind_of_move=MoveKind.HEAD_AND_ALL,
            destination=METRO,
            reason=MoveReason.WORK,
        )
        assert set(happen(neighbourhood(), event).around([BUDI]).families) == {BUDIS}


class TestFacts:
    def test_an_id_is_used_once(self) -> None:
        part = neighbourhood()
        facts: Biodata = part.residents[BUDI].biodata
        with pytest.raises(ValueError, match="resident id 6 is taken"):
            evolve(part, ResidentAdded(TODAY, "kelahiran", BUDI, None, facts, CARD))
        with pytest.raises(ValueError, match="family id 102 is taken"):
            evolve(part, FamilyOpened(TODAY, "pisah-kk", BUDIS, BUDI, HOUSE))

    def test_a_membership_that_is_not_there_does_not_end(self) -> None:
        with pytest.raises(ValueError, match="no such membership of 6"):
            evolve(neighbourhood(), MembershipClosed(TODAY, "kematian", Membership(BUDI, HOME, Shdk.CHILD, SINCE)))


class TestRepair:
    def test_takes_a_member_off_a_kk_that_was_closed_long_ago(self) -> None:
        part = neighbourhood()
        closed = replace(part.families[WATIS], stays=(Stay(HOUSE, SINCE, day("2021-01-01")),))
        broken = replace(part, families={**part.families, WATIS: closed})
        leaving = LeaveFamily(date=TODAY, resident_ids=(RINA,), placements=(JoinKk(HOME, {RINA: Shdk.OTHER}),))
        after = happen(broken, leaving)
        assert after.families[WATIS] == closed
        assert [m.resident_id for m in after.members_of(WATIS)] == [WATI]
        assert closed.opened_date == SINCE
