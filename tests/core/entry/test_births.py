"""Births and stillbirths as a form asks for them."""

from typing import Any

import pytest

from loket.core.register import Permit, Slice
from loket.core.register.codes import Citizenship, MaritalStatus, PermitKind, Religion, Shdk
from loket.core.register.events import Birth, Death, Stillbirth
from loket.core.register.particulars import Declarant, ParentsBond
from tests.core.entry.filling import FIRST, event, kk, nik, wrong
from tests.core.register.people import (
    AGUS,
    BUDI,
    BUDIS,
    HADIS,
    HOME,
    RINA,
    SARI,
    WATI,
    WATIS,
    day,
    happen,
    neighbourhood,
    with_biodata,
    with_shdk,
)

CHILD = {"child_name": "Bima Salim", "sex": "1", "birth_place": "Bintan", "birth_date": "01-12-2026", "order": "3"}
REPORT = {"reporter_name": "Agus Salim", "reporter_nik": nik(AGUS)}
BOTH = {"parents": "tercatat", "mother": nik(SARI), "father": nik(AGUS)}
MARY = {"mother_unlisted": "ya", "mother_name": "Mary Tan"}
ALONE = {"parents": "ibu-saja", "mother": nik(RINA)}
FOUND = {"parents": "tidak-diketahui", "foster_family": kk(HADIS), "shdk": "11", "religion": "2"}
FOUND |= {"police_report": "BA/7/XII/2026"}


def born(*answers: dict[str, str], part: Slice | None = None) -> Birth:
    found = event("kelahiran", {k: v for a in (CHILD, REPORT, *answers) for k, v in a.items()}, part)
    assert isinstance(found, Birth)
    return found


def fault(*answers: dict[str, str], part: Slice | None = None) -> tuple[str, str | None]:
    return wrong("kelahiran", {k: v for a in (CHILD, REPORT, *answers) for k, v in a.items()}, part)


class TestBirth:
    def test_brings_the_child_into_its_mothers_kk(self) -> None:
        found = born(BOTH)
        after = happen(neighbourhood(), found)
        membership = after.membership_of(FIRST)
        assert membership is not None
        assert (membership.family_id, membership.shdk) == (HOME, Shdk.CHILD)
        b = after.residents[FIRST].biodata
        assert (b.mother_id, b.father_id, b.mother_name, b.father_name) == (SARI, AGUS, "Sari Lestari", "Agus Salim")
        assert (b.religion, b.citizenship) == (Religion.KRISTEN, Citizenship.WNI)

    def test_keeps_what_only_the_certificate_tells(self) -> None:
        told = {"birth_time": "07.30", "place_kind": "1", "birth_kind": "1", "helper": "2", "weight": "3100"}
        told |= {"length": "49", "witness1_name": "Budi Hartono", "witness2_name": "Wati", "witness2_nik": nik(WATI)}
        p = born(BOTH, told).particulars
        assert p is not None
        assert (p.bond, p.bond.phrase) == (ParentsBond.RECORDED, "")
        assert (p.time, p.place_kind, p.birth_kind, p.order, p.helper) == ("07:30", 1, 1, 3, 2)
        assert (p.weight, p.length) == (3100, 49)
        assert p.reporter is not None
        assert str(p.reporter.nik) == nik(AGUS)
        assert p.witnesses[0] == Declarant("Budi Hartono")
        assert [w.name for w in p.witnesses] == ["Budi Hartono", "Wati"]

    def test_to_a_mother_alone_names_no_father(self) -> None:
        found = born(ALONE)
        assert found.particulars is not None
        assert found.particulars.bond.phrase == "anak seorang ibu"
        assert (found.biodata.father_id, found.biodata.father_name) == (None, "")
        membership = happen(neighbourhood(), found).membership_of(FIRST)
        assert membership is not None
        assert (membership.family_id, membership.shdk) == (WATIS, Shdk.GRANDCHILD)

    def test_of_a_foundling_needs_a_kk_that_takes_it_in(self) -> None:
        found = born(FOUND)
        after = happen(neighbourhood(), found)
        family = after.family_of(FIRST)
        assert family is not None
        assert family.id == HADIS
        assert found.biodata.parent_ids == ()
        assert found.particulars is not None
        assert found.particulars.police_report == "BA/7/XII/2026"
        assert "tidak diketahui" in found.particulars.bond.phrase

    def test_to_parents_on_no_record_has_the_phrase_of_the_law(self) -> None:
        part = with_biodata(neighbourhood(), SARI, marital_status=MaritalStatus.KAWIN_BELUM_TERCATAT)
        found = born(BOTH, {"parents": "belum-tercatat"}, part=part)
        assert found.particulars is not None
        assert "belum tercatat" in found.particulars.bond.phrase

    def test_knows_a_couple_of_old_by_its_kk(self) -> None:
        part = with_biodata(with_biodata(neighbourhood(), SARI, spouse_ids=()), AGUS, spouse_ids=())
        assert born(BOTH, {"parents": "belum-tercatat"}, part=part).biodata.father_id == AGUS

    def test_names_a_parent_whom_the_register_does_not_know(self) -> None:
        elsewhere = {"parents": "tercatat", **MARY, "father": nik(BUDI)}
        found = born(elsewhere)
        assert (found.biodata.mother_name, found.biodata.mother_id) == ("Mary Tan", None)
        assert (found.family_id, found.shdk) == (BUDIS, Shdk.CHILD)
        stranger = {"father_unlisted": "ya", "father_name": "John Tan"}
        assert born(BOTH, stranger).biodata.father_name == "John Tan"

    @pytest.mark.parametrize(("shdk", "childs"), [(Shdk.CHILD_IN_LAW, Shdk.GRANDCHILD), (Shdk.OTHER, Shdk.OTHER_KIN)])
    def test_follows_what_the_mother_is_in_the_kk(self, shdk: Shdk, childs: Shdk) -> None:
        assert born(ALONE, part=with_shdk(neighbourhood(), RINA, shdk)).shdk is childs

    def test_after_the_mothers_death_goes_by_the_father(self) -> None:
        part = happen(neighbourhood(), Death(date=day("2026-12-01"), resident_id=SARI))
        found = born(BOTH, part=part)
        assert (found.family_id, found.shdk) == (HOME, Shdk.CHILD)
        happen(part, found)

    def test_may_name_another_kk_and_place(self) -> None:
        found = born(ALONE, {"family": kk(BUDIS), "shdk": "9", "religion": "1"})
        assert (found.family_id, found.shdk, found.biodata.religion) == (BUDIS, Shdk.OTHER_KIN, Religion.ISLAM)

    def test_of_a_foreigner_has_leave_to_stay(self) -> None:
        permit = {"foreign": "ya", "nationality": "Malaysia", "permit_number": "2D21"}
        found = born(ALONE, permit)
        assert (found.biodata.citizenship, found.biodata.nationality) == (Citizenship.WNA, "Malaysia")
        assert found.biodata.permit == Permit(PermitKind.ITAP, "2D21")
        until = born(ALONE, permit, {"permit_until": "31-12-2030"}).biodata.permit
        assert until is not None
        assert until.until_date == day("2030-12-31")

    def test_late_has_a_decision(self) -> None:
        late = {"birth_date": "21-10-2026"}
        assert born(BOTH, {"birth_date": "22-10-2026"}).date == day("2026-10-22")
        assert fault(BOTH, late) == ("birth-decision-missing", "late_decision")
        found = born(BOTH, late, {"late_decision": "474/12/2026"})
        assert found.particulars is not None
        assert found.particulars.late_decision == "474/12/2026"

    @pytest.mark.parametrize(
        ("answers", "problem"),
        [
            (BOTH | {"parents": "belum-tercatat", "father": nik(BUDI)}, ("birth-parents-not-a-couple", "parents")),
            (ALONE | {"mother": "9901065203990077"}, ("entry-resident-unknown", "mother")),
            ({"parents": "ibu-saja", **MARY}, ("birth-without-kk", "family")),
            (
                {"parents": "ibu-saja", **MARY, "family": kk(HOME)},
                ("birth-religion-missing", "religion"),
            ),
            (ALONE | {"family": kk(HADIS)}, ("birth-shdk-missing", "shdk")),
            (FOUND | {"foster_family": "9901060601200999"}, ("entry-family-unknown", "foster_family")),
            (FOUND | {"religion": ""}, ("birth-religion-missing", "religion")),
        ],
    )
    def test_is_wrong_at_the_field_that_says_too_little(
        self, answers: dict[str, str], problem: tuple[str, str]
    ) -> None:
        assert fault(answers) == problem


class TestStillbirth:
    ANSWERS: dict[str, Any] = {"weeks": "30", "sex": "2", "date": "20-12-2026", "place": "Bintan", "mother": nik(SARI)}

    def test_is_a_letter_with_what_the_form_says(self) -> None:
        told = {"cause": "Gawat janin", "determined_by": "1", "order": "3", "helper": "1", "place_kind": "1"}
        found = event("lahir-mati", self.ANSWERS | REPORT | told | {"birth_kind": "1", "father": nik(AGUS)})
        assert isinstance(found, Stillbirth)
        p = found.particulars
        assert p is not None
        assert (p.father_name, p.place, p.cause, p.determined_by) == ("Agus Salim", "Bintan", "Gawat janin", 1)
        assert happen(neighbourhood(), found).residents.keys() == neighbourhood().residents.keys()

    def test_names_a_father_who_is_not_on_record(self) -> None:
        found = event("lahir-mati", self.ANSWERS | REPORT | {"father_name": "John Tan", "determined_by": "1"})
        assert found.particulars.father_name == "John Tan"
