"""Who brings the corrections of an applicant: asked where a step of the applicant is done again, and nowhere else."""

import pytest

from loket.core.engine import Complete, Recall
from loket.core.engine.events import StepCompleted
from loket.core.engine.evidence import corrects, fields_of
from loket.core.engine.refusals import EvidenceMissing, EvidenceUnknown
from loket.core.procedure.acts import BRINGING
from loket.core.procedure.model import Complaint
from tests.core.engine.builders import AJUKAN, BUDI, PROCEDURE, WATI, Case, case_at, with_changes
from tests.core.engine.refused_scenes import finished, waiting_for_the_applicant

RUDI = {"brought_by_nik": "9901011505880002", "bringer_checked": True}


class TestTheFields:
    def test_are_asked_beside_those_of_the_step(self) -> None:
        assert fields_of(AJUKAN) == ()
        assert fields_of(AJUKAN, corrects=True) == BRINGING

    @pytest.mark.parametrize(
        ("case", "asked"),
        [
            (lambda: case_at("ajukan"), False),
            (waiting_for_the_applicant, True),
            (lambda: case_at("koreksi-kasi").goes_back(WATI, "tidak-sesuai"), False),
            (finished, False),
        ],
    )
    def test_are_asked_when_the_applicant_does_a_step_again(self, case: object, asked: bool) -> None:
        begun = case() if callable(case) else None
        assert isinstance(begun, Case)
        assert corrects(PROCEDURE, begun.state) is asked

    def test_are_not_asked_of_a_step_that_was_recalled(self) -> None:
        case = waiting_for_the_applicant().passes("ajukan")
        case.does(BUDI, Recall())
        assert (case.state.step, case.state.occurrence) == ("ajukan", 3)
        assert not corrects(PROCEDURE, case.state)

    def test_are_not_asked_of_a_complainant(self) -> None:
        named = Complaint(verified_by="periksa", told_by="serahkan", heard_by="ajukan")
        complaints = with_changes(complaint=named)
        case = case_at("periksa", complaints).goes_back(BUDI, "tidak-lengkap")
        assert case.state.sent_back
        assert not corrects(complaints, case.state)
        with pytest.raises(EvidenceUnknown):
            case.does(BUDI, Complete("diajukan", RUDI))


class TestACorrection:
    def test_keeps_who_brought_it(self) -> None:
        event = waiting_for_the_applicant().does(BUDI, Complete("diajukan", RUDI))
        assert isinstance(event, StepCompleted)
        assert event.evidence == RUDI

    def test_needs_nobody_but_the_applicant(self) -> None:
        assert waiting_for_the_applicant().does(BUDI, Complete("diajukan")).kind == "step-completed"

    def test_is_refused_with_a_nik_that_is_none(self) -> None:
        with pytest.raises(EvidenceMissing):
            waiting_for_the_applicant().does(BUDI, Complete("diajukan", {**RUDI, "brought_by_nik": "12"}))

    def test_is_no_matter_of_a_first_application(self) -> None:
        with pytest.raises(EvidenceUnknown):
            case_at("ajukan").does(BUDI, Complete("diajukan", RUDI))
