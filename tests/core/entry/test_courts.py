"""What courts and decrees decide, as forms ask for it."""

from typing import Any

from loket.core.register import Permit, Slice
from loket.core.register.codes import MaritalStatus, PermitKind, ResidentStatus, Shdk
from loket.core.register.events import Adoption, CitizenshipGivenUp, Divorce, DivorceAnnulment, MarriageAnnulment
from loket.core.register.particulars import Ruling
from loket.core.register.placements import JoinKk, NewKk
from tests.core.entry.filling import FIRST, event, kk, nik, row, wrong
from tests.core.register.people import (
    ADI,
    AGUS,
    DEWI,
    HADI,
    HADIS,
    HOME,
    LIA,
    NEW,
    OMA,
    RINA,
    SARI,
    WATIS,
    day,
    happen,
    neighbourhood,
    refused,
)

COURT = {"court": "PN Tanjungpinang", "ruling_number": "12/Pdt.G/2026", "ruling_date": "01-11-2026"}
FINAL = COURT | {"final_date": "16-11-2026", "akta_number": "2101-KW-05052005-0001"}
RULING = Ruling("PN Tanjungpinang", "12/Pdt.G/2026", day("2026-11-01"))
COUPLE = {"husband": nik(AGUS), "wife": nik(SARI)}
WERE = {"husband_was": "1", "wife_was": "1"}


def annulled(**more: Any) -> MarriageAnnulment:
    found = event("pembatalan-perkawinan", COUPLE | FINAL | WERE | more)
    assert isinstance(found, MarriageAnnulment)
    return found


class TestMarriageAnnulment:
    def test_lets_one_of_the_two_found_a_kk_with_who_comes_along(self) -> None:
        found = annulled(members=[row(AGUS), row(SARI), row(LIA, Shdk.CHILD, goes=True), row(ADI)])
        assert (found.date, found.ruling) == (day("2026-11-16"), RULING)
        assert found.placements == (NewKk(FIRST, SARI, {LIA: Shdk.CHILD}),)
        after = happen(neighbourhood(), found)
        assert after.residents[SARI].biodata.marital_status is MaritalStatus.BELUM_KAWIN
        assert {m.resident_id for m in after.members_of(HOME)} == {AGUS, ADI, OMA}

    def test_lets_one_enter_another_kk(self) -> None:
        found = annulled(apart="masuk-kk", family=kk(WATIS), shdk="11")
        assert found.placements == (JoinKk(WATIS, {SARI: Shdk.OTHER}),)
        assert happen(neighbourhood(), found).residents[AGUS].biodata.spouse_ids == ()

    def test_lets_the_head_go_and_another_head_follow(self) -> None:
        rows = [row(SARI, Shdk.HEAD), row(ADI, Shdk.CHILD), row(LIA, Shdk.CHILD), row(OMA, Shdk.OTHER)]
        found = annulled(apart="masuk-kk", leaver="suami", family=kk(WATIS), shdk="11", members=rows)
        after = happen(neighbourhood(), found)
        assert after.families[FIRST].head_id == SARI

    def test_leaves_where_they_are_who_live_apart(self) -> None:
        assert annulled(apart="sudah-terpisah").placements == ()

    def test_needs_former_statuses_only_where_none_is_on_record(self) -> None:
        found = event("pembatalan-perkawinan", COUPLE | FINAL | {"apart": "sudah-terpisah"})
        assert refused(neighbourhood(), found) == ("former-status-unknown",)

    def test_is_wrong_for_a_couple_that_lives_apart_already(self) -> None:
        raw = COUPLE | {"wife": nik(DEWI)} | FINAL
        assert wrong("pembatalan-perkawinan", raw) == ("entry-already-apart", "apart")


def divorced() -> Slice:
    """Sari has left Agus with Lia."""
    event_ = Divorce(
        date=day("2026-06-01"),
        husband_id=AGUS,
        wife_id=SARI,
        akta_number="2101-CR-01062026-0001",
        placements=(NewKk(NEW, SARI, {LIA: Shdk.CHILD}),),
    )
    return happen(neighbourhood(), event_)


def reunited(part: Slice | None = None, **more: Any) -> DivorceAnnulment:
    found = event("pembatalan-perceraian", COUPLE | FINAL | more, part or divorced())
    assert isinstance(found, DivorceAnnulment)
    return found


STAYED = Divorce(date=day("2026-06-01"), husband_id=AGUS, wife_id=SARI, placements=(JoinKk(HOME, {SARI: Shdk.OTHER}),))
JOINS_WATI = {
    "family": kk(HOME),
    "host": kk(WATIS),
    "consent_of": "Wati Kusuma",
    "members": [row(SARI, Shdk.OTHER, goes=True)],
}


class TestDivorceAnnulment:
    def test_lets_the_wife_return_with_who_comes_along(self) -> None:
        found = reunited(wife_members=[row(SARI), row(LIA, Shdk.CHILD, goes=True)])
        after = happen(divorced(), found)
        assert {m.resident_id: m.shdk for m in after.members_of(HOME)}[SARI] is Shdk.WIFE
        assert after.residents[AGUS].biodata.marital_status is MaritalStatus.KAWIN_TERCATAT
        assert found.ruling == RULING
        assert after.family_of(LIA) == after.families[HOME]

    def test_lets_the_husband_go_to_her(self) -> None:
        rows = [row(OMA, Shdk.HEAD), row(ADI, Shdk.GRANDCHILD)]
        after = happen(divorced(), reunited(together="kk-istri", husband_members=rows))
        assert {m.resident_id: m.shdk for m in after.members_of(NEW)} == {
            SARI: Shdk.HEAD,
            AGUS: Shdk.HUSBAND,
            LIA: Shdk.CHILD,
        }

    def test_may_leave_them_apart_with_a_reason(self) -> None:
        found = reunited(together="terpisah")
        assert refused(divorced(), found) == ("couple-shares-kk",)
        after = happen(divorced(), found, couple_shares_kk="bekerja di Metro")
        assert after.membership_of(SARI) == divorced().membership_of(SARI)

    def test_makes_one_the_others_spouse_again_in_the_same_kk(self) -> None:
        part = happen(neighbourhood(), STAYED)
        assert reunited(part).placements == (JoinKk(HOME, {SARI: Shdk.WIFE}),)

    def test_asks_what_the_one_is_to_a_head_who_is_another(self) -> None:
        part = happen(neighbourhood(), STAYED)
        part = happen(part, event("numpang-kk", JOINS_WATI, part))
        raw = COUPLE | FINAL | {"together": "kk-istri"}
        assert wrong("pembatalan-perceraian", raw, part) == ("entry-shdk-missing", "shdk")
        found = reunited(part, together="kk-istri", shdk="9")
        assert found.placements[0] == JoinKk(WATIS, {AGUS: Shdk.OTHER_KIN})


class TestAdoption:
    def adopted(self, **more: str) -> Adoption:
        found = event("pengangkatan-anak", {"child": nik(LIA), "adopter": nik(HADI), **COURT, **more})
        assert isinstance(found, Adoption)
        return found

    def test_brings_the_child_into_the_adopters_kk(self) -> None:
        found = self.adopted()
        assert (found.date, found.court_number) == (
            day("2026-11-01"),
            "PN Tanjungpinang 12/Pdt.G/2026 tanggal 01-11-2026",
        )
        after = happen(neighbourhood(), found)
        assert {m.resident_id for m in after.members_of(HADIS)} == {HADI, DEWI, LIA}
        assert after.residents[LIA].biodata.mother_id == SARI

    def test_may_make_it_something_else_to_the_head(self) -> None:
        assert self.adopted(shdk="6").shdk is Shdk.GRANDCHILD


DECREE = {"court": "Menteri Hukum", "ruling_number": "AHU-4/2026", "ruling_date": "01-11-2026"}
LOSES = DECREE | {"date": "10-11-2026", "nationality": "Malaysia"}


class TestCitizenshipGivenUp:
    def given_up(self, who: int, **more: Any) -> CitizenshipGivenUp:
        found = event("pelepasan-kewarganegaraan", {"resident": nik(who), **LOSES, **more})
        assert isinstance(found, CitizenshipGivenUp)
        return found

    def test_takes_who_leaves_off_the_register(self) -> None:
        found = self.given_up(HADI, members=[row(DEWI, Shdk.HEAD)])
        after = happen(neighbourhood(), found)
        assert after.residents[HADI].status is ResidentStatus.RENOUNCED
        assert after.families[FIRST].head_id == DEWI
        assert found.decree == "Menteri Hukum AHU-4/2026 tanggal 01-11-2026"

    def test_keeps_who_stays_with_an_itap_in_the_kk(self) -> None:
        found = self.given_up(HADI, stays="itap", permit_number="2D21")
        assert found.permit == Permit(PermitKind.ITAP, "2D21")
        assert happen(neighbourhood(), found).membership_of(HADI) is not None

    def test_gives_who_stays_with_an_itas_an_sktt(self) -> None:
        found = self.given_up(RINA, stays="itas", permit_number="2C11", permit_until="01-11-2027")
        assert found.permit == Permit(PermitKind.ITAS, "2C11", day("2027-11-01"))
        assert happen(neighbourhood(), found).membership_of(RINA) is None
