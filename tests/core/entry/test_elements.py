"""Changes of single elements, as form F-1.06 asks for them."""

import datetime
from typing import Any

import pytest

from loket.core.register import Documents, Permit, Slice
from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Disability,
    Education,
    MaritalStatus,
    PermitKind,
    Religion,
    Sex,
)
from loket.core.register.events import ChangeStatus, CorrectBiodata, LifeEvent
from tests.core.entry.filling import events, nik, wrong
from tests.core.register.people import (
    ADI,
    AGUS,
    BUDI,
    HADI,
    RINA,
    SARI,
    TODAY,
    WATI,
    day,
    happen,
    neighbourhood,
    refused,
    with_biodata,
    with_record,
)

ITAP = Permit(PermitKind.ITAP, "2D21")


def changes(*elements: str, of: int = BUDI, part: Slice | None = None, **answers: str) -> tuple[LifeEvent, ...]:
    raw: dict[str, Any] = {"resident": nik(of, part), **answers}
    for element in elements:
        raw |= {f"change_{element}": "ya", f"{element}_basis": f"surat {element}"}
    return events("perubahan-data", raw, part)


def only(*elements: str, **answers: Any) -> Any:
    (found,) = changes(*elements, **answers)
    return found


class TestChangeOfData:
    @pytest.mark.parametrize(
        ("element", "answers", "said"),
        [
            ("name", {"full_name": "Budi Hartanto"}, {"full_name": "Budi Hartanto"}),
            ("birth_place", {"birth_place": "Bintan"}, {"birth_place": "Bintan"}),
            ("birth_date", {"birth_date": "11-10-1990"}, {"birth_date": datetime.date(1990, 10, 11)}),
            ("sex", {"sex": "2"}, {"sex": Sex.FEMALE}),
            ("mother", {"mother": nik(WATI)}, {"mother_id": WATI, "mother_name": "Wati Kusuma"}),
            ("father", {"father_name": "John Tan"}, {"father_name": "John Tan"}),
        ],
    )
    def test_corrects_what_was_wrong_from_the_start(
        self, element: str, answers: dict[str, str], said: dict[str, object]
    ) -> None:
        found = only(element, **answers)
        assert isinstance(found, CorrectBiodata)
        assert (found.date, found.changes) == (TODAY, said)
        assert found.papers == dict.fromkeys(said, f"surat {element}")

    @pytest.mark.parametrize(
        ("element", "answers", "said"),
        [
            ("title", {"title_after": "S.E."}, {"title_before": "", "title_after": "S.E."}),
            ("religion", {"religion": "1"}, {"religion": Religion.ISLAM, "belief_organisation": ""}),
            (
                "religion",
                {"religion": "7", "belief_organisation": "Kapribaden"},
                {"religion": Religion.KEPERCAYAAN, "belief_organisation": "Kapribaden"},
            ),
            ("education", {"education": "8"}, {"education": Education.S1}),
            ("occupation", {"occupation": "88"}, {"occupation": 88}),
            ("blood_type", {"blood_type": "4"}, {"blood_type": BloodType.O}),
            ("marital", {"marital_status": "6"}, {"marital_status": MaritalStatus.CERAI_MATI}),
            (
                "marital",
                {"marital_status": "4", "marital_date": "01-02-2020"},
                {"marital_status": MaritalStatus.CERAI_HIDUP_TERCATAT, "divorce_date": datetime.date(2020, 2, 1)},
            ),
            (
                "marital",
                {"marital_status": "6", "marital_date": "01-02-2020"},
                {"marital_status": MaritalStatus.CERAI_MATI},
            ),
            (
                "marital",
                {"marital_status": "1", "marital_date": "01-02-2020"},
                {"marital_status": MaritalStatus.BELUM_KAWIN},
            ),
            ("disability", {"disability": "2"}, {"disability": Disability.BLIND}),
            ("disability", {}, {"disability": None}),
            (
                "citizenship",
                {"citizenship": "1"},
                {"citizenship": Citizenship.WNI, "nationality": "Indonesia", "permit": None},
            ),
            ("permit", {"permit_number": "2D21"}, {"permit": ITAP}),
            (
                "permit",
                {"permit_number": "2D21", "permit_until": "31-12-2030"},
                {"permit": Permit(PermitKind.ITAP, "2D21", datetime.date(2030, 12, 31))},
            ),
        ],
    )
    def test_changes_what_a_life_changes(self, element: str, answers: dict[str, str], said: dict[str, object]) -> None:
        found = only(element, **answers)
        assert isinstance(found, ChangeStatus)
        assert found.changes == said

    def test_takes_several_at_once_each_with_its_paper(self) -> None:
        wrong_, changed = changes(
            "name", "sex", "education", "occupation", full_name="Budi Hartanto", sex="1", education="8", occupation="5"
        )
        assert isinstance(wrong_, CorrectBiodata)
        assert isinstance(changed, ChangeStatus)
        assert wrong_.papers == {"full_name": "surat name", "sex": "surat sex"}
        after = happen(neighbourhood(), wrong_, changed)
        assert after.residents[BUDI].name == "Budi Hartanto"
        assert after.residents[BUDI].biodata.education is Education.S1

    def test_may_date_the_change(self) -> None:
        assert only("education", education="8", date="01-12-2026").date == day("2026-12-01")

    def test_notes_a_new_parent_on_the_certificate(self) -> None:
        part = with_record(neighbourhood(), RINA, documents=Documents(birth_akta="2101-LU-1"))
        after = happen(part, only("father", of=RINA, part=part, father=nik(HADI)))
        assert after.residents[RINA].biodata.father_id == HADI

    def test_of_a_marriage_put_on_record_is_so_for_both(self) -> None:
        unrecorded = {"marital_status": MaritalStatus.KAWIN_BELUM_TERCATAT}
        part = with_biodata(with_biodata(neighbourhood(), AGUS, **unrecorded), SARI, **unrecorded)
        found = changes("marital", of=SARI, part=part, marital_status="2", marital_date="05-05-2005")
        after = happen(part, *found)
        assert {after.residents[i].biodata.marital_status for i in (AGUS, SARI)} == {MaritalStatus.KAWIN_TERCATAT}

    def test_leaves_a_spouse_who_is_so_already(self) -> None:
        part = with_biodata(neighbourhood(), SARI, marital_status=MaritalStatus.KAWIN_BELUM_TERCATAT)
        assert len(changes("marital", of=SARI, part=part, marital_status="2")) == 1

    def test_leaves_a_spouse_whom_the_register_does_not_show(self) -> None:
        part = neighbourhood()
        unhoused = part.of(part.residents.values(), part.families.values(), part.memberships[:-2])
        assert len(changes("marital", of=HADI, part=unhoused, marital_status="3")) == 1
        single = with_biodata(part, SARI, spouse_ids=())
        assert len(changes("marital", of=SARI, part=single, marital_status="3")) == 1
        apart = with_biodata(part, SARI, spouse_ids=(HADI,))
        assert len(changes("marital", of=SARI, part=apart, marital_status="3")) == 1

    def test_of_a_couple_on_record_is_an_event_of_both(self) -> None:
        assert refused(neighbourhood(), only("marital", of=SARI, marital_status="6")) == ("couple-event-needed",)

    def test_of_a_parent_by_name_alone_keeps_who_was_recorded(self) -> None:
        name = neighbourhood().residents[HADI].name
        part = with_biodata(neighbourhood(), RINA, father_id=HADI, father_name=name)
        assert refused(part, only("father", of=RINA, part=part, father_name=name)) == ("nothing-changes",)
        other = {"resident": nik(RINA, part), "change_father": "ya", "father_basis": "akta", "father_name": "Budi Tan"}
        assert wrong("perubahan-data", other, part) == ("element-parent-recorded", "father")
        apart = only("father", of=RINA, part=part, father_name="Budi Tan", father_unlinked="ya")
        assert apart.changes == {"father_id": None, "father_name": "Budi Tan"}
        assert happen(part, apart).residents[RINA].biodata.father_id is None

    def test_of_nothing_new_is_refused_by_the_register(self) -> None:
        assert refused(neighbourhood(), only("name", full_name="Budi Hartono")) == ("nothing-changes",)

    @pytest.mark.parametrize(
        ("answers", "problem"),
        [
            ({}, ("entry-no-element", "change_name")),
            ({"change_mother": "ya", "mother_basis": "akta"}, ("element-parent-missing", "mother_name")),
            (
                {"change_citizenship": "ya", "citizenship": "2", "citizenship_basis": "surat"},
                ("element-renounced", "citizenship"),
            ),
            (
                {"change_religion": "ya", "religion": "8", "religion_basis": "surat"},
                ("entry-code-unusable", "religion"),
            ),
        ],
    )
    def test_is_wrong_at_the_field_that_says_too_little(
        self, answers: dict[str, str], problem: tuple[str, str]
    ) -> None:
        assert wrong("perubahan-data", {"resident": nik(ADI), **answers}) == problem
