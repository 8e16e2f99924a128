"""Births, deaths and the other events of one person: what each changes, and what refuses it."""

import datetime

import pytest

from loket.core.register import Context
from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex, Shdk
from loket.core.register.decide import apply, check, decide
from loket.core.register.events import (
    Adoption,
    Birth,
    ChildAcknowledgement,
    Death,
    KiaIssued,
    Stillbirth,
)
from loket.core.register.placements import JoinKk, Members, NewKk
from loket.core.register.refusals import LifeEventRefused, RulesBroken, WarningsNotAccepted
from loket.core.rules import Level
from tests.core.register.people import (
    ADI,
    AGUS,
    BABY,
    BORN,
    BUDI,
    BUDIS,
    CONTEXT,
    DEWI,
    HADI,
    HADIS,
    HOME,
    LIA,
    NEW,
    NOBODY,
    OMA,
    RINA,
    SARI,
    TODAY,
    WATIS,
    baby,
    biodata,
    birth,
    day,
    decided,
    happen,
    neighbourhood,
    papers,
    refused,
    with_biodata,
)


def death(number: int, *placements: NewKk | JoinKk, on: str = "2026-12-10", akta: str = "") -> Death:
    return Death(date=day(on), resident_id=number, akta_number=akta, placements=placements)


class TestBirth:
    def test_adds_the_child_to_its_mothers_kk_without_a_nik(self) -> None:
        part = happen(neighbourhood(), birth())
        assert [m.resident_id for m in part.members_of(HOME)] == [AGUS, SARI, ADI, LIA, BABY, OMA]
        assert part.residents[BABY].nik is None
        assert part.residents[BABY].on(day("2026-11-30")) is None

    def test_yields_the_certificate_the_kk_and_the_childs_card(self) -> None:
        change = decided(neighbourhood(), birth(akta_number="2101-LU-21122026-0001"))
        expected = {("akta kelahiran", "+", (BABY,)), ("KIA", "+", (BABY,)), ("KK", "+", HOME)}
        assert papers(change) == expected
        assert change.outputs[0].note == "LU"
        assert change.days_late == 0

    def test_after_sixty_days_is_late_but_allowed(self) -> None:
        facts = biodata("Bima Salim", Sex.MALE, "2026-10-01", mother_id=SARI)
        change = decided(neighbourhood(), birth(date=day("2026-10-01"), biodata=facts))
        assert (change.days_late, change.outputs[0].note) == (21, "LT")

    def test_of_someone_grown_up_yields_a_ktp_el_instead_of_a_kia(self) -> None:
        facts = biodata("Bima Salim", Sex.MALE, "2004-05-01", mother_id=SARI)
        change = decided(neighbourhood(), birth(date=day("2004-05-01"), biodata=facts))
        assert ("KTP-el", "+", (BABY,)) in papers(change)
        assert ("KIA", "+", (BABY,)) not in papers(change)

    def test_takes_effect_when_the_kk_is_there(self) -> None:
        facts = biodata("Bima Salim", Sex.MALE, "2019-05-01", mother_id=SARI)
        change = decided(neighbourhood(), birth(date=day("2019-05-01"), biodata=facts))
        assert change.effective_date == day("2020-01-06")

    def test_without_a_mothers_kk_is_in_the_fathers(self) -> None:
        part = happen(neighbourhood(), birth(biodata=baby(mother_id=None)))
        assert part.membership_of(BABY) is not None

    def test_of_a_foundling_is_in_the_kk_that_takes_it_in(self) -> None:
        facts = baby(mother_id=None, father_id=None)
        part = happen(neighbourhood(), birth(biodata=facts, family_id=WATIS, shdk=Shdk.OTHER))
        assert [m.shdk for m in part.members_of(WATIS)] == [Shdk.HEAD, Shdk.CHILD, Shdk.OTHER]

    def test_of_a_foundling_without_a_kk_is_refused(self) -> None:
        facts = baby(mother_id=None, father_id=None)
        assert refused(neighbourhood(), birth(biodata=facts)) == ("child-without-kk",)

    def test_after_the_mother_died_is_allowed_when_she_lived_that_day(self) -> None:
        part = happen(neighbourhood(), death(SARI))
        assert happen(part, birth()).membership_of(BABY) is not None

    def test_after_the_mothers_death_is_refused(self) -> None:
        part = happen(neighbourhood(), death(SARI, on="2026-11-01"))
        assert "mother-lives-at-birth" in refused(part, birth())

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (birth(date=day("2026-12-22")), "event-in-future"),
            (birth(biodata=baby(mother_id=NOBODY)), "resident-unknown"),
            (birth(family_id=NOBODY), "family-unknown"),
            (birth(biodata=baby("Bima 2")), "name-letters"),
            (birth(biodata=baby("B" * 61)), "name-length"),
            (birth(biodata=baby(mother_id=AGUS)), "parents-sex"),
            (birth(biodata=baby(mother_id=LIA)), "parents-age-gap"),
        ],
    )
    def test_is_refused_by(self, event: Birth, rule: str) -> None:
        assert rule in refused(neighbourhood(), event)

    def test_with_a_name_of_one_word_needs_a_reason(self) -> None:
        part, event = neighbourhood(), birth(biodata=baby("Bima"))
        with pytest.raises(WarningsNotAccepted) as caught:
            decide(part, event, Context(TODAY, {"name-two-words": "  "}))
        assert [(f.rule, f.level) for f in caught.value.findings] == [("name-two-words", Level.WARNING)]
        change = decided(part, event, name_two_words="orang tua menghendaki demikian")
        assert [a.reason for a in change.accepted] == ["orang tua menghendaki demikian"]

    def test_tells_all_faults_at_once_refusals_first(self) -> None:
        with pytest.raises(RulesBroken) as caught:
            decide(neighbourhood(), birth(biodata=baby("Bima2", mother_id=AGUS)), CONTEXT)
        assert [f.rule for f in caught.value.findings] == ["parents-sex", "name-letters", "name-two-words"]
        assert all(f.basis and f.hint for f in caught.value.findings)
        assert str(caught.value).startswith("Agus Salim (Laki-laki)")

    def test_is_previewed_without_raising(self) -> None:
        part = neighbourhood()
        assert check(part, birth(), CONTEXT) == ()
        assert [f.rule for f in check(part, birth(biodata=baby("Bima")), CONTEXT)] == ["name-two-words"]
        assert [f.rule for f in check(part, birth(family_id=NOBODY), CONTEXT)] == ["family-unknown"]


class TestStillbirth:
    def test_yields_a_letter_and_changes_nothing(self) -> None:
        part = neighbourhood()
        change = decided(part, Stillbirth(date=day(BORN), mother_id=SARI, weeks=28, sex=Sex.MALE))
        assert papers(change) == {("surat keterangan lahir mati", "+", (SARI,))}
        assert apply(part, change) == part

    @pytest.mark.parametrize(("mother", "weeks", "why"), [(SARI, 27, "stillbirth-weeks"), (AGUS, 30, "wrong-sex")])
    def test_is_refused_for(self, mother: int, weeks: int, why: str) -> None:
        assert refused(neighbourhood(), Stillbirth(date=day(BORN), mother_id=mother, weeks=weeks, sex=Sex.MALE)) == (
            why,
        )


class TestDeath:
    def test_of_a_member_leaves_number_and_head(self) -> None:
        change = decided(neighbourhood(), death(OMA, akta="2101-KM-11122026-0001"))
        part = apply(neighbourhood(), change)
        assert part.families[HOME].is_open
        assert part.residents[OMA].status is ResidentStatus.DEAD
        assert part.residents[OMA].biodata.death_date == day("2026-12-10")
        assert part.residents[OMA].documents.death_akta == "2101-KM-11122026-0001"
        assert papers(change) == {("akta kematian", "+", (OMA,)), ("KTP-el", "-", (OMA,)), ("KK", "+", HOME)}

    def test_makes_the_spouse_a_widow_with_a_new_card(self) -> None:
        part = neighbourhood()
        change = decided(part, death(HADI, NewKk(NEW, DEWI)))
        widow = apply(part, change).residents[DEWI].biodata
        assert (widow.marital_status, widow.spouse_ids) == (MaritalStatus.CERAI_MATI, ())
        assert {("KTP-el", "+", (DEWI,)), ("KK", "-", HADIS), ("KK", "+", NEW)} <= papers(change)

    def test_of_a_spouse_known_only_by_the_kk_makes_a_widow_too(self) -> None:
        part = with_biodata(with_biodata(neighbourhood(), HADI, spouse_ids=()), DEWI, spouse_ids=())
        after = happen(part, death(HADI, NewKk(NEW, DEWI)))
        assert after.residents[DEWI].biodata.marital_status is MaritalStatus.CERAI_MATI
        after = happen(part, death(DEWI))
        assert after.residents[HADI].biodata.marital_status is MaritalStatus.CERAI_MATI

    def test_of_one_of_two_wives_leaves_the_man_married(self) -> None:
        second = {"marital_status": MaritalStatus.KAWIN_TERCATAT, "spouse_ids": (HADI,)}
        part = with_biodata(with_biodata(neighbourhood(), RINA, **second), HADI, spouse_ids=(DEWI, RINA))
        after = happen(part, death(DEWI)).residents[HADI].biodata
        assert (after.marital_status, after.spouse_ids) == (MaritalStatus.KAWIN_TERCATAT, (RINA,))

    def test_of_a_head_asks_where_those_left_go(self) -> None:
        assert refused(neighbourhood(), death(AGUS)) == ("stayers-need-a-head",)

    def test_of_a_head_gives_those_left_a_new_kk_that_follows_the_old(self) -> None:
        others: Members = {ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT_IN_LAW}
        part = happen(neighbourhood(), death(AGUS, NewKk(NEW, SARI, others)))
        assert (part.families[NEW].kk_number, part.families[NEW].follows) == (None, HOME)
        assert part.families[NEW].address == part.families[HOME].address
        assert part.families[HOME].closed_date == day("2026-12-10")
        before = part.kk_on(HOME, day("2026-12-09"))
        assert before is not None
        assert [row.resident_id for row in before.rows] == [AGUS, SARI, ADI, LIA, OMA]
        assert part.kk_on(HOME, day("2026-12-10")) is None

    def test_of_a_head_leaves_no_minors_alone(self) -> None:
        part = happen(neighbourhood(), death(OMA), death(SARI))
        assert refused(part, death(AGUS, NewKk(NEW, ADI, {LIA: Shdk.OTHER_KIN}))) == ("minors-not-alone",)
        part = happen(part, death(AGUS, JoinKk(WATIS, {ADI: Shdk.OTHER_KIN, LIA: Shdk.OTHER_KIN})))
        assert len(part.members_of(WATIS)) == 4

    def test_of_a_head_lets_a_relative_head_the_children(self) -> None:
        part = happen(neighbourhood(), death(OMA), death(SARI))
        after = happen(part, death(AGUS, NewKk(NEW, RINA, {ADI: Shdk.OTHER_KIN, LIA: Shdk.OTHER_KIN})))
        assert after.families[NEW].address == after.families[WATIS].address
        assert len(after.members_of(WATIS)) == 1

    def test_of_one_who_lives_alone_closes_the_kk(self) -> None:
        part = happen(neighbourhood(), death(BUDI))
        assert not part.families[BUDIS].is_open
        assert part.membership_of(BUDI) is None

    def test_happens_once(self) -> None:
        part = happen(neighbourhood(), death(BUDI))
        assert refused(part, death(BUDI)) == ("resident-not-active",)

    def test_of_nobody_is_refused(self) -> None:
        assert refused(neighbourhood(), death(NOBODY)) == ("resident-unknown",)

    def test_reported_after_a_later_change_of_the_kk_takes_effect_after_it(self) -> None:
        part = happen(neighbourhood(), birth())
        others: Members = {ADI: Shdk.CHILD, LIA: Shdk.CHILD, OMA: Shdk.PARENT_IN_LAW, BABY: Shdk.CHILD}
        change = decided(part, death(AGUS, NewKk(NEW, SARI, others), on="2026-11-20"))
        assert change.effective_date == day(BORN)
        assert apply(part, change).residents[AGUS].biodata.death_date == day("2026-11-20")

    @pytest.mark.parametrize(
        ("placements", "rule"),
        [
            ((NewKk(NEW, SARI, {ADI: Shdk.CHILD}), JoinKk(WATIS, {ADI: Shdk.OTHER})), "placed-twice"),
            ((NewKk(NEW, AGUS),), "resident-not-active"),
            ((JoinKk(NOBODY, {SARI: Shdk.OTHER}),), "family-unknown"),
            ((NewKk(NEW, BUDI, {SARI: Shdk.OTHER}),), "already-head"),
            ((NewKk(NEW, SARI),), "stayers-need-a-head"),
        ],
    )
    def test_of_a_head_is_refused_for_placing(self, placements: tuple[NewKk | JoinKk, ...], rule: str) -> None:
        assert refused(neighbourhood(), death(AGUS, *placements)) == (rule,)


class TestAdoption:
    def event(self, **more: object) -> Adoption:
        fields = {"date": day("2026-12-01"), "child_id": LIA, "adopter_id": HADI, "court_number": "12/Pdt.P/2026"}
        return Adoption(**{**fields, **more})  # type: ignore[arg-type]

    def test_brings_the_child_into_the_adopters_kk_and_keeps_its_parents(self) -> None:
        part = neighbourhood()
        change = decided(part, self.event())
        after = apply(part, change)
        membership = after.membership_of(LIA)
        assert membership is not None
        assert (membership.family_id, membership.shdk) == (HADIS, Shdk.CHILD)
        assert after.residents[LIA].biodata.mother_id == SARI
        assert ("akta kelahiran", "*", (LIA,)) in papers(change)

    def test_needs_the_courts_paper(self) -> None:
        assert refused(neighbourhood(), self.event(court_number=" ")) == ("paper-missing",)

    def test_needs_an_adopter_in_a_kk(self) -> None:
        part = neighbourhood()
        alone = part.of(part.residents.values(), part.families.values(), part.memberships[:-2])
        assert refused(alone, self.event()) == ("child-without-kk",)


class TestChildAcknowledgement:
    def test_gives_a_child_its_father(self) -> None:
        part = neighbourhood()
        event = ChildAcknowledgement(date=day("2026-12-01"), child_id=RINA, father_id=HADI)
        after = happen(part, event)
        assert (after.residents[RINA].biodata.father_id, after.residents[RINA].biodata.father_name) == (
            HADI,
            "Hadi Wijaya",
        )
        expected = {("akta pengakuan anak", "+", (RINA,)), ("akta kelahiran", "*", (RINA,)), ("KK", "+", WATIS)}
        assert papers(decided(part, event)) == expected

    @pytest.mark.parametrize("known", [{"father_id": HADI}, {"father_name": "Orang Lain"}])
    def test_is_refused_when_there_is_one(self, known: dict[str, object]) -> None:
        part = with_biodata(neighbourhood(), RINA, **known)
        event = ChildAcknowledgement(date=day("2026-12-01"), child_id=RINA, father_id=BUDI)
        assert refused(part, event) == ("father-on-record",)

    def test_is_refused_for_a_father_younger_than_the_child(self) -> None:
        event = ChildAcknowledgement(date=day("2026-12-01"), child_id=RINA, father_id=ADI)
        assert "parents-are-older" in refused(neighbourhood(), event)


class TestAnyEvent:
    def test_has_a_term_or_none(self) -> None:
        assert decided(neighbourhood(), death(OMA, on="2026-11-01")).days_late == 20
        kia = KiaIssued(date=datetime.date(2026, 1, 1), resident_id=LIA)
        assert decided(neighbourhood(), kia).days_late == 0

    def test_that_is_refused_names_its_basis(self) -> None:
        with pytest.raises(LifeEventRefused) as caught:
            decided(neighbourhood(), death(AGUS))
        assert caught.value.findings[0].basis == "Perpres 96/2018 ps. 11; Permendagri 108/2019 ps. 10"
        assert caught.value.findings[0].as_problem("placements").field == "placements"
