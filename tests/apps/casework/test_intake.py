"""Taking an application in at the counter."""

import uuid
from collections.abc import Mapping

import pytest

from loket.casework import procedures, queries, services
from loket.casework.records import Applicant, ChecklistLine, TakenIn, TurnedAway
from loket.casework.refusals import ApplicantIncomplete, NoSuchCase, UnknownProcedure, UnprintableText
from loket.core.engine import Status
from loket.core.engine.refusals import NotYourStep
from loket.core.problems import BadTerm
from loket.core.procedure.model import Procedure
from loket.register.refusals import UnprintableName
from tests.apps import factories
from tests.apps.factories import MONDAY, SARI, TODAY, budi, officer

pytestmark = pytest.mark.django_db


def _take_in(
    checklist: tuple[ChecklistLine, ...] | None = None,
    *,
    service: str = "kk",
    applicant: Applicant = SARI,
    answers: Mapping[str, object] | None = None,
    by: str = "bintan.budi",
) -> TakenIn | TurnedAway:
    lines = factories.complete_papers(factories.procedure()) if checklist is None else checklist
    return services.take_in(
        "bintan",
        service,
        officer=officer(by),
        applicant=applicant,
        answers=answers or {},
        checklist=lines,
        key=uuid.uuid4(),
        at=MONDAY,
    )


def _publish(**changes: object) -> Procedure:
    """Bintan's KK procedure with some parts changed, in force from today."""
    changed = factories.procedure().model_copy(update=changes)
    procedures.publish(changed, effective=TODAY, now=MONDAY)
    return changed


def _without(requirement: str) -> tuple[ChecklistLine, ...]:
    lines = factories.complete_papers(factories.procedure())
    return tuple(
        ChecklistLine(line.requirement, "missing", "menyusul") if line.requirement == requirement else line
        for line in lines
    )


class TestACompleteFile:
    def test_passes_the_counters_steps_in_one_go(self) -> None:
        taken = _take_in()
        assert isinstance(taken, TakenIn)
        events = queries.case_view(taken.resi, budi(), MONDAY).events
        assert [(event.kind, event.step) for event in events] == [
            ("case-submitted", None),
            ("step-completed", "serahkan"),
            ("step-completed", "terima"),
            ("step-completed", "periksa"),
        ]
        assert [event.number for event in events] == [None, None, None, "1/2026"]
        assert (taken.step, taken.status, taken.version) == ("teruskan", Status.IN_PROCESS, 4)

    def test_is_promised_a_day(self) -> None:
        taken = _take_in()
        assert isinstance(taken, TakenIn)
        due = taken.promise_due_at
        assert due is not None
        assert due.isoformat() == "2026-11-19T16:00:00+07:00", "three working days after Monday, at closing time"

    def test_keeps_what_was_said_about_each_paper(self) -> None:
        lines = factories.complete_papers(factories.procedure())
        kept = (ChecklistLine(lines[0].requirement, "present", "asli ditahan", original="kept", copies=2), *lines[1:])
        taken = _take_in(kept)
        assert isinstance(taken, TakenIn)
        checklist = queries.case_view(taken.resi, budi(), MONDAY).events[-1].payload["evidence"]["checklist"]
        assert checklist[0] == {
            "requirement": lines[0].requirement,
            "state": "present",
            "note": "asli ditahan",
            "original": "kept",
            "copies": 2,
        }

    def test_asks_only_for_the_papers_that_apply(self) -> None:
        lines = factories.complete_papers(factories.procedure())
        refused = _take_in(lines, answers={"pindahan": True})
        assert isinstance(refused, TurnedAway)
        complete = factories.complete_papers(factories.procedure(), {"pindahan": True})
        assert isinstance(_take_in(complete, answers={"pindahan": True}), TakenIn)


class TestAnIncompleteFile:
    def test_is_turned_away_without_case_and_number(self) -> None:
        refused = _take_in(_without("pengantar"))
        assert isinstance(refused, TurnedAway)
        record = queries.intake_refusal("bintan", refused.slip_id)
        assert record.lacking == ("Pengantar RT/RW",)
        assert record.acted_as.startswith("Budi Santoso")
        taken = _take_in()
        assert isinstance(taken, TakenIn)
        assert taken.register_number == "1/2026"

    def test_slip_of_another_office_does_not_exist(self) -> None:
        refused = _take_in(_without("pengantar"))
        assert isinstance(refused, TurnedAway)
        with pytest.raises(NoSuchCase):
            queries.intake_refusal("pontianak", refused.slip_id)

    def test_waits_where_the_procedure_lets_it(self) -> None:
        _publish(counter_incomplete="wait")
        waiting = _take_in(_without("pengantar"))
        assert isinstance(waiting, TakenIn)
        assert (waiting.status, waiting.step) == (Status.WAITING_FOR_APPLICANT, "serahkan")
        assert (waiting.register_number, waiting.promise_due_at) == ("", None)
        latest = queries.case_view(waiting.resi, budi(), MONDAY).events[-1]
        assert latest.payload["lines"] == [{"subject": "pengantar", "reason": "berkas-kurang", "note": "menyusul"}]


class TestAnApplicant:
    def test_needs_a_name(self) -> None:
        with pytest.raises(ApplicantIncomplete):
            _take_in(applicant=Applicant("   "))

    @pytest.mark.parametrize(
        ("name", "sign"), [("Sari 🙂", "🙂 (U+1F642)"), ("Сари", "С (U+0421)"), ("Sari\u200b", "U+200B")]
    )
    def test_whose_name_no_paper_can_show_is_refused_with_the_sign(self, name: str, sign: str) -> None:
        with pytest.raises(UnprintableName) as refused:
            _take_in(applicant=Applicant(name))
        assert refused.value.data["sign"] == sign
        assert refused.value.data["fields"] == ("name",)
        with pytest.raises(UnprintableText):
            _take_in(applicant=Applicant("Sari", subject="anak 🙂"))
        assert isinstance(_take_in(applicant=Applicant("Renée D’Souza, S.H. a/l Al-Muñoz")), TakenIn)

    def test_with_a_wrong_nik_is_explained_at_the_field(self) -> None:
        with pytest.raises(BadTerm) as caught:
            _take_in(applicant=Applicant("Sari", "99010141019"))
        assert caught.value.problem.field == "nik"

    def test_without_a_nik_is_taken_in(self) -> None:
        assert isinstance(_take_in(applicant=Applicant("Sari Wulandari")), TakenIn)


class TestAService:
    def test_that_is_not_there_is_answered_with_what_is_near(self) -> None:
        with pytest.raises(UnknownProcedure) as caught:
            _take_in(service="kkk")
        assert "kk" in caught.value.explanation

    def test_is_not_taken_in_by_who_has_no_counter(self) -> None:
        with pytest.raises(NotYourStep):
            _take_in(by="bintan.maya")

    def test_of_another_office_is_unknown(self) -> None:
        with pytest.raises(UnknownProcedure):
            services.take_in(
                "pontianak", "kk", officer=budi(), applicant=SARI, answers={}, checklist=(), key=uuid.uuid4()
            )

    def test_keeps_running_cases_on_their_version(self) -> None:
        before = factories.take_in()
        changed = _publish(product="KK edisi baru")
        after = factories.take_in()
        assert queries.case_view(before.resi, budi(), MONDAY).procedure.product != changed.product
        assert queries.case_view(after.resi, budi(), MONDAY).procedure.product == changed.product


class TestAPublishedProcedure:
    def test_keeps_the_printed_order(self) -> None:
        printed = next(r for r in factories.sop().readings if r.key == "bintan/kk").procedure
        assert printed is not None
        procedures.forget()
        kept = factories.procedure()
        assert kept == printed
        assert list(kept.actors) == list(printed.actors)
        assert list(kept.requirements) == list(printed.requirements)
        assert [list(step.outcomes) for step in kept.steps] == [list(step.outcomes) for step in printed.steps]

    def test_is_published_once(self) -> None:
        first = procedures.current("bintan", "kk", TODAY)
        again = procedures.publish(factories.procedure(), effective=TODAY, now=MONDAY)
        assert again.id == first.id

    def test_is_in_force_from_its_day(self) -> None:
        changed = factories.procedure().model_copy(update={"product": "KK edisi baru"})
        procedures.publish(changed, effective=TODAY.replace(day=20), now=MONDAY)
        assert procedures.current("bintan", "kk", TODAY).procedure.product != "KK edisi baru"
        assert procedures.current("bintan", "kk", TODAY.replace(day=20)).procedure.product == "KK edisi baru"

    def test_can_be_retired(self) -> None:
        procedures.retire("bintan", "kk", MONDAY)
        with pytest.raises(UnknownProcedure) as refused:
            procedures.current("bintan", "kk", TODAY)
        others = sorted(
            r.service_key
            for r in factories.sop().readings
            if r.office_key == "bintan" and r.service_key not in ("kk", procedures.COMPLAINTS)
        )
        assert refused.value.explanation.endswith(f"Yang ada: {', '.join(others)}.")

    def test_that_was_retired_comes_back_when_it_is_published_again(self) -> None:
        before = procedures.current("bintan", "kk", TODAY)
        procedures.retire("bintan", "kk", MONDAY)
        procedures.publish(before.procedure, effective=TODAY, now=MONDAY)
        assert procedures.current("bintan", "kk", TODAY) == before

    def test_needs_its_office(self) -> None:
        metro = next(r for r in factories.sop().readings if r.office_key == "metro").procedure
        assert metro is not None
        with pytest.raises(UnknownProcedure):
            procedures.publish(metro, effective=TODAY)
