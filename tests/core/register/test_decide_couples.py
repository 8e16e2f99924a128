"""Marriage, divorce and their annulment: what changes on both sides, and what refuses it."""

from typing import Any

import pytest

from loket.core.register import Documents
from loket.core.register.codes import MaritalStatus, Religion, Shdk
from loket.core.register.decide import apply
from loket.core.register.events import Divorce, DivorceAnnulment, LifeEvent, Marriage, MarriageAnnulment
from loket.core.register.placements import JoinKk, NewKk
from tests.core.register.people import (
    ADI,
    AGUS,
    BUDI,
    BUDIS,
    CARD,
    DEWI,
    HADI,
    HADIS,
    HOME,
    LIA,
    NEW,
    RINA,
    SARI,
    WATIS,
    day,
    decided,
    happen,
    neighbourhood,
    papers,
    refused,
    with_biodata,
)

WEDDING = day("2026-11-20")


def of_couple(kind: type[Any], husband: int, wife: int, *placements: object, **more: Any) -> Any:
    fields = {"date": WEDDING, "akta_number": "2101-X-20112026-0001", **more}
    return kind(husband_id=husband, wife_id=wife, placements=placements, **fields)


def wedding(*placements: object, husband: int = BUDI, wife: int = RINA, **more: Any) -> LifeEvent:
    event: LifeEvent = of_couple(Marriage, husband, wife, *placements, **more)
    return event


MARRIED_SOMEWHERE = {"marital_status": MaritalStatus.KAWIN_TERCATAT}
JOINING = JoinKk(BUDIS, {RINA: Shdk.WIFE})


class TestMarriage:
    def test_lets_the_wife_join_her_husbands_kk(self) -> None:
        part = neighbourhood()
        change = decided(part, wedding(JOINING))
        after = apply(part, change)
        for one, other in ((BUDI, RINA), (RINA, BUDI)):
            facts = after.residents[one].biodata
            assert (facts.marital_status, facts.spouse_ids) == (MaritalStatus.KAWIN_TERCATAT, (other,))
            assert facts.marriage_date == WEDDING
            assert after.residents[one].documents.marriage_akta == "2101-X-20112026-0001"
        assert [m.resident_id for m in after.members_of(BUDIS)] == [BUDI, RINA]
        assert papers(change) == {
            ("akta perkawinan", "+", (BUDI, RINA)),
            ("KK", "+", BUDIS),
            ("KK", "+", WATIS),
            ("KTP-el", "+", (BUDI,)),
            ("KTP-el", "+", (RINA,)),
        }

    def test_founds_a_kk_of_two_who_leave_their_parents(self) -> None:
        part = happen(neighbourhood(), wedding(JOINING))
        son = with_biodata(part, ADI, birth_date=day("2000-01-01"))
        bride = with_biodata(son, LIA, birth_date=day("2001-01-01"), mother_id=None, father_id=None)
        after = happen(bride, wedding(NewKk(NEW, ADI, {LIA: Shdk.WIFE}), husband=ADI, wife=LIA), nik_fits_biodata="x")
        assert (after.families[NEW].kk_number, after.families[NEW].follows) == (None, None)
        assert len(after.members_of(HOME)) == 3

    def test_may_leave_each_where_they_are_with_a_reason(self) -> None:
        assert refused(neighbourhood(), wedding()) == ("couple-shares-kk",)
        after = happen(neighbourhood(), wedding(), couple_shares_kk="bekerja di kota lain")
        assert len(after.members_of(WATIS)) == 2

    def test_by_statement_alone_is_not_registered_and_has_no_akta(self) -> None:
        change = decided(neighbourhood(), wedding(JOINING, registered=False))
        after = apply(neighbourhood(), change).residents[BUDI]
        assert after.biodata.marital_status is MaritalStatus.KAWIN_BELUM_TERCATAT
        assert after.documents.marriage_akta is None
        assert "akta perkawinan" not in {paper for paper, _, _ in papers(change)}

    def test_of_muslims_has_its_book_from_the_kua(self) -> None:
        part = neighbourhood()
        for one in (BUDI, RINA):
            part = with_biodata(part, one, religion=Religion.ISLAM)
        assert "akta perkawinan" not in {paper for paper, _, _ in papers(decided(part, wedding(JOINING)))}

    def test_with_a_second_wife_needs_the_courts_leave(self) -> None:
        event = wedding(JoinKk(HADIS, {RINA: Shdk.WIFE}), husband=HADI)
        assert refused(neighbourhood(), event) == ("more-than-one-wife",)
        after = happen(neighbourhood(), event, more_than_one_wife="izin PA 77/2026")
        assert after.residents[HADI].biodata.spouse_ids == (DEWI, RINA)
        assert after.residents[HADI].biodata.marriage_date == day("2005-05-05")
        assert after.residents[RINA].biodata.marriage_date == WEDDING

    def test_with_a_second_wife_records_the_first_who_was_known_by_the_kk_alone(self) -> None:
        part = with_biodata(with_biodata(neighbourhood(), HADI, spouse_ids=()), DEWI, spouse_ids=())
        event = wedding(JoinKk(HADIS, {RINA: Shdk.WIFE}), husband=HADI)
        after = happen(part, event, more_than_one_wife="izin PA 77/2026")
        assert after.residents[DEWI].biodata.spouse_ids == (HADI,)

    def test_below_nineteen_needs_a_dispensation(self) -> None:
        part = with_biodata(neighbourhood(), RINA, birth_date=day("2008-01-01"))
        assert refused(part, wedding(JOINING)) == ("marriage-age",)

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (wedding(husband=RINA, wife=BUDI), "wrong-sex"),
            (wedding(wife=DEWI), "already-married"),
            (wedding(wife=99), "resident-unknown"),
            (wedding(JoinKk(BUDIS, {RINA: Shdk.HUSBAND})), "spouse-sex-fits-head"),
            (wedding(JoinKk(BUDIS, {RINA: Shdk.HEAD})), "one-head"),
            (wedding(husband=ADI, wife=LIA, date=WEDDING), "spouses-are-not-kin"),
        ],
    )
    def test_is_refused_for(self, event: LifeEvent, rule: str) -> None:
        assert rule in refused(neighbourhood(), event)

    def test_is_refused_for_a_man_whose_wife_is_unknown(self) -> None:
        part = with_biodata(neighbourhood(), BUDI, marital_status=MaritalStatus.KAWIN_TERCATAT)
        assert refused(part, wedding(JOINING)) == ("already-married",)

    def test_is_refused_for_a_man_known_as_married_but_not_by_his_place(self) -> None:
        part = with_biodata(with_biodata(neighbourhood(), ADI, birth_date=day("2000-01-01")), ADI, **MARRIED_SOMEWHERE)
        assert refused(part, wedding(husband=ADI)) == ("already-married",)

    def test_is_refused_for_a_wife_whose_place_in_the_kk_is_not_by_the_head(self) -> None:
        part = with_biodata(neighbourhood(), RINA, marital_status=MaritalStatus.KAWIN_TERCATAT)
        assert refused(part, wedding(JOINING)) == ("already-married",)


class TestDivorce:
    apart = NewKk(NEW, DEWI)

    def test_gives_the_wife_a_kk_of_her_own(self) -> None:
        part = neighbourhood()
        change = decided(part, of_couple(Divorce, HADI, DEWI, self.apart))
        after = apply(part, change)
        for one in (HADI, DEWI):
            facts = after.residents[one].biodata
            assert (facts.marital_status, facts.spouse_ids) == (MaritalStatus.CERAI_HIDUP_TERCATAT, ())
            assert (facts.divorce_date, facts.marriage_date) == (WEDDING, day("2005-05-05"))
            assert after.residents[one].documents == Documents(divorce_akta="2101-X-20112026-0001", ktp_el=CARD.ktp_el)
        assert after.families[HADIS].is_open
        assert ("akta perceraian", "+", (HADI, DEWI)) in papers(change)

    def test_by_statement_alone_is_not_registered(self) -> None:
        change = decided(neighbourhood(), of_couple(Divorce, HADI, DEWI, self.apart, registered=False))
        after = apply(neighbourhood(), change).residents[DEWI]
        assert after.biodata.marital_status is MaritalStatus.CERAI_HIDUP_BELUM_TERCATAT
        assert after.documents.divorce_akta is None

    def test_lets_the_wife_stay_as_something_else(self) -> None:
        after = happen(neighbourhood(), of_couple(Divorce, HADI, DEWI, JoinKk(HADIS, {DEWI: Shdk.OTHER})))
        assert [m.shdk for m in after.members_of(HADIS)] == [Shdk.HEAD, Shdk.OTHER]

    def test_does_not_leave_the_wife_as_wife(self) -> None:
        assert refused(neighbourhood(), of_couple(Divorce, HADI, DEWI)) == ("spouse-of-head-is-married",)

    def test_of_one_of_two_wives_leaves_the_man_married(self) -> None:
        event = wedding(JoinKk(HADIS, {RINA: Shdk.WIFE}), husband=HADI)
        part = happen(neighbourhood(), event, more_than_one_wife="izin PA 77/2026")
        after = happen(part, of_couple(Divorce, HADI, DEWI, self.apart))
        assert after.residents[HADI].biodata.spouse_ids == (RINA,)
        assert after.residents[HADI].biodata.divorce_date is None

    def test_of_two_who_are_not_married_is_refused(self) -> None:
        assert refused(neighbourhood(), of_couple(Divorce, BUDI, DEWI)) == ("not-spouses",)


class TestDivorceAnnulment:
    def test_makes_both_married_again(self) -> None:
        divorced = happen(neighbourhood(), of_couple(Divorce, HADI, DEWI, NewKk(NEW, DEWI)))
        event = of_couple(DivorceAnnulment, HADI, DEWI, JoinKk(HADIS, {DEWI: Shdk.WIFE}))
        change = decided(divorced, event)
        after = apply(divorced, change)
        assert after.residents[DEWI].biodata == neighbourhood().residents[DEWI].biodata
        assert after.residents[HADI].documents.divorce_akta is None
        assert not after.families[NEW].is_open
        kinds = {(paper, act) for paper, act, _ in papers(change)}
        assert {("surat keterangan pembatalan perceraian", "+"), ("akta perceraian", "-")} <= kinds
        assert ("akta perkawinan", "*") in kinds

    def test_of_muslims_leaves_the_certificates_to_the_court(self) -> None:
        part = neighbourhood()
        for one in (HADI, DEWI):
            part = with_biodata(part, one, religion=Religion.ISLAM)
        divorced = happen(part, of_couple(Divorce, HADI, DEWI, NewKk(NEW, DEWI)))
        event = of_couple(DivorceAnnulment, HADI, DEWI, JoinKk(HADIS, {DEWI: Shdk.WIFE}))
        assert "akta perceraian" not in {paper for paper, _, _ in papers(decided(divorced, event))}

    def test_is_refused_without_a_divorce(self) -> None:
        assert refused(neighbourhood(), of_couple(DivorceAnnulment, HADI, DEWI)) == ("not-divorced",)


class TestMarriageAnnulment:
    apart = NewKk(NEW, RINA)

    def test_makes_both_what_they_were(self) -> None:
        part = happen(neighbourhood(), wedding(JOINING))
        change = decided(part, of_couple(MarriageAnnulment, BUDI, RINA, self.apart))
        after = apply(part, change)
        for one in (BUDI, RINA):
            assert after.residents[one].biodata == neighbourhood().residents[one].biodata
            assert after.residents[one].documents == CARD
        kinds = {(paper, act) for paper, act, _ in papers(change)}
        assert {("surat keterangan pembatalan perkawinan", "+"), ("akta perkawinan", "-")} <= kinds

    def test_of_muslims_withdraws_no_akta_of_the_office(self) -> None:
        part = with_biodata(happen(neighbourhood(), wedding(JOINING)), HADI, religion=Religion.ISLAM)
        event = of_couple(
            MarriageAnnulment,
            HADI,
            DEWI,
            NewKk(NEW, DEWI),
            husband_was=MaritalStatus.CERAI_MATI,
            wife_was=MaritalStatus.BELUM_KAWIN,
        )
        assert "akta perkawinan" not in {paper for paper, _, _ in papers(decided(part, event))}

    def test_leaves_a_man_with_another_wife_married(self) -> None:
        event = wedding(JoinKk(HADIS, {RINA: Shdk.WIFE}), husband=HADI)
        part = happen(neighbourhood(), event, more_than_one_wife="izin PA 77/2026")
        after = happen(part, of_couple(MarriageAnnulment, HADI, RINA, self.apart))
        assert after.residents[HADI].biodata == neighbourhood().residents[HADI].biodata

    def test_asks_what_they_were_when_the_history_is_too_short(self) -> None:
        placed = NewKk(NEW, DEWI)
        assert refused(neighbourhood(), of_couple(MarriageAnnulment, HADI, DEWI, placed)) == ("former-status-unknown",)
        known_by_kk = with_biodata(with_biodata(neighbourhood(), HADI, spouse_ids=()), DEWI, spouse_ids=())
        assert refused(known_by_kk, of_couple(MarriageAnnulment, HADI, DEWI, placed)) == ("former-status-unknown",)
        given = {"husband_was": MaritalStatus.BELUM_KAWIN, "wife_was": MaritalStatus.CERAI_MATI}
        after = happen(neighbourhood(), of_couple(MarriageAnnulment, HADI, DEWI, placed, **given))
        assert after.residents[DEWI].biodata.marital_status is MaritalStatus.CERAI_MATI
        assert after.residents[HADI].biodata.marriage_date is None

    def test_is_refused_for_two_who_are_not_married(self) -> None:
        assert refused(neighbourhood(), of_couple(MarriageAnnulment, AGUS, DEWI)) == ("not-spouses",)
        assert refused(neighbourhood(), of_couple(MarriageAnnulment, SARI, AGUS)) == ("wrong-sex",)
