"""Foreigners with leave to stay, and people without any record: from the filled form to what the register decides."""

from typing import Any

import pytest

from loket.core.register import Slice
from loket.core.register.codes import PermitKind, Shdk
from loket.core.register.decide import apply
from loket.core.register.moves import ForeignerRegistered, PeopleRecorded, PermitProlonged
from loket.core.register.placements import JoinKk, NewKk
from tests.core.entry.filling import ADDRESS, FIRST, SECOND, event, kk, wrong
from tests.core.entry.test_moves import PUTRI
from tests.core.register.people import (
    WATIS,
    day,
    decided,
    happen,
    neighbourhood,
    papers,
    refused,
)

ANNE_NIK = "2101064303900001"
ANNE = {
    "nik": ANNE_NIK,
    "full_name": "Anne de Vries",
    "sex": "2",
    "birth_place": "Utrecht",
    "birth_date": "03-03-1990",
    "nationality": "Belanda",
    "religion": "2",
    "marital_status": "1",
    "occupation": "15",
    "passport_number": "NX1",
    "passport_until_date": "01-01-2031",
    "permit_number": "2C21-0001",
    "permit_place": "Tanjungpinang",
    "permit_date": "01-12-2026",
    "until_date": "30-11-2027",
    "sponsor_kind": "5",
    **ADDRESS,
}


class TestSkttBaru:
    def test_registers_a_foreigner_without_kk(self) -> None:
        asked = event("sktt-baru", ANNE)
        assert isinstance(asked, ForeignerRegistered)
        change = decided(neighbourhood(), asked)
        assert papers(change) == {("SKTT", "+", (FIRST,))}
        assert change.days_late == 6
        after = apply(neighbourhood(), change)
        assert after.membership_of(FIRST) is None
        assert after.residents[FIRST].records[0].from_date == day("2026-12-01")

    def test_of_the_married_tells_the_date(self) -> None:
        asked = event("sktt-baru", ANNE | {"marital_status": "2", "marriage_date": "01-02-2018"})
        assert asked.newcomer.biodata.marriage_date == day("2018-02-01")

    def test_is_refused_once_the_leave_is_over(self) -> None:
        assert refused(neighbourhood(), event("sktt-baru", ANNE | {"until_date": "20-12-2026"})) == (
            "not-limited-stay",
        )


def with_anne() -> Slice:
    return happen(neighbourhood(), event("sktt-baru", ANNE))


def prolonging(**more: Any) -> dict[str, Any]:
    dates = {"permit_date": "15-12-2026", "until_date": "30-11-2028"}
    return {
        "resident": ANNE_NIK,
        "permit_kind": "itas",
        "permit_number": "2C21-0002",
        "passport_number": "NX1",
        **dates,
        **more,
    }


class TestSkttPerpanjang:
    def test_prints_a_new_sktt(self) -> None:
        part = with_anne()
        asked = event("sktt-perpanjang", prolonging(), part)
        assert isinstance(asked, PermitProlonged)
        assert papers(decided(part, asked)) == {("SKTT", "+", (FIRST,))}

    def test_may_tell_another_address(self) -> None:
        part = with_anne()
        raw = prolonging(moves="ya", **ADDRESS | {"street": "Jl. Baru 1"})
        address = happen(part, event("sktt-perpanjang", raw, part)).address_of(FIRST)
        assert address is not None
        assert address.street == "Jl. Baru 1"

    def test_needs_an_end_for_an_itas(self) -> None:
        part = with_anne()
        asked = event("sktt-perpanjang", prolonging(until_date=""), part)
        assert refused(part, asked) == ("not-limited-stay",)

    def test_with_itap_founds_a_kk_or_enters_one(self) -> None:
        part = with_anne()
        itap = {"permit_kind": "itap", "until_date": ""}
        alone = event("sktt-perpanjang", prolonging(**itap, place="kk-baru", **ADDRESS), part)
        assert alone.permit.kind is PermitKind.ITAP
        assert alone.placements == (NewKk(FIRST, FIRST, {}, alone.placements[0].address),)
        guest = event("sktt-perpanjang", prolonging(**itap, place="numpang", host=kk(WATIS), shdk="11"), part)
        assert guest.placements == (JoinKk(WATIS, {FIRST: Shdk.OTHER}),)
        assert ("SKTT", "-", (FIRST,)) in papers(decided(part, guest))

    def test_of_an_itap_leaves_the_kk(self) -> None:
        part = with_anne()
        first = prolonging(permit_kind="itap", place="numpang", host=kk(WATIS), shdk="11")
        part = happen(part, event("sktt-perpanjang", first, part))
        again = prolonging(permit_kind="itap", place="tetap", permit_number="2D41-0002", until_date="30-11-2031")
        assert ("KK", "+", WATIS) in papers(decided(part, event("sktt-perpanjang", again, part)))


class TestBiodataBaru:
    def raw(self, *rows: dict[str, str], **more: Any) -> dict[str, Any]:
        base = {"statement": "F-1.04 tanggal 20-12-2026", "searched": "ya", "place": "kk-baru", **ADDRESS}
        return {**base, "newcomers": rows, **more}

    def test_records_an_adult_without_nik(self) -> None:
        asked = event("biodata-baru", self.raw(PUTRI | {"nik": "", "marital_status": "1", "marriage_date": ""}))
        assert isinstance(asked, PeopleRecorded)
        change = decided(neighbourhood(), asked)
        assert papers(change) == {("biodata", "+", (FIRST,)), ("KK", "+", SECOND)}

    def test_may_be_into_a_kk(self) -> None:
        row = PUTRI | {"nik": "", "marital_status": "1", "marriage_date": "", "shdk": "9"}
        raw = self.raw(row, place="numpang", host=kk(WATIS), consent_of="Wati")
        assert len(happen(neighbourhood(), event("biodata-baru", raw)).members_of(WATIS)) == 3

    @pytest.mark.parametrize(
        ("more", "problem"),
        [
            ({"searched": ""}, ("entry-not-searched", "searched")),
            ({"newcomers": [PUTRI | {"shdk": "4"}]}, ("entry-one-head", "newcomers")),
        ],
    )
    def test_names_what_is_wrong(self, more: dict[str, Any], problem: tuple[str, str]) -> None:
        assert wrong("biodata-baru", {**self.raw(PUTRI), **more}) == problem
