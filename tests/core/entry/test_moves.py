"""Moves near and far, out, called off and in: from the filled form to what the register decides."""

from typing import Any

import pytest

from loket.core.entry import read
from loket.core.entry.kinds import KINDS
from loket.core.register import Address, Slice
from loket.core.register.codes import Citizenship, Disability, MaritalStatus, MoveClass, MoveKind, PermitKind, Sex, Shdk
from loket.core.register.decide import apply
from loket.core.register.moves import AddressChange, MoveIn, MoveOut, MoveOutCancelled
from loket.core.register.placements import JoinKk, KeepKk, Members, NewKk
from loket.core.register.recording import RecordingStatus
from loket.core.terms import RegionCode
from tests.core.entry.filling import ADDRESS, FIRST, SECOND, THIRD, event, kk, nik, row, wrong
from tests.core.register.people import (
    ADI,
    AGUS,
    BUDI,
    BUDIS,
    HADI,
    HADIS,
    HOME,
    HOUSE,
    LIA,
    NEXT_DOOR,
    OMA,
    RINA,
    SARI,
    TODAY,
    WATI,
    WATIS,
    day,
    decided,
    happen,
    kk_number,
    neighbourhood,
    papers,
    refused,
)

PASAR = Address("Jl. Pasar 3", "004", "001", RegionCode("2101122001"))
METRO = {**ADDRESS, "region": "18.72.01.1001"}
STAY = [row(SARI, Shdk.HEAD), row(ADI, Shdk.CHILD), row(LIA, Shdk.CHILD), row(OMA, Shdk.PARENT_IN_LAW)]
HIM = row(AGUS, goes=True)


class TestPindahAlamat:
    def raw(self, who: str, *rows: dict[str, str], **more: Any) -> dict[str, Any]:
        return {"family": kk(HOME), "who": who, "members": rows, "reason": "5", **ADDRESS, **more}

    def test_of_all_keeps_the_number_and_destroys_the_cards(self) -> None:
        asked = event("pindah-alamat", self.raw("semua"))
        assert isinstance(asked, AddressChange)
        assert asked.move_class is MoveClass.BETWEEN_DISTRICTS
        change = decided(neighbourhood(), asked)
        after = apply(neighbourhood(), change)
        assert (after.families[HOME].address, after.families[HOME].kk_number) == (PASAR, kk_number(HOME))
        assert {("KTP-el", "-", (SARI,)), ("KTP-el", "+", (SARI,)), ("KIA", "-", (ADI,))} <= papers(change)

    def test_of_the_head_places_who_stays_at_the_old_address(self) -> None:
        after = happen(neighbourhood(), event("pindah-alamat", self.raw("kepala", HIM, *STAY)), couple_shares_kk="x")
        assert (after.families[HOME].address, after.families[FIRST].address) == (PASAR, HOUSE)
        assert len(after.members_of(FIRST)) == 4

    def test_of_the_head_with_some_takes_the_number_along(self) -> None:
        rows = [HIM, row(SARI, goes=True), row(ADI, goes=True), row(LIA, goes=True), row(OMA, Shdk.HEAD)]
        after = happen(neighbourhood(), event("pindah-alamat", self.raw("sebagian", *rows)))
        assert [m.resident_id for m in after.members_of(HOME)] == [AGUS, SARI, ADI, LIA]
        assert after.families[FIRST].head_id == OMA

    def test_of_members_founds_a_kk_there(self) -> None:
        raw = self.raw("anggota", HIM | {"goes": ""}, row(OMA, Shdk.HEAD, goes=True))
        after = happen(neighbourhood(), event("pindah-alamat", raw))
        assert (after.families[FIRST].head_id, after.families[FIRST].address) == (OMA, PASAR)

    def test_of_members_may_enter_a_kk_there(self) -> None:
        raw = self.raw("anggota", row(OMA, Shdk.OTHER, goes=True), place="numpang", host=kk(BUDIS))
        asked = event("pindah-alamat", raw)
        assert (asked.address, asked.move_class) == (NEXT_DOOR, MoveClass.WITHIN_VILLAGE)
        assert len(happen(neighbourhood(), asked).members_of(BUDIS)) == 2

    def test_to_another_regency_is_told_what_it_is(self) -> None:
        assert refused(neighbourhood(), event("pindah-alamat", self.raw("semua", **METRO))) == ("move-class",)

    def test_is_to_a_village(self) -> None:
        assert wrong("pindah-alamat", self.raw("semua", region="21.01.12")) == ("entry-not-a-village", "region")

    def test_needs_someone_who_goes(self) -> None:
        assert wrong("pindah-alamat", self.raw("anggota", row(OMA))) == ("entry-nobody-goes", "members")

    def test_keeps_hamlet_and_postal_code(self) -> None:
        asked = event("pindah-alamat", self.raw("semua", hamlet="Kampung Baru", postal_code="29151"))
        assert (asked.address.hamlet, asked.address.postal_code) == ("Kampung Baru", "29151")


class TestPindahKeluar:
    def raw(self, who: str, *rows: dict[str, str], family: int = HOME, **more: Any) -> dict[str, Any]:
        planned: dict[str, Any] = {"reason": "1", "planned_date": "24-12-2026", **METRO}
        return {"family": kk(family), "who": who, "members": rows, **planned, **more}

    def test_of_all_closes_the_kk(self) -> None:
        asked = event("pindah-keluar", self.raw("semua"))
        assert isinstance(asked, MoveOut)
        assert (asked.kind_of_move, asked.date) == (MoveKind.HEAD_AND_ALL, TODAY)
        assert ("KK", "-", HOME) in papers(decided(neighbourhood(), asked))

    def test_of_the_head_alone_gives_those_who_stay_a_new_number(self) -> None:
        change = decided(neighbourhood(), event("pindah-keluar", self.raw("kepala", HIM, *STAY)))
        assert {("SKPWNI", "+", (AGUS,)), ("KK", "+", FIRST), ("KK", "-", HOME)} <= papers(change)
        assert apply(neighbourhood(), change).families[FIRST].follows == HOME

    def test_of_the_head_with_some_places_the_rest(self) -> None:
        rows = [HIM, row(SARI, goes=True), row(ADI, goes=True), row(LIA, goes=True)]
        raw = self.raw("sebagian", *rows, row(OMA, Shdk.OTHER, kk=kk(WATIS)))
        assert event("pindah-keluar", raw).placements == (JoinKk(WATIS, {OMA: Shdk.OTHER}),)
        assert len(happen(neighbourhood(), event("pindah-keluar", raw)).members_of(WATIS)) == 3

    def test_of_members_leaves_the_kk_as_it_is(self) -> None:
        asked = event("pindah-keluar", self.raw("anggota", row(OMA, goes=True), *STAY[1:3]))
        assert asked.placements == ()
        assert ("KK", "+", HOME) in papers(decided(neighbourhood(), asked))

    def test_is_called_what_it_is(self) -> None:
        assert wrong("pindah-keluar", self.raw("kepala", row(OMA, goes=True))) == ("entry-move-kind", "who")
        alone = self.raw("kepala", row(BUDI, goes=True), family=BUDIS)
        assert event("pindah-keluar", alone).kind_of_move is MoveKind.HEAD

    def test_needs_a_head_for_who_stays(self) -> None:
        assert wrong("pindah-keluar", self.raw("kepala", HIM, *STAY[1:])) == ("entry-one-head", "members")
        assert refused(neighbourhood(), event("pindah-keluar", self.raw("kepala", HIM))) == ("stayers-need-a-head",)

    def test_for_another_reason_says_which(self) -> None:
        raw = self.raw("semua", reason="7")
        assert refused(neighbourhood(), event("pindah-keluar", raw)) == ("event-reason-missing",)
        assert event("pindah-keluar", raw | {"reason_text": "ikut anak"}).reason_text == "ikut anak"

    def test_within_the_regency_is_another_service(self) -> None:
        assert refused(neighbourhood(), event("pindah-keluar", self.raw("semua") | ADDRESS)) == ("move-class",)


def moved_out(who: str = "anggota", *rows: dict[str, str], family: int = HOME) -> Slice:
    """The neighbourhood after some have left for Metro."""
    raw = TestPindahKeluar().raw(who, *(rows or (row(OMA, goes=True),)), family=family)
    return happen(neighbourhood(), event("pindah-keluar", raw))


class TestBatalPindah:
    def raw(self, *rows: dict[str, str], **more: Any) -> dict[str, Any]:
        return {"skpwni_number": "SKPWNI/2101/21122026/0001", "reason": "batal bekerja", "movers": rows, **more}

    def test_brings_movers_back_to_the_kk_they_left(self) -> None:
        part = moved_out()
        asked = event("batal-pindah", self.raw(row(OMA)), part)
        assert isinstance(asked, MoveOutCancelled)
        change = decided(part, asked)
        assert ("SKPWNI", "-", (OMA,)) in papers(change)
        assert apply(part, change).kk(HOME) == neighbourhood().kk(HOME)

    def test_may_be_into_another_kk_or_a_new_one(self) -> None:
        part = moved_out()
        guest = event("batal-pindah", self.raw(row(OMA, Shdk.OTHER), place="numpang", host=kk(WATIS)), part)
        assert guest.placements == (JoinKk(WATIS, {OMA: Shdk.OTHER}),)
        alone = event("batal-pindah", self.raw(row(OMA, Shdk.HEAD), place="kk-baru", **ADDRESS), part)
        assert happen(part, alone).families[FIRST].address == PASAR

    def test_is_for_people_under_way(self) -> None:
        assert refused(neighbourhood(), event("batal-pindah", self.raw(row(OMA)))) == ("not-in-transit",)


PUTRI = {
    "nik": "1872014303950001",
    "full_name": "Putri Ayu",
    "shdk": "1",
    "sex": "2",
    "birth_place": "Metro",
    "birth_date": "03-03-1995",
    "religion": "2",
    "marital_status": "2",
    "marriage_date": "01-02-2018",
    "education": "5",
    "occupation": "15",
    "mother_name": "Ratna",
    "card": "ktp-el",
}
JOKO = PUTRI | {
    "nik": "1872010303930002",
    "full_name": "Joko Susilo",
    "shdk": "2",
    "sex": "1",
    "birth_date": "03-03-1993",
}
ANAK = PUTRI | {
    "nik": "1872010303200003",
    "full_name": "Raka Susilo",
    "shdk": "4",
    "sex": "1",
    "birth_date": "03-03-2020",
    "marital_status": "1",
    "marriage_date": "",
    "mother_nik": PUTRI["nik"],
    "father_nik": JOKO["nik"],
    "birth_akta": "1872-LU-10032020-0001",
    "card": "kia",
}


def arriving(**more: Any) -> dict[str, Any]:
    letter = {
        "skpwni_number": "SKPWNI/1872/01122026/0007",
        "skpwni_date": "01-12-2026",
        "origin": "18.72",
        "origin_address": "Jl. Jenderal 1, Kota Metro",
    }
    return {**letter, "arrival_date": "15-12-2026", "place": "kk-baru", **ADDRESS, **more}


def from_here(street: str = "Jl. Nusantara 12", **more: Any) -> dict[str, Any]:
    """Who left today arrives in Metro today, on the letter that the register has."""
    today = {"skpwni_date": "21-12-2026", "arrival_date": "21-12-2026"}
    return arriving(**{**METRO, **today, "origin": "21.01", "origin_address": f"{street}, Kijang Kota", **more})


class TestPindahDatang:
    def test_brings_a_family_the_register_does_not_know(self) -> None:
        asked = event("pindah-datang", arriving(newcomers=[PUTRI, JOKO, ANAK]))
        assert isinstance(asked, MoveIn)
        change = decided(neighbourhood(), asked)
        after = apply(neighbourhood(), change)
        putri, joko, raka = (after.residents[i] for i in (FIRST, SECOND, THIRD))
        assert (putri.biodata.spouse_ids, joko.biodata.spouse_ids) == ((SECOND,), (FIRST,))
        assert raka.biodata.parent_ids == (FIRST, SECOND)
        assert raka.documents.birth_akta == "1872-LU-10032020-0001"
        assert raka.documents.kia_until_date == day("2037-03-03")
        assert {("KTP-el", "-", (FIRST,)), ("KTP-el", "+", (FIRST,)), ("KIA", "-", (THIRD,))} <= papers(change)
        assert ("SKDWNI", "+", (FIRST, SECOND, THIRD)) in papers(change)
        assert after.family_of(FIRST).address == PASAR  # type: ignore[union-attr]

    def test_keeps_the_number_of_an_unknown_kk(self) -> None:
        raw = arriving(
            newcomers=[PUTRI | {"marital_status": "1", "marriage_date": ""}], place="kk-tetap", kept_kk=kk(777)
        )
        (kept,) = event("pindah-datang", raw).placements
        assert kept == KeepKk(SECOND, FIRST, kk_number(777), PASAR, {})

    def test_brings_back_a_whole_family_with_its_number(self) -> None:
        part = moved_out("semua")
        rows = [row(AGUS, Shdk.HEAD), row(SARI, Shdk.WIFE), *STAY[1:3], row(OMA, Shdk.PARENT)]
        raw = from_here(returning=rows, place="kk-tetap", kept_kk=kk(HOME))
        change = decided(part, event("pindah-datang", raw, part))
        after = apply(part, change)
        assert after.families[HOME].address.region == RegionCode("1872011001")
        assert after.families[HOME].kk_number == kk_number(HOME)
        assert {("KTP-el", "-", (AGUS,)), ("KTP-el", "+", (AGUS,))} <= papers(change)

    def test_lets_one_under_way_enter_a_kk(self) -> None:
        part = moved_out()
        raw = arriving(returning=[row(OMA, Shdk.OTHER)], place="numpang", host=kk(WATIS), consent_of="Wati")
        assert event("pindah-datang", raw, part).placements == (JoinKk(WATIS, {OMA: Shdk.OTHER}),)

    def test_takes_over_what_changed_elsewhere_and_ties_a_new_spouse(self) -> None:
        part = moved_out("kepala", row(BUDI, goes=True), family=BUDIS)
        changed = {"marital_status": "2", "marriage_date": "01-02-2018", "occupation": "88", "religion": "1"}
        back = row(BUDI, Shdk.HEAD, education="8") | changed
        raw = from_here("Jl. Nusantara 14", returning=[back], newcomers=[PUTRI | {"shdk": "3"}])
        asked = event("pindah-datang", raw, part)
        mine = asked.biodata[BUDI]
        assert (mine.spouse_ids, mine.occupation, mine.marriage_date) == ((FIRST,), 88, day("2018-02-01"))
        after = happen(part, asked)
        assert after.residents[FIRST].biodata.spouse_ids == (BUDI,)

    @pytest.mark.parametrize(
        "other",
        [{"origin": "21.71"}, {"origin_address": "Jl. Duyung 3, Batam"}, {"skpwni_date": "20-12-2026"}, ADDRESS],
    )
    def test_on_another_letter_than_the_register_has_wants_a_reason(self, other: dict[str, str]) -> None:
        part = moved_out()
        raw = from_here(returning=[row(OMA, Shdk.HEAD)])
        assert decided(part, event("pindah-datang", raw, part)).accepted == ()
        away = raw | other | ({"origin": "18.72"} if other is ADDRESS else {})
        assert refused(part, event("pindah-datang", away, part)) == ("arrival-fits-letter",)

    def test_from_the_same_regency_is_no_arrival(self) -> None:
        asked = event("pindah-datang", arriving(newcomers=[PUTRI, JOKO, ANAK], origin="21.01"))
        assert refused(neighbourhood(), asked) == ("arrival-from-elsewhere",)

    def test_says_nothing_of_who_is_as_before(self) -> None:
        part = moved_out()
        raw = arriving(returning=[row(OMA, Shdk.HEAD, religion="2")])
        assert event("pindah-datang", raw, part).biodata == {}

    def test_brings_a_foreigner_with_itap(self) -> None:
        alien = PUTRI | {"marital_status": "1", "marriage_date": "", "citizenship": "2", "nationality": "Belanda"}
        alien |= {
            "itap_number": "2D41",
            "itap_until_date": "01-12-2030",
            "blood_type": "1",
            "divorce_date": "",
            "card": "",
        }
        (new,) = event("pindah-datang", arriving(newcomers=[alien])).newcomers
        assert (new.biodata.citizenship, new.biodata.nationality) == (Citizenship.WNA, "Belanda")
        assert new.biodata.permit is not None
        assert (new.biodata.permit.kind, new.biodata.permit.until_date) == (PermitKind.ITAP, day("2030-12-01"))
        assert new.documents.ktp_el is RecordingStatus.UNREGISTERED

    def test_of_the_divorced_tells_the_date(self) -> None:
        alone = PUTRI | {"marital_status": "4", "divorce_date": "01-02-2020", "card": "rekam"}
        (new,) = event("pindah-datang", arriving(newcomers=[alone])).newcomers
        assert (new.biodata.divorce_date, new.documents.ktp_el) == (
            day("2020-02-01"),
            RecordingStatus.PRINT_READY_RECORD,
        )
        assert new.biodata.marital_status is MaritalStatus.CERAI_HIDUP_TERCATAT

    def test_ties_no_spouse_who_is_not_married(self) -> None:
        single = JOKO | {"marital_status": "1", "marriage_date": ""}
        asked = event("pindah-datang", arriving(newcomers=[PUTRI, single]))
        assert [n.biodata.spouse_ids for n in asked.newcomers] == [(SECOND,), ()]
        assert "spouse-of-head-is-married" in refused(neighbourhood(), asked)

    def test_knows_a_parent_of_the_register(self) -> None:
        child = ANAK | {"mother_nik": nik(SARI), "father_nik": ""}
        raw = arriving(newcomers=[child], place="numpang", host=kk(HOME), consent_of="Agus")
        (new,) = event("pindah-datang", raw).newcomers
        assert new.biodata.parent_ids == (SARI,)
        assert new.biodata.sex is Sex.MALE

    @pytest.mark.parametrize(
        ("raw", "problem"),
        [
            ({"arrival_date": "30-11-2026", "newcomers": [PUTRI]}, ("entry-arrival-early", "arrival_date")),
            ({}, ("entry-nobody-arrives", "returning")),
            ({"newcomers": [PUTRI, JOKO | {"nik": PUTRI["nik"]}]}, ("entry-person-twice", "newcomers.1.nik")),
            ({"newcomers": [JOKO]}, ("entry-one-head", "returning")),
            ({"newcomers": [PUTRI | {"nik": nik(HADI)}]}, ("entry-newcomer-known", "newcomers.0.nik")),
            (
                {"newcomers": [PUTRI], "place": "numpang", "host": kk(999), "consent_of": "x"},
                ("entry-family-unknown", "host"),
            ),
            (
                {"returning": [row(RINA, Shdk.HEAD) | {"who": "1872014303950009"}]},
                ("entry-resident-unknown", "returning.0.who"),
            ),
        ],
    )
    def test_names_what_is_wrong(self, raw: dict[str, Any], problem: tuple[str, str]) -> None:
        assert wrong("pindah-datang", arriving(**raw)) == problem

    def test_is_not_for_someone_who_lives_here(self) -> None:
        raw = arriving(returning=[row(WATI, Shdk.OTHER)], place="numpang", host=kk(HADIS), consent_of="Hadi")
        assert wrong("pindah-datang", raw) == ("entry-already-here", "returning.0.who")

    def test_keeps_titles_belief_and_disability(self) -> None:
        more = {"title_before": "dr.", "title_after": "M.Kes.", "belief_organisation": "Sapta Darma", "disability": "2"}
        alone = PUTRI | {"marital_status": "1", "marriage_date": "", "religion": "7", **more}
        (new,) = event("pindah-datang", arriving(newcomers=[alone])).newcomers
        b = new.biodata
        assert (b.title_before, b.title_after, b.belief_organisation) == ("dr.", "M.Kes.", "Sapta Darma")
        assert b.disability is Disability.BLIND

    def test_asks_for_no_address_where_there_is_a_host(self) -> None:
        raw = arriving(newcomers=[PUTRI], place="numpang", host=kk(HADIS), consent_of="Hadi", street="")
        assert read(KINDS["pindah-datang"].form, raw).problems == ()


def test_a_new_kk_of_stayers_names_all_of_them() -> None:
    raw = TestPindahKeluar().raw("kepala", HIM, *STAY)
    members: Members = {ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT_IN_LAW}
    assert event("pindah-keluar", raw).placements == (NewKk(FIRST, SARI, members),)
