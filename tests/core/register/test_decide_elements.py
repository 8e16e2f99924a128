"""Changes of single elements, and papers that are lost."""

from typing import Any

import pytest

from loket.core.register.codes import Education, MaritalStatus, Religion, ResidentStatus, Sex
from loket.core.register.decide import apply
from loket.core.register.events import ChangeStatus, CorrectBiodata
from tests.core.register.people import (
    ADI,
    BUDI,
    BUDIS,
    DEWI,
    HADI,
    HADIS,
    HOME,
    LIA,
    NOBODY,
    TODAY,
    WATI,
    day,
    decided,
    happen,
    neighbourhood,
    papers,
    refused,
    with_biodata,
    with_record,
)

RULING = "Penetapan PN Tanjungpinang 12/2026"


def correction(resident_id: int, **changes: Any) -> CorrectBiodata:
    return CorrectBiodata(date=TODAY, resident_id=resident_id, changes=changes, papers=dict.fromkeys(changes, RULING))


def change_of(resident_id: int, **changes: Any) -> ChangeStatus:
    return ChangeStatus(date=TODAY, resident_id=resident_id, changes=changes, papers=dict.fromkeys(changes, "surat"))


class TestCorrectBiodata:
    def test_gives_another_name_from_today_on(self) -> None:
        part = neighbourhood()
        change = decided(part, correction(ADI, full_name="Aditya Salim"))
        after = apply(part, change)
        assert after.residents[ADI].name == "Aditya Salim"
        yesterday = after.residents[ADI].on(day("2026-12-20"))
        assert yesterday is not None
        assert yesterday.biodata.full_name == "Adi Salim"
        assert papers(change) == {("akta kelahiran", "*", (ADI,)), ("KIA", "+", (ADI,)), ("KK", "+", HOME)}

    def test_of_what_no_birth_certificate_says_leaves_it(self) -> None:
        change = decided(neighbourhood(), correction(DEWI, marriage_date=day("2005-05-06")))
        assert papers(change) == {("KK", "+", HADIS)}

    def test_renews_the_card_of_who_holds_one(self) -> None:
        change = decided(neighbourhood(), correction(BUDI, full_name="Budi Hartanto"))
        assert papers(change) == {("KTP-el", "+", (BUDI,)), ("KK", "+", BUDIS)}

    def test_of_the_sex_leaves_the_nik_with_a_reason(self) -> None:
        event = correction(BUDI, sex=Sex.FEMALE)
        assert refused(neighbourhood(), event) == ("nik-fits-biodata",)
        after = happen(neighbourhood(), event, nik_fits_biodata="NIK tetap seumur hidup")
        assert after.residents[BUDI].nik == neighbourhood().residents[BUDI].nik

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (correction(BUDI, nik="9901"), "element-unknown"),
            (correction(BUDI, religion=Religion.HINDU), "element-unknown"),
            (correction(BUDI, sex="L"), "element-unreadable"),
            (correction(BUDI, birth_date=None), "element-unreadable"),
            (correction(BUDI, full_name="Budi Hartono"), "nothing-changes"),
            (correction(BUDI, full_name="Budi H4rtono"), "name-letters"),
            (correction(BUDI, birth_date=day("2010-10-10")), "minors-not-alone"),
            (correction(LIA, birth_date=day("2027-01-01")), "no-future-dates"),
            (correction(WATI, birth_date=day("2000-02-02")), "parents-are-older"),
            (correction(NOBODY, full_name="Siapa Saja"), "resident-unknown"),
            (CorrectBiodata(date=TODAY, resident_id=BUDI, changes={"full_name": "Budi"}, papers={}), "paper-missing"),
        ],
    )
    def test_is_refused_for(self, event: CorrectBiodata, rule: str) -> None:
        assert rule in refused(neighbourhood(), event, nik_fits_biodata="x", name_two_words="x")

    def test_is_refused_for_the_dead(self) -> None:
        part = with_record(neighbourhood(), BUDI, status=ResidentStatus.DEAD)
        assert refused(part, correction(BUDI, full_name="Budi Hartanto")) == ("resident-not-active",)


class TestChangeStatus:
    def test_changes_what_a_life_changes(self) -> None:
        change = decided(neighbourhood(), change_of(BUDI, education=Education.S1, occupation=65))
        assert apply(neighbourhood(), change).residents[BUDI].biodata.education is Education.S1
        assert papers(change) == {("KTP-el", "+", (BUDI,)), ("KK", "+", BUDIS)}

    def test_of_education_alone_leaves_the_card(self) -> None:
        assert papers(decided(neighbourhood(), change_of(BUDI, education=Education.S1))) == {("KK", "+", BUDIS)}

    def test_marries_to_someone_outside(self) -> None:
        event = change_of(BUDI, marital_status=MaritalStatus.KAWIN_TERCATAT, marriage_date=day("2026-11-11"))
        after = happen(neighbourhood(), event).residents[BUDI].biodata
        assert (after.marital_status, after.spouse_ids) == (MaritalStatus.KAWIN_TERCATAT, ())

    def test_does_not_end_a_marriage_of_two_who_are_here(self) -> None:
        event = change_of(DEWI, marital_status=MaritalStatus.CERAI_HIDUP_BELUM_TERCATAT)
        assert refused(neighbourhood(), event) == ("couple-event-needed",)

    def test_ends_a_marriage_to_someone_who_has_moved(self) -> None:
        part = with_record(neighbourhood(), HADI, status=ResidentStatus.MOVED)
        part = part.of(part.residents.values(), part.families.values(), part.memberships[:-2])
        event = change_of(DEWI, marital_status=MaritalStatus.CERAI_MATI)
        alone = part.of(part.residents.values(), part.families.values(), part.memberships)
        after = happen(alone, event).residents
        assert (after[DEWI].biodata.spouse_ids, after[HADI].biodata.spouse_ids) == ((), ())
        assert after[HADI].biodata.marital_status is MaritalStatus.KAWIN_TERCATAT

    def test_registers_a_marriage_that_was_not(self) -> None:
        part = with_biodata(neighbourhood(), DEWI, marital_status=MaritalStatus.KAWIN_BELUM_TERCATAT)
        after = happen(part, change_of(DEWI, marital_status=MaritalStatus.KAWIN_TERCATAT))
        assert after.residents[DEWI].biodata.spouse_ids == (HADI,)

    def test_is_refused_for_what_a_court_corrects(self) -> None:
        assert refused(neighbourhood(), change_of(BUDI, full_name="Budi Hartanto")) == ("element-unknown",)
