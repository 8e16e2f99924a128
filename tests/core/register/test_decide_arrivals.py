"""Citizens home from abroad, people without any record, and a foreigner's leave that goes on: what changes, what refuses."""

from typing import Any

import pytest

from loket.core.register import Documents, Permit, Slice
from loket.core.register.codes import Citizenship, PermitKind, ResidentStatus, Sex, Shdk
from loket.core.register.decide import apply
from loket.core.register.events import LifeEvent
from loket.core.register.facts import HomeChanged
from loket.core.register.moves import (
    ArrivedFromAbroad,
    ForeignerRegistered,
    MoveAbroad,
    Newcomer,
    PeopleRecorded,
    PermitProlonged,
)
from loket.core.register.placements import JoinKk, NewKk, Placement
from tests.core.register.people import (
    AFAR,
    AGUS,
    BUDI,
    HOME,
    HOUSE,
    KIJANG,
    NEW,
    NEXT_DOOR,
    RINA,
    TODAY,
    WATIS,
    biodata,
    day,
    decided,
    happen,
    neighbourhood,
    nik_of,
    papers,
    refused,
    with_record,
)

LEFT = day("2024-02-01")
ANNE = 70


def home(*placements: Placement, **more: Any) -> LifeEvent:
    return ArrivedFromAbroad(**{"date": TODAY, "letter": "SKPLN/2101/01022024/0001", "placements": placements, **more})


def away() -> Slice:
    return happen(neighbourhood(), MoveAbroad(date=LEFT, resident_ids=(BUDI,)))


def stranger(number: int = 60, **more: Any) -> Newcomer:
    return Newcomer(number, None, biodata("Putri Ayu", Sex.FEMALE, "1995-03-03", **more), Documents())


class TestArrivedFromAbroad:
    def test_gives_the_old_nik_a_new_kk(self) -> None:
        part = away()
        change = decided(part, home(NewKk(NEW, BUDI, address=AFAR)))
        after = apply(part, change)
        assert after.residents[BUDI].is_active
        assert after.residents[BUDI].nik == neighbourhood().residents[BUDI].nik
        assert papers(change) == {("SKDLN", "+", (BUDI,)), ("KK", "+", NEW), ("KTP-el", "+", (BUDI,))}

    def test_takes_over_what_changed_abroad(self) -> None:
        new = biodata("Budi Hartono", Sex.MALE, "1990-10-10", occupation=15)
        after = happen(away(), home(JoinKk(WATIS, {BUDI: Shdk.OTHER}), biodata={BUDI: new}))
        assert after.residents[BUDI].biodata.occupation == 15

    def test_adds_a_citizen_never_recorded(self) -> None:
        event = home(JoinKk(HOME, {60: Shdk.OTHER_KIN}), newcomers=(stranger(),))
        change = decided(neighbourhood(), event)
        assert apply(neighbourhood(), change).residents[60].nik is None
        assert ("KTP-el", "+", (60,)) not in papers(change)

    def test_is_reported_within_fourteen_days(self) -> None:
        assert decided(away(), home(NewKk(NEW, BUDI, address=AFAR), date=day("2026-12-01"))).days_late == 6

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (home(NewKk(NEW, BUDI, address=AFAR), letter=" "), "paper-missing"),
            (home(JoinKk(WATIS, {RINA: Shdk.OTHER})), "nothing-changes"),
            (home(), "nothing-changes"),
        ],
    )
    def test_is_refused_for(self, event: LifeEvent, rule: str) -> None:
        assert refused(away(), event) == (rule,)

    def test_is_for_who_went_abroad(self) -> None:
        part = with_record(neighbourhood(), BUDI, status=ResidentStatus.MOVED)
        assert refused(part, home(NewKk(NEW, BUDI, address=AFAR))) == ("resident-not-active",)


class TestPeopleRecorded:
    def recorded(self, *newcomers: Newcomer, statement: str = "F-1.04", **more: Any) -> LifeEvent:
        placements = (NewKk(NEW, 60, address=HOUSE),) if newcomers else ()
        return PeopleRecorded(
            date=TODAY, newcomers=newcomers, statement=statement, **{"placements": placements, **more}
        )

    def test_yields_biodata_and_a_kk_and_waits_for_the_nik(self) -> None:
        change = decided(neighbourhood(), self.recorded(stranger()))
        assert papers(change) == {("biodata", "+", (60,)), ("KK", "+", NEW)}
        assert apply(neighbourhood(), change).residents[60].nik is None

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            ({"newcomers": (), "statement": "F-1.04"}, "nothing-changes"),
            ({"newcomers": (stranger(),), "statement": " "}, "paper-missing"),
            ({"newcomers": (stranger(),), "statement": "x", "placements": ()}, "every-resident-in-a-kk"),
        ],
    )
    def test_is_refused_for(self, event: dict[str, Any], rule: str) -> None:
        newcomers = event.pop("newcomers")
        assert refused(neighbourhood(), self.recorded(*newcomers, **event)) == (rule,)


def itas(until: str, number: str = "2C21-0001") -> Permit:
    return Permit(PermitKind.ITAS, number, day(until))


def with_anne() -> Slice:
    """Anne of the Netherlands, with an ITAS to June 2027."""
    facts = biodata(
        "Anne de Vries",
        Sex.FEMALE,
        "1990-03-03",
        citizenship=Citizenship.WNA,
        nationality="Belanda",
        permit=itas("2027-06-30"),
    )
    anne = Newcomer(ANNE, nik_of(ANNE, facts), facts, Documents())
    return happen(neighbourhood(), ForeignerRegistered(date=day("2026-07-01"), newcomer=anne, address=NEXT_DOOR))


def prolonged(permit: Permit, **more: Any) -> LifeEvent:
    return PermitProlonged(**{"date": TODAY, "resident_id": ANNE, "permit": permit, **more})


ITAP = Permit(PermitKind.ITAP, "2D41-0001", day("2031-12-01"))


class TestPermitProlonged:
    def test_yields_a_new_sktt(self) -> None:
        change = decided(with_anne(), prolonged(itas("2028-06-30", "2C21-0002")))
        after = apply(with_anne(), change)
        assert [(o.paper, o.act, o.note) for o in change.outputs] == [("SKTT", "terbit", "berlaku sampai 30-06-2028")]
        assert after.residents[ANNE].biodata.permit == itas("2028-06-30", "2C21-0002")
        assert after.address_of(ANNE) == NEXT_DOOR

    def test_may_come_with_another_address(self) -> None:
        change = decided(with_anne(), prolonged(itas("2027-06-30"), address=AFAR))
        assert HomeChanged(TODAY, PermitProlonged.kind, ANNE, AFAR) in change.facts
        assert apply(with_anne(), change).address_of(ANNE) == AFAR

    def test_takes_effect_after_the_latest_change(self) -> None:
        event = prolonged(itas("2027-06-30"), address=AFAR, date=day("2026-06-01"))
        assert decided(with_anne(), event).effective_date == day("2026-07-01")

    def test_with_itap_brings_a_kk(self) -> None:
        change = decided(with_anne(), prolonged(ITAP, placements=(NewKk(NEW, ANNE, address=AFAR),)))
        after = apply(with_anne(), change)
        assert papers(change) == {("SKTT", "-", (ANNE,)), ("KK", "+", NEW)}
        assert (after.residents[ANNE].latest.address, after.address_of(ANNE)) == (None, AFAR)

    def test_of_an_itap_prints_the_kk_anew(self) -> None:
        part = happen(with_anne(), prolonged(ITAP, placements=(NewKk(NEW, ANNE, address=AFAR),)))
        change = decided(part, prolonged(Permit(PermitKind.ITAP, "2D41-0002", day("2036-12-01"))))
        assert papers(change) == {("KK", "+", NEW)}

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (prolonged(itas("2026-12-20")), "not-limited-stay"),
            (prolonged(Permit(PermitKind.ITAS, "2C21-0003")), "not-limited-stay"),
            (prolonged(itas("2027-06-30")), "nothing-changes"),
            (prolonged(ITAP), "every-resident-in-a-kk"),
            (prolonged(itas("2028-06-30"), resident_id=AGUS), "not-a-foreigner"),
        ],
    )
    def test_is_refused_for(self, event: LifeEvent, rule: str) -> None:
        assert refused(with_anne(), event) == (rule,)

    def test_is_for_a_foreigner_with_leave_to_stay(self) -> None:
        part = with_anne()
        anne = part.residents[ANNE]
        alone = Slice.of([*part.residents.values()], [*part.families.values()], part.memberships)
        assert anne.latest.address is not None
        assert anne.latest.address.region == KIJANG
        unknown = with_record(
            alone, ANNE, biodata=biodata("Anne", Sex.FEMALE, "1990-03-03", citizenship=Citizenship.WNA)
        )
        assert refused(unknown, prolonged(ITAP, placements=(NewKk(NEW, ANNE, address=AFAR),))) == ("not-a-foreigner",)
