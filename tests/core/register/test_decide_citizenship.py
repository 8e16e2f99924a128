"""Indonesian citizenship given up: by who leaves, and by who stays as a foreigner."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from loket.core.register import Documents, Permit
from loket.core.register.codes import Citizenship, PermitKind, ResidentStatus
from loket.core.register.decide import apply
from loket.core.register.events import CitizenshipGivenUp
from loket.core.register.placements import NewKk
from tests.core.register.people import (
    ADI,
    BUDI,
    BUDIS,
    DEWI,
    HADI,
    HADIS,
    HOME,
    HOUSE,
    LIA,
    NEW,
    RINA,
    TODAY,
    WATIS,
    decided,
    happen,
    neighbourhood,
    papers,
    refused,
    with_biodata,
    with_record,
)

LETTER, NOTE = "surat keterangan pelepasan kewarganegaraan", "akta kelahiran"
ITAP = Permit(PermitKind.ITAP, "2C21-1")
ITAS = Permit(PermitKind.ITAS, "2C11-1", TODAY + datetime.timedelta(days=300))


def given_up(*people: int, **more: Any) -> CitizenshipGivenUp:
    fields = {"decree": "AHU-4.AH.10.01/2026", "nationality": "Malaysia", **more}
    return CitizenshipGivenUp(date=TODAY, resident_ids=people, **fields)


class TestCitizenshipGivenUp:
    def test_ends_the_record_of_who_leaves(self) -> None:
        change = decided(neighbourhood(), given_up(BUDI))
        expected = {(LETTER, "+", (BUDI,)), (NOTE, "*", (BUDI,)), ("KTP-el", "-", (BUDI,)), ("KK", "-", BUDIS)}
        assert papers(change) == expected
        after = apply(neighbourhood(), change)
        assert after.residents[BUDI].status is ResidentStatus.RENOUNCED
        assert after.residents[BUDI].nik == neighbourhood().residents[BUDI].nik

    def test_of_a_head_places_who_stays(self) -> None:
        assert refused(neighbourhood(), given_up(HADI)) == ("stayers-need-a-head",)
        after = happen(neighbourhood(), given_up(HADI, placements=(NewKk(NEW, DEWI),)))
        assert after.families[NEW].follows == HADIS

    def test_with_an_itap_stays_in_the_kk_as_a_foreigner(self) -> None:
        change = decided(neighbourhood(), given_up(BUDI, permit=ITAP))
        biodata = apply(neighbourhood(), change).residents[BUDI].biodata
        assert (biodata.citizenship, biodata.nationality, biodata.permit) == (Citizenship.WNA, "Malaysia", ITAP)
        expected = {(LETTER, "+", (BUDI,)), (NOTE, "*", (BUDI,)), ("KTP-el", "+", (BUDI,)), ("KK", "+", BUDIS)}
        assert papers(change) == expected

    def test_with_an_itas_lives_on_outside_of_the_kk(self) -> None:
        change = decided(neighbourhood(), given_up(RINA, permit=ITAS))
        after = apply(neighbourhood(), change)
        assert (after.membership_of(RINA), after.address_of(RINA)) == (None, HOUSE)
        assert ("SKTT", "+", (RINA,)) in papers(change)
        assert {("KTP-el", "-", (RINA,)), ("KK", "+", WATIS)} < papers(change)

    def test_with_an_itas_takes_a_childs_card(self) -> None:
        part = with_record(neighbourhood(), ADI, documents=Documents(kia_until_date=TODAY.replace(year=2029)))
        change = decided(part, given_up(ADI, permit=ITAS))
        assert {("KIA", "-", (ADI,)), ("KK", "+", HOME)} < papers(change)
        assert ("KTP-el", "-", (LIA,)) not in papers(decided(part, given_up(LIA, permit=ITAS)))

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (given_up(), "not-members"),
            (given_up(BUDI, decree=" "), "paper-missing"),
            (given_up(RINA, permit=replace(ITAS, until_date=TODAY.replace(year=2025))), "not-limited-stay"),
        ],
    )
    def test_is_refused_for(self, event: CitizenshipGivenUp, rule: str) -> None:
        assert refused(neighbourhood(), event) == (rule,)

    def test_is_refused_for_a_foreigner(self) -> None:
        part = with_biodata(neighbourhood(), BUDI, citizenship=Citizenship.WNA, permit=ITAP)
        assert refused(part, given_up(BUDI)) == ("already-foreign",)
