"""KKs founded, split, joined, headed by another, lost: from the filled form to what the register decides."""

from typing import Any

import pytest

from loket.core.register import Slice
from loket.core.register.codes import MaritalStatus, Sex, Shdk
from loket.core.register.decide import apply
from loket.core.register.events import Death, DocumentLost, Marriage
from loket.core.register.moves import HeadReplaced, JoinFamily, LeaveFamily, NewFamily
from loket.core.register.placements import JoinKk, NewKk
from loket.core.register.values import Address
from loket.core.terms import RegionCode
from tests.core.entry.filling import ADDRESS, FIRST, event, kk, nik, problem_of, row, wrong
from tests.core.register.people import (
    ADI,
    AFAR,
    AGUS,
    BUDI,
    BUDIS,
    DEWI,
    HADI,
    HADIS,
    HOME,
    HOUSE,
    LIA,
    OMA,
    RINA,
    SARI,
    TODAY,
    WATI,
    WATIS,
    biodata,
    day,
    decided,
    family,
    happen,
    members,
    neighbourhood,
    papers,
    refused,
    resident,
    with_shdk,
)

TONO, TITI, YANI = 20, 21, 22
TONOS = 120
WEDDING = "20-11-2026"


def street() -> Slice:
    """The neighbourhood with Tono, a grown son of Hadi and Dewi, and Titi, a widow with a daughter Yani."""
    part = neighbourhood()
    parents = {"mother_id": DEWI, "father_id": HADI}
    people = [
        resident(TONO, biodata("Tono Wijaya", Sex.MALE, "1998-05-05", **parents)),
        resident(TITI, biodata("Titi Karim", Sex.FEMALE, "1990-01-01", marital_status=MaritalStatus.CERAI_MATI)),
        resident(YANI, biodata("Yani Karim", Sex.FEMALE, "2019-01-01", mother_id=TITI)),
    ]
    seats = members(TONOS, {TITI: Shdk.HEAD, YANI: Shdk.CHILD}) + members(HADIS, {TONO: Shdk.CHILD})
    return Slice.of(
        [*part.residents.values(), *people],
        [*part.families.values(), family(TONOS, TITI)],
        [*part.memberships, *seats],
    )


def typed(number: int) -> str:
    return nik(number, street())


def line(number: int, shdk: Shdk | None = None, *, goes: bool = False, **more: str) -> dict[str, str]:
    return row(AGUS, shdk, goes=goes, **more) | {"who": typed(number)}


def wedding(husband: int, wife: int, **more: Any) -> dict[str, Any]:
    return {
        "husband": typed(husband),
        "wife": typed(wife),
        "basis": "akta-perkawinan",
        "akta_number": "2101-KW-20112026-0001",
        "marriage_date": WEDDING,
        **more,
    }


class TestKeluargaBaru:
    def test_founds_a_kk_and_prints_both_old_ones(self) -> None:
        asked = event("keluarga-baru", wedding(TONO, RINA), street())
        assert isinstance(asked, Marriage)
        assert asked.placements == (NewKk(FIRST, TONO, {RINA: Shdk.WIFE}),)
        change = decided(street(), asked)
        assert {("KK", "+", FIRST), ("KK", "+", HADIS), ("KK", "+", WATIS)} <= papers(change)
        assert "akta perkawinan" not in {paper for paper, _, _ in papers(change)}
        after = apply(street(), change)
        assert after.residents[TONO].documents.marriage_akta == "2101-KW-20112026-0001"
        assert after.families[FIRST].address == AFAR

    def test_may_be_headed_by_the_wife_at_another_address(self) -> None:
        asked = event("keluarga-baru", wedding(TONO, RINA, head="istri", moves="ya", **ADDRESS), street())
        home = Address("Jl. Pasar 3", "004", "001", RegionCode("2101122001"))
        assert asked.placements == (NewKk(FIRST, RINA, {TONO: Shdk.HUSBAND}, home),)

    def test_takes_children_along_and_closes_an_empty_kk(self) -> None:
        raw = wedding(TONO, TITI, place="kk-baru", wife_members=[line(YANI, Shdk.CHILD, goes=True)])
        assert event("keluarga-baru", raw, street()).placements == (
            NewKk(FIRST, TONO, {TITI: Shdk.WIFE, YANI: Shdk.CHILD}),
        )

    def test_lets_the_wife_enter_the_kk_of_a_head(self) -> None:
        raw = wedding(BUDI, RINA, place="kk-suami", basis="sptjm")
        asked = event("keluarga-baru", raw, street())
        assert asked.placements == (JoinKk(BUDIS, {RINA: Shdk.WIFE}),)
        assert (asked.registered, asked.akta_number) == (False, "")
        after = happen(street(), asked)
        assert after.residents[BUDI].biodata.marital_status is MaritalStatus.KAWIN_BELUM_TERCATAT

    def test_lets_the_husband_enter_hers_with_all_of_his_kk_placed(self) -> None:
        part = street()
        his = [line(RINA, Shdk.HEAD), line(WATI, Shdk.PARENT)]
        raw = wedding(BUDI, TITI, place="kk-istri", husband_members=[], wife_members=[line(YANI, Shdk.CHILD)])
        change = decided(part, event("keluarga-baru", raw, part))
        assert {("KK", "-", BUDIS), ("KK", "+", TONOS)} <= papers(change)
        assert event("keluarga-baru", raw | {"husband_members": his}, part).placements == (
            JoinKk(TONOS, {BUDI: Shdk.HUSBAND}),
        )

    def test_brings_children_into_the_kk_of_the_other(self) -> None:
        raw = wedding(BUDI, TITI, place="kk-suami", wife_members=[line(YANI, Shdk.CHILD, goes=True)])
        change = decided(street(), event("keluarga-baru", raw, street()))
        assert len(apply(street(), change).members_of(BUDIS)) == 3
        assert ("KK", "-", TONOS) in papers(change)

    def test_places_who_is_left_by_a_head(self) -> None:
        left = [line(YANI, Shdk.GRANDCHILD, kk=kk(HADIS))]
        raw = wedding(BUDI, TITI, place="kk-suami", wife_members=left)
        asked = event("keluarga-baru", raw, street())
        assert asked.placements == (JoinKk(BUDIS, {TITI: Shdk.WIFE}), JoinKk(HADIS, {YANI: Shdk.GRANDCHILD}))

    @pytest.mark.parametrize(
        ("host_is", "said", "becomes"),
        [(Shdk.CHILD, "", Shdk.CHILD_IN_LAW), (Shdk.OTHER, "", Shdk.OTHER_KIN), (Shdk.OTHER, "11", Shdk.OTHER)],
    )
    def test_finds_what_a_spouse_is_to_the_head(self, host_is: Shdk, said: str, becomes: Shdk) -> None:
        part = with_shdk(street(), TONO, host_is)
        raw = wedding(TONO, RINA, place="kk-suami", spouse_shdk=said)
        assert event("keluarga-baru", raw, part).placements == (JoinKk(HADIS, {RINA: becomes}),)

    def test_of_two_of_one_kk_asks_for_it_once(self) -> None:
        part = street()
        part = Slice.of(
            part.residents.values(),
            part.families.values(),
            [*(m for m in part.memberships if m.resident_id != RINA), *members(HADIS, {RINA: Shdk.OTHER})],
        )
        asked = event("keluarga-baru", wedding(TONO, RINA, place="kk-suami"), part)
        assert asked.placements == (JoinKk(HADIS, {RINA: Shdk.CHILD_IN_LAW}),)
        assert event("keluarga-baru", wedding(TONO, RINA), part).placements == (NewKk(FIRST, TONO, {RINA: Shdk.WIFE}),)

    def test_of_a_couple_on_record_founds_without_a_marriage(self) -> None:
        raw = {"husband": nik(AGUS), "wife": nik(SARI), "basis": "tercatat"}
        part = with_shdk(with_shdk(neighbourhood(), SARI, Shdk.WIFE), AGUS, Shdk.HEAD)
        assert isinstance(event("keluarga-baru", raw, part), NewFamily)

    @pytest.mark.parametrize(("place", "enters"), [("kk-suami", DEWI), ("kk-istri", HADI)])
    def test_of_a_couple_on_record_joins_without_a_marriage(self, place: str, enters: int) -> None:
        raw = {"husband": nik(HADI), "wife": nik(DEWI), "basis": "tercatat", "place": place}
        asked = event("keluarga-baru", raw)
        assert isinstance(asked, LeaveFamily)
        assert asked.resident_ids == (enters,)

    def test_leaves_a_head_his_number(self) -> None:
        assert refused(street(), event("keluarga-baru", wedding(BUDI, RINA), street())) == ("already-head",)

    def test_needs_a_paper_for_a_marriage_not_on_record(self) -> None:
        raw = wedding(TONO, RINA, basis="tercatat")
        assert wrong("keluarga-baru", raw, street()) == ("entry-not-married", "basis")

    def test_is_for_people_who_are_in_a_kk(self) -> None:
        part = street()
        gone = Slice.of(
            part.residents.values(), part.families.values(), [m for m in part.memberships if m.resident_id != RINA]
        )
        assert wrong("keluarga-baru", wedding(TONO, RINA), gone) == ("entry-without-kk", "wife")


HEADED = {"family": kk(HOME)}
OTHERS = [
    row(SARI, Shdk.HEAD),
    row(ADI, Shdk.CHILD),
    row(LIA, Shdk.CHILD),
    row(OMA, Shdk.PARENT_IN_LAW),
]


class TestGantiKepala:
    def test_gives_all_members_a_new_kk(self) -> None:
        raw = HEADED | {"reason": "bekerja di laut", "members": [*OTHERS, row(AGUS, Shdk.HUSBAND)]}
        asked = event("ganti-kepala", raw)
        assert isinstance(asked, HeadReplaced)
        after = happen(neighbourhood(), asked)
        assert (after.families[FIRST].head_id, after.families[FIRST].follows) == (SARI, HOME)
        assert len(after.members_of(FIRST)) == 5

    def test_lets_some_enter_another_kk(self) -> None:
        rows = [*OTHERS[:3], row(AGUS, Shdk.HUSBAND), row(OMA, Shdk.OTHER, kk=kk(WATIS))]
        asked = event("ganti-kepala", HEADED | {"reason": "sakit", "members": rows})
        assert asked.placements == (JoinKk(WATIS, {OMA: Shdk.OTHER}),)

    def test_records_a_death_certified_elsewhere(self) -> None:
        raw = HEADED | {"cause": "meninggal", "death_date": "01-12-2026", "akta_number": "1872-KM-1", "members": OTHERS}
        asked = event("ganti-kepala", raw)
        assert isinstance(asked, Death)
        change = decided(neighbourhood(), asked)
        assert "akta kematian" not in {paper for paper, _, _ in papers(change)}
        assert apply(neighbourhood(), change).families[FIRST].head_id == SARI

    def test_of_minors_alone_goes_to_a_guardian(self) -> None:
        part = with_shdk(neighbourhood(), RINA, Shdk.CHILD)
        raw = {
            "family": kk(WATIS),
            "cause": "meninggal",
            "death_date": "01-12-2026",
            "akta_number": "1872-KM-1",
            "members": [row(WATI, Shdk.PARENT), row(RINA, Shdk.OTHER_KIN, kk=kk(HOME))],
        }
        change = decided(part, event("ganti-kepala", raw, part))
        assert {("KK", "-", WATIS), ("KK", "+", HOME)} <= papers(change)

    @pytest.mark.parametrize(
        ("rows", "problem"),
        [
            ([], ("entry-one-head", "members")),
            ([row(OMA, Shdk.OTHER, kk=kk(WATIS))], ("entry-one-head", "members")),
            ([row(SARI, Shdk.HEAD), row(OMA, Shdk.HEAD)], ("entry-one-head", "members")),
            ([row(SARI, Shdk.HEAD), row(OMA)], ("entry-missing", "members.1.shdk")),
            ([row(SARI, Shdk.HEAD), row(SARI, Shdk.HEAD)], ("entry-person-twice", "members.1.who")),
            ([row(SARI, Shdk.HEAD, kk=kk(999))], ("entry-family-unknown", "members.0.kk")),
        ],
    )
    def test_names_what_is_wrong(self, rows: list[dict[str, str]], problem: tuple[str, str]) -> None:
        assert wrong("ganti-kepala", HEADED | {"reason": "sakit", "members": rows}) == problem

    def test_names_two_heads(self) -> None:
        raw = HEADED | {"reason": "sakit", "members": [row(SARI, Shdk.HEAD), row(OMA, Shdk.HEAD)]}
        assert "Sari Lestari, Oma Halimah" in problem_of("ganti-kepala", raw).sentence


class TestPisahKk:
    def test_founds_a_kk_at_the_same_address(self) -> None:
        asked = event("pisah-kk", {"family": kk(WATIS), "members": [row(WATI), row(RINA, Shdk.HEAD, goes=True)]})
        assert isinstance(asked, NewFamily)
        after = happen(neighbourhood(), asked)
        assert after.families[FIRST].address == HOUSE
        assert after.families[WATIS].is_open

    def test_may_change_what_those_who_stay_are(self) -> None:
        rows = [row(OMA, Shdk.HEAD, goes=True), row(ADI, Shdk.OTHER_KIN), row(SARI, Shdk.WIFE)]
        asked = event("pisah-kk", {"family": kk(HOME), "members": rows})
        assert asked.placements == (NewKk(FIRST, OMA), JoinKk(HOME, {ADI: Shdk.OTHER_KIN}))

    def test_needs_someone_who_goes(self) -> None:
        raw = {"family": kk(WATIS), "members": [row(WATI), row(RINA, Shdk.HEAD)]}
        assert wrong("pisah-kk", raw) == ("entry-nobody-goes", "members")


class TestNumpangKk:
    def raw(self, *rows: dict[str, str], host: int = WATIS, home: int = HOME) -> dict[str, Any]:
        return {"family": kk(home), "members": rows, "host": kk(host), "consent_of": "Wati Kusuma"}

    def test_takes_a_member_into_another_kk(self) -> None:
        asked = event("numpang-kk", self.raw(row(OMA, Shdk.OTHER, goes=True)))
        assert isinstance(asked, JoinFamily)
        change = decided(neighbourhood(), asked)
        assert {("KK", "+", HOME), ("KK", "+", WATIS)} <= papers(change)

    def test_closes_a_kk_that_goes_whole(self) -> None:
        change = decided(neighbourhood(), event("numpang-kk", self.raw(row(BUDI, Shdk.OTHER, goes=True), home=BUDIS)))
        assert ("KK", "-", BUDIS) in papers(change)

    def test_of_a_head_places_the_others(self) -> None:
        rows = (row(WATI, Shdk.OTHER, goes=True), row(RINA, Shdk.HEAD))
        asked = event("numpang-kk", self.raw(*rows, host=BUDIS, home=WATIS))
        assert asked.placements == (JoinKk(BUDIS, {WATI: Shdk.OTHER}), NewKk(FIRST, RINA))
        assert happen(neighbourhood(), asked).families[FIRST].is_open

    def test_is_into_another_kk(self) -> None:
        raw = self.raw(row(OMA, Shdk.OTHER, goes=True), host=HOME)
        assert wrong("numpang-kk", raw) == ("entry-same-family", "host")

    def test_is_into_a_kk_in_force(self) -> None:
        raw = self.raw(row(OMA, Shdk.OTHER, goes=True), host=999)
        assert wrong("numpang-kk", raw) == ("entry-family-unknown", "host")


class TestKkAnew:
    def test_lost_has_a_police_letter(self) -> None:
        raw = {"family": kk(HOME), "police_letter": "LP/12/2026", "police_date": "20-12-2026"}
        asked = event("kk-hilang", raw)
        assert isinstance(asked, DocumentLost)
        assert asked.police_letter == "LP/12/2026, 20-12-2026"
        (paper,) = decided(neighbourhood(), asked).outputs
        assert (paper.paper, paper.family_id, paper.note) == ("KK", HOME, "hilang")

    def test_damaged_is_handed_in(self) -> None:
        asked = event("kk-rusak", {"family": kk(HOME)})
        assert (asked.damaged, asked.date) == (True, TODAY)
        (paper,) = decided(neighbourhood(), asked).outputs
        assert (paper.paper, paper.family_id, paper.note) == ("KK", HOME, "rusak")


def test_a_wedding_before_is_noted_today() -> None:
    asked = event("keluarga-baru", wedding(TONO, RINA, marriage_date="20-11-2021"), street())
    after = happen(street(), asked)
    assert (asked.date, after.residents[TONO].biodata.marriage_date) == (TODAY, day("2021-11-20"))
    assert decided(street(), asked).days_late == 0
