"""Every refusal of the engine: what produces it, and the sentence that the officer reads."""

import inspect

import pytest

from loket.core.engine import Complete, Submit, decide, refusals, submit
from loket.core.problems import Refusal
from loket.core.procedure.acts import ACTS
from tests.core.engine.builders import BUDI, MONDAY, PROCEDURE, WATI, Case, case_at
from tests.core.engine.refused_acts import REFUSED
from tests.core.engine.refused_collecting import COLLECTING
from tests.core.engine.refused_scenes import PRESENT, Refused, lines

AT_SUBMISSION: set[type[Refusal]] = {refusals.AnswerUnknown, refusals.NotYourStep}


def all_refusals() -> set[type[Refusal]]:
    return {c for _, c in inspect.getmembers(refusals, inspect.isclass) if issubclass(c, Refusal)} - {Refusal}


def name_of(value: object) -> str | None:
    return f"{value.refusal.id}-{type(value.command).__name__}" if isinstance(value, Refused) else None


class TestEveryRefusal:
    @pytest.mark.parametrize("refused", [*REFUSED, *COLLECTING], ids=name_of)
    def test_says_why_and_what_to_do(self, refused: Refused) -> None:
        case = refused.case()
        with pytest.raises(refused.refusal) as caught:
            decide(case.procedure, case.state, refused.command, case.now, refused.actor)
        assert caught.value.explanation == refused.sentence
        assert caught.value.hint == refused.hint

    def test_is_produced_by_a_test(self) -> None:
        assert all_refusals() == {r.refusal for r in (*REFUSED, *COLLECTING)} | AT_SUBMISSION

    def test_has_an_id_of_its_own(self) -> None:
        assert len({c.id for c in all_refusals()}) == len(all_refusals())


class TestSubmitRefuses:
    def test_an_officer_who_does_not_take_applications_in(self) -> None:
        with pytest.raises(refusals.NotYourStep):
            submit(PROCEDURE, Submit(), MONDAY, WATI)

    @pytest.mark.parametrize("answer", ["ya", 1, ["ya"]])
    def test_an_answer_that_is_neither_yes_nor_no(self, answer: object) -> None:
        with pytest.raises(refusals.AnswerUnknown) as caught:
            submit(PROCEDURE, Submit({"pindahan": answer}), MONDAY, BUDI)
        assert caught.value.explanation == "Jawaban untuk “Apakah pindahan?” tidak dikenal."
        assert caught.value.hint == "Pilih salah satu: ya, tidak."
        assert caught.value.data["fields"] == ("pindahan",)

    @pytest.mark.parametrize("answer", ["rusak", True, ["baru"]])
    def test_a_choice_that_the_question_does_not_have(self, answer: object) -> None:
        with pytest.raises(refusals.AnswerUnknown) as caught:
            submit(PROCEDURE, Submit({"alasan": answer}), MONDAY, BUDI)
        assert caught.value.hint == "Pilih salah satu: KK baru, KK hilang."


class TestRefusedFields:
    def test_are_named_for_the_form(self) -> None:
        case = case_at("serahkan")
        with pytest.raises(refusals.EvidenceMissing) as caught:
            decide(PROCEDURE, case.state, Complete("diserahkan"), case.now, BUDI)
        assert caught.value.data["fields"] == tuple(f.name for f in ACTS["hand_over"].fields if f.required)

    def test_name_the_papers_still_open(self) -> None:
        case = Case(answers={"pindahan": True}).passes("ajukan")
        with pytest.raises(refusals.PapersIncomplete) as caught:
            decide(PROCEDURE, case.state, Complete("lengkap", lines(PRESENT)), case.now, BUDI)
        assert caught.value.data["fields"] == ("akta-lahir", "ijazah", "skpwni")
